"""The screen of one image: what stands beside its fields, replacing its file, who may do what."""

import json
from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from eig.images.models import Image
from tests.admin_forms import errors, form_data, messages, soup
from tests.factories import (
    ChallengeFactory,
    DeliverableFactory,
    ImageFactory,
    PersonFactory,
    PostFactory,
    UserFactory,
    picture,
)

IMAGES = "/en/admin/images/image/"
PDF = b"%PDF-1.4 signed"

pytestmark = pytest.mark.django_db


def screen(image, name="change"):
    return f"{IMAGES}{image.pk}/{name}/"


def words(tag):
    return " ".join(tag.text.split())


def whole(response):
    """What the response holds, read to the end, which closes its file."""
    return b"".join(response.streaming_content) if response.streaming else response.content


def log_in(client, *permissions, **fields):
    user = UserFactory(permissions=permissions, **fields)
    client.force_login(user)
    return user


@pytest.fixture
def staff(client):
    return log_in(client, is_superuser=True)


class TestRights:
    """The panel that says where the rights stand and what mends them."""

    def lines(self, client, image, name="change"):
        panel = soup(client.get(screen(image, name))).select_one("[aria-labelledby=rights-panel]")
        return panel.select_one(".eig-chip").text, [
            (words(line), line.a["href"] if line.a else "") for line in panel.select("li")
        ]

    def test_nothing_is_missing(self, client, staff):
        assert self.lines(client, ImageFactory(consent="not_needed")) == ("rights in order", [])

    def test_everything_is_missing(self, client, staff):
        assert self.lines(client, ImageFactory(credit="", licence="unknown")) == (
            "rights unknown",
            [
                ("Nobody said who took it. Write the credit", "#id_credit"),
                ("Nobody said under which licence it may be used. Choose the licence", "#id_licence"),
                ("The people pictured did not give their consent, or nobody noted it. Note the consent", "#id_consent"),
            ],
        )

    @pytest.mark.parametrize(
        ("days", "withdrawn", "status", "sentence"),
        [
            (-1, False, "rights expired", "The rights ended on {day}: visitors may see it where it is used."),
            (-1, True, "rights expired", "The rights ended on {day}: visitors see a placeholder instead."),
            (30, False, "rights expiring soon", "The rights end on {day}."),
        ],
    )
    def test_the_end_of_the_rights(self, client, staff, days, withdrawn, status, sentence):
        end = timezone.localtime(timezone.now() + timedelta(days=days))
        image = ImageFactory(consent="not_needed", rights_until=end, withdrawn_at_end=withdrawn)
        day = f"{end.day} {end:%B %Y at %H:%M}"

        assert self.lines(client, image) == (
            status,
            [(f"{sentence.format(day=day)} Prolong the rights", "#id_rights_until_0")],
        )

    def test_an_end_that_comes_is_told_whatever_else_is_missing(self, client, staff):
        end = timezone.now() + timedelta(minutes=10)
        status, lines = self.lines(client, ImageFactory(consent="missing", rights_until=end))

        assert (status, [address for _words, address in lines]) == (
            "consent missing",
            ["#id_rights_until_0", "#id_consent"],
        )

    def test_every_remedy_leads_to_a_field_there_is(self, client, staff):
        end = timezone.now() - timedelta(days=1)
        page = soup(client.get(screen(ImageFactory(credit="", licence="unknown", rights_until=end))))
        remedies = page.select(".eig-lacks a")

        assert len(remedies) == 4
        assert [len(page.select(link["href"])) for link in remedies] == [1, 1, 1, 1]

    def test_from_the_screen_of_a_translation_they_lead_to_the_first(self, client, staff):
        image = ImageFactory(credit="", licence="unknown", consent="not_needed")
        _status, lines = self.lines(client, image, "in/en")

        assert [address for _words, address in lines] == [f"{screen(image)}#id_credit", f"{screen(image)}#id_licence"]

    def test_who_may_not_mend_is_offered_no_link(self, client):
        log_in(client, "change_image")
        _status, lines = self.lines(client, ImageFactory(credit="", licence="unknown", consent="not_needed"))

        assert [address for _words, address in lines] == ["", ""]


