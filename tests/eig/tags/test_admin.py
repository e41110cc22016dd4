import pytest
from django.contrib.auth.models import Permission

from eig.seo.models import Redirect
from eig.tags.models import Tag
from tests.admin_forms import column, errors, form_data, messages, soup
from tests.factories import PostFactory, TagFactory, UserFactory

TAGS = "/admin/tags/tag/"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def staff(client):
    user = UserFactory(is_superuser=True)
    client.force_login(user)
    return user


def test_the_list_counts_uses(client):
    health = TagFactory(name_fr="Santé")
    TagFactory(name_fr="Écologie")
    PostFactory().tags.add(health)

    page = client.get(TAGS)
    assert column(page, "name_shown") == ["Écologie", "Santé"]
    assert column(page, "uses") == ["0", "1"]


def test_a_name_there_already_is_refused_whatever_its_accents(client):
    TagFactory(name_fr="Santé")
    page = client.get(f"/en{TAGS}add/")
    page = client.post(f"/en{TAGS}add/", form_data(page, name_fr="SANTE", _continue="1"))

    assert errors(page) == ["This name is there already: “Santé”."]


def test_merging_asks_which_tag_stays(client):
    kept, gone = TagFactory(name_fr="Données ouvertes"), TagFactory(name_fr="Open data")
    response = client.post(TAGS, {"action": "merge", "_selected_action": [kept.pk, gone.pk]})
    assert (response.status_code, response.url) == (302, f"{TAGS}merge/?tags={kept.pk},{gone.pk}")

    page = soup(client.get(response.url))
    assert [" ".join(label.text.split()[:2]) for label in page.select(".eig-choices label")] == [
        "Données ouvertes",
        "Open data",
    ]


def test_merging_moves_what_was_tagged_and_leaves_a_redirect(client):
    kept, gone = TagFactory(name_fr="Données ouvertes"), TagFactory(name_fr="Open data")
    left = gone.address_in("fr")
    post = PostFactory()
    post.tags.add(gone)
    address = f"/en{TAGS}merge/?tags={kept.pk},{gone.pk}"
    page = client.post(address, {"kept": kept.pk}, follow=True)

    assert messages(page) == ["“Open data” merged into “Données ouvertes”."]
    assert page.redirect_chain == [(f"/en{TAGS}{kept.pk}/change/", 302)]
    assert [tag.name for tag in post.tags.all()] == ["Données ouvertes"]
    assert Tag.objects.count() == 1
    assert Redirect.objects.for_path(left).item == kept


@pytest.mark.parametrize("query", ["", "?tags=", "?tags=1", "?tags=zzz,1", "?tags=%00", f"?tags={'9' * 30},2"])
def test_merging_needs_two_tags(client, query):
    page = client.get(f"/en{TAGS}merge/{query}", follow=True)

    assert messages(page) == ["Choose at least two tags to merge."]


def test_merging_keeps_none_but_one_of_the_chosen(client):
    first, second, other = TagFactory(), TagFactory(), TagFactory()
    page = client.post(f"/en{TAGS}merge/?tags={first.pk},{second.pk}", {"kept": other.pk})

    assert errors(page) == ["Select a valid choice. That choice is not one of the available choices."]
    assert Tag.objects.count() == 3


def test_merging_needs_the_right_to_delete(client):
    first, second = TagFactory(), TagFactory()
    user = UserFactory()
    user.user_permissions.set(Permission.objects.filter(codename__in=["view_tag", "change_tag"]))
    client.force_login(user)

    assert client.post(f"{TAGS}merge/?tags={first.pk},{second.pk}", {"kept": first.pk}).status_code == 403
    assert Tag.objects.count() == 2


@pytest.mark.parametrize("typed", ["9" * 20, "٣", "a\x00b"])
def test_what_is_no_id_is_a_name(client, typed):
    page = client.get("/admin/blog/post/add/")
    client.post("/admin/blog/post/add/", form_data(page, title_fr="Titre", tags=[typed]))

    assert [tag.name for tag in Tag.objects.all()] == [typed.replace("\x00", "")]
