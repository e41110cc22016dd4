"""The screen where preview links are made, copied and closed, and the panel beside the form."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from eig.publishing import links
from eig.publishing.models import PreviewLink
from tests.admin_forms import errors, messages, soup
from tests.factories import DocumentFactory, PostFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client):
    user = UserFactory(first_name="Claire", last_name="Moreau", is_superuser=True)
    client.force_login(user)
    return user


@pytest.fixture
def post():
    return PostFactory(title_fr="Une rentrée ouverte")


def address(post, code="fr"):
    return f"/en/admin/blog/post/{post.pk}/links/{code}/"


def copied(page):
    return [field["value"] for field in soup(page).select(".eig-copy input")]


def test_a_link_is_made_and_stands_ready_to_be_copied(client, staff, post):
    page = client.post(address(post), {"label": " La\nmairie ", "days": "30"}, follow=True)

    link = post.preview_links.get()
    assert (link.label, link.language, link.created_by) == ("La mairie", "fr", staff)
    assert link.expires_at - link.created_at == timedelta(days=30)
    assert messages(page) == ["The link for “La mairie” is ready: copy it below."]
    assert copied(page) == [f"http://testserver{links.address_of(link)}"]


def test_a_week_is_proposed(client, staff, post):
    chosen = soup(client.get(address(post))).select("#id_days option[selected]")

    assert [(option["value"], option.text) for option in chosen] == [("7", "one week")]


@pytest.mark.parametrize(
    ("sent", "wrong"),
    [
        ({"label": "", "days": "7"}, ["This field is required."]),
        ({"label": "x" * 151, "days": "7"}, ["Ensure this value has at most 150 characters (it has 151)."]),
        ({"label": "x\x00", "days": "7"}, ["Null characters are not allowed."]),
        (
            {"label": "x", "days": "365"},
            ["Select a valid choice. 365 is not one of the available choices."],
        ),
        ({"label": "x"}, ["This field is required."]),
    ],
)
def test_says_what_is_wrong(client, staff, post, sent, wrong):
    assert errors(client.post(address(post), sent)) == wrong
    assert post.preview_links.count() == 0


def test_closing_a_link_says_so_and_lists_it_as_over(client, staff, post):
    link = links.share(post, "fr", "La mairie", staff)
    page = client.post(address(post), {"revoke": str(link.pk)}, follow=True)

    assert messages(page) == ["The link for “La mairie” is closed: nobody reads the page by it any more."]
    assert copied(page) == []
    assert [line.contents[0].strip() for line in soup(page).select("[aria-labelledby=closed-links] li")] == [
        "La mairie"
    ]
    first = PreviewLink.objects.get().revoked_at
    links.revoke(link, staff)
    assert PreviewLink.objects.get().revoked_at == first


@pytest.mark.parametrize("number", ["", "0", "x", "²", "9" * 30, "-1"])
def test_closes_no_link_that_is_not_there(client, staff, post, number):
    assert client.post(address(post), {"revoke": number}).status_code == 404


def test_closes_no_link_of_another_item_or_language(client, staff, post):
    other = links.share(PostFactory(), "fr", "x", staff)
    english = links.share(post, "en", "x", staff)

    for link in (other, english):
        assert client.post(address(post), {"revoke": str(link.pk)}).status_code == 404
    assert PreviewLink.objects.open().count() == 2


@pytest.mark.parametrize("permissions", [[], ["view_post"], ["add_post"], ["review_post"]])
def test_is_refused_to_who_may_not_share(client, post, permissions, staff):
    link = links.share(post, "fr", "x", staff)
    client.force_login(UserFactory(permissions=permissions))

    assert client.get(address(post)).status_code == 403
    assert client.post(address(post), {"label": "x", "days": "7"}).status_code == 403
    assert client.post(address(post), {"revoke": str(link.pk)}).status_code == 403
    assert [one.is_open() for one in PreviewLink.objects.all()] == [True]


def test_asks_who_one_is_before_anything(client, post):
    assert client.get(address(post)).status_code == 302


def test_knows_no_other_language_and_no_item_without_a_page(client, staff, post):
    document = DocumentFactory()

    assert client.get(address(post, "zz")).status_code == 404
    assert client.get(f"/en/admin/blog/post/{post.pk + 1}/links/fr/").status_code == 404
    assert client.get(f"/en/admin/pages/document/{document.pk}/links/fr/").status_code == 404


def test_the_panel_shows_the_open_links_of_the_language(client, staff, post):
    link = links.share(post, "fr", "La mairie", staff)
    links.share(post, "en", "The press", staff)
    over = links.share(post, "fr", "x", staff)
    now = timezone.now()
    PreviewLink.objects.filter(pk=over.pk).update(created_at=now - timedelta(days=9), expires_at=now)
    page = client.get(f"/en/admin/blog/post/{post.pk}/change/")

    assert copied(page) == [f"http://testserver{links.address_of(link)}"]
    assert [a["href"] for a in soup(page).select("[aria-labelledby=links] > p a")] == [address(post)]


def test_the_panel_is_for_those_who_may_share(client, post):
    client.force_login(UserFactory(permissions=["view_post"]))
    page = client.get(f"/en/admin/blog/post/{post.pk}/change/")

    assert (page.status_code, soup(page).select("[aria-labelledby=links]")) == (200, [])


def test_three_links_cost_what_one_does(client, staff, post, django_assert_num_queries):
    links.share(post, "fr", "Une", staff)
    client.get(address(post))
    with CaptureQueriesContext(connection) as asked:
        client.get(address(post))
    known = len(asked)
    for label in ("Deux", "Trois"):
        links.share(post, "fr", label, UserFactory(is_superuser=True))

    with django_assert_num_queries(known):
        client.get(address(post))
