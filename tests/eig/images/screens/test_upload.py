import errno
import io
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.base import File
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.db.models.query import QuerySet
from django.test import Client
from django.utils.translation import override

from eig.images.models import Image, digest_of
from eig.images.screens import intake, upload
from tests.admin_forms import errors, form_data, messages, soup
from tests.eig.images.drawn import photograph
from tests.eig.images.odd_files import ACCEPTED, NAMES, REFUSED
from tests.factories import ImageFactory, UserFactory, picture

PAGE = "/en/admin/images/image/upload/"
FILE = f"{PAGE}file/"
SAVED_LACKING_ALL = [
    "1 image saved.",
    "1 image still lacks a credit. 1 image still lacks a licence. 1 image still lacks an alternative text. "
    "1 image still lacks the consent of the people pictured.",
]

pytestmark = pytest.mark.django_db


def user_with(*permissions, **fields):
    return UserFactory(permissions=permissions, **fields)


@pytest.fixture
def contributor(client):
    user = user_with("add_image")
    client.force_login(user)
    return user


def sent(content=None, name="photo.png"):
    return SimpleUploadedFile(name, picture(80, 60) if content is None else content, "image/png")


def stored():
    """Originals on disk."""
    root = Path(Image._meta.get_field("file").storage.location)
    return [path for path in root.rglob("*") if path.is_file() and "originals" in path.parts]


# One file, in JSON


def test_a_file_becomes_an_image_of_whoever_sent_it(client, contributor):
    answer = client.post(FILE, {"file": sent(name="Equipe-au_travail.png")})

    image = Image.objects.get()
    assert (image.title, image.uploaded_by, image.digest) == (
        "Equipe au travail",
        contributor,
        digest_of(io.BytesIO(picture(80, 60))),
    )
    assert (answer.status_code, answer.json()) == (
        200,
        {
            "status": "created",
            "name": "Equipe-au_travail.png",
            "message": "Added.",
            "id": image.pk,
            "key": image.key,
            "title": "Equipe au travail",
            "alt": "",
            "credit": "",
            "thumbnail": answer.json()["thumbnail"],
            "edit": "",
        },
    )
    with closing(client.get(answer.json()["thumbnail"])) as rendition:
        assert rendition.headers["Content-Type"] == "image/jpeg"


def test_what_a_file_says_fills_what_is_empty(client, contributor):
    client.post(FILE, {"file": sent(photograph(), "phare.jpg")})

    image = Image.objects.get()
    assert (image.author, image.credit, image.taken_on) == ("Ana Martin", "Ana Martin / Agence Phare", date(2019, 5, 3))
    assert image.embedded["description"] == "Le phare de nuit"
    assert (image.alt_fr or "", image.licence, image.consent) == ("", "unknown", "missing")


def test_an_addition_is_in_the_history(client, contributor):
    client.post(FILE, {"file": sent()})

    entry = LogEntry.objects.get()
    with override("fr"):
        words = entry.get_change_message()
    assert (entry.user, entry.get_edited_object(), words) == (
        contributor,
        Image.objects.get(),
        "Ajout.",
    )


@pytest.mark.parametrize(
    ("prefix", "message"),
    [
        ("/en", "This picture is in the library already: “La première”."),
        ("", "Cette image est déjà dans la bibliothèque : « La première »."),
    ],
    ids=["en", "fr"],
)
def test_the_same_content_is_known(client, contributor, prefix, message):
    image = ImageFactory(title="La première", credit="Ana")
    with image.file.open() as file:
        answer = client.post(f"{prefix}/admin/images/image/upload/file/", {"file": sent(file.read(), "copie.png")})

    said = answer.json()
    assert (answer.status_code, said["status"], said["id"], said["credit"]) == (200, "known", image.pk, "Ana")
    assert (said["message"].replace("\xa0", " "), Image.objects.count()) == (message, 1)
    assert "form" not in said


@pytest.mark.parametrize("kind", [SimpleUploadedFile, TemporaryUploadedFile], ids=["in memory", "on disk"])
def test_two_requests_with_the_same_file_give_one_image(monkeypatch, kind):
    user, image = UserFactory(), ImageFactory(number=3)
    with image.file.open() as original:
        content = original.read()
    if kind is TemporaryUploadedFile:
        file = TemporaryUploadedFile("copie.png", "image/png", len(content), None)
        file.write(content)
        file.seek(0)
    else:
        file = sent(content, "copie.png")
    # The other request writes its row between our look and our writing.
    monkeypatch.setattr("django.db.models.query.QuerySet.first", _none_once(Image))
    with file:
        outcome = intake.take_in(file, user)

    assert (outcome.status, outcome.image) == ("known", image)
    assert [path.name for path in stored()] == [Path(image.file.name).name]
    assert LogEntry.objects.count() == 0


