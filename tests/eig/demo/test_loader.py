from io import StringIO

from django.core.management import call_command

from blog.models import Post
from challenges.models import Challenge, Participation
from community.models import Call, Cohort, Person
from community.roles import MENTORS, Role
from eig.demo.loader import KINDS
from eig.pages import places
from eig.pages.models import Document, MenuItem, Page, SiteIdentity

LANGUAGES = ("fr", "en")


def test_demo_holds_what_was_promised(demo):
    assert demo["cohorts"] == 3
    assert demo["challenges"] == 15
    assert demo["people"] == 45
    assert demo["posts"] == 21
    assert demo["tags"] == 16
    assert demo["calls"] == 3
    assert demo["images"] == 99


def test_posts_are_in_every_state(demo):
    live = {language: set(Post.objects.published(language).values_list("key", flat=True)) for language in LANGUAGES}
    scheduled = {
        post.key for post in Post.objects.all() if any(edition.is_scheduled for edition in post.editions.all())
    }
    drafts = {post.key for post in Post.objects.filter(editions__state="draft")}
    written_in_english = {post.key for post in Post.objects.filter(source_language="en")}

    assert len(live["fr"]) == 16
    assert len(live["en"]) == 12
    assert live["fr"] - live["en"] == {
        "des-ecrans-lents",
        "petit-dejeuner-des-mentors",
        "lire-le-code-des-autres",
        "des-bottes-en-foret",
    }
    assert scheduled == {"plus-que-quatre-jours"}
    assert drafts == {
        "bilan-eig-8",
        "le-silence-des-usagers",
        "cinq-phrases-pour-son-mentor",
        "un-defi-ne-se-livre-pas",
    }
    assert written_in_english == {"publish-your-error-rate"}


def test_calls_are_open_and_closed(demo):
    states = {call.key: str(call.state()) for call in Call.objects.all()}

    assert states == {
        "candidatures-eig-9": "open",
        "projets-eig-9": "closed",
        "candidatures-eig-8": "closed",
    }
    call = Call.objects.get(key="candidatures-eig-9")
    assert (call.days_left, call.audience.key, call.documents.get().key) == (18, "candidats", "communique-eig-9")


def test_call_and_its_challenges_seek_as_many_people(demo):
    places = [sought.places for challenge in Challenge.objects.all() for sought in challenge.sought_profiles.all()]

    assert sum(places) == 14
    assert "Quatorze places" in Call.objects.get(key="candidatures-eig-9").text_open


def test_someone_was_eig_twice_then_mentor(demo):
    roles = Participation.objects.filter(person__key="lucie-hartmann-roy").order_by("cohort__start")

    assert [(part.cohort.slug, part.role) for part in roles] == [
        ("dig-3", "eig"),
        ("eig-8", "eig"),
        ("eig-9", "mentor"),
    ]


def test_every_role_is_held_and_every_challenge_has_a_mentor(demo):
    assert set(Participation.objects.values_list("role", flat=True)) == set(Role.values)
    for challenge in Challenge.objects.all():
        assert challenge.participations.filter(role__in=MENTORS).exists(), challenge.key


def test_every_place_of_the_site_has_its_page(demo):
    assert set(Page.objects.exclude(place="").values_list("place", flat=True)) == set(places.routes())


def test_main_menu_has_five_entries(demo):
    labels = MenuItem.objects.filter(menu="main", parent=None).order_by("position").values_list("label_en", flat=True)

    assert list(labels) == ["Programme", "Challenges", "Community", "Blog", "Take part"]


def test_identity_is_complete(demo):
    identity = SiteIdentity.objects.get()
    empty = [field.name for field in identity._meta.fields if getattr(identity, field.name) in ("", None, [])]

    assert empty == []
    assert identity.brand_lines == ["République", "française"]


def test_documents_are_pdf_files(demo):
    for document in Document.objects.all():
        with document.file.open() as file:
            assert file.read(5) == b"%PDF-", document.key
        assert document.file_format == "PDF"


def test_cohorts_are_past_current_and_to_come(demo):
    assert [cohort.slug for cohort in Cohort.objects.order_by("-start")] == ["eig-9", "eig-8", "dig-3"]


def test_someone_without_consent_has_no_page(demo):
    assert set(Person.objects.filter(consent=False).values_list("key", flat=True)) == {"bertille-quemeneur"}
    assert not Person.objects.published("fr").filter(key="bertille-quemeneur").exists()


def test_second_load_changes_nothing(demo):
    out = StringIO()

    call_command("load_demo", stdout=out)

    assert out.getvalue() == "the database has content: nothing loaded\n"
    assert {kind: model.objects.count() for kind, model in KINDS.items()} == demo
