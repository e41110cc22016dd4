import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.core.files.base import ContentFile

from blog.models import Post
from challenges.models import Deliverable
from eig.images.models import Image, image_links
from eig.images.screens.chooser import LibraryForm
from eig.pages.models import SiteIdentity
from tests.admin_forms import errors, form_data, soup
from tests.factories import (
    ChallengeFactory,
    DeliverableFactory,
    ImageFactory,
    PostFactory,
    SiteIdentityFactory,
    UserFactory,
    picture,
)

CHOOSER = "/en/admin/images/image/chooser/"

pytestmark = pytest.mark.django_db


def staff(*permissions):
    return UserFactory(permissions=permissions)


@pytest.fixture
def editor(client):
    user = staff("view_image", "change_image", "add_image", "change_rights", "view_post", "add_post", "change_post")
    client.force_login(user)
    return user


def titles(response):
    return [title.text for title in soup(response).select(".eig-chooser__name")]


def count(response):
    return soup(response).select_one("[data-fragment]")["data-count"]


def words(response):
    return [" ".join(sentence.text.split()) for sentence in soup(response).select(".eig-chooser__empty p")]


def shown(client, image, **query):
    return client.get(f"{CHOOSER}picture/", {"id": image.pk, "use": "field", "language": "fr", **query})


def save(client, image, **changes):
    form = soup(shown(client, image)).select_one("form")
    data = {field["name"]: field.get("value", field.text.removeprefix("\n")) for field in form.select("[name]")}
    for field in form.select("select"):
        data[field["name"]] = field.select_one("[selected]")["value"]
    if not form.select_one("[name=decorative][checked]"):
        data.pop("decorative", None)
    return client.post(form["action"], {**data, "use": "field", "language": "fr", **changes})


def cover(response):
    return soup(response).select_one(".field-cover")


# Results


def test_the_most_recent_pictures_come_first_and_all_stand_in_order(client, editor):
    ImageFactory(title="Église")
    ImageFactory(title="Zèbre", uploaded_by=editor)
    ImageFactory(title="Abeille")

    assert titles(client.get(CHOOSER)) == ["Abeille", "Zèbre", "Église"]
    assert titles(client.get(CHOOSER, {"scope": "all"})) == ["Abeille", "Église", "Zèbre"]
    assert titles(client.get(CHOOSER, {"scope": "mine"})) == ["Zèbre"]


@pytest.mark.parametrize(
    "query", ["ECOLE", "école", "  ecole   ", "cour de l'eco", "Playground", "bréhat", "vue du ciel"]
)
def test_pictures_are_found_by_any_of_their_words_whatever_the_accents(client, editor, query):
    ImageFactory(
        title="École",
        alt_fr="La cour de l’école",
        alt_en="A playground",
        caption_fr="Vue du ciel",
        credit="Ilona Bréhat",
    )
    ImageFactory(title="Phare", alt_fr="Un phare")

    assert titles(client.get(CHOOSER, {"q": query})) == ["École"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"q": "zzz"}, "No image for “zzz”."),
        ({"scope": "mine"}, "You have not added any image yet."),
        ({}, "The library is empty."),
    ],
)
def test_where_nothing_is_found_the_chooser_says_what_to_do(client, editor, query, expected):
    response = client.get(CHOOSER, query)

    assert (words(response)[0], len(words(response)), count(response)) == (expected, 2, "0 images")


def test_pages_follow_one_another(client, editor):
    ImageFactory.create_batch(30)
    first, second = client.get(CHOOSER), client.get(CHOOSER, {"page": "2"})

    assert (len(titles(first)), soup(first).select_one("[data-fragment]")["data-more"]) == (24, "2")
    assert (len(titles(second)), soup(second).select_one("[data-fragment]")["data-more"]) == (6, "")
    assert count(second) == "30 images"


@pytest.mark.parametrize(
    "query", [{"page": "abc"}, {"page": "9" * 30}, {"page": "-1"}, {"q": "\x00"}, {"q": "a " * 5000}, {"scope": "%00"}]
)
def test_odd_questions_get_an_answer(client, editor, query):
    ImageFactory()

    assert client.get(CHOOSER, query).status_code == 200


