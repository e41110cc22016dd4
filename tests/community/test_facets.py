import pytest
from django.http import QueryDict

from community.facets import Facet, Facets, Option
from community.models import Administration, Person
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


def facets(query, rows=None):
    names = Facet("name", "Name", "All", "name", [("Ana", "Mme Ana"), ("Bo", "M. Bo"), ("Cy", "Cy")])
    profiles = Facet("profile", "Profile", "All", "profile_fr", [("designer", "Designer")])
    return Facets(Person.objects.all() if rows is None else rows, [names, profiles], QueryDict(query))


def test_options_say_what_they_would_leave_and_hide_what_leads_nowhere():
    PersonFactory(name="Ana", profile_fr="designer")
    PersonFactory(name="Bo")

    names, profiles = facets("name=Bo")
    assert names.options == [Option("Ana", "Mme Ana", 1, False), Option("Bo", "M. Bo", 1, True)]
    assert profiles.options == []
    assert [person.name for person in facets("name=Bo").narrowed()] == ["Bo"]


def test_a_choice_that_leaves_nothing_stays_visible():
    PersonFactory(name="Ana", profile_fr="designer")
    PersonFactory(name="Bo")
    _names, profiles = facets("name=Bo&profile=designer")
    assert profiles.options == [Option("designer", "Designer", 0, True)]


@pytest.mark.parametrize("query", ["name=Zed", "name=%00", "name=", "other=Ana"])
def test_what_is_no_choice_is_ignored(query):
    assert facets(query).chosen == []
    assert facets(query).address() == ""


def test_addresses_drop_one_filter_each_and_quote_values():
    chosen = Facets(
        Administration.objects.all(),
        [Facet("a", "A", "All", "key", [("x y&z", "XYZ")]), Facet("b", "B", "All", "acronym", [("q", "Q")])],
        QueryDict("a=x+y%26z&b=q&page=4"),
    )
    assert chosen.address() == "?a=x+y%26z&b=q"
    assert [facet.address_without for facet in chosen] == ["?b=q", "?a=x+y%26z"]
    assert [facet.chosen_label for facet in chosen] == ["XYZ", "Q"]
