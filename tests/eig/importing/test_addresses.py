import pytest

from eig.pages.models import Page
from eig.seo.models import Redirect
from tests.factories import PostFactory
from tests.moving import build_site, messages, move_in

pytestmark = pytest.mark.django_db

OLD_ADDRESSES = {
    "/blog/2018/07/27/Carnet-de-bord.html": "/blog/2018/7/27/carnet-de-bord/",
    "/blog/2018/07/27/Carnet-de-bord": "/blog/2018/7/27/carnet-de-bord/",
    "/BLOG/2018/07/27/carnet-de-bord.HTML": "/blog/2018/7/27/carnet-de-bord/",
    "/en/blog/2018/07/27/Carnet-de-bord.html": "/en/blog/2018/7/27/carnet-de-bord/",
    "/posts/2018/07/27/Carnet-de-bord/": "/blog/2018/7/27/carnet-de-bord/",
    "/defis/2018/marelink.html": "/defis/promo-1/marelink/",
    "/defis/2018/marelink/": "/defis/promo-1/marelink/",
    "/defis/2018/marelink": "/defis/promo-1/marelink/",
    "/defis/2019/marelink.html": "/defis/dig/marelink/",
    "/defi/2017/09/26/marelink/": "/defis/promo-1/marelink/",
    "/communaute/2018/zelie-marchand.html": "/communaute/zelie-marchand/",
    "/index.html": "/",
    "/en/index.html": "/en/",
    "/blog/index.html": "/blog/",
    "/blog.html": "/blog/",
    "/blog/page2/": "/blog/?page=2",
    "/blog/page2/index.html": "/blog/?page=2",
    "/defis.html": "/defis/",
    "/en/challenges.html": "/en/challenges/",
    "/communaute.html": "/communaute/",
    "/contact.html": "/contact/",
    "/faq.html": "/faq/faq/",
    "/plan-site.html": "/plan-du-site/",
    "/presentation.html": "/presentation/",
    "/en/program.html": "/en/program/",
    "/tag/methode.html": "/blog/mot-cle/methode/",
    "/feed.xml": "/blog/feed.xml",
    "/docs/guide.pdf": "/media/documents/docs-guide.pdf",
}


@pytest.fixture
def site(tmp_path):
    return build_site(tmp_path)


def test_listed_address_that_the_tree_does_not_know_leads_to_the_item_of_its_title(site, tmp_path, client):
    listing = tmp_path / "addresses.tsv"
    listing.write_text("/vieux/marees.html\tMesures de la marée\n", encoding="utf-8")

    report = move_in(site, addresses=listing)

    assert client.get("/vieux/marees.html")["Location"] == "/blog/2019/6/12/mesures/"
    assert report.unanswered == []


def test_listed_address_that_nothing_explains_is_named(site, tmp_path):
    listing = tmp_path / "addresses.tsv"
    listing.write_text("/vieux/offre.html\tOffre de stage\n/inconnu.html\n/defis.html\n", encoding="utf-8")

    report = move_in(site, addresses=listing)

    assert messages(report, "address") == [
        "addresses.tsv:1: /vieux/offre.html: no single item is titled “Offre de stage”; nearest: none",
        "addresses.tsv:2: /inconnu.html: the tree does not know it",
    ]
    assert report.unanswered == ["/vieux/offre.html", "/inconnu.html"]


def test_listed_address_that_shows_another_title_is_not_answered(site, tmp_path):
    listing = tmp_path / "addresses.tsv"
    listing.write_text("/defis/2018/marelink.html\tMarelink 2019\n", encoding="utf-8")

    assert move_in(site, addresses=listing).unanswered == ["/defis/2018/marelink.html"]


def test_redirect_follows_an_item_that_moves_later(site, client):
    move_in(site)
    page = Page.objects.get(key="presentation")
    page.slug_fr = "programme"
    page.save()

    assert client.get("/presentation.html")["Location"] == "/programme/"


def test_other_redirects_stay(site):
    post = PostFactory(published=["fr"])
    Redirect.objects.point("/a-nous.html", post, "fr")

    move_in(site)

    assert Redirect.objects.get(path="/a-nous.html").item == post


class TestOurSite:
    def test_old_address_leads_to_its_item_in_one_permanent_hop(self, moved, client):
        answers = {old: client.get(old) for old in OLD_ADDRESSES}

        assert {old: answer.get("Location") for old, answer in answers.items()} == OLD_ADDRESSES
        assert {answer.status_code for answer in answers.values()} == {301}

    def test_old_address_of_the_form_of_ours_is_answered(self, moved, client):
        assert client.get("/blog/?page=2").status_code == 200
        assert client.get("/contact/").status_code == 200

    def test_rule_whose_target_is_gone_is_named(self, moved):
        assert messages(moved, "redirect-target-gone") == [
            "_redirects:7: /defi/2017/09/26/sirene/ leads to /defis/2018/sirene.html, which is not in the tree",
            "_redirects:9: /ancien-guide.pdf leads to /docs/guide-disparu.pdf, which is not in the tree",
        ]
        assert not Redirect.objects.filter(path__contains="sirene").exists()

    def test_address_of_a_live_page_is_not_taken_by_a_redirect(self, moved):
        assert not Redirect.objects.filter(path__in=["/contact/", "/defis/", "/", "/blog/"]).exists()