def test_the_list_says_what_a_picture_lacks(client, editor):
    ImageFactory(title="Sans crédit", credit="", licence="unknown")
    ImageFactory(title="Sans accord", consent="missing")
    ImageFactory(title="En règle", consent="not_needed")

    chips = {
        card.select_one(".eig-chooser__name").text: [chip.text for chip in card.select(".eig-chip")]
        for card in soup(client.get(CHOOSER)).select(".eig-chooser__card")
    }
    assert chips == {"Sans crédit": ["credit unknown"], "Sans accord": ["consent missing"], "En règle": []}


def test_the_list_asks_as_many_queries_for_a_page_as_for_one_picture(client, editor, django_assert_num_queries):
    ImageFactory()
    client.get(CHOOSER)
    for number in (0, 2, 21):
        ImageFactory.create_batch(number)
        with django_assert_num_queries(6):
            client.get(CHOOSER, {"q": "image"})


def test_a_thousand_pictures_are_searched_in_as_many_queries(client, editor, django_assert_num_queries):
    Image.objects.bulk_create(
        Image(title=f"Image {n}", file="x.png", digest=f"{n:064}", width=80, height=60, size=1, search_key=f"image {n}")
        for n in range(1000)
    )
    client.get(CHOOSER)
    with django_assert_num_queries(6):
        response = client.get(CHOOSER, {"q": "image 7", "scope": "all"})

    assert (count(response), len(titles(response))) == ("271 images", 24)


# One picture


def test_a_picture_is_shown_with_all_that_one_chooses_by(client, editor):
    image = ImageFactory(title="Phare", size_in_pixels=(800, 500), consent="not_needed")
    PostFactory(cover=image)
    PostFactory(body_fr=f"![](image:{image.key})")
    page = soup(shown(client, image))

    assert page.select_one("[data-fragment]")["data-key"] == image.key
    assert " ".join(page.select_one(".eig-chooser__chips").text.split()) == (
        "Ana Photographe – Licence Ouverte 2.0 (etalab-2.0) rights in order"
    )
    assert "used in 2 places" in page.text
    assert [chip.text for chip in page.select(".eig-chip--draft")] == ["small: it would be blurred as a cover"]
    assert page.select_one("#eig-chooser-focal_x")["value"] == "50"
    assert page.select("[name=use_alt]") == []


def test_in_a_text_the_words_of_the_library_stand_where_ours_may(client, editor):
    image = ImageFactory(alt_fr="Un phare", alt_en="A lighthouse", caption_fr="De nuit")
    french, english = (soup(shown(client, image, use="text", language=code)) for code in ("fr", "en"))

    placeholders = [
        [page.select_one(f"[name={name}]")["placeholder"] for name in ("use_alt", "use_caption")]
        for page in (french, english)
    ]
    assert placeholders == [["Un phare", "De nuit"], ["A lighthouse", "De nuit"]]
    assert french.select_one("[name=use_alt]")["lang"] == "fr"


def test_a_picture_is_found_by_the_key_a_text_refers_to_it_by(client, editor):
    image = ImageFactory(title="Phare", key="phare")
    page = client.get(f"{CHOOSER}picture/", {"key": "phare", "use": "text", "language": "fr"})

    assert soup(page).select_one("[data-fragment]")["data-id"] == str(image.pk)


@pytest.mark.parametrize("query", [{}, {"id": "999"}, {"id": "9" * 40}, {"id": "x"}, {"key": "gone"}, {"key": "\x00"}])
def test_a_picture_that_is_gone_is_said_to_be(client, editor, query):
    response = client.get(f"{CHOOSER}picture/", query)

    assert (response.status_code, words(response)[0]) == (404, "This picture is no longer in the library.")


def test_a_picture_asks_as_many_queries_however_often_it_is_used(
    client, editor, content_types, django_assert_num_queries
):
    image = ImageFactory()
    shown(client, image)
    PostFactory(cover=image)
    with django_assert_num_queries(18) as one:
        shown(client, image)
    PostFactory.create_batch(3, cover=image)
    with django_assert_num_queries(len(one)):
        shown(client, image)


