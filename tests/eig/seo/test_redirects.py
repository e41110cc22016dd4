from datetime import date

import pytest
from django.db import IntegrityError, transaction

from eig.publishing.workflow import unpublish
from eig.seo.models import Redirect, path_key
from tests.factories import PersonFactory, PostFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("path", "key"),
    [("/Blog/Été.html", "/blog/ete.html"), ("blog/%C3%A9t%C3%A9", "/blog/ete"), ("/a?b=c#d", "/a")],
)
def test_old_paths_are_looked_up_without_case_accents_or_query(path, key):
    assert path_key(path) == key


def test_changed_slug_leaves_a_redirect_behind(client):
    person = PersonFactory(slug="amina", published=["fr"])
    person.slug = "amina-diallo"
    person.save()

    response = client.get("/communaute/amina/")

    assert (response.status_code, response["Location"]) == (301, "/communaute/amina-diallo/")


def test_address_changed_twice_is_still_one_hop(client):
    post = PostFactory(slug_fr="un", date=date(2026, 1, 5), published=["fr"])
    for slug in ("deux", "trois"):
        post.slug_fr = slug
        post.save()

    assert client.get("/blog/2026/1/5/un/")["Location"] == post.address_in("fr")
    assert client.get("/blog/2026/1/5/deux/")["Location"] == post.address_in("fr")


def test_slug_taken_back_no_longer_redirects():
    person = PersonFactory(slug="amina")
    for slug in ("amina-diallo", "amina"):
        person.slug = slug
        person.save()

    assert [redirect.path for redirect in Redirect.objects.all()] == [
        "/communaute/amina-diallo/",
        "/en/community/amina-diallo/",
    ]


def test_redirect_to_what_is_not_public_is_a_404(client):
    post = PostFactory(published=["fr"])
    Redirect.objects.point("/vieux.html", post, "fr")
    unpublish(post, "fr")

    assert client.get("/vieux.html").status_code == 404


def test_redirect_leads_to_an_item_or_a_path_of_this_host():
    with pytest.raises(IntegrityError), transaction.atomic():
        Redirect.objects.create(path="/a")
    with pytest.raises(IntegrityError), transaction.atomic():
        Redirect.objects.create(path="/a", target_path="https://example.org/")


@pytest.mark.parametrize("path", ["/%00", "/%2500/", "/vieux%252500.html", "/%ff/"])
def test_an_address_with_what_no_address_holds_is_a_404(client, path):
    assert client.get(path).status_code == 404


def test_a_way_back_is_seen_through_several_redirects():
    for old, new in (("/b", "/c"), ("/c", "/d"), ("/x", "/y"), ("/y", "/x")):
        Redirect.objects.create(path=old, target_path=new)

    assert Redirect.objects.leads_back("/B", "/d")
    assert not Redirect.objects.leads_back("/b", "/a")
    assert not Redirect.objects.leads_back("/x", "/a")