def test_what_is_wrong_is_listed_first_with_the_way_to_it(client, staff):
    address = screen(ImageFactory(title="Phare", consent="not_needed"))
    form = form_data(client.get(address)) | {"withdrawn_at_end": "on", "consent_on": "soon"}
    page = soup(client.post(address, form))
    links = page.select(".errornote a")

    assert [link.text for link in links] == ["End of the rights", "Date of the consent"]
    assert [words(page.select_one(link["href"]).select_one(".errorlist")) for link in links] == [
        "Say when the rights end, or do not withdraw it.",
        "Write the day like this: 2026-11-21.",
    ]


class TestUses:
    """The panel of everything that shows the image."""

    def groups(self, client, image):
        panel = soup(client.get(screen(image))).select_one("[aria-labelledby=uses-panel]")
        return {
            heading.text: [
                (words(line), line.a["href"] if line.a else "") for line in heading.find_next("ul").select("li")
            ]
            for heading in panel.select("h3")
        }

    def test_each_use_is_listed_with_its_state_and_its_screen(self, client, staff):
        image = ImageFactory(key="phare")
        post = PostFactory(
            title_fr="Une rentrée", cover=image, published=["fr"], body_en="![A lighthouse](image:phare)"
        )
        person = PersonFactory(name="Amina Diallo", portrait=image)

        groups = self.groups(client, image)
        assert groups == {
            "Cover": [("Post Une rentrée FR published EN to translate", f"/en/admin/blog/post/{post.pk}/change/")],
            "Portrait": [
                ("Person Amina Diallo FR draft EN to translate", f"/en/admin/community/person/{person.pk}/change/")
            ],
            "In a text in English": [("Post Une rentrée to translate", f"/en/admin/blog/post/{post.pk}/in/en/")],
        }

    def test_a_row_leads_to_its_item(self, client, staff):
        image = ImageFactory()
        challenge = ChallengeFactory(title_fr="Phare")
        DeliverableFactory(challenge=challenge, image=image)
        DeliverableFactory(challenge=challenge, image=image)

        (lines,) = self.groups(client, image).values()
        assert lines == [
            ("Challenge Phare FR draft EN to translate", f"/en/admin/challenges/challenge/{challenge.pk}/change/")
        ]

    def test_what_the_user_may_not_see_is_named_without_a_link(self, client):
        log_in(client, "view_image")
        image = ImageFactory()
        PostFactory(title_fr="Une rentrée", cover=image)

        assert self.groups(client, image) == {"Cover": [("Post Une rentrée FR draft EN to translate", "")]}

    def test_an_unused_image_says_what_to_do(self, client, staff):
        panel = soup(client.get(screen(ImageFactory()))).select_one("[aria-labelledby=uses-panel]")

        assert words(panel.p) == "Nowhere yet. Choose it as a cover or a portrait, or copy its reference into a text."

    def test_many_uses_take_as_many_queries_as_one(self, client, staff, content_types, django_assert_num_queries):
        image = ImageFactory()

        def use():
            PostFactory(cover=image, body_fr=f"![]({image.key})")
            PersonFactory(portrait=image)
            DeliverableFactory(image=image)

        use()
        with django_assert_num_queries(24):
            client.get(screen(image))
        for _number in range(13):
            use()
        with django_assert_num_queries(24):
            client.get(screen(image))


