"""The pages of a Jekyll tree that no section owns, and what the whole site shares."""
