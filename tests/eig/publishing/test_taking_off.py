"""Taking something off the site: why, what stands in its place, at once or on a set day."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from blog.models import Post
from eig.publishing.workflow import keep_on_site, publish, unpublish
from eig.seo.models import Redirect
from tests.admin_forms import errors, form_data, messages, soup
from tests.factories import ChallengeFactory, DocumentFactory, PageFactory, PersonFactory, PostFactory, UserFactory

pytestmark = pytest.mark.django_db

YESTERDAY = timezone.now() - timedelta(days=1)


@pytest.fixture
def staff(client):
    user = UserFactory(is_superuser=True)
    client.force_login(user)
    return user


def address(item):
    return f"/en/admin/{item._meta.app_label}/{item._meta.model_name}/{item.pk}/change/"


def press(client, item, button, **changes):
    page = client.get(address(item))
    return client.post(address(item), form_data(page, **changes, **{button: "1"}), follow=True)


def old(**changes):
    return PostFactory(
        **{"title_fr": "Ancien", "slug_fr": "ancien", "published": ["fr"], "published_at": YESTERDAY, **changes}
    )


@pytest.mark.parametrize(("prefix", "word", "other"), [("", "Dépublier", "retir"), ("/en", "Unpublish", "take off")])
def test_the_act_has_one_name_on_screens_and_in_lists(client, staff, prefix, word, other):
    """It was “Retirer du site” on the fold and in lists, “Dépublier” on its buttons."""
    post = old()
    panel = soup(client.get(prefix + address(post).removeprefix("/en"))).select_one(".eig-panel--state")
    actions = soup(client.get(f"{prefix}/admin/blog/post/")).select("[name=action] option")

    assert panel.select_one("[name=_unpublish]").text.startswith(word)
    assert other not in panel.text.casefold()
    assert [option.text for option in actions if option["value"] == "bulk_unpublish"] == [f"{word}…"]


class TestAtOnce:
    def test_asks_why(self, client, staff):
        post = old()
        page = press(client, post, "_unpublish")

        assert errors(page) == ["Choose the reason: who wonders why it is gone finds it in the history."]
        assert post.edition("fr").is_live()

    def test_answers_404_to_visitors(self, client, staff):
        post = old()
        page = press(client, post, "_unpublish", reason="out_of_date", unpublish_comment="Le dispositif a changé.")

        assert messages(page) == ["“Ancien” is unpublished in French: visitors no longer read it."]
        assert client.get("/blog/2026/3/14/ancien/").status_code == 404
        assert [(step.verb, step.comment) for step in post.steps.all()] == [("unpublished", "Le dispositif a changé.")]
        assert "Reason: out of date" in soup(page).select_one(".eig-panel--state").text

    def test_leads_to_what_replaces_it_in_one_hop(self, client, staff):
        post = old()
        PageFactory(title_fr="Nouveau", slug_fr="nouveau", published=["fr"])
        press(client, post, "_unpublish", reason="replaced", replaced_by="http://testserver/nouveau/")
        response = client.get("/blog/2026/3/14/ancien/")

        assert (response.status_code, response["Location"]) == (301, "/nouveau/")
        assert str(post.edition("fr").replaced_by) == "Nouveau"

    def test_leads_to_the_end_of_a_chain_in_one_hop(self, client, staff):
        first, second, third = (old(title_fr=name, slug_fr=name) for name in ("un", "deux", "trois"))
        unpublish(first, "fr", reason="replaced", replaced_by=second)
        unpublish(second, "fr", reason="replaced", replaced_by=third)

        assert client.get("/blog/2026/3/14/un/")["Location"] == "/blog/2026/3/14/trois/"

    def test_leads_from_addresses_of_long_ago_too(self, client, staff):
        post = old()
        post.slug_fr = "plus-neuf"
        post.save()
        unpublish(post, "fr", reason="replaced", replaced_by=old(slug_fr="suite"))

        assert client.get("/blog/2026/3/14/ancien/")["Location"] == "/blog/2026/3/14/suite/"

    def test_leads_nowhere_while_what_replaces_it_is_not_read(self, client, staff):
        post, other = old(), old(slug_fr="suite")
        unpublish(post, "fr", reason="replaced", replaced_by=other)
        unpublish(other, "fr", reason="out_of_date")

        assert client.get("/blog/2026/3/14/ancien/").status_code == 404

    def test_leads_nowhere_for_another_reason(self, client, staff):
        post = old()
        press(client, post, "_unpublish", reason="on_request", replaced_by="/nouveau/")

        assert Redirect.objects.count() == 0
        assert post.edition("fr").replaced_by is None

    def test_publishing_again_takes_the_address_back(self, client, staff):
        post = old()
        unpublish(post, "fr", reason="replaced", replaced_by=old(slug_fr="suite"))
        publish(post, "fr")

        assert (Redirect.objects.count(), post.edition("fr").unpublish_reason) == (0, "")
        assert client.get("/blog/2026/3/14/ancien/").status_code == 200

    def test_of_a_challenge_hides_every_language(self, client, staff):
        challenge = ChallengeFactory(
            cohort__slug="eig-9", title_fr="Phare", slug_fr="phare", slug_en="lighthouse",
            published=["fr", "en"], published_at=YESTERDAY,
        )  # fmt: skip
        ChallengeFactory(cohort=challenge.cohort, slug_fr="suite", slug_en="next", published=["fr", "en"])
        page = press(client, challenge, "_unpublish", reason="replaced", replaced_by="/defis/eig-9/suite/")

        assert messages(page) == ["“Phare” is unpublished: visitors no longer read it in any language."]
        places = [client.get(path)["Location"] for path in ("/defis/eig-9/phare/", "/en/challenges/eig-9/lighthouse/")]
        assert places == ["/defis/eig-9/suite/", "/en/challenges/eig-9/next/"]

    @pytest.mark.parametrize(
        ("given", "words"),
        [
            ("", "Say what replaces it: type words of its title, or paste its address."),
            ("/nulle-part/", "Visitors of this language read nothing at that address."),
            ("\x00", "Null characters are not allowed."),
            ("http://[x", "Visitors of this language read nothing at that address."),
            ("/blog/2026/3/14/ancien/", "It cannot replace itself: choose another item."),
            (
                "/blog/2026/3/14/retour/",
                "That one is to be replaced by this one: visitors would go round in circles. Choose another item.",
            ),
        ],
    )
    def test_refuses_what_cannot_replace_it(self, client, staff, given, words):
        post, other = old(), old(slug_fr="retour")
        unpublish(other, "fr", reason="replaced", replaced_by=post, at=timezone.now() + timedelta(days=3))
        page = press(client, post, "_unpublish", reason="replaced", replaced_by=given)

        assert errors(page) == [words]
        assert post.edition("fr").is_live()

    def test_asks_nothing_in_the_place_of_a_document(self, client, staff):
        document = DocumentFactory(published=["fr"], published_at=YESTERDAY)
        page = client.get(address(document))

        assert soup(page).select("[data-replacements]") == []

    def test_is_refused_to_who_may_not_publish(self, client):
        client.force_login(UserFactory(permissions=["view_post", "change_post"]))
        post = old()

        for button in ("_unpublish", "_withdraw", "_keep_on_site"):
            assert client.post(address(post), {button: "1", "reason": "out_of_date"}).status_code == 403
        assert client.get(f"/en/admin/blog/post/{post.pk}/replacements/fr/?q=a").status_code == 403
        assert post.edition("fr").is_live()

    def test_says_that_a_draft_is_not_on_the_site(self, client, staff):
        post = PostFactory()
        page = press(client, post, "_unpublish", reason="out_of_date")

        assert messages(page) == ["It is not on the site: there is nothing to unpublish."]


class TestLookingForWhatReplacesIt:
    def test_finds_what_visitors_read(self, client, staff):
        post = old()
        PostFactory(title_fr="L'été des défis", slug_fr="ete", published=["fr"])
        PersonFactory(name="Étienne Dubois", slug="etienne", published=["fr"])
        PostFactory(title_fr="Etoile secrète")
        found = client.get(f"/en/admin/blog/post/{post.pk}/replacements/fr/", {"q": "ÉT"}).json()["found"]

        assert [(one["address"], one["words"], one["kind"]) for one in found] == [
            ("/communaute/etienne/", "Étienne Dubois", "Person"),
            ("/blog/2026/3/14/ete/", "L'été des défis", "Post"),
        ]

    @pytest.mark.parametrize("words", ["", "\x00", "%", "a" * 5000])
    def test_survives_any_words(self, client, staff, words):
        post = old()

        assert client.get(f"/en/admin/blog/post/{post.pk}/replacements/fr/", {"q": words}).json() == {"found": []}


class TestOnASetDay:
    def test_leaves_the_site_then(self, client, staff):
        post = old()
        page = press(client, post, "_withdraw", reason="out_of_date", withdraw_at="2199-01-15T18:00")

        edition = post.edition("fr")
        end = datetime(2199, 1, 15, 17, 0, tzinfo=UTC)
        assert (edition.unpublished_at, edition.unpublish_reason, edition.label) == (end, "out_of_date", "published")
        assert [edition.is_live(at) for at in (end - timedelta(seconds=1), end)] == [True, False]
        assert messages(page) == [
            "“Ancien” will be unpublished in French on 15 January 2199 at 18:00, Paris time. See it on the site"
        ]
        words = " ".join(soup(page).select_one(".eig-panel--state").text.split())
        assert "until 15 January 2199 at 18:00, Paris time." in words
        assert [step.verb for step in post.steps.all()] == ["withdrawal"]

    def test_leads_to_what_replaces_it_from_then_on(self, client, staff):
        post, other = old(), old(slug_fr="suite")
        soon = timezone.now() + timedelta(days=1)
        unpublish(post, "fr", at=soon, reason="replaced", replaced_by=other)
        assert client.get("/blog/2026/3/14/ancien/").status_code == 200

        unpublish(post, "fr", reason="replaced", replaced_by=other)
        assert client.get("/blog/2026/3/14/ancien/")["Location"] == "/blog/2026/3/14/suite/"

    def test_is_cancelled(self, client, staff):
        post = old()
        unpublish(post, "fr", at=timezone.now() + timedelta(days=1), reason="replaced", replaced_by=old(slug_fr="b"))
        page = press(client, post, "_keep_on_site", comment="Elle sert encore.")

        assert post.steps.get().comment == "Elle sert encore."
        edition = post.edition("fr")
        assert (edition.unpublished_at, edition.unpublish_reason, edition.replaced_by) == (None, "", None)
        assert Redirect.objects.count() == 0
        assert messages(page) == ["“Ancien” stays on the site in French. See it on the site"]

    def test_publishing_changes_leaves_it_planned(self, client, staff):
        post = old()
        end = timezone.now() + timedelta(days=3)
        unpublish(post, "fr", at=end, reason="out_of_date")
        press(client, post, "_publish", title_fr="Ancien, corrigé")

        assert Post.objects.get().title_fr == "Ancien, corrigé"
        assert (post.edition("fr").unpublished_at, post.edition("fr").unpublish_reason) == (end, "out_of_date")

    @pytest.mark.parametrize(
        ("instant", "words"),
        [
            ("", "Choose the date and time from which it is no longer on the site."),
            ("2020-01-01T00:00", "This instant is past: choose a later one."),
            ("0001-01-01T00:00", "This instant is past: choose a later one."),
            ("demain", "Write the day and the hour like this: 2026-11-21 18:30."),
            (
                "2199-03-31T02:30",
                "On 31 March 2199 the clocks go forward: there is no 02:30 that day. Choose another hour.",
            ),
            ("2199-10-27T02:30", "On 27 October 2199 the clocks go back: 02:30 comes twice. Choose another hour."),
        ],
    )  # fmt: skip
    def test_refuses_an_instant_that_cannot_be(self, client, staff, instant, words):
        post = old()
        page = press(client, post, "_withdraw", reason="out_of_date", withdraw_at=instant, title_fr="Pendant ce temps")

        assert errors(page) == [words]
        assert form_data(page)["title_fr"] == "Pendant ce temps"
        assert post.edition("fr").unpublished_at is None

    def test_nothing_is_left_of_it_when_no_withdrawal_was_planned(self):
        post = old()
        revision = post.edition("fr").revision

        assert keep_on_site(post, "fr").revision == revision


class TestForATime:
    def test_is_scheduled_from_and_until(self, client, staff):
        post = PostFactory(title_fr="Une rentrée")
        plan = {"publish_at": "2198-12-01T09:00", "withdraw_at": "2199-01-15T18:00", "reason": "out_of_date"}
        page = press(client, post, "_schedule", **plan)

        assert messages(page) == [
            "“Une rentrée” will be on the site in French from 1 December 2198 at 09:00 until 15 January 2199 at 18:00, "
            "Paris time."
        ]
        words = " ".join(soup(page).select_one(".eig-panel--state").text.split())
        assert "On the site from 1 December 2198 at 09:00 until 15 January 2199 at 18:00, Paris time." in words
        again = form_data(page)
        assert (again["publish_at"], again["withdraw_at"], again["reason"]) == (
            "2198-12-01T09:00",
            "2199-01-15T18:00",
            "out_of_date",
        )

    def test_keeps_its_end_when_published_at_once(self, client, staff):
        post = PostFactory()
        end = timezone.now() + timedelta(days=9)
        publish(post, "fr", at=timezone.now() + timedelta(days=3), until=end, reason="out_of_date")
        press(client, post, "_publish")

        assert (post.edition("fr").is_live(), post.edition("fr").unpublished_at) == (True, end)

    @pytest.mark.parametrize(
        ("plan", "words"),
        [
            (
                {"withdraw_at": "2198-11-30T09:00", "reason": "out_of_date"},
                "It would be unpublished before it is published: choose a later instant.",
            ),
            (
                {"withdraw_at": "2198-12-30T09:00"},
                "Choose the reason: who wonders why it is gone finds it in the history.",
            ),
        ],
    )
    def test_refuses_an_order_that_cannot_be(self, client, staff, plan, words):
        post = PostFactory()
        page = press(client, post, "_schedule", publish_at="2198-12-01T09:00", **plan)

        assert errors(page) == [words]
        assert Post.objects.get().edition("fr").published_at is None

    def test_a_new_item_is_scheduled_until(self, client, staff):
        page = client.get("/en/admin/blog/post/add/")
        plan = {"publish_at": "2198-12-01T09:00", "withdraw_at": "2199-01-15T18:00", "reason": "out_of_date"}
        texts = {"title_fr": "Neuf", "standfirst_fr": "Ce qui vient.", "body_fr": "Un paragraphe."}
        client.post("/en/admin/blog/post/add/", form_data(page, **texts, **plan, _schedule="1"))

        edition = Post.objects.get().edition("fr")
        assert edition.unpublished_at == datetime(2199, 1, 15, 17, 0, tzinfo=UTC)


class TestReviewing:
    def test_approves_and_publishes_at_once(self, client, staff):
        post = PostFactory(title_fr="Relu")
        press(client, post, "_submit", comment="Urgent.")
        page = press(client, post, "_approve_publish", comment="Très bien.")

        assert post.edition("fr").is_live()
        assert [(step.verb, step.comment) for step in post.steps.all()] == [
            ("published", ""),
            ("approved", "Très bien."),
            ("submitted", "Urgent."),
        ]
        assert messages(page) == ["“Relu” is published in French. See it on the site"]

    def test_approving_and_publishing_takes_both_rights(self, client):
        client.force_login(UserFactory(permissions=["view_post", "change_post", "publish_post"]))
        post = PostFactory()

        assert client.post(address(post), {"_approve_publish": "1"}).status_code == 403
        assert post.live_languages() == []
