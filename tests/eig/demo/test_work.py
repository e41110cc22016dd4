"""The demo's work in progress: an office that is lived in, whatever the day."""

from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.contrib.auth import get_user_model
from django.utils import timezone

from blog.models import Post
from challenges.models import Challenge
from eig.languages.survey import State
from eig.pages.models import Page
from eig.publishing.coverage import survey
from eig.publishing.models import Edition, PreviewLink


def test_the_team_has_one_person_a_role_and_no_password(demo):
    team = get_user_model().objects.filter(groups__isnull=False).order_by("pk")

    assert [(user.username, user.groups.get().name, user.has_usable_password()) for user in team] == [
        ("ines", "contributor", False),
        ("malo", "editor", False),
        ("jeanne", "publisher", False),
        ("sacha", "programme_lead", False),
        ("nora", "translator", False),
    ]
    assert [user.translates for user in team] == [[], [], [], [], ["en"]]


def test_posts_stand_between_their_author_and_the_editors(demo):
    own = Post.objects.filter(created_by__username="ines").order_by("key")

    assert {post.key: post.edition("fr").review for post in own} == {
        "cinq-phrases-pour-son-mentor": Edition.Review.ASKED,
        "le-silence-des-usagers": Edition.Review.NONE,
        "un-defi-ne-se-livre-pas": Edition.Review.CHANGES,
    }


def test_someone_outside_said_something_about_a_draft(demo):
    post = Post.objects.get(key="cinq-phrases-pour-son-mentor")

    assert [(step.by_name, step.verb) for step in post.steps.filter(by=None)] == [
        ("Aline Vasseur, mentor", "commented")
    ]
    assert [link.is_open() for link in PreviewLink.objects.filter(object_id=post.pk)] == [True]


def test_a_challenge_on_the_site_has_changes_that_are_not(demo):
    edition = Challenge.objects.get(key="ecluse").edition("fr")

    assert (edition.is_live(), edition.has_draft, edition.draft_by.username) == (True, True, "malo")


def test_a_post_has_two_versions_that_differ_by_their_title(demo):
    last, first = Post.objects.get(key="portrait-de-lucie").versions.all()

    assert first.made_at < last.made_at
    assert {name for name in first.payload if first.payload[name] != last.payload[name]} == {"title_fr"}


def test_home_tells_what_the_team_did_last(demo):
    entries = LogEntry.objects.order_by("-action_time")

    assert [(str(entry.user), entry.get_edited_object().key, entry.action_flag) for entry in entries] == [
        ("Inès Faure", "le-silence-des-usagers", ADDITION),
        ("Inès Faure", "cinq-phrases-pour-son-mentor", ADDITION),
        ("Inès Faure", "un-defi-ne-se-livre-pas", ADDITION),
        ("Jeanne Astier", "portrait-de-lucie", CHANGE),
    ]


def test_one_translation_is_stale_and_one_page_is_to_be_read_again(demo):
    found = survey(Page, ["en"])
    stale = {pk: cells["en"] for pk, cells in found.items() if cells["en"].state == State.STALE}
    assert list(stale) == [Page.objects.get(key="accompagnement").pk]
    assert [place for cell in stale.values() for place, state in cell.states.items() if state == State.STALE] == [
        ("standfirst", None)
    ]
    due = Page.objects.filter(review_on__lte=timezone.localdate())
    assert [page.key for page in due] == ["donnees-personnelles"]


def test_the_scheduled_post_leaves_when_the_call_closes(demo):
    edition = Post.objects.get(key="plus-que-quatre-jours").edition("fr")

    assert edition.is_scheduled
    assert (edition.unpublished_at - timezone.now()).days in {17, 18}