class TestFile:
    def facts(self, client, image):
        panel = soup(client.get(screen(image))).select_one("[aria-labelledby=file-panel]")
        return {words(line.dt): words(line.dd) for line in panel.select("dl > div")}

    def test_the_file_in_figures(self, client, staff):
        image = ImageFactory(uploaded_by=UserFactory(first_name="Ana", last_name="Roux"), size_in_pixels=(300, 200))
        Image.objects.update(embedded={"author": "Zoé", "date": "2026-03-14"})
        day = timezone.localtime(image.created_at)

        assert self.facts(client, image) == {
            "Size in pixels": "300 × 200",
            "Weight": f"{image.size} bytes",
            "Format": "PNG",
            "Added on": f"{day.day} {day:%B %Y}, by Ana Roux",
            "Author": "Zoé",
            "Taken on": "14 March 2026",
        }

    def test_a_file_that_is_lost_is_said_to_be(self, client, staff):
        image = ImageFactory()
        image.file.storage.delete(image.file.name)

        assert self.facts(client, image)["Format"] == "the file cannot be read"

    def test_another_file_keeps_words_rights_and_uses(self, client, staff):
        image = ImageFactory(key="phare", alt_en="A team", licence="cc-by", size_in_pixels=(300, 200))
        PostFactory(cover=image, body_fr="![Un phare](image:phare)")
        page = client.get(screen(image))
        file = SimpleUploadedFile("autre.png", picture(600, 400, (1, 2, 3)), "image/png")
        done = client.post(screen(image), {**form_data(page, _continue="1"), "file": file}, follow=True)

        kept = Image.objects.get()
        assert (kept.width, kept.key, kept.alt_en, kept.licence) == (600, "phare", "A team", "cc-by")
        assert (kept.digest == image.digest, kept.file.storage.exists(kept.file.name)) == (False, True)
        assert list(TestUses().groups(client, kept)) == ["Cover", "In a text in French"]
        assert len(messages(done)) == 1

    def test_other_proportions_are_pointed_out(self, client, staff):
        image = ImageFactory(size_in_pixels=(300, 200))
        file = SimpleUploadedFile("autre.png", picture(200, 300), "image/png")
        done = client.post(
            screen(image), {**form_data(client.get(screen(image))), "file": file, "_continue": "1"}, follow=True
        )

        assert messages(done)[0] == (
            "The new picture has other proportions: look at its point of interest, and where it is used."
        )

    def test_a_picture_that_is_there_already_replaces_none(self, client, staff):
        image, other = ImageFactory(number=1), ImageFactory(number=2, title="L'autre")
        file = SimpleUploadedFile("copie.png", picture(64, 48, (2, 0, 145)), "image/png")
        page = client.post(screen(image), {**form_data(client.get(screen(image))), "file": file})

        assert errors(page) == ["This picture is in the library already: “L'autre”."]
        assert soup(page).select_one(".errorlist a")["href"] == screen(other)

    def test_words_typed_with_a_bad_file_stay(self, client, staff):
        image = ImageFactory()
        data = form_data(client.get(screen(image)), title="Un nouveau titre")
        page = client.post(screen(image), {**data, "file": SimpleUploadedFile("x.jpg", b"<svg/>", "image/jpeg")})

        assert soup(page).select_one("#id_title")["value"] == "Un nouveau titre"
        assert len(errors(page)) == 1
        shown = client.get(soup(page).select_one(".eig-focal img, .eig-whole img")["src"])
        assert shown.status_code == 200
        assert whole(shown)

    def test_links_to_files_lead_to_screens_of_ours(self, client, staff):
        image = ImageFactory(consent_document=ContentFile(PDF, name="accord.pdf"))
        links = soup(client.get(screen(image))).select(".file-upload a")

        assert [link["href"] for link in links] == [screen(image, "original"), screen(image, "consent")]
        for link in links:
            response = client.get(link["href"])
            assert (response.status_code, response.headers["X-Content-Type-Options"]) == (200, "nosniff")
            assert response.headers["Content-Disposition"].startswith("attachment; ")
            assert response.headers["Content-Type"] == "application/octet-stream"
            assert "private" in response.headers["Cache-Control"]
            assert whole(response)

    def test_files_have_no_public_address(self, client, staff):
        image = ImageFactory(consent_document=ContentFile(PDF, name="accord.pdf"))

        for file in (image.file, image.consent_document):
            assert client.get(file.url).status_code == 404

    @pytest.mark.parametrize("name", ["original", "consent"])
    def test_a_file_that_is_not_there_is_not_found(self, client, staff, name):
        image = ImageFactory()
        image.file.storage.delete(image.file.name)

        assert client.get(screen(image, name)).status_code == 404
        assert client.get(f"{IMAGES}999/{name}/").status_code == 404
        assert client.get(f"{IMAGES}zzz/{name}/").status_code == 404