# What is set while choosing


def test_words_credit_and_point_of_interest_are_kept(client, editor):
    image = ImageFactory(credit="", licence="unknown", alt_fr="")
    changes = {"alt_fr": "Un phare", "alt_en": "A lighthouse", "credit": "Ana", "licence": "cc-by", "focal_x": "20"}
    page = soup(save(client, image, **changes))

    image.refresh_from_db()
    assert (image.alt_fr, image.alt_en, image.credit, image.licence) == ("Un phare", "A lighthouse", "Ana", "cc-by")
    assert (image.focal_x, image.focal_y) == (0.2, 0.5)
    assert page.select_one("[data-saved]").text == "Saved in the library."
    assert "Un phare" in page.select_one("template[data-chosen]").decode()
    assert LogEntry.objects.get().get_change_message() == (
        "Changed Alternative text, Credit, Licence and Point of interest, from the left."
    )
    assert Image.objects.get(search_key__contains="lighthouse") == image


def test_what_someone_else_saves_meanwhile_is_not_overwritten(editor):
    image = ImageFactory(alt_fr="Un phare")
    form = LibraryForm(instance=image, user=editor)
    data = {name: form[name].value() for name in form.fields if form[name].value()}
    form = LibraryForm({**data, "alt_fr": "Une tour"}, instance=image, user=editor)
    Image.objects.update(title="Changé ailleurs", caption_fr="Ailleurs", credit="Zoé")
    assert form.is_valid()
    form.save_changes()

    image.refresh_from_db()
    assert (image.alt_fr, image.title, image.caption_fr, image.credit) == (
        "Une tour",
        "Changé ailleurs",
        "Ailleurs",
        "Zoé",
    )


def test_saving_what_is_there_already_changes_nothing(client, editor):
    image = ImageFactory(focal_x=0.333)
    before = Image.objects.values().get()
    save(client, image)

    assert (Image.objects.values().get(), LogEntry.objects.count()) == (before, 0)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"focal_x": "120"}, "Give a number between 0 and 100."),
        ({"focal_x": "nan"}, "Give a number between 0 and 100."),
        ({"focal_y": "left"}, "Enter a number."),
        ({"credit": "", "licence": "cc-by"}, "Say who took the picture, or that its licence is unknown."),
        ({"licence": "mine"}, "Select a valid choice. mine is not one of the available choices."),
    ],
)
def test_what_cannot_be_kept_comes_back_in_words(client, editor, changes, message):
    image = ImageFactory()
    response = save(client, image, **changes)

    assert (response.status_code, errors(response)) == (200, [message])
    assert "data-wrong" in soup(response).select_one("[data-fragment]").attrs
    assert Image.objects.values("focal_x", "credit").get() == {"focal_x": 0.5, "credit": "Ana Photographe"}


def test_a_credit_that_is_missing_is_asked_for_beside_its_field(client, editor):
    page = soup(save(client, ImageFactory(), credit="", licence="cc-by"))

    assert [field["name"] for field in page.select(".eig-field.errors [name]")] == ["credit"]


def test_a_picture_deleted_meanwhile_is_not_saved(client, editor):
    response = client.post(f"{CHOOSER}999/save/", {"alt_fr": "x"})

    assert (response.status_code, words(response)[0]) == (404, "This picture is no longer in the library.")
    assert client.get(f"{CHOOSER}999/save/").status_code == 405


# Who may


