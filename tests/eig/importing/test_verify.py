import pytest

from blog.models import Post
from challenges.models import Challenge
from eig.pages.models import Audience, FAQEntry, Page
from eig.publishing.workflow import unpublish
from tests.moving import build_site, change, move_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(tmp_path):
    site = build_site(tmp_path)
    move_in(site)
    return site


def lost(report):
    return {entry["source"]: entry["words"] for entry in report.missing}


def test_no_word_is_lost(site):
    report = move_in(site, verify=True)

    assert (report.missing, report.verified, report.failed) == ([], True, False)


def test_word_missing_from_a_post_is_found(site):
    post = Post.objects.get(key="2018-07-27-carnet-de-bord")
    post.body_fr = post.body_fr.replace("brume", "pluie")
    post.save()

    report = move_in(site, verify=True)

    assert lost(report) == {"_posts/18-07-27-Carnet-de-bord.md": ["brume"]}
    assert report.missing[0]["address"] == "/blog/2018/7/27/carnet-de-bord/"
    assert report.failed


def test_word_missing_from_a_translation_is_found(site):
    post = Post.objects.get(key="2018-07-27-carnet-de-bord")
    post.body_en = post.body_en.replace("fog", "rain")
    post.save()

    assert lost(move_in(site, verify=True)) == {"en/_posts/18-07-27-Carnet-de-bord.md": ["fog"]}


def test_word_missing_from_a_draft_is_found(site):
    post = Post.objects.get(key="2018-02-13-brouillon")
    post.body_fr = post.body_fr.replace("maree", "mer")
    post.save()

    assert lost(move_in(site, verify=True)) == {"_posts/_18-02-13-brouillon.md": ["maree"]}


def test_word_missing_from_the_data_of_a_challenge_is_found(site):
    challenge = Challenge.objects.get(key="2018-marelink")
    challenge.tagline_fr = "Relier"
    challenge.save()

    assert lost(move_in(site, verify=True)) == {"_defis/2018-01-01-marelink.md": ["les", "ports"]}


def test_word_missing_from_a_page_at_a_place_is_found(site):
    page = Page.objects.get(place="home")
    page.body_fr = page.body_fr.replace("piliers", "colonnes")
    page.save()

    assert lost(move_in(site, verify=True)) == {"index.html": ["piliers"]}


def test_word_missing_from_an_answer_is_found(site):
    entry = FAQEntry.objects.get(key="faq-oar")
    entry.answer_en = "There are."
    entry.save()

    assert lost(move_in(site, verify=True)) == {"_data/faq-en.yml": ["two"]}


def test_word_missing_from_the_name_of_an_audience_is_found(site):
    change(site, "faq.html", "<h2>Questions</h2>", "<h2>Questions des marins</h2>")
    move_in(site)
    Audience.objects.update(name_fr="Autre chose")

    assert lost(move_in(site, verify=True)) == {"faq.html": ["des", "marins"]}


def test_published_post_that_is_gone_has_lost_nothing_but_its_page(site):
    unpublish(Post.objects.get(key="2019-05-09-offre-stage"), "fr")

    assert move_in(site, verify=True).missing == []


def test_words_left_out_on_purpose_are_named_elsewhere_in_the_report(site):
    change(site, "contact.html", "<p>Écrivez-nous", "<form><label>Votre navire</label></form><p>Écrivez-nous")

    report = move_in(site, verify=True)

    assert report.missing == []
    assert any("Votre navire" in finding.message for finding in report.findings)
