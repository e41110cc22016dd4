"""“Before publishing”, beside the form: what it says, where it leads, and what it holds back."""

from datetime import timedelta

import pytest
from django.contrib import admin
from django.utils import timezone

from blog.models import Post
from eig.languages.forms import Screen
from eig.publishing.drafts.desk import Desk
from tests.admin_forms import form_data, messages, soup
from tests.factories import ImageFactory, PostFactory, UserFactory

pytestmark = pytest.mark.django_db

STANDFIRST = "Une équipe raconte dix mois de travail au service de celles et ceux qui naviguent."
VAGUE = "Voir [ici](https://example.org/)."
SAID_OF_VAGUE = "The words of the link “ici” do not say where it leads: name what one finds there."


@pytest.fixture
def staff(client):
    user = UserFactory(first_name="Claire", is_superuser=True)
    client.force_login(user)
    return user


def a_post(**fields):
    cover = {} if "cover" in fields else {"cover": ImageFactory(alt_en="Someone", consent="not_needed")}
    return PostFactory(**{"title_fr": "Dix mois au large", "standfirst_fr": STANDFIRST, **cover, **fields})


def address(post):
    return f"/en/admin/blog/post/{post.pk}/change/"


def act(client, post, button, **changes):
    page = client.get(address(post))
    return client.post(address(post), form_data(page, **changes, **{button: "1"}), follow=True)


def panel(page):
    """`{group: [(words, address)]}` of the panel."""
    found, group = {}, ""
    for element in soup(page).select("#gate h3, #gate summary, #gate li a, #gate p"):
        if element.name in {"h3", "summary", "p"}:
            group = " ".join(element.text.split())
            found[group] = []
        else:
            found[group].append((" ".join(element.text.split()), element["href"]))
    return found


class TestPanel:
    def test_a_text_that_owes_nothing_is_well(self, client, staff):
        assert panel(client.get(address(a_post()))) == {"All is well.": []}

    def test_what_is_to_be_mended_comes_first_and_leads_to_its_field(self, client, staff):
        post = a_post(body_fr=VAGUE, standfirst_fr="", cover=ImageFactory(credit="", licence="unknown"))
        cover = post.cover

        assert panel(client.get(address(post))) == {
            "2 things to mend first": [
                (SAID_OF_VAGUE, "#id_body_fr"),
                ("The cover has no credit: who took it?", f"/en/admin/images/image/{cover.pk}/change/"),
            ],
            "2 things to check": [
                (
                    "Nothing says that the people on the cover agreed: did they, or can nobody be recognised?",
                    f"/en/admin/images/image/{cover.pk}/change/",
                ),
                ("There is no standfirst: two or three sentences make one read on.", "#id_standfirst_fr"),
            ],
        }

    def test_what_is_on_the_site_already_is_told_apart(self, client, staff):
        assert panel(client.get(address(a_post(body_fr=VAGUE, published=["fr"])))) == {
            "1 thing is on the site already: to be mended when you can": [(SAID_OF_VAGUE, "#id_body_fr")]
        }

    def test_it_speaks_of_the_working_draft(self, client, staff):
        post = a_post(body_fr=VAGUE, published=["fr"])
        act(client, post, "_continue", body_fr=f"{VAGUE} Puis [là](https://example.org/b).", standfirst_fr="")

        assert panel(client.get(address(post))) == {
            "1 thing to mend first": [(SAID_OF_VAGUE.replace("ici", "là"), "#id_body_fr")],
            "1 thing to check": [
                ("There is no standfirst: two or three sentences make one read on.", "#id_standfirst_fr")
            ],
            "1 thing is on the site already: to be mended when you can": [(SAID_OF_VAGUE, "#id_body_fr")],
        }

    def test_a_translation_leads_to_the_other_screen_for_the_rest(self, client, staff):
        post = a_post(title_en="Ten months at sea", cover=None, standfirst_en=STANDFIRST, body_en="Text.")
        page = client.get(f"/en/admin/blog/post/{post.pk}/in/en/")

        words = "There is no cover: lists and social networks show one."
        assert panel(page) == {"1 thing to check": [(words, f"{address(post)}#id_cover")]}

    def test_help_texts_say_which_length_reads_well(self, client, staff):
        page = soup(client.get(address(a_post())))

        words = "Two or three sentences that make one read on. Between 60 and 450 characters read well."
        assert page.select_one("#id_standfirst_fr_helptext").text == words
        assert page.select_one("#id_title_fr")["data-advised-max"] == "120"


