"""From a text to the words one searches by: without case, accents, ligatures or elisions, and by their stems."""

import re
import threading
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer
from django.utils.translation import get_language_info, pgettext

from eig.languages.columns import codes
from eig.text.folding import fold

WORD = re.compile(r"[^\W_]+")
APOSTROPHES = "'’ʼ"
# What is left of a word before the vowel of the next, and what hangs on the end of one.
ELIDED = {*"cdjlmnst", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu"}
HUNG_ON = {"s"}
LONGEST_WORD = 50
LONGEST_QUERY = 200
MOST_WORDS = 10

_stemmers = threading.local()  # a stemmer holds the word it works on


def composed(text):
    """The text with each accented letter as one character, and nothing a database refuses."""
    return unicodedata.normalize("NFC", text).replace("\x00", " ").encode("utf-8", "replace").decode()


def spans(text):
    """The matches of the words of a composed text, those elided left out: “l'État” is “État”."""
    for match in WORD.finditer(text):
        start, end = match.span()
        before, after = text[start - 1 : start], text[end : end + 1]
        lower = match[0].lower()
        if lower in ELIDED and after and after in APOSTROPHES and WORD.match(text, end + 1):
            continue
        if lower in HUNG_ON and before and before in APOSTROPHES:
            continue
        if end - start <= LONGEST_WORD:
            yield match


def tokens(text):
    """The folded words of a text, in order."""
    return [fold(match[0]) for match in spans(composed(text))]


@lru_cache(maxsize=100_000)
def forms(word, language):
    """What a composed word is found by in a language: itself folded, and its stem with and without the accents.

    The stem of the accented word is the right one (développées, développer); that of the bare one is what someone gets
    who types none.
    """
    bare = fold(word)
    stem = _stemmer(language)
    return frozenset({bare, fold(stem(word.lower())), stem(bare)} if stem else {bare})


def _stemmer(language):
    """The function that gives the stem of a word in the language, None where there is none."""
    name = get_language_info(language)["name"].lower()
    if name not in snowballstemmer.algorithms():
        return None
    stemmers = vars(_stemmers)
    if name not in stemmers:
        stemmers[name] = snowballstemmer.stemmer(name)
    return stemmers[name].stemWord


def forms_in_any_language(word):
    return frozenset().union(*(forms(word, code) for code in codes()))


@dataclass(frozen=True)
class Query:
    """What someone asked: the text as it will be shown again, and the words that matter, as typed."""

    text: str
    words: tuple

    @property
    def forms(self):
        """What each word may be found by; a text may hold words of any language of the site."""
        return [forms_in_any_language(word) for word in self.words]

    @property
    def name(self):
        """As `name_key` says the name of what it may be."""
        return name_key(self.text)


def parse(text):
    """The Query of what was typed: its first words, those that say nothing left out unless there are no others."""
    text = " ".join(composed(text)[:LONGEST_QUERY].split())
    words = list(dict.fromkeys(match[0] for match in spans(text)))
    telling = [word for word in words if fold(word) not in idle_words()]
    return Query(text, tuple((telling or words)[:MOST_WORDS]))


def idle_words():
    """Words of the active language that nobody searches by."""
    return set(
        pgettext(
            "words that a search leaves out, without accents",
            "a an and are as at be by for from how i in is it of on or that the this to was what when where who with",
        ).split()
    )


BETWEEN_NAMES = "|"
WRITTEN = "="  # between a folded word and how it is written, in the vocabulary of an entry


def name_key(*names):
    """The folded words of an item's names, each after a space, so that any of them can be searched from its start."""
    return BETWEEN_NAMES.join("".join(f" {word}" for word in tokens(name)) for name in names)