@pytest.mark.parametrize(
    ("permissions", "mine", "fields"),
    [
        (["view_image"], False, []),
        (["add_image"], False, []),
        (["add_image"], True, ["alt_fr", "alt_en", "decorative", "credit", "licence", "focal_x", "focal_y"]),
        (["change_image"], False, ["alt_fr", "alt_en", "decorative", "focal_x", "focal_y"]),
        (["view_image", "change_rights"], False, ["credit", "licence"]),
    ],
    ids=["sees", "adds", "brought it in", "changes", "sees to rights"],
)
def test_each_sets_what_she_may(client, permissions, mine, fields):
    user = staff(*permissions)
    image = ImageFactory(uploaded_by=user if mine else None)
    client.force_login(user)

    assert titles(client.get(CHOOSER)) == [image.title]
    assert [field["name"] for field in soup(shown(client, image)).select("form [name]")] == fields
    client.post(
        f"{CHOOSER}{image.pk}/save/",
        {"alt_fr": "Forcé", "credit": "Forcé", "licence": "cc0", "focal_x": 5, "focal_y": 5},
    )
    image.refresh_from_db()
    assert (image.alt_fr == "Forcé", image.credit == "Forcé") == ("alt_fr" in fields, "credit" in fields)


def test_who_may_only_look_is_told_whom_to_ask(client):
    image = ImageFactory()
    client.force_login(staff("view_image"))
    response = client.post(f"{CHOOSER}{image.pk}/save/", {"focal_x": "5", "focal_y": "5"})

    assert (response.status_code, words(response)) == (
        403,
        ["You may use this picture, but not change it.", "Ask the programme lead for the right to change images."],
    )


def test_who_may_not_see_the_library_is_told_whom_to_ask(client):
    client.force_login(staff("change_post"))
    answers = [client.get(CHOOSER), client.get(f"{CHOOSER}picture/"), client.post(f"{CHOOSER}1/save/")]

    assert {(answer.status_code, *words(answer)) for answer in answers} == {
        (
            403,
            "You may not see the image library yet.",
            "Ask the programme lead for the right to see images, or to add some.",
        )
    }


def test_visitors_are_sent_to_the_login(client):
    assert client.get(CHOOSER).url == f"/en/admin/login/?next={CHOOSER}"


# The field of a form


def test_a_field_shows_the_picture_chosen_and_what_it_lacks(client, editor):
    post = PostFactory(
        cover=ImageFactory(title="Phare", credit="", licence="unknown", alt_fr="", alt_en="A lighthouse")
    )
    field = cover(client.get(f"/en/admin/blog/post/{post.pk}/change/"))

    assert field.select_one("fieldset > legend").text == "Cover"
    assert len(field.select(".eig-choice img")) == 1
    assert field.select_one(".eig-choice__title").text == "Phare"
    assert [chip.text for chip in field.select(".eig-chip")] == ["credit unknown", "no alternative text in French"]
    assert field.select_one("input[name=cover]")["value"] == str(post.cover_id)
    assert [button.text for button in field.select("button:not([hidden])")] == ["Change the image", "Remove"]


def test_an_empty_field_offers_the_library(client, editor):
    field = cover(client.get("/en/admin/blog/post/add/"))

    assert field.select_one("[data-none]").text == "No image chosen."
    assert [button.text for button in field.select("button:not([hidden])")] == ["Choose an image"]
    assert not field.select_one("input[name=cover]").has_attr("value")


@pytest.mark.parametrize("named", ["{id}", "phare", "image:phare", '![](image:phare "Une légende")', " phare "])
def test_a_picture_is_named_by_its_id_its_key_or_its_reference(client, editor, named):
    image = ImageFactory(key="phare")
    post = PostFactory()
    address = f"/en/admin/blog/post/{post.pk}/change/"
    client.post(address, form_data(client.get(address), cover=named.format(id=image.pk), _continue="1"))

    post.refresh_from_db()
    assert post.cover == image


@pytest.mark.parametrize(
    ("posted", "message"),
    [
        ("999999", "This picture is no longer in the library: choose another one."),
        ("9" * 40, "No picture of the library is called “" + "9" * 40 + "”: choose one."),
        ("phrae", "No picture of the library is called “phrae”: choose one."),
        ("<b>\x00" + "x" * 900, "No picture of the library is called “<b>" + "x" * 57 + "”: choose one."),
        ("-1", "No picture of the library is called “-1”: choose one."),
    ],
)
def test_what_names_no_picture_is_refused_in_words(client, editor, posted, message):
    post = PostFactory(cover=ImageFactory())
    address = f"/en/admin/blog/post/{post.pk}/change/"
    response = client.post(address, form_data(client.get(address), cover=posted, title_fr="Un titre gardé"))

    assert errors(response) == [message]
    assert soup(response).select_one("[name=title_fr]")["value"] == "Un titre gardé"
    assert Post.objects.exclude(cover=None).count() == 1