def _none_once(model):
    real, asked = QuerySet.first, []

    def first(queryset):
        if queryset.model is model and not asked:
            asked.append(True)
            return None
        return real(queryset)

    return first


@pytest.mark.parametrize(
    ("prefix", "message"),
    [
        ("/en", "This file is not a picture the site can read: choose a JPEG, PNG, WebP, AVIF or GIF file."),
        ("", "Le site ne sait pas lire ce fichier comme une image"),
    ],
    ids=["en", "fr"],
)
def test_what_is_no_picture_is_refused_in_the_user_s_language(client, contributor, prefix, message):
    answer = client.post(f"{prefix}/admin/images/image/upload/file/", {"file": sent(b"not a picture", "lettre.jpg")})

    said = answer.json()
    assert (answer.status_code, said["status"], said["name"]) == (400, "refused", "lettre.jpg")
    assert said["message"].replace("’", "'").startswith(message)
    assert (Image.objects.count(), stored(), LogEntry.objects.count()) == (0, [], 0)


@pytest.mark.parametrize("row", REFUSED, ids=[row.oddity for row in REFUSED])
def test_a_hostile_file_is_refused_and_nothing_is_kept(client, contributor, row):
    content = row.make()
    answers = [
        client.post(f"{prefix}/admin/images/image/upload/file/", {"file": sent(content, row.name)})
        for prefix in ("", "/en")
    ]

    assert [(answer.status_code, answer.json()["status"], answer.json()["message"]) for answer in answers] == [
        (400, "refused", row.words("fr")),
        (400, "refused", row.words("en")),
    ]
    assert (Image.objects.count(), stored(), LogEntry.objects.count()) == (0, [], 0)


@pytest.mark.parametrize("row", ACCEPTED, ids=[row.oddity for row in ACCEPTED])
def test_an_odd_file_comes_in_all_the_same(client, contributor, row):
    answer = client.post(FILE, {"file": sent(row.make(), row.name)})

    image = Image.objects.get()
    assert (answer.status_code, answer.json()["status"], answer.json()["id"]) == (200, "created", image.pk)
    assert (image.width, image.height, image.transparent) == (*row.size, row.transparent)


@pytest.fixture
def full_disk(monkeypatch):
    """From the second file on there is no room left."""
    write, written = File.chunks, []

    def chunks(file, chunk_size=None):
        if written:
            raise OSError(errno.ENOSPC, "No space left on device")
        written.append(file)
        return write(file, chunk_size)

    monkeypatch.setattr(File, "chunks", chunks)
    monkeypatch.setattr("django.core.files.uploadedfile.InMemoryUploadedFile.chunks", chunks)


def test_a_full_disk_is_said_and_leaves_nothing_half_kept(client, contributor, full_disk, caplog):
    client.post(FILE, {"file": sent()})
    answer = client.post(FILE, {"file": sent(picture(70, 60), "b.png")})

    words = "The site could not take this file just now."
    assert (answer.status_code, answer.json()) == (503, {"status": "lost", "name": "b.png", "message": words})
    assert (Image.objects.count(), len(stored())) == (1, 1)
    assert "No space left on device" in caplog.text


def test_a_full_disk_loses_none_of_the_others(client, contributor, full_disk):
    files = [sent(name="a.png"), sent(picture(70, 60), "b.png")]
    page = soup(client.post(PAGE, {"file": files}))

    assert [file.text for file in page.select("[data-list] [data-result]")] == [
        "Added.",
        "The site could not take this file just now.",
    ]
    assert page.select_one("[data-summary]").text == "1 added, 1 refused"
    assert (Image.objects.count(), len(stored())) == (1, 1)


# A line break ends the header in which a browser sends the name.
@pytest.mark.parametrize("row", [row for row in NAMES if "\n" not in row.name], ids=lambda row: row.stored)
def test_any_name_is_welcome(client, contributor, row):
    answer = client.post(FILE, {"file": sent(name=row.name)})

    assert (answer.status_code, answer.json()["title"], Image.objects.get().title) == (200, row.title, row.title)


def test_a_request_without_a_file_is_refused(client, contributor):
    answer = client.post(FILE)

    assert (answer.status_code, answer.json()) == (400, {"status": "refused", "message": "Choose a file."})


def test_only_posting_adds(client, contributor):
    assert (client.get(FILE).status_code, client.put(FILE).status_code) == (405, 405)


