"""Looking among the frequent questions: by words, whatever their accents and case."""

import re

from eig.text.folding import fold

LONGEST_SEARCH, MOST_WORDS = 200, 12
WORD = re.compile(r"\w+")


def words_of(asked):
    """What is looked for: folded words, a bounded number of them; letters alone, as elisions leave them, are none."""
    words = WORD.findall(fold(asked.replace("\x00", "")[:LONGEST_SEARCH]))
    return [word for word in words if len(word) > 1][:MOST_WORDS]


def containing(entries, words):
    """The questions that hold all the words, in the question or its answer as visitors read them; one query."""
    for word in words:
        entries = entries.filter(search_key__contains=word)
    # The key holds every language.
    return [entry for entry in entries if all(word in _said(entry) for word in words)]


def _said(entry):
    return fold(" ".join(entry.shown_text(field)[0] for field in ("question", "answer")))
