"""Preview links as the person they are sent to meets them, and as someone who means harm does."""

from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.signing import Signer
from django.test import Client
from django.utils import timezone

from eig.publishing import links, workflow
from eig.publishing.bin import put_into_bin, take_out_of_bin
from eig.publishing.models import Edition, PreviewLink, Step
from eig.publishing.permissions import RefusedError
from tests.admin_forms import form_data, soup
from tests.factories import ChallengeFactory, ChallengeFigureFactory, ImageFactory, PostFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return UserFactory(first_name="Claire", last_name="Moreau", is_superuser=True)


@pytest.fixture
def post():
    return PostFactory(title_fr="Une rentrée ouverte", slug_fr="rentree", body_fr="Le corps.")


@pytest.fixture
def outsider():
    """Who was sent the link: no account, no cookie, and forms that another site might send too."""
    return Client(enforce_csrf_checks=True)


def shared(item, by, label="La mairie", language="fr", days=7):
    return links.share(item, language, label, by, days)


def words(response):
    return " ".join(soup(response).text.split())


def steps(item):
    return [(step.verb, step.by_name, step.comment) for step in item.steps.order_by("pk")]


def speak(client, link, **said):
    return client.post(links.address_of(link), {"name": "Jeanne Martin", "text": "Très bien.", "comment": "1"} | said)


class TestReading:
    def test_shows_the_page_to_someone_without_an_account(self, outsider, editor, post):
        page = outsider.get(links.address_of(shared(post, editor)))

        html = soup(page)
        assert (page.status_code, html.select_one("h1").text.strip()) == (200, "Une rentrée ouverte")
        assert len(html.select("body > .eig-shared")) == 1
        assert "La mairie" in html.select_one(".eig-shared").text
        assert len(html.select("#say form")) == 1

    def test_shows_the_working_draft_of_today(self, outsider, editor):
        challenge = ChallengeFactory(title_fr="Cartes", slug_fr="cartes", published=["fr"])
        ChallengeFigureFactory(challenge=challenge, amount="10")
        staff = Client()
        staff.force_login(editor)
        address = f"/en/admin/challenges/challenge/{challenge.pk}/change/"
        data = form_data(staff.get(address), title_fr="Cartes vivantes", **{"figures-0-amount": "99"})
        staff.post(address, data)
        page = soup(outsider.get(links.address_of(shared(challenge, editor))))

        assert page.select_one("h1").text == "Cartes vivantes"
        assert [number.text for number in page.select(".eig-figures__number")] == ["99"]
        assert [link["href"] for link in page.select(".eig-shared p a")] == [challenge.address_in("fr")]
        challenge.refresh_from_db()
        assert challenge.title_fr == "Cartes"

    def test_writes_nothing(self, outsider, editor, post):
        link = shared(post, editor)
        before = (post.updated_at, Edition.objects.count(), Step.objects.count())
        outsider.get(links.address_of(link))

        post.refresh_from_db()
        assert (post.updated_at, Edition.objects.count(), Step.objects.count()) == before

    def test_opens_in_the_language_of_its_text(self, outsider, editor):
        post = PostFactory(title_fr="Un article", title_en="A post", slug_en="a-post", published=["fr"])
        link = shared(post, editor, language="en")
        token = links.token_of(link)

        assert links.address_of(link).startswith("/en/")
        page = outsider.get(links.address_of(link))
        assert (soup(page).html["lang"], soup(page).select_one("h1").text.strip()) == ("en", "A post")
        french = links.address_of(shared(post, editor)).replace(links.token_of(PreviewLink.objects.first()), token)
        assert outsider.get(french).url == links.address_of(link)

    def test_shows_the_pictures_of_what_is_not_published(self, outsider, editor, post):
        post.cover = ImageFactory(size_in_pixels=(800, 500))
        post.save()
        page = soup(outsider.get(links.address_of(shared(post, editor))))

        picture = outsider.get(page.select_one("main img")["src"])
        assert (picture.status_code, picture["Content-Type"]) == (200, "image/jpeg")
        picture.close()

    def test_says_when_it_is_published_meanwhile(self, outsider, editor, post):
        link = shared(post, editor)
        workflow.publish(post, "fr", by=editor)
        page = outsider.get(links.address_of(link))

        assert page.status_code == 200
        assert [a["href"] for a in soup(page).select(".eig-lost a.fr-btn")] == [post.address_in("fr")]
        assert soup(page).select("#say") == []

    def test_says_when_there_is_no_page_yet(self, outsider, editor):
        post = PostFactory(title_fr="Un article", published=["fr"])
        page = outsider.get(links.address_of(shared(post, editor, language="en")))

        assert (page.status_code, soup(page).select("#say")) == (404, [])


