"""Looking for terms in long texts takes as long as the text, whatever it is made of."""

from time import process_time

import pytest

from eig.languages.glossary import Glossary
from eig.languages.models import Term

pytestmark = pytest.mark.django_db
MOST_SECONDS = 1.5  # it took twenty and more


@pytest.mark.parametrize("text", ["-" * 60_000, " " * 60_000, "phare" + " " * 60_000, "| --- " * 10_000])
def test_five_hundred_terms_in_a_long_text(text):
    names = [f"{chr(97 + number % 26)}mot{number} commun" for number in range(500)]
    Term.objects.bulk_create(Term(name_fr=name, name_en="word") for name in names)
    glossary, began = Glossary("fr", "en"), process_time()
    _marked, found = glossary.mark(f"{names[7]} {text} {names[499].upper()}s")

    assert [term.term for term in found] == [names[7], names[499]]
    assert process_time() - began < MOST_SECONDS


def test_terms_begin_with_any_sign():
    names = [".gouv", "-30 %", "]x", "^a", "\\w", "Élu"]
    Term.objects.bulk_create(Term(name_fr=name, name_en="word") for name in names)
    _marked, found = Glossary("fr", "en").mark("un .gouv, à -30 %, ]x, ^a, \\w, élus")

    assert [term.term for term in found] == names
