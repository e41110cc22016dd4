"""`manage.py audit_content`: all that visitors may read, by the rules of the gate."""

import io
import json

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from eig.auditing import entries
from tests.factories import (
    CallFactory,
    ChallengeFactory,
    CohortFactory,
    ImageFactory,
    ParticipationFactory,
    PostFactory,
    TestimonialFactory,
)

pytestmark = pytest.mark.django_db

STANDFIRST = "Une équipe raconte dix mois de travail au service de celles et ceux qui naviguent."


def a_picture():
    return ImageFactory(alt_en="Someone at a computer", consent="not_needed")


def a_post(**fields):
    fields = {"title_fr": "Dix mois au large", "standfirst_fr": STANDFIRST, "published": ["fr"], **fields}
    return PostFactory(cover=a_picture(), **fields)


def audit(*arguments):
    """`(what it prints, its exit code)`."""
    out, code = io.StringIO(), 0
    try:
        call_command("audit_content", *arguments, "--locale", "en", stdout=out)
    except SystemExit as stopped:
        code = stopped.code
    return out.getvalue(), code


def test_what_has_all_it_owes_passes():
    a_post()

    assert audit() == ("\nEverything published passes: nothing to mend, nothing to check.\n", 0)


def test_text_names_the_item_its_defects_and_how_many_there_are_of_each_rule():
    a_post(key="large", body_fr="Voir [ici](https://example.org/) et [la page](page:partie).", standfirst_fr="")

    assert audit() == (
        "\nPost: Dix mois au large [fr] large\n"
        "  error    The words of the link “ici” do not say where it leads: name what one finds there.  (link-vague)\n"
        "  error    The link “la page” leads to something that is not on the site any more: choose another target."
        "  (link-dead)\n"
        "  warning  There is no standfirst: two or three sentences make one read on.  (standfirst-missing)\n"
        "\n"
        "link-dead           error         1\n"
        "link-vague          error         1\n"
        "standfirst-missing  warning       1\n"
        "2 things to mend\n"
        "1 thing to check\n",
        1,
    )


def test_json_has_stable_keys():
    post = a_post(key="large", standfirst_fr="")

    printed, code = audit("--format", "json")
    assert (json.loads(printed), code) == (
        [
            {
                "kind": "blog.post",
                "key": "large",
                "language": "fr",
                "code": "standfirst-missing",
                "level": "warning",
                "words": "There is no standfirst: two or three sentences make one read on.",
                "place": "standfirst",
                "address": f"/en/admin/blog/post/{post.pk}/change/",
            }
        ],
        0,
    )


def test_json_of_nothing_is_an_empty_list():
    printed, code = audit("--format", "json")
    assert (json.loads(printed), code) == ([], 0)


@pytest.mark.parametrize(
    ("body", "fail_on", "code"),
    [
        ("Un paragraphe.", "warning", 1),
        ("Un paragraphe.", "error", 0),
        ("Voir [ici](https://example.org/).", "error", 1),
    ],
)
def test_it_fails_on_what_it_is_told(body, fail_on, code):
    a_post(standfirst_fr="", body_fr=body)

    assert audit("--fail-on", fail_on)[1] == code


def test_what_visitors_do_not_read_is_left_alone():
    a_post(standfirst_fr="", published=[])

    assert list(entries()) == []


def test_a_language_is_checked_by_itself():
    a_post(title_en="Ten", slug_en="ten", standfirst_en=STANDFIRST, body_en="A text.", published=["fr", "en"])

    with override("en"):
        found = [[(entry["language"], entry["code"]) for entry in entries(code)] for code in ("fr", "en")]
    assert found == [[], [("en", "title-too-short")]]


def test_what_is_shown_in_the_language_it_was_written_in_is_to_be_translated_once():
    cohort = CohortFactory(name_en="Cohort")
    challenge = ChallengeFactory(
        key="phare",
        cohort=cohort,
        tagline_fr="Que chaque balise dise comment elle va.",
        body_fr="Voir [la page](page:partie).",
        cover=a_picture(),
        published=["fr"],
    )
    ParticipationFactory(challenge=challenge)

    with override("en"):
        found = [(entry["key"], entry["words"]) for entry in entries("en")]
    assert found == [("phare", "To translate into English: visitors read it in French meanwhile.")]


def test_a_cohort_and_its_calls_are_checked_once_they_are_shown():
    cohort = CohortFactory(key="eig-10", introduction_fr="Voir [ici](https://example.org/).", shown=False)
    CallFactory(key="appel", cohort=cohort, text_open_fr="Voir [là](https://example.org/).")

    assert list(entries("fr")) == []
    cohort.shown = True
    cohort.save()
    assert sorted(entry["key"] for entry in entries("fr")) == ["appel", "eig-10"]


def test_what_is_public_without_an_edition_is_checked_too():
    CohortFactory(key="eig-9", introduction_fr="Voir [ici](https://example.org/).")
    TestimonialFactory(key="vu", portrait=ImageFactory(credit="", licence="unknown", consent="not_needed"))
    TestimonialFactory(key="tu", shown=False, portrait=ImageFactory(credit="", licence="unknown"))

    assert [(entry["key"], entry["code"]) for entry in entries("fr")] == [
        ("vu", "credit-missing"),
        ("eig-9", "link-vague"),
    ]


def test_more_items_ask_for_no_more_queries():
    counts = []
    for number in (1, 2):
        for index in range(number):
            a_post(body_fr=f"[la page](page:partie-{number}-{index})")
        with CaptureQueriesContext(connection) as queries:
            list(entries())
        counts.append(len(queries))
    assert counts[0] == counts[1]
