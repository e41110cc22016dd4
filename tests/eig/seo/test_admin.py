import pytest

from eig.seo.models import Redirect
from tests.admin_forms import column, errors, form_data, soup
from tests.factories import ChallengeFactory, PageFactory, TagFactory, UserFactory

REDIRECTS = "/admin/seo/redirect/"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def staff(client):
    user = UserFactory(is_superuser=True)
    client.force_login(user)
    return user


def add(client, **data):
    page = client.get(f"/en{REDIRECTS}add/")
    return client.post(f"/en{REDIRECTS}add/", form_data(page, _continue="1", **data))


def test_the_list_says_where_each_old_path_leads(client):
    page = PageFactory(slug_fr="programme", published=["fr"])
    Redirect.objects.point("/ancien.html", page, "fr")
    Redirect.objects.point("/brouillon.html", PageFactory(), "fr")
    Redirect.objects.create(path="/vieux", target_path="/blog/")

    assert column(client.get(f"/en{REDIRECTS}"), "target") == ["/programme/", "nothing any more", "/blog/"]


def test_the_list_asks_as_many_queries_for_ten_as_for_one(client, content_types, django_assert_num_queries):
    for number, item in enumerate((PageFactory(published=["fr"]), ChallengeFactory(published=["fr"]), TagFactory())):
        Redirect.objects.point(f"/un-{number}", item, "fr")
    with django_assert_num_queries(14):
        client.get(REDIRECTS)
    for number in range(10):
        Redirect.objects.point(f"/dix-{number}", ChallengeFactory(published=["fr"]), "fr")
    with django_assert_num_queries(14):
        assert len(column(client.get(REDIRECTS), "target")) == 13


def test_paths_are_found_whatever_their_case(client):
    Redirect.objects.create(path="/Actualités/Été.html", target_path="/blog/")

    assert column(client.get(REDIRECTS, {"q": "ETE.HTML"}), "path") == ["/Actualités/Été.html"]
    assert column(client.get(REDIRECTS, {"q": "%00"}), "path") == []


def test_one_may_be_written_by_hand(client):
    add(client, path="/vieux.html", target_path="/blog/")

    assert Redirect.objects.for_path("/VIEUX.html").address() == "/blog/"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"path": "vieux.html", "target_path": "/blog/"}, "Begin with a slash: /old/page.html"),
        ({"path": "/vieux", "target_path": ""}, "This field is required."),
        (
            {"path": "/vieux", "target_path": "https://example.org/"},
            "Write a path of this site, beginning with one slash: /new/page/",
        ),
        (
            {"path": "/vieux", "target_path": "//example.org/"},
            "Write a path of this site, beginning with one slash: /new/page/",
        ),
        ({"path": "/vieux", "target_path": "/Vieux"}, "An address cannot redirect to itself."),
        ({"path": "/DÉJÀ", "target_path": "/blog/"}, "This old path is redirected already, to /faq/."),
    ],
)
def test_mistakes_are_said_in_words(client, data, message):
    Redirect.objects.create(path="/deja", target_path="/faq/")

    assert errors(add(client, **data)) == [message]


def test_one_that_follows_an_item_keeps_it(client):
    page = PageFactory(published=["fr"])
    redirect, _created = Redirect.objects.point("/ancien.html", page, "fr")
    address = f"{REDIRECTS}{redirect.pk}/change/"
    form = client.get(address)
    assert soup(form).select("[name=target_path]") == []
    client.post(address, form_data(form, path="/autre.html", _continue="1"))

    redirect.refresh_from_db()
    assert (redirect.path, redirect.path_key, redirect.item) == ("/autre.html", "/autre.html", page)


def test_redirects_do_not_go_round_in_circles(client):
    Redirect.objects.create(path="/deux", target_path="/trois")
    page = add(client, path="/trois", target_path="/deux")

    assert errors(page) == ["This path is redirected to the old path: visitors would go round in circles."]
