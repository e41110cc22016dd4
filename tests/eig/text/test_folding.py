import pytest

from community.models import Person
from eig.text.folding import fold
from tests.factories import PersonFactory


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Élise", "elise"), ("Cœur", "coeur"), ("ÎLE  d’Yeu", "ile d'yeu"), ("", ""), (None, ""), ("Łódź", "lodz")],
)
def test_folding_drops_case_accents_and_ligatures(text, folded):
    assert fold(text) == folded


@pytest.mark.django_db
def test_elise_with_an_accent_sorts_with_elise_without():
    for name in ("Zoé", "Élise B", "Elise A", "Eliott", "Élise C"):
        PersonFactory(name=name)

    names = list(Person.objects.order_by("sort_key").values_list("name", flat=True))

    assert names == ["Eliott", "Elise A", "Élise B", "Élise C", "Zoé"]
