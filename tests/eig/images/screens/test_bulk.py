"""Changing the rights of many images at once."""

from datetime import date

import pytest
from django.contrib.admin.models import LogEntry
from django.utils.translation import override

from eig.images.models import Image
from eig.images.pixels import renditions
from tests.admin_forms import errors, form_data, messages, soup
from tests.factories import ImageFactory, UserFactory

IMAGES = "/en/admin/images/image/"
RIGHTS = f"{IMAGES}rights/"

pytestmark = pytest.mark.django_db


def log_in(client, *permissions, **fields):
    user = UserFactory(permissions=permissions, **fields)
    client.force_login(user)
    return user


@pytest.fixture
def editor(client):
    return log_in(client, "change_image", "change_rights")


def choose(client, images, query="", **data):
    """The page that asks what to change on the images."""
    chosen = {"action": "edit_rights", "_selected_action": [image.pk for image in images], "index": "0"}
    return client.post(f"{IMAGES}{query}", {**chosen, **data})


def apply(client, images, **changes):
    """Fill in that page and send it."""
    return client.post(RIGHTS, form_data(choose(client, images), **changes))


def test_one_credit_and_one_licence_for_all(client, editor):
    images = [ImageFactory(credit="", licence="unknown", author="Zoé") for _number in range(2)]
    other = ImageFactory(credit="", licence="unknown")
    changes = {"change_credit": "on", "credit": "Ana / Agence", "change_licence": "on", "licence": "cc-by"}

    page = client.post(RIGHTS, form_data(choose(client, images), **changes, licence_version="4.0"), follow=True)

    assert messages(page) == ["2 images changed."]
    fields = ("credit", "licence", "licence_version", "author")
    assert (
        list(Image.objects.filter(pk__in=[image.pk for image in images]).values_list(*fields))
        == [("Ana / Agence", "cc-by", "4.0", "Zoé")] * 2
    )
    other.refresh_from_db()
    assert other.credit == ""


def test_each_image_remembers_who_changed_what(client, editor):
    images = [ImageFactory(), ImageFactory()]
    apply(client, images, change_author="on", author="Ana", change_note="on", licence_note="By letter.")

    entries = LogEntry.objects.all()
    assert {(entry.object_id, entry.user) for entry in entries} == {(str(image.pk), editor) for image in images}
    with override("en"):
        assert {entry.get_change_message() for entry in entries} == {"Changed author and note on the rights."}


def test_the_search_finds_the_new_credit(client, editor):
    images = [ImageFactory()]
    apply(client, images, change_credit="on", credit="Élodie")

    assert list(Image.objects.filter(search_key__contains="elodie")) == images


def test_consent_and_end_of_rights(client, editor):
    images = [ImageFactory()]
    apply(
        client,
        images,
        change_consent="on",
        consent="given",
        consent_on="2026-01-05",
        change_end="on",
        rights_until_0="2030-12-31",
        rights_until_1="18:00",
        withdrawn_at_end="on",
    )

    image = Image.objects.get()
    assert (image.consent, image.consent_on, image.withdrawn_at_end) == ("given", date(2026, 1, 5), True)
    assert image.rights_until.isoformat() == "2030-12-31T17:00:00+00:00"


def test_what_goes_with_another_choice_is_not_kept(client, editor):
    images = [ImageFactory(licence="cc-by", licence_version="3.0", consent="given", consent_on=date(2026, 1, 5))]
    apply(client, images, change_licence="on", licence="etalab-2.0", licence_version="4.0", change_consent="on")

    image = Image.objects.get()
    assert (image.licence_version, image.consent, image.consent_on) == ("", "missing", None)


def test_an_empty_field_that_is_ticked_empties(client, editor):
    images = [ImageFactory(licence_note="By letter.", source_url="https://example.org/")]
    apply(client, images, change_note="on", change_source="on")

    image = Image.objects.get()
    assert (image.licence_note, image.source_url) == ("", "")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "Nothing is ticked: say what is to be changed."),
        ({"credit": "Ana"}, "Tick “Change the credit”, or empty this field."),
        ({"licence": "cc-by"}, "Tick “Change the licence”, or empty this field."),
        ({"change_consent": "on", "consent_on": "2026-01-05"}, "Choose “given”, or empty the date."),
        ({"change_source": "on", "source_url": "zzz"}, "Enter a valid URL."),
        ({"change_licence": "on", "licence": "cc-by", "licence_version": "four"}, "A version reads like “4.0”."),
        (
            {"change_end": "on", "rights_until_0": "0001-01-01", "rights_until_1": "00:00"},
            "Write the day and the hour like this: 2026-11-21 18:30.",
        ),
    ],
)
def test_what_cannot_be_meant_is_asked_again(client, editor, changes, words):
    image = ImageFactory(licence="etalab-2.0", credit="Zoé")
    page = apply(client, [image], **changes)

    assert (page.status_code, errors(page)) == (200, [words])
    assert Image.objects.get().credit == "Zoé"
    assert LogEntry.objects.count() == 0


def test_all_is_checked_before_anything_is_written(client, editor):
    fine = ImageFactory(title="Créditée")
    bare = ImageFactory(title="Sans crédit", credit="", licence="unknown")
    page = apply(client, [fine, bare], change_licence="on", licence="cc-by")

    against = soup(page).select(".eig-against")
    assert [" ".join(box.text.split()) for box in against] == [
        "Say who took the picture, or that its licence is unknown. Sans crédit"
    ]
    assert against[0].a["href"] == f"{IMAGES}{bare.pk}/change/"
    assert {image.licence for image in Image.objects.all()} == {"etalab-2.0", "unknown"}
    assert LogEntry.objects.count() == 0


