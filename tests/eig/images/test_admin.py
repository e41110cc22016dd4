import errno
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile

from eig.images.admin import ImageForm
from eig.images.models import Image
from tests.admin_forms import column, errors, form_data, soup
from tests.factories import ImageFactory, PostFactory, UserFactory, picture

IMAGES = "/admin/images/image/"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def staff(client):
    user = UserFactory(is_superuser=True)
    client.force_login(user)
    return user


def originals(settings):
    return sorted(path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file())


def upload(client, content, name="photo.png", **changes):
    page = client.get(f"/en{IMAGES}add/")
    file = SimpleUploadedFile(name, content, "image/png")
    return client.post(f"/en{IMAGES}add/", {**form_data(page), "file": file, "_continue": "1", **changes})


def test_a_picture_is_added_and_named_after_its_file(client):
    upload(client, picture(80, 60), name="Equipe-au_travail.png", alt_fr="Trois personnes")

    image = Image.objects.get()
    assert (image.title, image.width, image.height, image.alt_fr) == ("Equipe au travail", 80, 60, "Trois personnes")


def test_what_is_no_picture_is_refused_in_words(client):
    page = upload(client, b"%PDF-1.4 not a picture")

    assert errors(page) == [
        "This file is a PDF, not a picture: open it, save the picture you need as JPEG or PNG, choose that file."
    ]
    assert Image.objects.count() == 0


def test_the_same_picture_is_not_added_twice(client):
    upload(client, picture(80, 60), title="La première")
    page = upload(client, picture(80, 60), name="copie.png")

    assert errors(page) == ["This picture is in the library already: “La première”."]
    assert Image.objects.count() == 1


def test_the_same_picture_sent_twice_at_once_is_added_once(client, monkeypatch, settings):
    look, looks = ImageForm._twin, []

    def look_too_early(form, file):
        looks.append(file)
        return None if len(looks) == 1 else look(form, file)

    monkeypatch.setattr(ImageForm, "_twin", look_too_early)
    ImageFactory(title="La première", file=ContentFile(picture(80, 60), name="a.png"))
    monkeypatch.setattr(Image, "clean", lambda image: None)
    page = upload(client, picture(80, 60), name="b.png", alt_fr="Trois personnes")

    assert errors(page) == ["This picture is in the library already: “La première”."]
    assert form_data(page)["alt_fr"] == "Trois personnes"
    assert [path.name for path in originals(settings)] == ["a.png"]


@pytest.mark.parametrize("name", ["file", "consent_document"])
def test_a_full_disk_is_said_beside_the_file_and_leaves_the_form_as_it_was(client, monkeypatch, settings, caplog, name):
    image = ImageFactory()
    kept = originals(settings)

    def fill_up(file, chunk_size=None):
        raise OSError(errno.ENOSPC, "No space left on device")

    screen = f"/en{IMAGES}{image.pk}/change/"
    typed = {**form_data(client.get(screen)), "title": "Le phare", name: SimpleUploadedFile("b.png", picture(80, 60))}
    monkeypatch.setattr("django.core.files.uploadedfile.InMemoryUploadedFile.chunks", fill_up)
    page = client.post(screen, typed)

    image.refresh_from_db()
    assert (page.status_code, errors(page)) == (200, ["The site could not take this file just now."])
    assert form_data(page)["title"] == "Le phare" != image.title
    assert originals(settings) == kept
    assert "No space left on device" in caplog.text


def test_the_same_picture_leads_to_the_one_there_is(client):
    upload(client, picture(80, 60), title="<La> première")
    page = upload(client, picture(80, 60), name="copie.png")

    link = soup(page).select_one(".errorlist a")
    assert (link.text, link["href"]) == ("<La> première", f"/en{IMAGES}{Image.objects.get().pk}/change/")


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"licence": "cc-by"}, "credit", "Say who took the picture, or that its licence is unknown."),
        ({"consent": "given"}, "consent_on", "Say on which day the consent was given."),
        ({"withdrawn_at_end": "on"}, "rights_until", "Say when the rights end, or do not withdraw it."),
        (
            {"rights_until_0": "0001-01-01", "rights_until_1": "00:00"},
            "rights_until",
            "Write the day and the hour like this: 2026-11-21 18:30.",
        ),
    ],
)
def test_what_does_not_go_together_is_said_beside_the_field_that_mends_it(client, changes, field, message):
    page = upload(client, picture(80, 60), **changes)

    assert errors(page) == [message]
    assert len(soup(page).select(f".form-row.field-{field} .errorlist")) == 1