WORDS = {"title": "Un autre titre", "alt_fr": "Autrement"}
RIGHTS = {"credit": "Un autre", "licence_note": "Sans accord", "consent": "given", "consent_on": "2026-01-01"}
ROLES = {
    "nobody": None,
    "without rights": [],
    "view": ["view_image"],
    "add": ["add_image"],
    "change": ["change_image"],
    "change_rights alone": ["change_rights"],
    "change and change_rights": ["change_image", "change_rights"],
    "delete": ["view_image", "delete_image"],
    "superuser": "all",
}
NOTHING = set()
ALL = {"list", "see", "add", "words", "rights", "bulk", "replace", "original", "consent", "delete", "delete many"}
MAY = {
    "nobody": NOTHING,
    "without rights": NOTHING,
    "view": {"list", "see"},
    "add": {"add"},
    "change": {"list", "see", "words", "replace", "original"},
    "change_rights alone": NOTHING,
    "change and change_rights": {"list", "see", "words", "rights", "bulk", "replace", "original", "consent"},
    "delete": {"list", "see", "delete", "delete many"},
    "superuser": ALL,
}


class TestRoles:
    """What each role may do, asked for directly, whatever the screens offer."""

    def done(self, client, what):
        """Whether that could be done, judged by what the library holds afterwards."""
        image = ImageFactory(title="Équipe", size_in_pixels=(300, 200), consent_document=ContentFile(PDF, name="a.pdf"))
        before = json.dumps(
            list(Image.objects.values("digest", "title", "alt_fr", "credit", "licence_note", "consent"))
        )
        base = {
            "focal_x": "50",
            "focal_y": "50",
            "licence": "etalab-2.0",
            "licence_version": "",
            "credit": image.credit,
        }
        base |= {"title": "Équipe", "alt_fr": image.alt_fr, "consent": "missing", "_continue": "1"}
        chosen = {"_selected_action": [image.pk], "post": "yes"}
        file = SimpleUploadedFile("autre.png", picture(120, 80, (9, 9, 9)), "image/png")
        responses = {
            "list": lambda: client.get(IMAGES),
            "see": lambda: client.get(screen(image)),
            "original": lambda: client.get(screen(image, "original")),
            "consent": lambda: client.get(screen(image, "consent")),
            "add": lambda: client.post(
                f"{IMAGES}add/", {"title": "", "licence": "unknown", "consent": "missing", "file": file}
            ),
            "words": lambda: client.post(screen(image), {**base, **WORDS}),
            "rights": lambda: client.post(screen(image), {**base, **RIGHTS}),
            "replace": lambda: client.post(screen(image), {**base, "file": file}),
            "bulk": lambda: client.post(
                f"{IMAGES}rights/",
                {
                    "chosen": image.pk,
                    "change_credit": "on",
                    "credit": "Un autre",
                    "licence": "unknown",
                    "consent": "missing",
                },
            ),
            "delete": lambda: client.post(screen(image, "delete"), {"post": "yes"}),
            "delete many": lambda: client.post(IMAGES, {**chosen, "action": "delete_selected"}),
        }
        response = responses[what]()
        whole(response)
        if what in {"list", "see", "original", "consent"}:
            return response.status_code == 200
        after = json.dumps(list(Image.objects.values("digest", "title", "alt_fr", "credit", "licence_note", "consent")))
        return after != before

    @pytest.mark.parametrize("what", sorted(ALL))
    @pytest.mark.parametrize("role", ROLES)
    def test_each_role_does_what_it_may_and_nothing_else(self, client, role, what):
        permissions = ROLES[role]
        if permissions == "all":
            log_in(client, is_superuser=True)
        elif permissions is not None:
            log_in(client, *permissions)

        assert self.done(client, what) == (what in MAY[role])

    def test_whoever_brought_it_in_may_change_its_rights_and_see_its_consent(self, client):
        user = log_in(client, "change_image")
        image = ImageFactory(uploaded_by=user, consent_document=ContentFile(PDF, name="accord.pdf"))
        data = form_data(client.get(screen(image)), credit="Moi", consent="given", consent_on="2026-01-05")
        client.post(screen(image), {**data, "_continue": "1"})

        image.refresh_from_db()
        assert (image.credit, image.consent_on) == ("Moi", date(2026, 1, 5))
        response = client.get(screen(image, "consent"))
        assert whole(response) == PDF

    def test_rights_that_are_closed_are_shown_without_fields(self, client):
        log_in(client, "change_image")
        image = ImageFactory(credit="Ana", consent_document=ContentFile(PDF, name="accord.pdf"))
        page = soup(client.get(screen(image)))

        assert page.select("[name=credit], [name=licence], [name=consent_document], a[href*=consent]") == []
        assert words(page.select_one(".field-credit .readonly")) == "Ana"
        assert page.select_one("[name=alt_fr]")
        assert words(page.select(".description")[1]) == (
            "Only whoever brought the picture in, or was given the right to, may change these."
        )

    def test_who_only_looks_finds_no_link_that_fails(self, client):
        log_in(client, "view_image")
        image = ImageFactory(consent_document=ContentFile(PDF, name="accord.pdf"))
        page = soup(client.get(screen(image)))

        links = {link["href"] for link in page.select("#content a[href^='/']")}
        assert {client.get(link).status_code for link in links} == {200}
        assert page.select("[href*='/media/originals'], [href*='/media/consents']") == []

    def test_who_adds_is_who_brought_it_in(self, client):
        user = log_in(client, "add_image", "change_image")
        file = SimpleUploadedFile("autre.png", picture(120, 80), "image/png")
        client.post(f"{IMAGES}add/", {**form_data(client.get(f"{IMAGES}add/")), "file": file, "credit": "Moi"})

        image = Image.objects.get()
        assert (image.uploaded_by, image.credit) == (user, "Moi")