def test_a_request_that_is_too_heavy_is_refused_unread(client, contributor, monkeypatch):
    monkeypatch.setattr(upload, "MOST_BYTES", 1000)
    monkeypatch.setattr(upload, "ENVELOPE", 1000)
    monkeypatch.setattr("django.http.request.HttpRequest._load_post_and_files", _must_not_be_read)
    answer = client.post(FILE, {"file": sent(b"\0" * 3000)})

    assert (answer.status_code, answer.json()["status"]) == (413, "refused")
    assert answer.json()["message"].replace("\xa0", " ").startswith("This file weighs more than 1000 bytes.")


@pytest.mark.parametrize("length", ["", "abc", "-1", "²"])
def test_a_length_that_is_none_is_no_failure(client, contributor, length):
    assert client.post(FILE, {"file": sent()}, headers={"content-length": length}).status_code == 400


def _must_not_be_read(request):
    raise AssertionError("read")


def test_an_expired_login_is_said_with_the_way_back(client):
    answer = client.post(FILE, {"file": sent()})

    assert (answer.status_code, answer.json()) == (
        401,
        {
            "status": "refused",
            "message": "Your login has expired: log in again, nothing is lost.",
            "login": "/en/admin/login/?next=/en/admin/",
        },
    )
    assert client.get(f"{PAGE}token/").status_code == 401


def test_the_token_of_a_page_opened_before_the_login_can_be_renewed():
    client = Client(enforce_csrf_checks=True)
    client.force_login(user_with("add_image"))
    assert client.post(FILE, {"file": sent()}).status_code == 403

    token = client.get(f"{PAGE}token/").json()["token"]
    assert client.post(FILE, {"file": sent(), "csrfmiddlewaretoken": token}).json()["status"] == "created"
    page = client.post(PAGE, {"_save": "1"})
    assert page.status_code == 403
    assert client.post(PAGE, {"file": sent()}).status_code == 403


def test_the_form_of_what_came_in_comes_with_it_when_asked(client, contributor):
    answer = client.post(FILE, {"file": sent(photograph(), "phare.jpg"), "form": "1"}).json()

    form = soup_of(answer["form"])
    assert form.select_one("[data-description]")["data-description"] == "Le phare de nuit"
    assert form.select_one(f"#id_image-{answer['id']}-credit")["value"] == "Ana Martin / Agence Phare"
    assert [line.get_text(" ") for line in form.select(".eig-said dl > div")] == [
        "Author Ana Martin",
        "Copyright (c) 2019 Agence Phare",
        "Taken on 3 May 2019",
    ]


def test_what_the_same_user_left_incomplete_is_asked_again(client, contributor):
    client.post(FILE, {"file": sent()})
    again = client.post(FILE, {"file": sent(), "form": "1"}).json()
    complete(Image.objects.get())
    at_last = client.post(FILE, {"file": sent(), "form": "1"}).json()

    assert (again["status"], "form" in again, "form" in at_last) == ("known", True, False)


def soup_of(html):
    class Answer:
        content = html.encode()

    return soup(Answer)


def complete(image):
    Image.objects.filter(pk=image.pk).update(
        credit="Ana", licence="cc0", consent="not_needed", alt_fr="Un phare", alt_en="A lighthouse"
    )


# Who may


@pytest.mark.parametrize(
    ("permissions", "page", "file", "edit"),
    [
        ((), 403, 403, None),
        (("view_image",), 403, 403, None),
        (("change_image", "change_rights"), 403, 403, None),
        (("add_image",), 200, 200, False),
        (("add_image", "view_image"), 200, 200, True),
        (("add_image", "change_rights", "change_image"), 200, 200, True),
    ],
)
def test_adding_takes_the_permission_to_add(client, permissions, page, file, edit):
    client.force_login(user_with(*permissions))
    answer = client.post(FILE, {"file": sent()})

    assert (client.get(PAGE).status_code, answer.status_code) == (page, file)
    assert Image.objects.count() == (1 if file == 200 else 0)
    if edit is None:
        message = "You may not add images: ask the programme lead for the right to."
        assert answer.json() == {"status": "refused", "message": message}
    else:
        assert answer.json()["edit"] == (f"/en/admin/images/image/{Image.objects.get().pk}/change/" if edit else "")


def test_a_superuser_may_all(client):
    client.force_login(UserFactory(is_superuser=True))

    assert client.get(PAGE).status_code == 200
    assert client.post(FILE, {"file": sent()}).json()["status"] == "created"


def test_who_is_not_of_the_team_may_nothing(client):
    client.force_login(user_with("add_image", is_staff=False))

    assert client.get(PAGE).status_code == 302
    assert client.post(FILE, {"file": sent()}).status_code == 401


