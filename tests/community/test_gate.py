"""What the gate says of people."""

import pytest
from django.utils.translation import override

from eig.publishing.gate import findings
from eig.publishing.models import ImportedItem
from tests.factories import ImageFactory, ParticipationFactory, PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_english():
    with override("en"):
        yield


def a_person(**fields):
    person = PersonFactory(**{"consent": True, **fields})
    ParticipationFactory(person=person)
    return person


def said(item, language="fr"):
    return [(finding.code, str(finding.level), finding.words) for finding in findings(item, language)]


def test_a_person_who_agreed_passes():
    assert said(a_person()) == []


def test_a_new_person_who_did_not_agree_is_held_back():
    words = "Nothing says that this person agrees to a page with name and portrait: ask, and note it here."
    assert said(a_person(consent=False)) == [("person-consent", "error", words)]


def test_a_person_of_the_old_site_is_to_be_asked():
    ImportedItem.objects.create(kind="people", key="amina-diallo")

    words = "This person comes from the old site: ask whether they agree to this page, and note it here."
    assert said(a_person(key="amina-diallo", consent=False)) == [("person-consent", "warning", words)]


def test_an_item_of_another_kind_with_the_same_key_says_nothing_of_a_person():
    ImportedItem.objects.create(kind="challenges", key="phare")

    assert [level for _code, level, _words in said(a_person(key="phare", consent=False))] == ["error"]


def test_a_portrait_owes_what_pictures_owe():
    portrait = ImageFactory(title="Amina", credit="", licence="unknown", consent="not_needed")
    assert said(a_person(portrait=portrait)) == [
        ("credit-missing", "error", "The picture “Amina” has no credit: who took it?")
    ]
