"""Autosave: what is written is kept at once, by whoever may, onto nobody's text; and who else has the form open."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from threading import Barrier, BrokenBarrierError, Thread

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test import Client
from django.utils import timezone

from challenges.models import Challenge
from eig.publishing import workflow
from eig.publishing.models import Edition, Presence, Step, Version
from eig.publishing.presence import purge_presences
from tests.admin_forms import form_data, messages, soup
from tests.factories import (
    ChallengeFactory,
    PostFactory,
    UserFactory,
    challenge_with_rows,
)

pytestmark = pytest.mark.django_db

TAB, OTHER_TAB = "a" * 24, "b" * 24


@pytest.fixture
def challenge():
    return challenge_with_rows(title_fr="Cartes", slug_fr="cartes", published=["fr"])


@pytest.fixture
def claire(client):
    user = UserFactory(username="claire", first_name="Claire", last_name="Moreau", is_superuser=True)
    client.force_login(user)
    return user


@pytest.fixture
def amina():
    return UserFactory(first_name="Amina", last_name="Diallo", is_superuser=True)


def opened(client, item):
    return form_data(client.get(f"/en/admin/challenges/challenge/{item.pk}/change/"))


def autosave(client, item, data, code="fr", **headers):
    return client.post(f"/en/admin/challenges/challenge/{item.pk}/autosave/{code}/", data, **headers)


def presence(client, item, **data):
    return client.post(f"/en/admin/challenges/challenge/{item.pk}/presence/fr/", data)


def logged_in(user):
    client = Client()
    client.force_login(user)
    return client


def said(response):
    answer = response.json()
    return response.status_code, answer["status"], answer["words"]


class TestSaving:
    def test_keeps_the_text_as_the_working_draft_and_nothing_else(self, client, claire, challenge):
        data = opened(client, challenge) | {"title_fr": "", "figures-0-amount": "99", "_tab": TAB}
        before = (Version.objects.count(), Step.objects.count(), LogEntry.objects.count())
        answer = autosave(client, challenge, data).json()

        edition = challenge.editions.get()
        assert (answer["status"], answer["revision"]) == ("saved", int(data["_revision"]) + 1)
        assert edition.draft["figures-0-amount"] == ["99"]
        assert (edition.draft_by, edition.is_live()) == (claire, True)
        assert Challenge.objects.get().title_fr == "Cartes"
        assert (Version.objects.count(), Step.objects.count(), LogEntry.objects.count()) == before
        shown = opened(client, challenge)
        assert (shown["title_fr"], shown["figures-0-amount"]) == ("", "99")

    def test_says_when_in_words(self, client, claire, challenge, monkeypatch):
        instant = datetime(2026, 11, 22, 11, 4, tzinfo=UTC)
        monkeypatch.setattr(timezone, "now", lambda: instant)
        data = opened(client, challenge) | {"title_fr": "Neuf", "_tab": TAB}
        address = f"/admin/challenges/challenge/{challenge.pk}/autosave/fr/"

        assert autosave(client, challenge, data).json()["saved_at"] == "12:04"
        assert client.post(address, data).json()["saved_at"] == "12\u00a0h\u00a004"

    def test_the_same_text_twice_is_saved_once(self, client, claire, challenge):
        data = opened(client, challenge) | {"title_fr": "Neuf", "_tab": TAB}
        first = autosave(client, challenge, data).json()
        second = autosave(client, challenge, data | {"_revision": first["revision"]}).json()

        assert (first["status"], second["status"]) == ("saved", "same")
        assert second["revision"] == first["revision"]

    def test_save_works_afterwards_with_the_revision_it_answered(self, client, claire, challenge):
        data = opened(client, challenge) | {"title_fr": "Neuf"}
        answer = autosave(client, challenge, data).json()
        page = client.post(
            f"/en/admin/challenges/challenge/{challenge.pk}/change/",
            data | {"_revision": answer["revision"], "_continue": "1"},
            follow=True,
        )

        assert messages(page) == ["Your changes to “Cartes” in French are kept; visitors see them once you publish."]

    def test_of_an_item_that_was_never_out_leaves_its_last_save_in_the_lists(self, client, claire):
        draft = ChallengeFactory(title_fr="Brouillon", slug_fr="brouillon")
        autosave(client, draft, opened(client, draft) | {"title_fr": "Brouillon neuf"})

        assert Challenge.objects.get().title_fr == "Brouillon"
        assert opened(client, draft)["title_fr"] == "Brouillon neuf"

    def test_keeps_each_language_apart(self, client, claire, challenge):
        screen = f"/en/admin/challenges/challenge/{challenge.pk}/in/en/"
        data = form_data(client.get(screen), title_en="Maps")
        answer = autosave(client, challenge, data, "en").json()

        assert (answer["status"], answer["revision"]) == ("saved", 1)
        assert form_data(client.get(screen))["title_en"] == "Maps"
        assert opened(client, challenge)["title_fr"] == "Cartes"

    def test_an_approved_text_that_changes_is_approved_no_more(self, client, claire, challenge):
        Edition.objects.update(review=Edition.Review.APPROVED)
        autosave(client, challenge, opened(client, challenge) | {"title_fr": "Neuf"})

        assert challenge.editions.get().review == Edition.Review.NONE

    @pytest.mark.parametrize("role", ["contributor", "editor", "publisher", "programme_lead"])
    def test_takes_at_most_ten_queries_with_those_of_the_login(
        self, client, challenge, role, content_types, django_assert_max_num_queries
    ):
        writer = UserFactory(role=role)
        client.force_login(writer)
        if role == "contributor":
            challenge = ChallengeFactory(created_by=writer)
            workflow.note_saved(challenge, "fr", writer)
        data = opened(client, challenge) | {"_tab": TAB}
        presence(client, challenge, _tab=TAB)  # an open form says first that it is there

        for text in ("Neuf", "Plus neuf"):
            with django_assert_max_num_queries(10):
                answer = autosave(client, challenge, data | {"title_fr": text}).json()
            assert answer["status"] == "saved"
            data["_revision"] = answer["revision"]

    @pytest.mark.parametrize("role", ["translator", "publisher"])
    def test_of_a_translation_takes_at_most_ten_too(
        self, client, challenge, role, content_types, django_assert_max_num_queries
    ):
        client.force_login(UserFactory(role=role, translates=["en"]))
        screen = f"/en/admin/challenges/challenge/{challenge.pk}/in/en/"
        data = form_data(client.get(screen)) | {"_tab": TAB}
        client.post(f"/en/admin/challenges/challenge/{challenge.pk}/presence/en/", {"_tab": TAB})

        for text, most in (("First", 16), ("New", 10), ("Newer", 10)):  # the first one makes the edition
            with django_assert_max_num_queries(most):
                answer = autosave(client, challenge, data | {"title_en": text}, "en").json()
            assert answer["status"] == "saved"
            data["_revision"] = answer["revision"]

    def test_takes_as_many_queries_for_three_people_as_for_one(
        self, client, claire, challenge, django_assert_num_queries
    ):
        data = opened(client, challenge) | {"_tab": TAB}
        data["_revision"] = autosave(client, challenge, data | {"title_fr": "Neuf"}).json()["revision"]
        for text in ("Un", "Deux", "Trois"):
            presence(logged_in(UserFactory(is_superuser=True)), challenge, _tab=OTHER_TAB)
            with django_assert_num_queries(7):
                data["_revision"] = autosave(client, challenge, data | {"title_fr": text}).json()["revision"]


class TestOvertaken:
    def test_the_second_of_two_editors_is_told_and_overwrites_nothing(self, client, claire, amina, challenge):
        hers, mine = opened(logged_in(amina), challenge), opened(client, challenge)
        autosave(logged_in(amina), challenge, hers | {"title_fr": "D'Amina"})
        Edition.objects.update(updated_at=datetime(2026, 11, 22, 11, 4, tzinfo=UTC))
        answer = autosave(client, challenge, mine | {"title_fr": "De Claire"})

        assert said(answer) == (409, "overtaken", "Amina Diallo saved this text at 12:04.")
        assert opened(client, challenge)["title_fr"] == "D'Amina"

    def test_the_second_of_two_tabs_is_told_that_it_was_oneself(self, client, claire, challenge):
        first, second = (opened(client, challenge) for _tab in range(2))
        autosave(client, challenge, first | {"title_fr": "Premier"})
        Edition.objects.update(updated_at=datetime(2026, 11, 22, 11, 4, tzinfo=UTC))

        words = "You saved this text yourself, in another tab or window, at 12:04."
        assert said(autosave(client, challenge, second | {"title_fr": "Second"})) == (409, "overtaken", words)

    @pytest.mark.parametrize(
        ("who", "words"),
        [
            ("claire", "You saved this text yourself meanwhile, in another tab or window"),
            ("amina", "Amina Diallo saved this text meanwhile"),
        ],
    )
    def test_what_was_saved_meanwhile_names_who_saved_it_and_not_who_acted_before(self, request, client, who, words):
        """It named whoever took the last step, or “someone”, where no draft said whose it was."""
        claire, saver = (request.getfixturevalue(name) for name in ("claire", who))
        post = PostFactory(title_fr="Phare", created_by=claire)
        workflow.comment(post, "fr", "Très bien.", by=UserFactory(role="publisher"))
        address = f"/en/admin/blog/post/{post.pk}/change/"
        mine = form_data(client.get(address), title_fr="De Claire", _continue="1")
        other = logged_in(saver)
        other.post(address, form_data(other.get(address), title_fr="Entre-temps", _continue="1"))

        heading = soup(client.post(address, mine)).select_one("form .eig-overtaken h2").text
        assert heading.partition(" (")[0] == words

    def test_saving_then_shows_both_texts_and_keeping_mine_sets_the_other_aside(self, client, claire, amina, challenge):
        mine = opened(client, challenge) | {"tagline_fr": "De Claire"}
        autosave(logged_in(amina), challenge, opened(logged_in(amina), challenge) | {"tagline_fr": "D'Amina"})
        address = f"/en/admin/challenges/challenge/{challenge.pk}/change/"
        page = client.post(address, mine | {"_continue": "1"})
        cells = [cell.text.strip() for cell in soup(page).select("form .eig-overtaken tbody tr *")]
        client.post(address, form_data(page, _overwrite="1"))

        assert cells == ["Tagline", "D'Amina", "De Claire"]
        assert opened(client, challenge)["tagline_fr"] == "De Claire"
        version = challenge.versions.get()
        assert (version.kind, version.payload["tagline_fr"], version.made_by) == ("before", ["D'Amina"], amina)

    def test_keeping_the_other_sets_mine_aside(self, client, claire, amina, challenge):
        mine = opened(client, challenge) | {"tagline_fr": "De Claire"}
        autosave(logged_in(amina), challenge, opened(logged_in(amina), challenge) | {"tagline_fr": "D'Amina"})
        address = f"/en/admin/challenges/challenge/{challenge.pk}/change/"
        page = client.post(address, mine | {"_continue": "1"})
        page = client.post(address, form_data(page, _yield="1"), follow=True)

        assert messages(page) == ["The other text of “Cartes” stands. Yours is kept as version 1, to be restored from."]
        assert form_data(page)["tagline_fr"] == "D'Amina"
        version = challenge.versions.get()
        assert (version.kind, version.payload["tagline_fr"], version.made_by) == ("before", ["De Claire"], claire)

    def test_taking_what_the_browser_kept_sets_what_stands_aside(self, client, claire, challenge):
        data = opened(client, challenge)
        data["_revision"] = autosave(client, challenge, data | {"tagline_fr": "En place"}).json()["revision"]
        autosave(client, challenge, data | {"tagline_fr": "Du navigateur", "_set_aside": "1"})

        assert opened(client, challenge)["tagline_fr"] == "Du navigateur"
        assert challenge.versions.get().payload["tagline_fr"] == ["En place"]


class TestRefusals:
    def test_without_a_login_it_says_so_and_redirects_nowhere(self, client, claire, challenge):
        data = opened(client, challenge) | {"title_fr": "Neuf"}
        client.logout()

        assert said(autosave(client, challenge, data)) == (401, "login", "")
        assert challenge.editions.get().has_draft is False

    def test_who_may_not_write_is_told_whom_to_ask(self, client, claire, challenge):
        data = opened(client, challenge)
        contributor = UserFactory(role="contributor")
        answer = autosave(logged_in(contributor), challenge, data)

        assert (answer.status_code, answer.json()["status"]) == (403, "refused")
        assert answer.json()["words"].startswith("You may not change “Cartes”")

    def test_a_stale_token_gets_a_fresh_one(self, claire, challenge):
        client = Client(enforce_csrf_checks=True)
        client.force_login(claire)
        data = opened(client, challenge) | {"title_fr": "Neuf"}
        stale = autosave(client, challenge, data | {"csrfmiddlewaretoken": "x" * 64})
        again = autosave(client, challenge, data | {"csrfmiddlewaretoken": stale.json()["token"]})

        assert said(stale) == (403, "token", "")
        assert again.json()["status"] == "saved"

    @pytest.mark.parametrize("code", ["de", "xx", "f\x00r"])
    def test_no_such_language(self, client, claire, challenge, code):
        assert said(autosave(client, challenge, {"title_fr": "x", "_revision": "0"}, code)) == (
            404,
            "refused",
            "This item is no longer there.",
        )

    @pytest.mark.parametrize("key", ["0", "999999999999999999999999", "abc", "%00", "_00", "1/2"])
    def test_no_such_item(self, client, claire, key):
        answer = client.post(f"/en/admin/challenges/challenge/{key}/autosave/fr/", {"title_fr": "x", "_revision": "0"})

        assert answer.status_code == 404

    @pytest.mark.parametrize("data", [{}, {"_revision": "0"}, {"title_fr": "x"}, {"_tab": TAB, "_revision": ""}])
    def test_half_a_text(self, client, claire, challenge, data):
        assert said(autosave(client, challenge, data)) == (400, "refused", "The text did not arrive whole.")

    def test_a_text_asked_for_instead_of_sent(self, client, claire, challenge):
        answer = client.get(f"/en/admin/challenges/challenge/{challenge.pk}/autosave/fr/")

        assert said(answer) == (400, "refused", "The text did not arrive whole.")

    def test_a_text_beyond_measure_is_refused_in_words(self, client, claire, challenge, settings):
        settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 2000
        words = "This text is too long to be saved: shorten it, or ask for help."

        assert said(autosave(client, challenge, {"body_fr": "x" * 3000, "_revision": "0"})) == (413, "refused", words)

    def test_too_many_fields_are_refused_in_words(self, client, claire, challenge):
        answer = autosave(client, challenge, {f"field-{number}": "x" for number in range(1100)})

        assert (answer.status_code, answer.json()["status"]) == (413, "refused")

    def test_what_is_no_text_of_the_form_does_no_harm(self, client, claire, challenge):
        data = opened(client, challenge) | {
            "figures-TOTAL_FORMS": "99999999999999999999",
            "cohort": "²",
            "skills": ["9" * 5000, "x\x00"],
            "une\x00clé": "x",
            "_tab": "\x00" * 50,
        }
        answer = autosave(client, challenge, data)

        assert answer.json()["status"] == "saved"
        assert client.get(f"/en/admin/challenges/challenge/{challenge.pk}/change/").status_code == 200
        data["_revision"] = answer.json()["revision"]
        kept = client.post(f"/en/admin/challenges/challenge/{challenge.pk}/kept/fr/", data | {"cohort": "٣²"})
        assert kept.status_code == 200


class TestPresence:
    def test_names_who_has_the_form_open_and_since_when(self, client, claire, amina, challenge):
        presence(logged_in(amina), challenge, _tab=OTHER_TAB)
        Presence.objects.update(since=datetime(2026, 11, 22, 10, 58, tzinfo=UTC))

        assert presence(client, challenge, _tab=TAB).json()["present"] == [
            {"name": "Amina Diallo", "since": "11:58", "words": "Amina Diallo has this open since 11:58."}
        ]

    def test_tells_of_ones_own_second_tab_but_not_of_this_one(self, client, claire, challenge):
        first = presence(client, challenge, _tab=TAB).json()["present"]
        second = presence(client, challenge, _tab=OTHER_TAB).json()["present"]

        assert (first, [one["name"] for one in second]) == ([], ["Claire Moreau"])
        assert second[0]["words"].startswith("You have this open in another tab since ")

    def test_a_tab_that_says_good_bye_is_gone(self, client, claire, amina, challenge):
        presence(logged_in(amina), challenge, _tab=OTHER_TAB)
        presence(logged_in(amina), challenge, _tab=OTHER_TAB, _leave="1")

        assert presence(client, challenge, _tab=TAB).json()["present"] == []

    def test_a_tab_that_was_not_heard_of_for_ninety_seconds_is_gone(self, client, claire, amina, challenge):
        presence(logged_in(amina), challenge, _tab=OTHER_TAB)
        now = timezone.now()
        Presence.objects.update(seen_at=now - timedelta(seconds=91))

        assert presence(client, challenge, _tab=TAB).json()["present"] == []
        assert purge_presences(now) == 1
        assert purge_presences(now) == 0

    def test_tells_that_someone_saved_meanwhile(self, client, claire, amina, challenge):
        data = opened(client, challenge)
        same = presence(client, challenge, _tab=TAB, _revision=data["_revision"]).json()
        autosave(logged_in(amina), challenge, opened(logged_in(amina), challenge) | {"title_fr": "D'Amina"})
        Edition.objects.update(updated_at=datetime(2026, 11, 22, 11, 4, tzinfo=UTC))
        moved = presence(client, challenge, _tab=TAB, _revision=data["_revision"]).json()

        assert same["moved"] == ""
        assert moved["moved"] == "Amina Diallo saved this text at 12:04."

    def test_is_noted_for_no_one_without_a_tab(self, client, claire, challenge):
        for tab in ("", "x", "x" * 41, "é" * 20, "\x00" * 10):
            presence(client, challenge, _tab=tab)
            presence(client, challenge, _tab=tab, _leave="1")

        assert Presence.objects.count() == 0


def test_what_the_browser_kept_is_compared_in_words(client, claire, challenge):
    data = opened(client, challenge) | {"title_fr": "Cartes vivantes", "figures-0-amount": "99"}
    page = client.post(f"/en/admin/challenges/challenge/{challenge.pk}/kept/fr/", data)

    cells = [cell.text.strip() for cell in soup(page).select("tbody tr *")]
    assert cells == ["Title", "Cartes", "Cartes vivantes", "Figure 1, “agents formés” – Amount", "10", "99"]
    assert challenge.editions.get().has_draft is False


class TestLoggingInAgain:
    address = "/en/admin/log-in-again/"

    @pytest.fixture
    def claire(self, claire, client):
        claire.set_password("phare")
        claire.save()
        client.force_login(claire)
        return claire

    def test_needs_the_token_that_it_hands_out(self, claire):
        client = Client(enforce_csrf_checks=True)
        words = {"username": "claire", "password": "phare"}
        without = client.post(self.address, words)
        foreign = client.post(self.address, words | {"csrfmiddlewaretoken": "y" * 64})
        token = client.get(self.address).json()["token"]
        right = client.post(self.address, words | {"csrfmiddlewaretoken": token})

        assert [said(answer)[:2] for answer in (without, foreign)] == [(403, "token")] * 2
        assert (right.json()["status"], right.json()["user"]) == ("in", claire.pk)

    def test_from_another_site_is_refused_even_with_a_token(self, claire):
        client = Client(enforce_csrf_checks=True)
        token = client.get(self.address).json()["token"]
        words = {"username": "claire", "password": "phare", "csrfmiddlewaretoken": token}

        assert client.post(self.address, words, headers={"Origin": "https://ailleurs.example"}).status_code == 403
        assert "_auth_user_id" not in client.session

    def test_says_what_the_login_form_says(self, client, claire):
        client.logout()
        answer = client.post(self.address, {"username": "claire", "password": "faux"})
        page = client.post("/en/admin/login/", {"username": "claire", "password": "faux"})

        assert answer.json()["status"] == "refused"
        assert answer.json()["words"] == soup(page).select_one(".errornote, .errorlist").text.strip()

    def test_lets_in_no_one_who_is_not_of_the_team(self, client, claire):
        client.logout()
        claire.is_staff = False
        claire.save()

        assert client.post(self.address, {"username": "claire", "password": "phare"}).json()["status"] == "refused"
        assert client.get(self.address).json()["status"] == "login"

    def test_afterwards_the_text_of_the_old_page_is_saved(self, claire, challenge):
        client = Client(enforce_csrf_checks=True)
        client.force_login(claire)
        data = opened(client, challenge) | {"title_fr": "Neuf"}
        client.cookies.pop("sessionid")
        token = autosave(client, challenge, data).json()["token"]
        words = {"username": "claire", "password": "phare", "csrfmiddlewaretoken": token}
        token = client.post(self.address, words).json()["token"]

        assert autosave(client, challenge, data | {"csrfmiddlewaretoken": token}).json()["status"] == "saved"

    def test_as_someone_else_goes_by_that_persons_rights(self, client, claire, challenge):
        data = opened(client, challenge)
        contributor = UserFactory(username="paul", role="contributor")
        contributor.set_password("digue")
        contributor.save()
        client.logout()

        assert client.post(self.address, {"username": "paul", "password": "digue"}).json()["user"] == contributor.pk
        assert said(autosave(client, challenge, data))[:2] == (403, "refused")

    def test_a_form_sent_without_script_goes_on_once_one_is_logged_in_again(self, claire, challenge):
        client = Client(enforce_csrf_checks=True)
        client.force_login(claire)
        address = f"/en/admin/challenges/challenge/{challenge.pk}/change/"
        data = opened(client, challenge) | {"tagline_fr": "Deux\nlignes <b>", "_continue": "1"}
        client.cookies.pop("sessionid")
        asked = client.post(address, data)
        wrong = client.post(address, form_data(asked, _again_username="claire", _again_password="faux"))
        page = client.post(address, form_data(wrong, _again_password="phare"), follow=True)

        assert (asked.status_code, soup(asked).select_one("h1").text) == (403, "Log in again: your text is still here")
        assert soup(wrong).select_one("[role=alert]").text.startswith("Please enter the correct username")
        assert messages(page) == ["Your changes to “Cartes” in French are kept; visitors see them once you publish."]
        assert opened(client, challenge)["tagline_fr"] == "Deux\nlignes <b>"

    def test_such_a_form_needs_its_token_too(self, claire, challenge):
        client = Client(enforce_csrf_checks=True)
        words = {"_again_username": "claire", "_again_password": "phare", "_continue": "1"}
        answer = client.post(f"/en/admin/challenges/challenge/{challenge.pk}/change/", words)

        assert (answer.status_code, "_auth_user_id" in client.session) == (403, False)


class TestNewItems:
    def add(self, client, **changes):
        return form_data(client.get("/en/admin/blog/post/add/"), **changes)

    def test_are_previewed_without_being_saved(self, client, claire):
        data = self.add(client, title_fr="Un phare", body_fr="La lumière.", date="2026-03-14")
        page = client.post("/en/admin/blog/post/add/preview/fr/", data)

        assert soup(page).select_one("h1").text == "Un phare"
        assert (PostFactory._meta.model.objects.count(), Edition.objects.count()) == (0, 0)
        assert page["X-Robots-Tag"] == "noindex"

    def test_are_previewed_with_their_rows(self, client, claire, challenge):
        data = form_data(
            client.get("/en/admin/challenges/challenge/add/"),
            title_fr="Phare",
            cohort=str(challenge.cohort_id),
            administrations=[str(challenge.administrations.get().pk)],
            **{"figures-TOTAL_FORMS": "1", "figures-0-id": "", "figures-0-amount": "77"},
        )
        data |= {"figures-0-description_fr": "agents"}
        page = client.post("/en/admin/challenges/challenge/add/preview/fr/", data)

        assert soup(page).select_one("h1").text == "Phare"
        assert [number.text for number in soup(page).select(".eig-figures__number")] == ["77"]
        assert Challenge.objects.count() == 1

    def test_that_lack_something_have_it_named(self, client, claire):
        page = client.post("/en/admin/blog/post/add/preview/fr/", self.add(client, title_fr=""))

        assert soup(page).select_one("h1").text == "There is no page to show yet"
        assert [line.text for line in soup(page).select("li")] == ["TitleThis field is required."]

    def test_are_previewed_by_whoever_may_begin_them(self, client, claire):
        data = self.add(client, title_fr="Un phare")
        reader = logged_in(UserFactory(permissions=["view_post"]))
        writer = logged_in(UserFactory(role="contributor"))

        assert reader.post("/en/admin/blog/post/add/preview/fr/", data).status_code == 403
        assert soup(writer.post("/en/admin/blog/post/add/preview/fr/", data)).select_one("h1").text == "Un phare"
        assert client.post("/en/admin/blog/post/add/preview/xx/", data).status_code == 404
        assert client.get("/en/admin/blog/post/add/preview/fr/")["Location"] == "/en/admin/blog/post/add/?in=fr"

    def test_are_taken_up_again_without_being_saved_or_reproached(self, client, claire):
        data = self.add(client, title_fr="", body_fr="La lumière.", _resume="1")
        page = client.post("/en/admin/blog/post/add/", data)

        assert form_data(page)["body_fr"] == "La lumière."
        assert soup(page).select(".errorlist, .errornote") == []
        assert PostFactory._meta.model.objects.count() == 0
        complete = self.add(client, title_fr="Un phare", date="2026-03-14", _resume="1")
        client.post("/en/admin/blog/post/add/", complete)
        assert PostFactory._meta.model.objects.count() == 0


def test_of_two_texts_at_once_the_second_is_told(challenge, amina, monkeypatch):
    """The other one is written after this one read the edition, and before it writes."""
    revision = workflow.edition_of(challenge, "fr").revision
    read, rivals = workflow._with_draft, [{"title_fr": ["Un"]}]

    def read_before_the_rival(item, language):
        edition = read(item, language)
        if rivals:
            workflow.keep_draft(item, language, rivals.pop(), amina, str(revision))
        return edition

    monkeypatch.setattr(workflow, "_with_draft", read_before_the_rival)
    with pytest.raises(workflow.OvertakenError):
        workflow.keep_draft(challenge, "fr", {"title_fr": ["Deux"]}, amina, str(revision))
    assert read(challenge, "fr").draft == {"title_fr": ["Un"]}


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite in memory takes one connection at a time")
@pytest.mark.django_db(transaction=True)
def test_of_two_texts_at_once_one_is_told(challenge, amina):
    """Both read the same revision before either writes; the statement that writes asks for it again."""
    revision = workflow.edition_of(challenge, "fr").revision
    barrier, outcomes = Barrier(2, timeout=10), []
    read = workflow._with_draft

    def read_together(item, language):
        edition = read(item, language)
        if edition.revision == revision and barrier.n_waiting < 2 and not barrier.broken:
            with suppress(BrokenBarrierError):
                barrier.wait()
        return edition

    def keep(text):
        try:
            workflow.keep_draft(Challenge.objects.get(), "fr", {"title_fr": [text]}, amina, str(revision))
            outcomes.append("saved")
        except workflow.OvertakenError:
            outcomes.append("overtaken")
        finally:
            connection.close()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(workflow, "_with_draft", read_together)
        threads = [Thread(target=keep, args=[text]) for text in ("Un", "Deux")]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert sorted(outcomes) == ["overtaken", "saved"]
    assert workflow.edition_of(challenge, "fr").revision == revision + 1