class TestClosing:
    def test_every_link_that_shows_nothing_answers_the_same(self, outsider, editor, post):
        token = links.token_of(shared(post, editor))
        number = token.partition("-")[0]
        revoked, over, gone = (shared(post, editor) for _case in range(3))
        links.revoke(revoked, editor)
        now = timezone.now()
        PreviewLink.objects.filter(pk=over.pk).update(created_at=now - timedelta(days=9), expires_at=now)
        over.refresh_from_db()
        tokens = [
            "nothing",
            f"{token}x",
            token.upper(),
            f"{int(number) + 1}{token.removeprefix(number)}",
            Signer(salt="another", sep=".").sign(number),
            Signer(salt="eig.publishing.preview_link", sep=".").sign(number),
            links.token_of(revoked),
            links.token_of(over),
            links.token_of(gone),
            "0" * 300,
            "é.%00",
        ]
        gone.delete()
        answers = [outsider.get(f"/en/preview/{one}/") for one in tokens]

        assert {(answer.status_code, answer.content) for answer in answers} == {(404, answers[0].content)}
        assert "Une rentrée ouverte" not in words(answers[0])

    def test_closes_at_the_very_instant(self, editor, post):
        link = shared(post, editor)
        end = link.created_at + timedelta(days=2)
        PreviewLink.objects.filter(pk=link.pk).update(expires_at=end)
        token = links.token_of(link)

        assert links.open_link(token, end - timedelta(microseconds=1)) == link
        assert links.open_link(token, end) is None

    def test_lasts_a_week_unless_said(self, editor, post):
        lasts = [
            link.expires_at - link.created_at
            for link in (links.share(post, "fr", "x", editor), links.share(post, "fr", "x", editor, 30))
        ]
        assert lasts == [timedelta(days=7), timedelta(days=30)]

    def test_a_number_given_again_opens_nothing(self, editor, post):
        """After a backup is put back, another link may bear the number of one that was sent."""
        link = shared(post, editor)
        token = links.token_of(link)
        PreviewLink.objects.filter(pk=link.pk).update(created_at=link.created_at + timedelta(seconds=5))

        assert links.open_link(token) is None

    def test_closes_with_the_bin_and_opens_with_it(self, outsider, editor, post):
        link = shared(post, editor)
        put_into_bin(post, editor)
        assert outsider.get(links.address_of(link)).status_code == 404
        assert speak(outsider, link).status_code == 404

        take_out_of_bin(post, editor)
        assert outsider.get(links.address_of(link)).status_code == 200

    def test_closes_for_what_was_taken_off_on_request(self, outsider, editor, post):
        link = shared(post, editor)
        workflow.publish(post, "fr", by=editor)
        workflow.unpublish(post, "fr", by=editor, reason=Edition.Reason.ON_REQUEST)

        assert outsider.get(links.address_of(link)).status_code == 404
        with pytest.raises(links.ClosedError):
            shared(type(post).objects.get(), editor)

    def test_stays_open_for_what_is_only_out_of_date(self, outsider, editor, post):
        link = shared(post, editor)
        workflow.publish(post, "fr", by=editor)
        workflow.unpublish(post, "fr", by=editor, reason=Edition.Reason.OUT_OF_DATE)

        page = soup(outsider.get(links.address_of(link)))
        assert (page.select_one("h1").text.strip(), len(page.select("#say"))) == (post.title_fr, 1)

    def test_goes_with_its_item(self, editor, post):
        token = links.token_of(shared(post, editor))
        kind = ContentType.objects.get_for_model(post)
        post.delete()

        assert links.open_link(token) is None
        assert not PreviewLink.objects.filter(content_type=kind).exists()


