import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from community.facets import Entry, Facet, Facets, Option, spelt


def entry(pk, words, *parts):
    return Entry(pk, spelt(words), [{name: set(values) for name, values in part.items()} for part in parts] or [{}])


PORTS = [
    entry(1, "L’État des ports : cœur de métier", {"city": ["brest"], "skill": ["data", "design"]}),
    entry(2, "Eaux & forêts", {"city": ["lyon"], "skill": ["data"]}),
    # Someone who was in Brest with one skill and in Lyon with another.
    entry(3, "Élise Nadeau", {"city": ["brest"], "skill": ["data"]}, {"city": ["lyon"], "skill": ["law"]}),
    entry(4, "Sans rien"),
]


def facets(query, entries=PORTS):
    cities = Facet("city", "City", [("brest", "Brest"), ("lyon", "Lyon")], former={"29019": "brest"})
    skills = Facet("skill", "Skill", [("data", "Data"), ("design", "Design"), ("law", "Law")])
    return Facets(entries, [cities, skills, Facet("nothing", "Nothing", [])], QueryDict(query))


def counts(facets, name):
    facet = next(facet for facet in facets if facet.name == name)
    return {option.value: option.count for option in facet.options}


def test_nothing_asked_leaves_the_whole_list_and_a_facet_without_choices_is_not_there():
    whole = facets("")
    assert whole.found == [1, 2, 3, 4]
    assert [facet.name for facet in whole] == ["city", "skill"]
    assert (whole.chosen, whole.are_chosen, whole.address(), whole.is_canonical) == ([], False, "", True)


def test_values_of_one_facet_add_up_and_facets_narrow_each_other():
    assert facets("city=brest").found == [1, 3]
    assert facets("city=brest&city=lyon").found == [1, 2, 3]
    assert facets("city=lyon&skill=data").found == [2]
    assert facets("city=lyon&skill=data&skill=law").found == [2, 3]


def test_options_say_what_they_would_leave_given_the_other_filters_and_hide_what_leads_nowhere():
    asked = facets("city=brest&skill=law")
    # “law” leaves nothing in Brest, but stays: one may want to untick it.
    assert counts(asked, "skill") == {"data": 2, "design": 1, "law": 0}
    assert counts(asked, "city") == {"brest": 0, "lyon": 1}
    assert counts(facets("city=lyon"), "skill") == {"data": 1, "law": 1}
    assert counts(facets("city=lyon"), "city") == {"brest": 2, "lyon": 2}
    assert counts(facets("q=eaux"), "city") == {"lyon": 1}
    assert facets("city=lyon").facets[0].options == [
        Option("brest", "Brest", 2, False),
        Option("lyon", "Lyon", 2, True),
    ]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("etat", [1]),
        ("L'ETAT", [1]),
        ("coeur", [1]),
        ("cœur des", [1]),
        ("elise nad", [3]),
        ("adeau", []),
        ("l'eau", [2]),
        ("forêt lyon", []),
        ("!", [1, 2, 3, 4]),
        ("%00", [1, 2, 3, 4]),
        ("n", [3]),
    ],
)
def test_words_are_found_by_how_they_begin_whatever_their_accents_ligatures_and_case(typed, found):
    assert facets(f"q={typed}").found == found


def test_filters_in_use_are_removed_one_by_one_and_say_what_is_left_then():
    asked = facets("page=4&skill=law&city=lyon&city=brest&q=elise")
    assert [(one.label, one.address_without, one.count_without) for one in asked.chosen] == [
        ("«\u00a0elise\u00a0»", "?city=brest&city=lyon&skill=law", 1),
        ("Brest", "?q=elise&city=lyon&skill=law", 1),
        ("Lyon", "?q=elise&city=brest&skill=law", 0),
        ("Law", "?q=elise&city=brest&city=lyon", 1),
    ]
    assert asked.address() == "?q=elise&city=brest&city=lyon&skill=law"
    assert [one.label for one in facets("city=lyon&skill=design&q=eaux").nearer] == ["Design"]


@pytest.mark.parametrize("query", ["", "city=brest", "q=a&city=paris", "page=2", "utm_source=x", "nothing="])
def test_addresses_that_stay_as_they_are(query):
    assert facets(query).is_canonical


@pytest.mark.parametrize(
    ("query", "address"),
    [("q=&city=brest", "?city=brest"), ("q=+", ""), ("city=", ""), ("city=29019&skill=data", "?city=brest&skill=data")],
)
def test_empty_parameters_and_former_values_have_a_better_address(query, address):
    asked = facets(query)
    assert (asked.is_canonical, asked.has_unknown) == (False, False)
    assert asked.address() == address


@pytest.mark.parametrize(
    "query", ["city=Zed", "city=%00", "city=brest'", f"skill={'a' * 10_000}", "city=%25", "skill=0"]
)
def test_what_is_no_choice_is_ignored_and_said(query):
    asked = facets(query)
    assert (asked.found, asked.chosen, asked.address(), asked.has_unknown) == ([1, 2, 3, 4], [], "", True)


def test_a_long_text_is_cut():
    assert len(facets(f"q={'mot ' * 3000}").words) == 100


def test_addresses_quote_values():
    names = Facet("a", "A", [("x y&z", "XYZ")])
    asked = Facets([entry(1, "", {"a": ["x y&z"]})], [names], QueryDict("a=x+y%26z"))
    assert asked.address() == "?a=x+y%26z"


VALUES = st.sampled_from(["brest", "lyon", "data", "design", "law", "29019", "", "\x00", "Zed", "a" * 999]) | st.text()
ASKED = st.dictionaries(st.sampled_from(["city", "skill", "q", "page", "other"]), st.lists(VALUES, max_size=4))


@given(asked=ASKED)
def test_whatever_is_asked_counts_are_what_a_choice_leaves_and_addresses_say_the_same(asked):
    query = QueryDict(mutable=True)
    for name, values in asked.items():
        query.setlist(name, values)
    narrowed = Facets(PORTS, facets("").facets, query)

    again = facets(narrowed.address()[1:])
    assert (again.found, again.address(), again.is_canonical) == (narrowed.found, narrowed.address(), True)
    for facet in narrowed:
        for option in facet.options:
            alone = facets(narrowed.address(**{facet.name: [option.value]})[1:])
            assert option.count == len(alone.found)
    for one in narrowed.chosen:
        assert one.count_without == len(facets(one.address_without[1:]).found)
