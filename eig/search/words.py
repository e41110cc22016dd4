"""From a text to the words one searches by: without case, accents, ligatures or elisions, and by their stems."""

import re
import threading
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

import snowballstemmer
from django.utils.translation import get_language_info, override, pgettext

from eig.languages.columns import codes
from eig.text.folding import fold

# A number with a space or a comma at each thousand is one word: “4 100”, “4,100”.
NUMBER = r"\d{1,3}(?:[ \u00a0\u202f,]\d{3})+(?![^\W_])"
HYPHENS = "-\u2010\u2011"
COMPOUND = re.compile(rf"{NUMBER}|[^\W_]+(?:[{HYPHENS}][^\W_]+)*")
# “EIG9” is “EIG” and “9”; “H2O” and “R2” are one word.
PART = re.compile(rf"{NUMBER}|(?<![^\W_])[^\W\d_]{{2,}}(?=\d+(?![^\W_]))|(?<=[^\W\d_]{{2}})\d+(?![^\W_])|[^\W_]+")
BETWEEN_PARTS = re.compile(rf"[{HYPHENS} \u00a0\u202f,]")
LETTER = re.compile(r"[^\W_]")
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


class Word(NamedTuple):
    """A word, where it stands in a text, and the whole it is a part of: “télé” of “télé-travail”, “9” of “EIG9”."""

    text: str
    start: int
    end: int
    whole: "Word | None" = None

    @property
    def bare(self):
        """The word folded, without what parts it."""
        return fold(self.joined)

    @property
    def joined(self):
        return BETWEEN_PARTS.sub("", self.text)


def spans(text):
    """The Words of a composed text, those elided left out: “l'État” is “État”."""
    for match in COMPOUND.finditer(text):
        whole = Word(match[0], *match.span())
        for part in PART.finditer(text, *match.span()):
            if not _says_nothing(part, text) and len(part[0]) <= LONGEST_WORD:
                yield Word(part[0], *part.span(), whole if _is_compound(whole, part) else None)


def _says_nothing(part, text):
    """Whether it is what an apostrophe parts from a word."""
    start, end = part.span()
    before, after = text[start - 1 : start], text[end : end + 1]
    lower = part[0].lower()
    if lower in ELIDED and after and after in APOSTROPHES and LETTER.match(text, end + 1):
        return True
    return lower in HUNG_ON and before != "" and before in APOSTROPHES


def _is_compound(whole, part):
    """Dates and telephone numbers are not."""
    return part[0] != whole.text and not whole.joined.isdigit() and len(whole.text) <= LONGEST_WORD


def tokens(text):
    """The folded words of a text, in order."""
    return [word.bare for word in spans(composed(text))]


@lru_cache(maxsize=100_000)
def forms(word, language):
    """What a composed word is found by in a language: itself folded, and its stem with and without the accents.

    The stem of the accented word is the right one (développées, développer); that of the bare one is what someone gets
    who types none.
    """
    bare = fold(word)
    stem = _stemmer(language)
    found_by = {bare, fold(stem(word.lower())), stem(bare)} if stem else {bare}
    if singular := _singulars(language).get(bare):
        found_by |= forms(singular, language)
    return frozenset(found_by)


@cache
def _singulars(language):
    """`{folded plural: singular}` of what no stem of the language leads to."""
    with override(language):
        pairs = (pair.partition("=") for pair in _irregular_plurals().split())
        return {fold(plural): singular for plural, _sign, singular in pairs}


def _irregular_plurals():
    return pgettext(
        "plurals from which no stem leads to their singular: plural=singular",
        "children=child criteria=criterion feet=foot men=man women=woman",
    )


def forms_of(word, language):
    """The same of a Word of a text, and of the whole where it begins one."""
    found_by = forms(word.joined, language)
    whole = word.whole
    return found_by | forms(whole.joined, language) if whole and whole.start == word.start else found_by


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


def forms_in_any_language_of(word):
    """What a Word may be found by: itself or, as each part of a whole, the whole in one word."""
    found_by = forms_in_any_language(word.joined)
    return found_by | forms_in_any_language(word.whole.joined) if word.whole else found_by


@dataclass(frozen=True)
class Query:
    """What someone asked: the text as it will be shown again, and the Words of it that matter."""

    text: str
    spans: tuple

    @property
    def words(self):
        """Those words as typed."""
        return tuple(word.text for word in self.spans)

    @property
    def forms(self):
        """What each word may be found by; a text may hold words of any language of the site."""
        return [forms_in_any_language_of(word) for word in self.spans]

    @property
    def name(self):
        """As `name_key` says the name of what it may be."""
        return name_key(self.text)


def parse(text):
    """The Query of what was typed: its first words, those that say nothing left out unless there are no others."""
    text = " ".join(composed(text)[:LONGEST_QUERY].split())
    first = {}
    for word in spans(text):
        first.setdefault(word.text, word)
    words, idle = list(first.values()), idle_words()
    telling = [word for word in words if word.bare not in idle]
    return Query(text, tuple((telling or words)[:MOST_WORDS]))


def idle_words():
    """Words that nobody searches by, of every language: one asks on an English page for what one saw in French."""
    words = set()
    for code in codes():
        with override(code):
            words.update(_idle_words().split())
    return words


def _idle_words():
    return pgettext(
        "words that a search leaves out, without accents",
        "a an and are as at be by for from how i in is it of on or that the this to was what when where who with",
    )


BETWEEN_NAMES = "|"
WRITTEN = "="  # between a folded word and how it is written, in the vocabulary of an entry


def name_key(*names):
    """The folded words of an item's names, each after a space, so that any of them can be searched from its start."""
    return BETWEEN_NAMES.join("".join(f" {word}" for word in tokens(name)) for name in names)