def test_a_picture_is_taken_away(client, editor):
    post = PostFactory(cover=ImageFactory())
    address = f"/en/admin/blog/post/{post.pk}/change/"
    client.post(address, form_data(client.get(address), cover="", _continue="1"))

    post.refresh_from_db()
    assert post.cover is None


def test_rows_ask_as_many_queries_for_three_pictures_as_for_one(client, content_types, django_assert_num_queries):
    client.force_login(UserFactory(is_superuser=True))
    challenge = ChallengeFactory()
    address = f"/en/admin/challenges/challenge/{challenge.pk}/change/"
    DeliverableFactory(challenge=challenge, image=ImageFactory())
    client.get(address)
    with django_assert_num_queries(27) as one:
        client.get(address)
    for _more in range(2):
        DeliverableFactory(challenge=challenge, image=ImageFactory())
    with django_assert_num_queries(len(one)):
        page = client.get(address)
    assert len(soup(page).select(".field-image .eig-choice img")) == 3
    assert Deliverable.objects.count() == 3


def test_a_form_carries_one_chooser_and_upload_is_for_those_who_may_add(client):
    client.force_login(staff("view_image", "change_post"))
    post = PostFactory()
    page = soup(client.get(f"/en/admin/blog/post/{post.pk}/change/"))
    assert (len(page.select("dialog#eig-chooser")), len(page.select("[data-upload]"))) == (1, 0)

    client.force_login(staff("add_image", "change_post"))
    page = soup(client.get(f"/en/admin/blog/post/{post.pk}/change/"))
    assert page.select_one("[data-upload]")["data-upload"] == "/en/admin/images/image/upload/file/"


def test_every_field_for_a_picture_opens_the_chooser_in_rows_too(client):
    client.force_login(UserFactory(is_superuser=True))
    # The one item that is there from the start has no page to add another.
    identity = SiteIdentityFactory()
    forms = {model: ("add", model) for model in admin.site._registry}
    forms[SiteIdentity] = (f"{identity.pk}/change", SiteIdentity)
    for model, screen in admin.site._registry.items():
        forms |= {inline.model: ("add", model) for inline in screen.inlines}
    offered = {}
    for link in image_links():
        form, model = forms[link.model]
        page = soup(client.get(f"/admin/{model._meta.app_label}/{model._meta.model_name}/{form}/"))
        names = [field["name"].rpartition("-")[2] for field in page.select("[data-image-choice] [data-choice]")]
        offered[link] = names.count(link.name)

    assert offered == dict.fromkeys(image_links(), 1)


def test_every_text_of_a_form_has_its_bar(client, editor):
    page = soup(client.get(f"/en/admin/blog/post/{PostFactory().pk}/change/"))

    assert [field["name"] for field in page.select("textarea[data-markdown]")] == ["body_fr"]


# The picture's own screen


def test_the_point_of_interest_is_set_in_percent(client, editor):
    image = ImageFactory(file=ContentFile(picture(80, 60), name="a.png"), consent="not_needed")
    address = f"/en/admin/images/image/{image.pk}/change/"
    page = client.get(address)
    assert [soup(page).select_one(f"#id_{name}")["value"] for name in ("focal_x", "focal_y")] == ["50", "50"]
    client.post(address, form_data(page, focal_x="25", focal_y="100", _continue="1"))

    image.refresh_from_db()
    assert (image.focal_x, image.focal_y) == (0.25, 1)


def test_no_point_is_outside_the_picture(client, editor):
    image = ImageFactory()
    address = f"/en/admin/images/image/{image.pk}/change/"
    response = client.post(address, form_data(client.get(address), focal_x="101"))

    assert errors(response) == ["Give a number between 0 and 100."]
