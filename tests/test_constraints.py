"""The database keeps the promises of the domain, whoever writes to it."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from challenges.models import Participation
from community.models import Call, Cohort, Person
from community.roles import Role
from eig.accounts.models import User
from eig.images.models import Image
from eig.publishing.models import Edition
from eig.publishing.workflow import save_draft
from tests.factories import (
    CallFactory,
    ChallengeFactory,
    CohortFactory,
    ImageFactory,
    PageFactory,
    ParticipationFactory,
    PersonFactory,
    PostFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def refused(name):
    """The block breaks the constraint of that name (SQLite names columns for unique ones)."""
    return _Refused(name)


class _Refused:
    def __init__(self, name):
        self.name = name

    def __enter__(self):
        self.atomic = transaction.atomic()
        self.atomic.__enter__()

    def __exit__(self, kind, error, trace):
        self.atomic.__exit__(kind, error, trace)
        assert kind is IntegrityError, f"{self.name} let it pass"
        assert self.name in str(error) or "UNIQUE constraint failed" in str(error)
        return True


@pytest.mark.parametrize("language", ["fr", "en"])
def test_two_posts_of_a_day_never_share_a_slug(language):
    PostFactory(**{f"slug_{language}": "offre-stage"}, date=date(2018, 12, 5))

    with refused(f"post_slug_{language}_unique"):
        PostFactory(**{f"slug_{language}": "offre-stage"}, date=date(2018, 12, 5))


def test_the_same_slug_serves_posts_of_two_days_and_challenges_of_two_cohorts():
    for day in (5, 6):
        PostFactory(slug_fr="offre-stage", date=date(2018, 12, day))
    for _index in range(2):
        ChallengeFactory(slug_fr="phare")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_two_challenges_of_a_cohort_never_share_a_slug(language):
    cohort = CohortFactory()
    ChallengeFactory(cohort=cohort, **{f"slug_{language}": "phare"})

    with refused(f"challenge_slug_{language}_unique"):
        ChallengeFactory(cohort=cohort, **{f"slug_{language}": "phare"})


def test_items_without_an_english_slug_coexist_as_null():
    posts = [PostFactory(slug_en=""), PostFactory()]

    for post in posts:
        post.refresh_from_db()
    assert [post.slug_en for post in posts] == [None, None]


def test_item_has_a_title_in_its_source_language():
    with refused("page_title_in_source"):
        PageFactory(title_fr="", title_en="Title")
    with refused("page_title_in_source"):
        PageFactory(title_fr="Titre", source_language="en")


def test_one_page_a_place_and_any_number_without():
    PageFactory(place="home")
    PageFactory()
    PageFactory()

    with refused("page_one_per_place"):
        PageFactory(place="home")


def test_someone_has_a_role_once_on_a_challenge_and_once_in_a_cohort():
    part = ParticipationFactory(role=Role.EIG)
    ParticipationFactory(person=part.person, challenge=part.challenge, role=Role.MENTOR)
    with refused("participation_once_per_challenge"):
        ParticipationFactory(person=part.person, challenge=part.challenge, role=Role.EIG)

    cohort = CohortFactory()
    Participation.objects.create(person=part.person, cohort=cohort, role=Role.TEAM)
    with refused("participation_once_per_cohort"):
        Participation.objects.create(person=part.person, cohort=cohort, role=Role.TEAM)


def test_dates_are_in_order():
    now = timezone.now()
    with refused("cohort_dates_in_order"):
        CohortFactory(start=date(2026, 9, 1), end=date(2026, 8, 31))
    with refused("call_dates_in_order"):
        CallFactory(opens=now, closes=now - timedelta(seconds=1))
    edition = save_draft(PostFactory(), "fr")
    with refused("edition_dates_in_order"):
        Edition.objects.filter(pk=edition.pk).update(published_at=now, unpublished_at=now)
    with refused("person_consent_date_with_consent"):
        PersonFactory(consent=False, consent_date=date(2026, 1, 1))


def test_published_edition_has_a_date():
    edition = save_draft(PostFactory(), "fr")

    with refused("edition_published_has_date"):
        Edition.objects.filter(pk=edition.pk).update(state="published")
    with refused("edition_unpublished_has_date"):
        Edition.objects.filter(pk=edition.pk).update(state="unpublished")


def test_image_has_a_credit_or_says_that_its_rights_are_unknown():
    ImageFactory(credit="", licence=Image.Licence.UNKNOWN)

    with refused("image_credit_or_unknown"):
        ImageFactory(credit="", licence=Image.Licence.ETALAB)


def test_focal_point_is_inside_the_picture():
    with refused("image_focal_point_inside"):
        ImageFactory(focal_x=1.2)


def test_handles_are_bare_in_the_database():
    person = PersonFactory()

    with refused("person_github_bare"):
        Person.objects.filter(pk=person.pk).update(github="https://github.com/amina")


def test_one_call_of_a_kind_per_cohort():
    call = CallFactory()

    with refused("call_one_per_kind_and_cohort"):
        CallFactory(cohort=call.cohort, kind=call.kind)
    CallFactory(cohort=call.cohort, kind=Call.Kind.PROJECTS)


def test_cohort_slug_is_unique():
    CohortFactory(slug="eig-9")

    with refused("community_cohort"):
        CohortFactory(slug="eig-9")
    assert Cohort.objects.count() == 1


def test_one_account_an_address_but_any_number_without():
    UserFactory(email="a@example.org")
    UserFactory(email="")
    UserFactory(email="")

    with refused("user_email_unique"):
        UserFactory(email="A@example.org")
    assert User.objects.count() == 3