class TestKeepingPrivate:
    def test_whatever_the_answer(self, outsider, editor, post):
        link = shared(post, editor)
        address = links.address_of(link)
        answers = [outsider.get(address), speak(outsider, link), outsider.get("/en/preview/x/"), outsider.put(address)]

        assert [answer.status_code for answer in answers] == [200, 303, 404, 405]
        for answer in answers:
            assert answer["Cache-Control"] == "no-store"
            assert answer["Referrer-Policy"] == "no-referrer"
            assert answer["X-Robots-Tag"] == "noindex, nofollow"
            assert answer["X-Frame-Options"] == "DENY"
            assert "default-src 'none'" in answer["Content-Security-Policy"]
            assert dict(answer.cookies) == {}

    @pytest.mark.parametrize("method", ["put", "patch", "delete", "options"])
    def test_takes_no_other_method(self, outsider, editor, post, method):
        answer = getattr(outsider, method)(links.address_of(shared(post, editor)))

        assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, POST")

    def test_answers_a_head_without_a_body(self, outsider, editor, post):
        answer = outsider.head(links.address_of(shared(post, editor)))

        assert (answer.status_code, answer.content) == (200, b"")

    def test_asks_robots_not_to_list_it(self, outsider, editor, post):
        page = soup(outsider.get(links.address_of(shared(post, editor))))

        assert page.head.select_one("meta[name=robots]")["content"] == "noindex, nofollow"

    def test_gives_no_more_to_someone_who_is_logged_in(self, editor, post, client):
        client.force_login(UserFactory())
        page = client.get(links.address_of(shared(post, editor)))

        assert (page.status_code, dict(page.cookies)) == (200, {})


