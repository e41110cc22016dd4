"""“Did you mean”: the word that visitors can read which is nearest to one that nobody wrote."""

from collections import Counter, defaultdict

from rapidfuzz.distance import OSA

from eig.search.models import Entry
from eig.search.words import WRITTEN, forms_in_any_language
from eig.text.folding import fold

SHORTEST = 4  # letters of a word that may be misspelt
FARTHEST = {4: 1, 5: 1, 6: 1}  # letters that may be wrong in a word of that length
USUALLY = 2


def corrected(query):
    """The text of the query with the words that no item has put right; "" when there is nothing to put right."""
    known = _known()
    text = query.text
    for word in query.words:
        if known.keys() & forms_in_any_language(word):
            continue
        if better := _nearest(fold(word), known):
            text = text.replace(word, better)
    return text if text != query.text else ""


def _known():
    """The words of all that visitors of the active language may read: folded → how often each writing is met."""
    known = defaultdict(Counter)
    for words in Entry.objects.visible().values_list("vocabulary", flat=True):
        for word in words.split():
            folded, _sign, writing = word.partition(WRITTEN)
            known[folded][writing] += 1
    return known


def _nearest(word, known):
    if len(word) < SHORTEST:
        return ""
    farthest = FARTHEST.get(len(word), USUALLY)
    candidates = (
        (distance, -sum(writings.values()), other)
        for other, writings in known.items()
        if abs(len(other) - len(word)) <= farthest
        and len(other) >= SHORTEST
        and (distance := OSA.distance(word, other, score_cutoff=farthest)) <= farthest
    )
    best = min(candidates, default=None)
    return known[best[2]].most_common(1)[0][0] if best else ""
