"""The database keeps the promises of the domain, whoever writes to it."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from blog.models import Post
from challenges.models import Participation
from community.models import Call, Cohort, Person
from community.roles import Role
from eig.accounts.models import User
from eig.images.models import Image
from eig.notifications.models import Notification, OutgoingMail
from eig.pages.models import Document, MenuItem, SiteIdentity
from eig.publishing.models import Edition
from eig.publishing.workflow import edition_of
from eig.seo.models import Redirect
from eig.tags.models import TaggedItem
from tests.factories import (
    AdministrationFactory,
    AudienceFactory,
    AuthorshipFactory,
    CallFactory,
    ChallengeFactory,
    ChallengeFigureFactory,
    CohortFactory,
    DocumentFactory,
    FAQEntryFactory,
    ImageFactory,
    MenuItemFactory,
    PageFactory,
    ParticipationFactory,
    PersonFactory,
    PostFactory,
    ProgrammeFigureFactory,
    SiteIdentityFactory,
    SoughtProfileFactory,
    TagFactory,
    UserFactory,
    VideoFactory,
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
def test_two_pages_audiences_or_tags_never_share_a_slug(language):
    for name, factory in (("page", PageFactory), ("audience", AudienceFactory), ("tag", TagFactory)):
        factory(**{f"slug_{language}": "guide"})
        with refused(f"{name}_slug_{language}_unique"):
            factory(**{f"slug_{language}": "guide"})


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("post", PostFactory),
        ("challenge", ChallengeFactory),
        ("page", PageFactory),
        ("audience", AudienceFactory),
        ("tag", TagFactory),
    ],
)
def test_an_absent_slug_is_never_blank(name, make, language):
    item = make()

    with refused(f"{name}_slug_{language}_not_blank"):
        type(item).objects.filter(pk=item.pk).update(**{f"slug_{language}": ""})


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


@pytest.mark.parametrize(
    ("name", "make", "field"),
    [
        ("post_title", PostFactory, "title_fr"),
        ("challenge_title", ChallengeFactory, "title_fr"),
        ("challenge_slug", ChallengeFactory, "slug_fr"),
        ("faq_entry_question", FAQEntryFactory, "question_fr"),
        ("document_title", DocumentFactory, "title_fr"),
    ],
)
def test_what_an_item_cannot_be_shown_without_is_there_in_its_source_language(name, make, field):
    item = make()

    with refused(f"{name}_in_source"):
        type(item).objects.filter(pk=item.pk).update(**{field: None})


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
    edition = edition_of(PostFactory(), "fr")
    with refused("edition_dates_in_order"):
        Edition.objects.filter(pk=edition.pk).update(published_at=now, unpublished_at=now)
    with refused("person_consent_date_with_consent"):
        PersonFactory(consent=False, consent_date=date(2026, 1, 1))


def test_published_edition_has_a_date():
    edition = edition_of(PostFactory(), "fr")

    with refused("edition_published_has_date"):
        Edition.objects.filter(pk=edition.pk).update(state="published")
    with refused("edition_unpublished_has_date"):
        Edition.objects.filter(pk=edition.pk).update(state="unpublished")


def test_image_has_a_credit_or_says_that_its_rights_are_unknown():
    ImageFactory(credit="", licence=Image.Licence.UNKNOWN)

    with refused("image_credit_or_unknown"):
        ImageFactory(credit="", licence=Image.Licence.ETALAB)


def test_consent_that_was_given_was_given_on_a_day():
    image = ImageFactory(consent=Image.Consent.GIVEN, consent_on=date(2026, 3, 1))
    ImageFactory(consent=Image.Consent.MISSING, consent_on=None)

    with refused("image_consent_given_has_date"):
        Image.objects.filter(pk=image.pk).update(consent_on=None)
    with refused("image_consent_given_has_date"):
        ImageFactory(consent=Image.Consent.GIVEN)


def test_image_is_withdrawn_at_the_end_of_its_rights_only_where_they_end():
    image = ImageFactory(rights_until=timezone.now(), withdrawn_at_end=True)

    with refused("image_withdrawn_has_end"):
        Image.objects.filter(pk=image.pk).update(rights_until=None)
    with refused("image_withdrawn_has_end"):
        ImageFactory(withdrawn_at_end=True)


def test_focal_point_is_inside_the_picture():
    with refused("image_focal_point_inside"):
        ImageFactory(focal_x=1.2)


@pytest.mark.parametrize("service", ["github", "gitlab", "linkedin", "twitter", "mastodon"])
def test_handles_are_bare_in_the_database(service):
    person = PersonFactory()

    with refused(f"person_{service}_bare"):
        Person.objects.filter(pk=person.pk).update(**{service: "https://example.org/amina"})


def test_the_handle_of_an_author_is_bare_too():
    post = PostFactory()

    with refused("post_author_handle_bare"):
        Post.objects.filter(pk=post.pk).update(author_handle="https://twitter.com/amina")


def test_someone_signs_a_post_once():
    authorship = AuthorshipFactory()

    with refused("authorship_once_per_post"):
        AuthorshipFactory(post=authorship.post, person=authorship.person)


def test_an_item_carries_a_tag_once():
    post, tag = PostFactory(), TagFactory()
    post.tags.add(tag)
    link = TaggedItem.objects.get()

    with refused("tagged_once"):
        TaggedItem.objects.create(content_type=link.content_type, object_id=post.pk, tag=tag)


def test_an_item_has_one_edition_a_language():
    edition = edition_of(PostFactory(), "fr")

    with refused("edition_one_per_item_and_language"):
        Edition.objects.create(content_type=edition.content_type, object_id=edition.object_id, language="fr")


def test_two_administrations_never_share_a_name_whatever_its_case_and_accents():
    AdministrationFactory(name_fr="Météo")

    with refused("administration_name_unique"):
        AdministrationFactory(name_fr="METEO")


def test_an_audience_has_an_anchor_once():
    entry = FAQEntryFactory(anchor="duree")
    FAQEntryFactory(anchor="duree")

    with refused("faq_entry_anchor_unique"):
        FAQEntryFactory(anchor="duree", audience=entry.audience)


def test_a_document_is_a_file_or_an_address():
    document = DocumentFactory()

    with refused("document_has_file_or_address"):
        Document.objects.filter(pk=document.pk).update(file="", url="")


def test_a_figure_has_its_number():
    with refused("programme_figure_counted_or_set"):
        ProgrammeFigureFactory(definition="", amount=None)
    with refused("challenge_figure_has_number"):
        ChallengeFigureFactory(before="", amount="", after="")
    with refused("challenge_figure_has_number"):
        ChallengeFigureFactory(before="3", amount="", after="")


def test_a_menu_item_is_not_under_itself():
    item = MenuItemFactory()

    with refused("menu_item_not_under_itself"):
        MenuItem.objects.filter(pk=item.pk).update(parent=item)


def test_a_challenge_shows_a_video_once_and_seeks_a_profile_once_for_some_places():
    video = VideoFactory()
    with refused("video_once_per_challenge"):
        VideoFactory(challenge=video.challenge, platform=video.platform, video_id=video.video_id)

    profile = SoughtProfileFactory()
    with refused("sought_profile_once_per_skill"):
        SoughtProfileFactory(challenge=profile.challenge, skill=profile.skill)
    with refused("sought_profile_has_places"):
        SoughtProfileFactory(places=0)


def test_there_is_one_site_and_its_audit_has_a_rate():
    identity = SiteIdentityFactory()

    with refused("site_identity_single"):
        SiteIdentity.objects.filter(pk=identity.pk).update(id=2)
    with refused("site_identity_audit_has_rate"):
        SiteIdentity.objects.filter(pk=identity.pk).update(audited_on=date(2026, 1, 1), audit_rate=None)
    with refused("site_identity_audit_has_rate"):
        SiteIdentity.objects.filter(pk=identity.pk).update(audited_on=date(2026, 1, 1), audit_rate=101)


def test_a_redirect_leads_to_one_place_of_this_host():
    with refused("redirect_to_item_or_path"):
        Redirect.objects.create(path="/ancien/")
    with refused("redirect_stays_on_the_host"):
        Redirect.objects.create(path="/ancien/", target_path="https://example.org/")
    with refused("redirect_stays_on_the_host"):
        Redirect.objects.create(path="/ancien/", target_path="//example.org/")


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


def test_a_mail_that_went_out_waits_no_more():
    mail = OutgoingMail.objects.create(recipient=UserFactory())

    with refused("outgoing_mail_sent_once"):
        OutgoingMail.objects.filter(pk=mail.pk).update(sent_at=timezone.now())


def test_nobody_is_reminded_twice_of_the_same_occasion():
    user, post = UserFactory(), PostFactory()
    occasion = {"recipient": user, "what": Notification.What.TO_REREAD, "item": post, "item_name": "Cartes"}
    Notification.objects.create(**occasion, once="week 1")
    Notification.objects.create(**occasion, once="week 2")
    Notification.objects.create(**occasion)
    Notification.objects.create(**occasion)

    with refused("notification_once"):
        Notification.objects.create(**occasion, once="week 1")