# The page, without scripts


def rows(page):
    return [
        (line.select_one("[data-name]").text, " ".join(line.select_one("[data-result]").text.split()))
        for line in soup(page).select("[data-list] > li")
    ]


def test_several_files_are_taken_in_one_by_one(client, contributor):
    known = ImageFactory(title="Connue", number=5)
    with known.file.open() as file:
        files = [sent(name="a.png"), sent(b"no", "b.png"), sent(file.read(), "c.png"), sent(photograph(), "d.jpg")]
    page = client.post(PAGE, {"file": files})

    assert page.status_code == 200
    assert rows(page) == [
        ("a.png", "Added."),
        ("b.png", "This file is not a picture the site can read: choose a JPEG, PNG, WebP, AVIF or GIF file."),
        ("c.png", "This picture is in the library already: “Connue”."),
        ("d.jpg", "Added."),
    ]
    assert soup(page).select_one("[data-summary]").text == "2 added, 1 known already, 1 refused"
    assert [legend.text for legend in soup(page).select("[data-form] legend")] == ["a", "d"]


def test_the_same_file_twice_in_one_request_is_one_image(client, contributor):
    page = client.post(PAGE, {"file": [sent(name="a.png"), sent(name="b.png")]})

    assert [result for _name, result in rows(page)] == [
        "Added.",
        "This picture is in the library already: “a”.",
    ]
    assert len(soup(page).select("[data-form]")) == 1


def test_sending_nothing_says_so(client, contributor):
    page = client.post(PAGE, {})

    assert (page.status_code, soup(page).select_one(".errornote").text) == (400, "Choose one or several files.")


def test_too_many_files_at_once_are_refused_in_words(client, contributor, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = 2
    page = client.post(PAGE, {"file": [sent(name=f"{number}.png") for number in range(3)]})

    assert (page.status_code, soup(page).select_one(".errornote").text) == (
        413,
        "These are too many files for one request: send fewer of them at once.",
    )


def test_too_heavy_a_request_is_refused_in_words(client, contributor, monkeypatch):
    monkeypatch.setattr(upload, "MOST_BYTES_TOGETHER", 1024)
    monkeypatch.setattr("django.http.request.HttpRequest._load_post_and_files", _must_not_be_read)
    page = client.post(PAGE, {"file": sent(b"\0" * 3000)})

    note = soup(page).select_one(".errornote").text.replace("\xa0", " ")
    assert (page.status_code, note) == (413, "These files weigh more than 1.0 KB together: send fewer of them at once.")


# What each image must say


def uploads(client, *names):
    page = client.post(PAGE, {"file": [sent(picture(60 + i, 60), name) for i, name in enumerate(names)]})
    data = form_data_of(page)
    return page, data, list(Image.objects.order_by("pk"))


def form_data_of(page):
    """What the form of the images would send."""
    form = soup(page).select_one("[data-details]")
    form["id"] = "x"

    class Answer:
        content = f'<div id="content-main">{form}</div>'.encode()

    data = form_data(Answer)
    data["image"] = [field["value"] for field in form.select("input[name=image]")]
    return data


def test_words_and_rights_are_saved_together(client, contributor):
    _page, data, (first, second) = uploads(client, "a.png", "b.png")
    answers = {
        "title": "Le phare",
        "alt_fr": "Un phare  de nuit\nsur la côte",
        "alt_en": "A lighthouse at night",
        "caption_fr": "De nuit",
        "credit": "Ana Martin",
        "author": "Ana Martin",
        "licence": "cc-by",
        "licence_version": "4.0",
        "consent": "given",
        "consent_on": "2026-11-01",
    }
    data |= {f"image-{first.pk}-{name}": value for name, value in answers.items()}
    data[f"image-{second.pk}-decorative"] = "on"
    page = client.post(PAGE, data, follow=True)

    first.refresh_from_db()
    second.refresh_from_db()
    assert {name: str(getattr(first, name)) for name in answers} == {
        **answers,
        "alt_fr": "Un phare de nuit sur la côte",
    }
    assert (second.decorative, second.title, second.credit) == (True, "b", "")
    assert messages(page) == [
        "2 images saved.",
        "1 image still lacks a credit. 1 image still lacks a licence. "
        "1 image still lacks the consent of the people pictured.",
    ]
    assert [link["href"] for link in soup(page).select(".eig-left a")] == ["?incomplete"]


def test_saving_says_what_is_lacking_and_writes_nothing_that_did_not_change(client, contributor):
    _page, data, (image,) = uploads(client, "a.png")
    before = LogEntry.objects.count()
    page = client.post(PAGE, data, follow=True)

    assert messages(page) == SAVED_LACKING_ALL
    assert (LogEntry.objects.count() - before, image.updated_at) == (0, Image.objects.get().updated_at)


def test_a_change_is_in_the_history_in_the_words_of_the_reader(client, contributor):
    _page, data, (image,) = uploads(client, "a.png")
    client.post(PAGE, {**data, f"image-{image.pk}-alt_fr": "Un phare", f"image-{image.pk}-alt_en": "A lighthouse"})

    with override("fr"):
        words = LogEntry.objects.first().get_change_message().replace("\xa0", " ")
    assert words == "Modification : texte alternatif."


def test_an_error_keeps_what_was_typed_and_saves_the_others(client, contributor):
    _page, data, (first, second) = uploads(client, "a.png", "b.png")
    data |= {
        f"image-{first.pk}-licence": "cc-by",
        f"image-{first.pk}-alt_fr": "Un phare",
        f"image-{second.pk}-credit": "Ana",
    }
    page = client.post(PAGE, data)

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.alt_fr or "", second.credit) == ("", "Ana")
    assert soup(page).select_one(".errornote").text == "1 image is not saved yet: mend what is marked below."
    assert errors(page) == ["Say who took the picture, or that its licence is unknown."]
    assert form_data_of(page)["image"] == [str(first.pk)]
    assert form_data_of(page)[f"image-{first.pk}-alt_fr"] == "Un phare"
    assert len(soup(page).select(".eig-field--credit.errors")) == 1


