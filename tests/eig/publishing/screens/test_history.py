"""The history of an item: its steps, comments, versions and what the form noted, in one line of time."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext

from eig.publishing import links, workflow
from eig.publishing.models import Step, Version
from tests.admin_forms import errors, form_data, messages, soup
from tests.factories import ImageFactory, PostFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client):
    user = UserFactory(first_name="Claire", last_name="Moreau", is_superuser=True)
    client.force_login(user)
    return user


@pytest.fixture
def post():
    return PostFactory(title_fr="Une rentrée", title_en="A new year")


def history(post):
    return f"/en/admin/blog/post/{post.pk}/history/"


def form(post):
    return f"/en/admin/blog/post/{post.pk}/change/"


def lines(page):
    """What each line says happened, and its language."""
    return [" ".join(line.text.split()) for line in soup(page).select(".eig-timeline__what")]


def who(page):
    found = soup(page).select(".eig-timeline .eig-quiet")
    return [" ".join(line.text.removesuffix(line.time.text).split()) for line in found]


def panel(page):
    """The steps beside the form, each with its mark."""
    steps = soup(page).select(".eig-recent li")
    for step in steps:
        for part in step.select(".eig-lines__more"):
            part.extract()
    return [" ".join(step.text.split()) for step in steps]


class TestListing:
    def test_tells_what_happened_the_last_thing_first(self, client, staff, post):
        workflow.submit(post, "fr", staff, "Prêt.")
        link = links.share(post, "fr", "La mairie", staff)
        links.say(link, "Jeanne Martin", "", agrees=True)
        client.post(form(post), form_data(client.get(form(post)), title_fr="La rentrée", _publish="1"))
        page = client.get(history(post))

        assert lines(page) == [
            "Changed title FR",
            "Published FR",
            "Approved from outside FR",
            "Submitted for review FR",
        ]
        assert who(page) == [
            "Claire Moreau –",
            "Claire Moreau –",
            "Jeanne Martin (by the link for “La mairie”) –",
            "Claire Moreau –",
        ]
        assert [said.text for said in soup(page).select(".eig-said")] == ["Prêt."]

    def test_leads_from_a_publication_to_its_version(self, client, staff, post):
        for title in ("Un", "Deux"):
            client.post(form(post), form_data(client.get(form(post)), title_fr=title, _publish="1"))
        page = client.get(history(post))

        links_of = [(link.text, link["href"]) for link in soup(page).select(".eig-timeline__links a")]
        versions = f"/en/admin/blog/post/{post.pk}/versions/fr/"
        assert links_of == [
            ("Version 2: what changed, restore", f"{versions}?from=1&to=2"),
            ("Version 1", versions),
        ]
        assert [line for line in lines(page) if line.startswith("Published")] == ["Published FR", "Published FR"]

    def test_names_versions_that_no_publication_left(self, client, staff, post):
        workflow.keep_version(post, "fr", {"title_fr": ["Un"]}, Version.Kind.SAVED, staff, "Avant l'été")
        page = client.get(history(post))

        assert lines(page) == ["Saved by name FR"]
        assert [said.text for said in soup(page).select(".eig-said")] == ["Avant l'été"]

    def test_keeps_to_one_language_when_asked(self, client, staff, post):
        workflow.submit(post, "fr", staff)
        workflow.submit(post, "en", staff)
        english = f"/en/admin/blog/post/{post.pk}/in/en/"
        client.post(english, form_data(client.get(english), title_en="A year", _continue="1"))
        client.post(form(post), form_data(client.get(form(post)), title_fr="Un an", _continue="1"))

        every, french, of_english = (client.get(f"{history(post)}{asked}") for asked in ("", "?in=fr", "?in=en"))
        assert lines(french) == ["Changed title FR", "Submitted for review FR"]
        assert lines(of_english) == ["Changed title for language “English” EN", "Submitted for review EN"]
        assert len(lines(every)) == 4

    def test_teaches_when_it_is_empty(self, client, staff, post):
        assert soup(client.get(history(post))).select_one(".eig-empty p").text.startswith("Nothing happened yet.")

    def test_goes_on_on_the_next_page(self, client, staff, post):
        start = datetime(2026, 1, 1, tzinfo=UTC)
        for number in range(51):
            post.steps.create(
                language="fr",
                verb=Step.Verb.COMMENTED,
                by=staff,
                comment=str(number),
                at=start + timedelta(hours=number),
            )
        first, second = client.get(history(post)), client.get(f"{history(post)}?in=&page=2")

        assert (len(lines(first)), len(lines(second))) == (50, 1)
        assert [a.text for a in soup(first).select(".eig-pages a")] == ["Older"]
        assert [a.text for a in soup(second).select(".eig-pages a")] == ["Newer"]
        assert soup(second).select_one(".eig-said").text == "0"

    @pytest.mark.parametrize("asked", ["in=zz", "in=%00", "page=²", "page=-1", "page=99999999999", "page=%00"])
    def test_takes_any_question(self, client, staff, post, asked):
        workflow.comment(post, "fr", "Bien.", staff)

        assert lines(client.get(f"{history(post)}?{asked}")) == ["Commented FR"]

    def test_costs_as_much_for_one_line_as_for_many(self, client, staff, post, django_assert_num_queries):
        def happen(title):
            client.post(form(post), form_data(client.get(form(post)), title_fr=title, _publish="1"))
            links.say(links.share(post, "fr", title, staff), "Jeanne", "Bien.")
            workflow.comment(post, "fr", "Bien.", UserFactory(is_superuser=True))

        happen("Un")
        client.get(history(post))
        with CaptureQueriesContext(connection) as asked:
            client.get(history(post))
        known = len(asked)
        for title in ("Deux", "Trois"):
            happen(title)
        with django_assert_num_queries(known):
            client.get(history(post))

    def test_is_refused_to_who_may_not_read_it(self, client, post):
        client.force_login(UserFactory())

        assert client.get(history(post)).status_code == 403
        assert client.post(history(post), {"note": "Bien."}).status_code == 403

    def test_is_not_there_without_its_item(self, client, staff, post):
        assert client.get(f"/en/admin/blog/post/{post.pk + 1}/history/").status_code == 404


class TestCommenting:
    def test_on_the_screen(self, client, post):
        reader = UserFactory(permissions=["view_post"])
        client.force_login(reader)
        page = client.post(f"{history(post)}?in=en", {"note": "Un\r\n\r\nDeux"}, follow=True)

        assert [(step.verb, step.language, step.by, step.comment) for step in post.steps.all()] == [
            ("commented", "en", reader, "Un\n\nDeux"),
        ]
        assert messages(page) == ["Your comment stands in the history of “A new year”."]
        assert lines(page) == ["Commented EN"]

    @pytest.mark.parametrize("text", ["", " ", "x" * 5001, "Bien\x00"])
    def test_says_what_is_wrong(self, client, staff, post, text):
        assert len(errors(client.post(history(post), {"note": text}))) == 1
        assert post.steps.count() == 0

    def test_beside_the_form_keeps_what_was_typed(self, client, staff, post):
        data = form_data(client.get(form(post)), title_fr="La rentrée", note="Un titre plus court.", _comment="1")
        client.post(form(post), data)

        post.refresh_from_db()
        assert post.title_fr == "La rentrée"
        assert [step.comment for step in post.steps.all()] == ["Un titre plus court."]

    def test_beside_the_form_says_when_nothing_was_said(self, client, staff, post):
        page = client.post(form(post), form_data(client.get(form(post)), note="", _comment="1"), follow=True)

        assert messages(page)[0] == "Your comment: This field is required."
        assert post.steps.count() == 0

    def test_beside_the_form_by_someone_who_only_reads(self, client, post):
        client.force_login(UserFactory(permissions=["view_post"]))
        client.post(form(post), {"note": "Bien.", "_comment": "1", "title_fr": "Autre"})

        post.refresh_from_db()
        assert (post.title_fr, [step.comment for step in post.steps.all()]) == ("Une rentrée", ["Bien."])


class TestBesideTheForm:
    def test_shows_the_last_five_of_the_language(self, client, staff, post):
        for number in range(6):
            workflow.comment(post, "fr", f"Mot {number}", staff)
        workflow.comment(post, "en", "Word", staff)
        page = client.get(form(post))

        assert panel(page) == [f"Commented Mot {number}" for number in (5, 4, 3, 2, 1)]
        assert soup(page).select_one("[aria-labelledby=history] > p a")["href"] == f"{history(post)}?in=fr"

    def test_marks_what_others_did_since_ones_own_last_step(self, client, staff, post):
        link = links.share(post, "fr", "La mairie", staff)
        links.say(link, "Jeanne Martin", "Avant.")
        assert panel(client.get(form(post))) == ["Commented new Avant."]

        workflow.comment(post, "fr", "Merci.", staff)
        links.say(link, "Jeanne Martin", "Après.")
        assert panel(client.get(form(post))) == ["Commented new Après.", "Commented Merci.", "Commented Avant."]


def test_what_is_not_published_keeps_the_log_of_its_form(client, staff):
    image = ImageFactory()
    address = f"/en/admin/images/image/{image.pk}/history/"
    assert soup(client.get(address)).select_one(".eig-empty p").text.startswith("Nothing is noted yet")

    LogEntry.objects.log_actions(staff.pk, [image], CHANGE, [{"changed": {"fields": ["credit"]}}], single_object=True)
    page = client.get(address)
    assert lines(page) == ["Changed credit."]
    assert who(page) == ["Claire Moreau –"]


class TestWhatIsAskedFor:
    def test_a_returned_text_says_what_to_change_beside_its_state_and_once(self, client, staff):
        post = PostFactory(title_fr="Une rentrée")
        workflow.submit(post, "fr", staff)
        workflow.send_back(post, "fr", staff, "Il manque les chiffres.")
        page = soup(client.get(form(post)))
        assert [said.find(string=True) for said in page.select(".eig-said")] == ["Il manque les chiffres."]
        assert page.select_one(".eig-said").find_parent("section")["aria-labelledby"] == "state"

    def test_once_submitted_again_it_is_history(self, client, staff):
        post = PostFactory(title_fr="Une rentrée")
        workflow.submit(post, "fr", staff)
        workflow.send_back(post, "fr", staff, "Il manque les chiffres.")
        workflow.submit(post, "fr", staff)
        page = soup(client.get(form(post)))
        assert page.select_one(".eig-said").find_parent("section")["aria-labelledby"] == "history"