class TestAnswering:
    def test_a_comment_reaches_the_item(self, outsider, editor, post):
        link = shared(post, editor)
        answer = speak(outsider, link)

        assert (answer.status_code, answer.url) == (303, f"{links.address_of(link)}?thanks=1#say")
        step = post.steps.get()
        assert (step.verb, step.by, step.by_name, step.comment) == ("commented", None, "Jeanne Martin", "Très bien.")
        assert (step.language, step.via) == ("fr", link)
        thanks = soup(outsider.get(f"{links.address_of(link)}?thanks=1"))
        assert len(thanks.select("#say [role=status]")) == 1
        assert thanks.select("#say form") == []

    def test_an_approval_is_noted_and_opens_nothing(self, outsider, editor, post):
        workflow.submit(post, "fr", editor)
        link = shared(post, editor)
        outsider.post(links.address_of(link), {"name": "Jeanne Martin", "approve": "1"})

        assert steps(post)[-1] == ("endorsed", "Jeanne Martin", "")
        edition = type(post).objects.get().edition("fr")
        assert (edition.review, edition.is_live()) == (Edition.Review.ASKED, False)

    @pytest.mark.parametrize(
        ("said", "wrong"),
        [
            ({"name": ""}, ["say-name_error"]),
            ({"name": "x" * 101}, ["say-name_error"]),
            ({"name": "Jeanne\x00"}, ["say-name_error"]),
            ({"text": ""}, ["say-text_error"]),
            ({"text": "x" * 5001}, ["say-text_error"]),
            ({"text": "Bien\x00"}, ["say-text_error"]),
            ({"name": " ", "text": " "}, ["say-name_error", "say-text_error"]),
        ],
    )
    def test_says_what_is_missing_and_keeps_nothing(self, outsider, editor, post, said, wrong):
        answer = speak(outsider, shared(post, editor), **said)

        html = soup(answer)
        assert [error["id"] for error in html.select("#say .eig-say__error")] == wrong
        assert steps(post) == []

    def test_a_name_is_one_line_and_a_text_ends_its_lines_one_way(self, outsider, editor, post):
        speak(outsider, shared(post, editor), name="Jeanne\r\nBcc: tous@example.org", text="Un\r\n\r\nDeux\rTrois")

        assert steps(post) == [("commented", "Jeanne Bcc: tous@example.org", "Un\n\nDeux\nTrois")]

    def test_what_was_written_never_becomes_part_of_a_page(self, outsider, editor, post, client):
        script = "<script>alert(1)</script>"
        link = shared(post, editor, label=script)
        speak(outsider, link, name=script, text=script)
        client.force_login(editor)
        answer = speak(outsider, link, name=script, text="")
        pages = [
            outsider.get(links.address_of(link)),
            answer,
            client.get(f"/en/admin/blog/post/{post.pk}/history/"),
            client.get(f"/en/admin/blog/post/{post.pk}/links/fr/"),
        ]

        assert [page.content.count(b"<script>alert") for page in pages] == [0, 0, 0, 0]
        assert [page.content.count(b"&lt;script&gt;alert(1)") > 0 for page in pages] == [True] * 4

    def test_said_twice_in_a_row_it_is_kept_once(self, outsider, editor, post):
        link = shared(post, editor)
        for text in ("Bien.", "Bien.", "Autre.", "Bien."):
            speak(outsider, link, text=text)

        assert [comment for _verb, _name, comment in steps(post)] == ["Bien.", "Autre.", "Bien."]

    def test_a_flood_ends_by_itself(self, outsider, editor, post, monkeypatch):
        monkeypatch.setattr(links, "MOST_STEPS", 3)
        link, other = shared(post, editor), shared(post, editor)
        answers = [speak(outsider, link, text=f"Mot {number}") for number in range(5)]

        assert [answer.status_code for answer in answers] == [303, 303, 303, 200, 200]
        assert len(soup(answers[-1]).select("#say [role=alert]")) == 1
        assert post.steps.count() == 3
        assert speak(outsider, other).status_code == 303

    def test_what_fills_in_everything_is_thanked_and_forgotten(self, outsider, editor, post):
        answer = speak(outsider, shared(post, editor), website="https://spam.example.org")

        assert (answer.status_code, steps(post)) == (303, [])

    def test_nothing_is_taken_once_the_link_is_closed(self, outsider, editor, post):
        link = shared(post, editor)
        links.revoke(link, editor)

        assert (speak(outsider, link).status_code, steps(post)) == (404, [])

    def test_nothing_is_taken_once_it_is_published(self, outsider, editor, post):
        link = shared(post, editor)
        workflow.publish(post, "fr", by=editor)

        assert speak(outsider, link).status_code == 200
        assert [verb for verb, _name, _comment in steps(post)] == ["published"]


class TestWhoMayShare:
    def test_commands_apart_whoever_writes_or_publishes(self, post):
        writer = UserFactory(permissions=["change_post"])
        publisher = UserFactory(permissions=["view_post", "publish_post"])
        own = PostFactory(created_by=UserFactory(permissions=["add_post"]))

        assert [shared(post, by).created_by for by in (writer, publisher)] == [writer, publisher]
        assert shared(own, own.created_by).created_by == own.created_by

    @pytest.mark.parametrize("permissions", [[], ["view_post"], ["add_post"], ["review_post"], ["change_page"]])
    def test_nobody_else(self, post, editor, permissions):
        user = UserFactory(permissions=permissions)
        link = shared(post, editor)

        with pytest.raises(RefusedError):
            shared(post, user)
        with pytest.raises(RefusedError):
            links.revoke(link, user)
        assert links.open_link(links.token_of(link)) == link
