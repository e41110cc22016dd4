"""Moving a Jekyll site in: the order of the work, its addresses, and the proof that no word was lost."""