def test_a_consent_that_is_given_has_a_date(client, contributor):
    _page, data, (image,) = uploads(client, "a.png")
    page = client.post(PAGE, {**data, f"image-{image.pk}-consent": "given"})

    assert errors(page) == ["Say on which day the consent was given."]


def test_what_a_choice_hides_is_not_kept(client, contributor):
    _page, data, (image,) = uploads(client, "a.png")
    answers = {"credit": "Ana", "licence": "etalab-2.0", "licence_version": "4.0", "consent_on": "2026-11-01"}
    client.post(PAGE, {**data, **{f"image-{image.pk}-{name}": value for name, value in answers.items()}})

    image.refresh_from_db()
    assert (image.licence_version, image.consent_on) == ("", None)


def test_only_one_s_own_uploads_are_asked_about_and_saved(client, contributor):
    other = ImageFactory(uploaded_by=user_with("add_image"), credit="", licence="unknown")
    page = client.post(
        PAGE,
        {"_save": "1", "image": [other.pk, "x", "9" * 30], f"image-{other.pk}-credit": "Moi"},
        follow=True,
    )

    other.refresh_from_db()
    assert (other.credit, messages(page)) == ("", ["1 image is no longer in the library."])
    assert soup(page).select(".eig-left a") == []


def test_the_latest_uploads_that_lack_something_are_asked_about_again(client, contributor):
    uploads(client, "a.png", "b.png", "c.png")
    complete(Image.objects.get(title="b"))
    ImageFactory(credit="", licence="unknown")

    assert soup(client.get(PAGE)).select_one(".eig-left").text.split()[:2] == ["2", "images"]
    page = client.get(f"{PAGE}?incomplete")
    assert [legend.text for legend in soup(page).select("[data-form] legend")] == ["a", "c"]


def test_a_right_to_change_rights_is_not_needed_for_one_s_own_but_for_others(client):
    image = ImageFactory(uploaded_by=user_with("add_image"))
    own = upload.UploadedForm(instance=image, user=image.uploaded_by)
    other = upload.UploadedForm(instance=image, user=user_with("add_image", "change_image"))
    lead = upload.UploadedForm(instance=image, user=user_with("change_rights"))

    disabled = [{name for name, field in form.fields.items() if field.disabled} for form in (own, other, lead)]
    assert disabled == [
        set(),
        {"credit", "author", "licence", "licence_version", "consent", "consent_on"},
        set(),
    ]


def test_the_page_asks_as_many_queries_for_fifty_images_as_for_three(client, contributor, django_assert_num_queries):
    for number in range(3):
        ImageFactory(uploaded_by=contributor, number=100 + number, alt_fr="")
    with django_assert_num_queries(6):
        assert len(soup(client.get(f"{PAGE}?incomplete")).select("[data-form]")) == 3
    for number in range(50):
        ImageFactory(uploaded_by=contributor, number=200 + number, alt_fr="")
    with django_assert_num_queries(6):
        assert len(soup(client.get(f"{PAGE}?incomplete")).select("[data-form]")) == 50
