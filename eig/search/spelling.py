"""“Did you mean”: the word that visitors can read which is nearest to one that nobody wrote."""

from collections import Counter, defaultdict

from django.utils.translation import get_language, override
from rapidfuzz.distance import OSA

from eig.languages.columns import codes
from eig.search.models import Entry
from eig.search.words import APOSTROPHES, WRITTEN, forms_in_any_language

SHORTEST = 4  # letters of a word that may be misspelt
FARTHEST = {4: 1, 5: 1, 6: 1}  # letters that may be wrong in a word of that length
USUALLY = 2


def corrected(query):
    """The text of the query with the words that no item has put right; "" when there is nothing to put right.

    A word is right where anything begins with it or has its stem, in any language. Parts of a compound stay together.
    """
    known, elsewhere = _known()
    everywhere = known.keys() | elsewhere
    text, end = query.text, len(query.text)
    for word in reversed(query.spans):
        whole = word.whole or word
        if whole.end > end or _is_right(word, query, everywhere):
            continue
        if better := _nearest(whole.bare, known):
            text = text[: whole.start] + better + text[whole.end :]
            end = whole.start
    return text if text != query.text else ""


def _is_right(word, query, known):
    """Whether there is nothing to put right: nor is there in what an apostrophe parts from a word."""
    whole = word.whole or word
    after = query.text[whole.end : whole.end + 1]
    if after and after in APOSTROPHES:
        return True
    return _is_met(whole.joined, known) or _is_met(word.joined, known)


def _is_met(word, known):
    wanted = forms_in_any_language(word)
    # A stem begins like its word: most words need not be stemmed.
    beginnings = tuple({form[:2] for form in wanted})
    alike = [other for other in known if other.startswith(beginnings)]
    return any(other.startswith(tuple(wanted)) for other in alike) or any(
        not wanted.isdisjoint(forms_in_any_language(other)) for other in alike
    )


def _known():
    """The words of all that visitors may read: in the active language, folded → how often each writing is met, and in
    the others, folded.
    """
    known, elsewhere = defaultdict(Counter), set()
    entries = Entry.objects.none()
    for code in codes():
        with override(code):
            entries |= Entry.objects.visible()
    for language, words in entries.values_list("language", "vocabulary"):
        for word in words.split():
            folded, _sign, writing = word.partition(WRITTEN)
            if language == get_language():
                known[folded][writing] += 1
            else:
                elsewhere.add(folded)
    return known, elsewhere


def _nearest(word, known):
    if len(word) < SHORTEST or not word.isalpha():
        return ""
    farthest = FARTHEST.get(len(word), USUALLY)
    candidates = (
        (distance, -sum(writings.values()), other)
        for other, writings in known.items()
        if abs(len(other) - len(word)) <= farthest
        and len(other) >= SHORTEST
        and other.isalpha()
        and (distance := OSA.distance(word, other, score_cutoff=farthest)) <= farthest
    )
    best = min(candidates, default=None)
    return known[best[2]].most_common(1)[0][0] if best else ""