def test_the_chosen_are_shown_and_the_rest_counted(client, editor):
    images = ImageFactory.create_batch(26)
    page = soup(choose(client, images))

    assert len(page.select(".eig-chosen img")) == 24
    assert page.select_one(".eig-chosen__more").text == "and 2 others"
    assert page.select_one(".submit-row input")["value"] == "Change 26 images"


def test_all_the_pages_of_a_filter_are_chosen_at_once(client, editor, monkeypatch):
    ImageFactory.create_batch(65, credit="", licence="unknown")
    credited = ImageFactory(credit="Zoé")
    page = choose(client, [Image.objects.filter(credit="").first()], "?only=credit", select_across="1")
    done = client.post(RIGHTS, form_data(page, change_credit="on", credit="Ana"))

    assert (done.status_code, done.url) == (302, f"{IMAGES}?only=credit")
    assert Image.objects.filter(credit="Ana").count() == 65
    credited.refresh_from_db()
    assert credited.credit == "Zoé"


def test_who_brought_some_in_changes_those_alone(client):
    user = log_in(client, "change_image")
    own, other = ImageFactory(title="La mienne", uploaded_by=user), ImageFactory(title="Une autre")
    page = choose(client, [own, other])

    left = soup(page).select_one(".eig-against--left")
    assert " ".join(left.text.split()) == "You may not change the rights of these, which stay as they are: Une autre"
    done = client.post(RIGHTS, form_data(page, change_credit="on", credit="Moi"), follow=True)
    assert messages(done) == ["1 image changed. 1 left as it was."]
    assert dict(Image.objects.values_list("title", "credit")) == {"La mienne": "Moi", "Une autre": "Ana Photographe"}


def test_who_may_change_none_is_told(client):
    log_in(client, "change_image")
    image = ImageFactory()
    page = choose(client, [image])

    assert page.status_code == 302
    assert messages(client.get(page.url)) == ["You may not change the rights of the images chosen."]
    assert client.post(RIGHTS, {"chosen": str(image.pk), "change_credit": "on", "credit": "Moi"}).status_code == 403
    assert Image.objects.get().credit == "Ana Photographe"


@pytest.mark.parametrize("permissions", [[], ["view_image"], ["view_image", "change_rights"], ["add_image"]])
def test_it_takes_the_right_to_change_images(client, permissions):
    log_in(client, *permissions)
    image = ImageFactory()

    assert client.post(RIGHTS, {"chosen": str(image.pk), "change_credit": "on", "credit": "Moi"}).status_code == 403
    choose(client, [image], change_credit="on", credit="Moi")
    assert Image.objects.get().credit == "Ana Photographe"


@pytest.mark.parametrize("chosen", ["", "zzz", "\x00", "9" * 30, "-1", ",,,"])
def test_hostile_choices_lead_back_to_the_list(client, editor, chosen):
    ImageFactory()
    response = client.post(RIGHTS, {"chosen": chosen, "change_credit": "on", "credit": "Moi"})

    assert (response.status_code, response.url) == (302, IMAGES)
    assert Image.objects.get().credit == "Ana Photographe"


@pytest.mark.parametrize("chosen", ["", "abc", "1'--", "9" * 30, "\x00"])
def test_hostile_choices_in_the_list_are_none(client, editor, chosen):
    page = client.post(IMAGES, {"action": "edit_rights", "_selected_action": chosen, "index": "0"}, follow=True)
    assert (page.status_code, messages(page)) == (
        200,
        ["Items must be selected in order to perform actions on them. No items have been changed."],
    )


def test_more_ids_than_a_database_takes_are_looked_up_all_the_same(client, editor):
    images = [ImageFactory(), ImageFactory()]
    chosen = ",".join(map(str, [*range(100_001, 400_000), *(image.pk for image in images), f"0{images[0].pk}"]))
    form = form_data(choose(client, images), change_credit="on", credit="Ana")

    client.post(RIGHTS, {**form, "chosen": chosen})

    assert set(Image.objects.values_list("credit", flat=True)) == {"Ana"}


def test_images_gone_meanwhile_are_counted_as_left(client, editor):
    gone, image = ImageFactory(), ImageFactory()
    page = choose(client, [gone, image])
    gone.delete()
    done = client.post(RIGHTS, form_data(page, change_credit="on", credit="Ana"), follow=True)

    assert messages(done) == ["1 image changed. 1 left as it was."]


def test_the_address_alone_leads_back_to_the_list(client, editor):
    response = client.get(RIGHTS)

    assert (response.status_code, response.url) == (302, IMAGES)


def test_what_comes_with_the_form_never_leads_elsewhere(client, editor):
    data = form_data(
        choose(client, [ImageFactory()]), change_credit="on", credit="Ana", filters="//example.org/\r\nX: y"
    )

    response = client.post(RIGHTS, data)
    assert response.url.startswith(f"{IMAGES}?")
    assert "\n" not in response.url


def test_renditions_that_say_the_old_credit_are_gone(client, editor, django_capture_on_commit_callbacks):
    image = ImageFactory(size_in_pixels=(400, 300))
    made = renditions.path_of(image, renditions.missing(image)[0])
    renditions.make(image, renditions.missing(image)[:1])
    assert made.exists()
    with django_capture_on_commit_callbacks(execute=True):
        apply(client, [image], change_credit="on", credit="Zoé")

    assert not made.exists()


def test_the_page_asks_as_many_queries_for_twenty_as_for_one(client, editor, content_types, django_assert_num_queries):
    images = ImageFactory.create_batch(20)
    for some in (images[:1], images):
        with django_assert_num_queries(10):
            choose(client, some)