class TestChecking:
    """The panel is asked again, without saving."""

    def check(self, client, post, code="fr", **changes):
        data = form_data(client.get(address(post)), **changes)
        return client.post(f"/en/admin/blog/post/{post.pk}/gate/{code}/", data)

    def test_it_speaks_of_what_is_typed_and_writes_nothing(self, client, staff):
        post = a_post(published=["fr"])
        answer = self.check(client, post, body_fr=VAGUE)

        found = [" ".join(line.text.split()) for line in soup(answer).select("h3, li")]
        assert found == ["1 thing to mend first", SAID_OF_VAGUE]
        fresh = Post.objects.with_editions().get()
        assert (fresh.body_fr, fresh.edition("fr").has_draft) == ("Un paragraphe.", False)

    def test_what_cannot_be_read_yet_is_as_it_was(self, client, staff):
        answer = self.check(client, a_post(), date="demain", cover="une image")

        assert soup(answer).text.strip() == "All is well."

    def test_a_null_character_does_no_harm(self, client, staff):
        answer = self.check(client, a_post(), body_fr="Un\x00 texte.")

        assert soup(answer).text.strip() == "All is well."

    def test_an_unknown_language_or_item_is_not_found(self, client, staff):
        post = a_post()
        data = form_data(client.get(address(post)))

        paths = [f"{post.pk}/gate/xx", "999999/gate/fr", "abc/gate/fr"]
        answers = [client.post(f"/en/admin/blog/post/{path}/", data).status_code for path in paths]
        assert answers == [404, 404, 404]

    def test_whoever_may_not_write_is_refused(self, client):
        post = a_post()
        client.force_login(UserFactory(permissions=["view_post"]))

        assert client.post(f"/en/admin/blog/post/{post.pk}/gate/fr/", {}).status_code == 403

    def test_opened_by_itself_it_leads_to_the_form(self, client, staff):
        post = a_post()
        assert client.get(f"/en/admin/blog/post/{post.pk}/gate/fr/").headers["Location"] == address(post)


class TestHoldingBack:
    def test_a_new_defect_stays_in_the_draft(self, client, staff):
        post = a_post()
        page = act(client, post, "_publish", body_fr=VAGUE)

        assert "“Dix mois au large” does not go out yet: “Before publishing” says what is to be mended first." in (
            messages(page)
        )
        assert soup(page).select_one("#gate").has_attr("data-blocked")
        assert panel(page) == {
            "Nothing went out. Your text is kept: mend what is marked, then publish again.": [],
            "1 thing to mend first": [(SAID_OF_VAGUE, "#id_body_fr")],
        }
        assert form_data(client.get(address(post)))["body_fr"] == VAGUE
        assert Post.objects.with_editions().get().live_languages() == []

    def test_it_goes_out_once_it_is_mended(self, client, staff):
        post = a_post(body_fr=VAGUE)
        act(client, post, "_publish")
        act(client, post, "_publish", body_fr="Voir [le rapport](https://example.org/).")

        assert Post.objects.with_editions().get().live_languages() == ["fr"]

    def test_a_typo_on_an_old_page_can_always_be_mended(self, client, staff):
        post = a_post(body_fr=f"Une fote. {VAGUE}", published=["fr"])
        act(client, post, "_publish", body_fr=f"Une faute. {VAGUE}")

        assert Post.objects.get().body_fr == f"Une faute. {VAGUE}"

    def test_another_defect_of_the_same_rule_is_new(self, client, staff):
        post = a_post(body_fr=VAGUE, published=["fr"])
        act(client, post, "_publish", body_fr=f"{VAGUE} Puis [là](https://example.org/b).")

        assert Post.objects.get().body_fr == VAGUE

    def test_taking_off_the_site_is_never_held_back(self, client, staff):
        post = a_post(body_fr=VAGUE, published=["fr"])
        act(client, post, "_unpublish", reason="out_of_date")

        assert Post.objects.with_editions().get().live_languages() == []

    def test_rights_that_end_before_the_day_it_is_scheduled_for_hold_it_back(self, client, staff):
        end = timezone.now() + timedelta(days=10)
        post = a_post(cover=ImageFactory(alt_en="Someone", consent="not_needed", rights_until=end))
        late, early = (timezone.localtime(end + timedelta(days=days)) for days in (1, -1))

        act(client, post, "_schedule", publish_at=late.strftime("%Y-%m-%dT%H:%M"))
        assert Post.objects.with_editions().get().edition("fr").is_scheduled is False
        act(client, post, "_schedule", publish_at=early.strftime("%Y-%m-%dT%H:%M"))
        assert Post.objects.with_editions().get().edition("fr").is_scheduled is True


def test_a_desk_says_what_would_be_found_and_writes_nothing(rf, staff, django_assert_num_queries):
    post = a_post(body_fr=VAGUE, published=["fr"])
    request = rf.get("/")
    request.user, request.screen = staff, Screen("fr", "fr")
    model_admin = admin.site.get_model_admin(Post)
    desk = Desk(model_admin, request, model_admin.get_object(request, str(post.pk)))

    with django_assert_num_queries(1):  # the cover
        found = desk.findings()
    assert [(finding.code, finding.known, finding.blocks) for finding in found] == [("link-vague", True, False)]