def test_the_list_shows_pictures_and_what_they_lack(client):
    ImageFactory(title="Équipe", alt_fr="Une équipe", alt_en="A team")
    ImageFactory(title="Sans crédit", credit="", licence="unknown", alt_fr="")
    ImageFactory(title="Fond", decorative=True)
    page = client.get(f"/en{IMAGES}?view=list")

    by_title = dict(zip(column(page, "title"), column(page, "alts"), strict=True))
    assert by_title == {
        "Équipe": "FR written EN written",
        "Sans crédit": "FR missing EN missing",
        "Fond": "decorative",
    }
    assert len(soup(page).select(".field-thumbnail img[alt='']")) == 3


def test_each_language_has_its_alternative_text(client):
    image = ImageFactory(alt_fr="Une équipe")
    address = f"{IMAGES}{image.pk}/in/en/"
    client.post(address, form_data(client.get(address), alt_en="A team", _continue="1"))

    image.refresh_from_db()
    assert (image.alt_fr, image.alt_en) == ("Une équipe", "A team")


def test_the_form_shows_the_picture(client):
    image = ImageFactory()

    for screen in ("change", "in/en"):
        assert len(soup(client.get(f"{IMAGES}{image.pk}/{screen}/")).select(".eig-whole img")) == 1


def test_forms_that_choose_a_picture_show_the_one_chosen(client):
    post = PostFactory(cover=ImageFactory())
    page = soup(client.get(f"/admin/blog/post/{post.pk}/change/"))

    assert len(page.select(".eig-choice img")) == 1
    assert soup(client.get("/admin/blog/post/add/")).select(".eig-choice img") == []


def test_a_picture_in_use_is_not_deleted_and_says_where_it_is(client):
    image = ImageFactory(title="Équipe")
    post = PostFactory(title_fr="Une rentrée", cover=image)
    page = soup(client.get(f"/en{IMAGES}{image.pk}/delete/"))
    assert [(item.text, item.a["href"]) for item in page.select("#deleted-objects li")] == [
        ("Post: Une rentrée", f"/en/admin/blog/post/{post.pk}/change/")
    ]

    client.post(IMAGES, {"action": "delete_selected", "_selected_action": [image.pk], "post": "yes"})
    assert Image.objects.count() == 1


@pytest.mark.parametrize("term", ["equipe", "ÉQUIPE", "", "\x00"])
def test_pictures_are_found_by_typing(client, term):
    image = ImageFactory(title="Équipe")
    query = {"app_label": "blog", "model_name": "post", "field_name": "cover", "term": term}

    assert client.get("/admin/autocomplete/", query).json()["results"] == [{"id": str(image.pk), "text": "Équipe"}]


def test_a_picture_in_a_text_is_not_deleted_and_the_text_is_named(client):
    image = ImageFactory(key="phare")
    other = ImageFactory(key="phare-2")
    post = PostFactory(title_fr="Le phare de nuit", body_en="![A lighthouse](image:phare)")

    page = client.post(f"/en{IMAGES}{image.pk}/delete/", {"post": "yes"})
    client.post(f"/en{IMAGES}{other.pk}/delete/", {"post": "yes"})

    links = [link["href"] for link in soup(page).select("main a") if "/blog/post/" in link.get("href", "")]
    assert links == [f"/en/admin/blog/post/{post.pk}/change/"]
    assert list(Image.objects.all()) == [image]


def test_a_picture_in_a_text_is_not_deleted_with_others_either(client):
    image = ImageFactory(key="phare")
    PostFactory(body_fr="![Un phare](image:phare)")

    data = {"action": "delete_selected", "_selected_action": [image.pk], "post": "yes"}
    client.post(f"/en{IMAGES}", data)

    assert list(Image.objects.all()) == [image]