class TestDeletion:
    def test_each_place_is_named_once(self, client, staff):
        image = ImageFactory(key="phare")
        post = PostFactory(
            title_fr="Le phare", cover=image, body_fr="![Un phare](image:phare)", body_en="![One](image:phare)"
        )
        page = soup(client.get(screen(image, "delete")))

        assert [(words(line), line.a["href"]) for line in page.select("#deleted-objects li")] == [
            ("Post: Le phare", f"/en/admin/blog/post/{post.pk}/change/")
        ]

    def test_many_at_once_name_each_place_once(self, client, staff):
        images = [ImageFactory(key="phare"), ImageFactory(key="port"), ImageFactory()]
        PostFactory(title_fr="Le phare", cover=images[0], body_fr="![Un port](image:port)")
        page = soup(
            client.post(IMAGES, {"action": "delete_selected", "_selected_action": [image.pk for image in images]})
        )

        assert [words(line) for line in page.select("#deleted-objects li")] == ["Post: Le phare"]
        assert Image.objects.count() == 3

    def test_an_unused_image_goes_with_its_files(self, client, staff, django_capture_on_commit_callbacks):
        image = ImageFactory(consent_document=ContentFile(PDF, name="accord.pdf"))
        with django_capture_on_commit_callbacks(execute=True):
            client.post(screen(image, "delete"), {"post": "yes"})

        storage = image.file.storage
        assert (storage.exists(image.file.name), storage.exists(image.consent_document.name)) == (False, False)
        assert Image.objects.count() == 0
