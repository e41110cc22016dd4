"""What a translation was made from, when rows vanish, words are taken back, and forms say what cannot be."""

import pytest

from blog.models import Post
from challenges.models import ChallengeFigure
from eig.languages.leaving_out import leave_out, left_out
from eig.languages.models import Translation
from eig.languages.origins import digest, note_as_made
from tests.admin_forms import form_data, messages
from tests.factories import PostFactory, UserFactory, challenge_with_rows

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _translator(client):
    client.force_login(UserFactory(role="translator", translates=["en"]))


def screen(item, act="in"):
    return f"/en/admin/{item._meta.app_label}/{item._meta.model_name}/{item.pk}/{act}/en/"


@pytest.fixture
def figures():
    figures = list(challenge_with_rows(title_fr="Phare").figures.all())
    for number, figure in enumerate(figures):
        ChallengeFigure.objects.filter(pk=figure.pk).update(
            description_fr=f"Chiffre {number}", description_en=f"Figure {number}"
        )
    return figures


@pytest.mark.parametrize(
    ("button", "confirmed"),
    [("figures-1-description_en", ["Chiffre 1"]), ("everything", ["Chiffre 1", "Chiffre 2", "Chiffre 3"])],
)
def test_a_row_that_vanished_leaves_its_number_and_not_its_source(client, figures, button, confirmed):
    challenge = figures[0].challenge
    form = form_data(client.get(screen(challenge)))
    figures[0].delete()
    client.post(screen(challenge), {**form, "_confirm": button})

    noted = Translation.objects.filter(field="description", object_id__in=[figure.pk for figure in figures[1:]])
    assert list(noted.order_by("object_id").values_list("object_id", "source__text")) == [
        (figure.pk, text) for figure, text in zip(figures[1:], confirmed, strict=False)
    ]


@pytest.mark.parametrize("kept_by", ["autosave", "in"])
def test_words_that_were_typed_and_taken_back_make_no_text_a_new_one(client, kept_by):
    post = PostFactory(title_fr="Un", title_en="One", slug_en="one", published=["fr", "en"])
    note_as_made(post, "en", ["title"], "fr")
    Post.objects.filter(pk=post.pk).update(title_fr="Deux")
    for said in ("One and a half", "One"):
        client.post(screen(post, kept_by), form_data(client.get(screen(post)), title_en=said))

    draft = post.editions.defer(None).get(language="en").draft
    assert (draft["title_en"], draft["title_en-from"]) == (["One"], [digest("Un")])


@pytest.mark.parametrize("button", ["_continue", "_confirm", "_submit", "_discard", "_leave_out"])
def test_a_revision_of_what_was_never_saved_shows_the_form_again(client, button):
    post = PostFactory(published=["fr"])
    form = form_data(client.get(screen(post)), title_en="One", _revision="7")
    page = client.post(screen(post), {**form, button: "1"}, follow=True)

    assert page.status_code == 200
    assert "kept" not in " ".join(messages(page))
    assert form_data(page)["title_en"] == "One"
    assert form_data(page)["_revision"] == "0"


@pytest.mark.parametrize("field", ["\x00", "slug", "x" * 5000])
def test_what_is_no_field_is_not_translated_again(client, field):
    post = PostFactory(published=["fr"])
    leave_out(post, "en", "A proper name", field="title")
    answer = client.post(screen(post), form_data(client.get(screen(post)), _translate_again=field))

    assert answer.status_code == 302
    assert [one.field for one in left_out(post, "en")] == ["title"]
