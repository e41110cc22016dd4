"""Every feed of the site in each of its formats, as readers of feeds take it."""

import json
from datetime import UTC, date, datetime, timedelta

import feedparser
import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.utils import timezone

from community.models import Call
from eig.publishing.workflow import publish, unpublish
from tests.factories import (
    AuthorshipFactory,
    CallFactory,
    ChallengeFactory,
    CohortFactory,
    DocumentFactory,
    ImageFactory,
    PersonFactory,
    PostFactory,
    PressReleaseFactory,
    SiteIdentityFactory,
    SkillFactory,
    TagFactory,
)

pytestmark = pytest.mark.django_db
MARCH, MAY = datetime(2026, 3, 10, 9, tzinfo=UTC), datetime(2026, 5, 10, 9, tzinfo=UTC)
PLACES = {
    "fr": ("/nouveautes/", "/blog/", "/blog/mot-cle/methode/", "/defis/", "/participer/", "/documents/", "/presse/"),
    "en": (
        "/en/news/",
        "/en/blog/",
        "/en/blog/tag/method/",
        "/en/challenges/",
        "/en/take-part/",
        "/en/documents/",
        "/en/press/",
    ),
}


@pytest.fixture
def site():
    """A post, a challenge that is in French alone and a call, each with something that a feed has to take care of."""
    SiteIdentityFactory(service_name_en="Test <programme> & more")
    image = ImageFactory(key="vue")
    cohort = CohortFactory(slug="eig-9", name_fr="EIG 9", year=2026)
    challenge = ChallengeFactory(
        cohort=cohort,
        title_fr="Phare & <balise>",
        slug_fr="phare",
        body_fr="Voir \x0b![](image:vue).",
        skills=[SkillFactory(name_fr="Design")],
        published=["fr"],
        published_at=MARCH,
    )
    post = PostFactory(
        title_fr="Qui ?",
        title_en="Who?",
        slug_fr="qui",
        slug_en="who",
        standfirst_en="In short.",
        body_fr=f"[Le défi](challenge:{challenge.key}) ]]> ![](image:{image.key})",
        body_en=f"[The challenge](challenge:{challenge.key})",
        date=date(2026, 5, 10),
        published=["fr", "en"],
        published_at=MAY,
    )
    post.tags.add(TagFactory(name_fr="méthode", slug_fr="methode", name_en="method", slug_en="method"))
    AuthorshipFactory(post=post, person=PersonFactory(name="Bo Li"))
    CallFactory(cohort=cohort, text_open_fr="Candidatez.", opens=datetime(2026, 4, 1, tzinfo=UTC))
    document = DocumentFactory(title_fr="Livret & carte", title_en="Booklet & map", published=["fr", "en"])
    PressReleaseFactory(title_fr="Les défis retenus", date=date(2026, 5, 4), document=document)
    return post


def parsed(client, address):
    response = client.get(address)
    assert response.status_code == 200
    found = feedparser.parse(response.content, response_headers={"content-type": response["Content-Type"]})
    assert (found.bozo, found.get("bozo_exception")) == (False, None), address
    return found


def words(html):
    return BeautifulSoup(html, "html.parser").text.split()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_feeds_parse_and_say_the_same_in_each_format(client, site, language):
    for place in PLACES[language]:
        atom, rss = parsed(client, f"{place}feed.xml"), parsed(client, f"{place}rss.xml")
        found = client.get(f"{place}feed.json")
        told = json.loads(found.content)
        assert (atom.version, rss.version, told["version"]) == ("atom10", "rss20", "https://jsonfeed.org/version/1.1")
        assert found["Content-Type"] == "application/feed+json; charset=utf-8"
        assert atom.feed.title == rss.feed.title == told["title"]
        assert atom.feed.language == rss.feed.language == told["language"] == language
        assert told["feed_url"] == f"http://testserver{place}feed.json"
        assert rss.feed.links[1].href == f"http://testserver{place}rss.xml"
        ids = [entry.id for entry in atom.entries]
        assert ids, place
        assert ids == [entry.id for entry in rss.entries] == [item["id"] for item in told["items"]]
        texts = [entry.content[0].value for entry in atom.entries]
        assert texts == [entry.content[0].value for entry in rss.entries]
        assert [words(text) for text in texts] == [words(item["content_html"]) for item in told["items"]]
        assert [entry.link for entry in atom.entries] == [item["url"] for item in told["items"]]


def test_the_site_s_own_feed_holds_all_that_is_new_the_latest_first(client, site):
    told = json.loads(client.get("/en/news/feed.json").content)
    assert told["title"] == "Test <programme> & more"
    post, call, challenge = told["items"]
    assert post == {
        "id": f"tag:testserver,2026-05-10:{site.key}/en",
        "url": "http://testserver/en/blog/2026/5/10/who/",
        "title": "Who?",
        "summary": "In short.",
        "content_html": '<p><a href="http://testserver/en/challenges/eig-9/phare/">The challenge</a></p>\n',
        "date_published": "2026-05-10T09:00:00+00:00",
        "date_modified": "2026-05-10T09:00:00+00:00",
        "authors": [{"name": "Bo Li"}],
        "tags": ["method"],
        "language": "en",
    }
    assert (call["title"], call["language"]) == ("Call for applications, EIG 9", "fr")
    assert call["content_html"] == '<div lang="fr"><p>Candidatez.</p>\n</div>'
    assert (challenge["title"], challenge["language"]) == ("Phare & <balise>", "fr")
    assert challenge["content_html"].startswith('<div lang="fr"><p>Voir ')
    assert 'src="http://testserver/media/renditions/' in challenge["content_html"]
    assert challenge["tags"] == ["EIG 9", "Design"]


def test_a_challenge_is_dated_by_the_text_that_the_feed_shows(client):
    challenge = ChallengeFactory(title_en="Lighthouse", slug_en="lighthouse", published=["fr"], published_at=MARCH)
    dates = [parsed(client, path).entries[0].published for path in ("/defis/feed.xml", "/en/challenges/feed.xml")]
    assert dates == ["2026-03-10T09:00:00+00:00"] * 2
    publish(challenge, "en", at=MAY)
    (entry,) = parsed(client, "/en/challenges/feed.xml").entries
    assert (entry.published, entry.title) == ("2026-05-10T09:00:00+00:00", "Lighthouse")


def test_a_call_is_in_the_feed_from_its_opening_and_says_when_it_is_closed(client):
    far = {"closes": datetime(2099, 1, 5, 11, tzinfo=UTC)}
    CallFactory(opens=datetime(2098, 1, 1, tzinfo=UTC), **far)
    CallFactory(opens=MARCH, cohort=CohortFactory(shown=False), **far)
    call = CallFactory(opens=MARCH, text_open_fr="Candidatez.", text_after_fr="Merci.", **far)
    (entry,) = parsed(client, "/participer/feed.xml").entries
    assert entry.summary == "Ouvert jusqu’au 5 janvier 2099 à 12\u00a0h\u00a000 (heure de Paris)."
    assert (entry.content[0].value, entry.updated) == ("<p>Candidatez.</p>", "2026-03-10T09:00:00+00:00")
    Call.objects.filter(pk=call.pk).update(closes=MAY)
    (entry,) = parsed(client, "/participer/feed.xml").entries
    assert entry.summary == "Clos depuis le 10 mai 2026 à 11\u00a0h\u00a000 (heure de Paris)."
    assert (entry.content[0].value, entry.updated) == ("<p>Merci.</p>", "2026-05-10T09:00:00+00:00")


def test_a_document_is_in_the_feed_with_its_file(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    document = DocumentFactory(
        title_fr="Livret",
        description_fr="Le <tout>.",
        kind="booklet",
        url="",
        file=ContentFile(b"%PDF-1.7", "livret.pdf"),
        published=["fr"],
        published_at=MARCH,
    )
    DocumentFactory()
    assert json.loads(client.get("/en/documents/feed.json").content)["items"] == []
    (item,) = json.loads(client.get("/documents/feed.json").content)["items"]
    address = f"http://testserver{document.file.url}"
    assert item == {
        "id": f"tag:testserver,{document.created_at.year}:document/{document.key}/fr",
        "url": address,
        "title": "Livret",
        "summary": "Le <tout>.",
        "content_html": f'<p>Le &lt;tout&gt;.</p><p><a href="{address}">Livret (PDF)</a></p>',
        "date_published": "2026-03-10T09:00:00+00:00",
        "date_modified": "2026-03-10T09:00:00+00:00",
        "tags": ["Livret"],
        "language": "fr",
    }


def test_press_releases_that_bear_a_day_that_has_come_and_lead_somewhere_are_in_the_feed_of_the_press(client):
    hidden = DocumentFactory()
    shown = DocumentFactory(title_fr="Communiqué", published=["fr"])
    PressReleaseFactory(title_fr="Sans date", date=None)
    PressReleaseFactory(title_fr="Nulle part", date=date(2026, 5, 3), url="")
    PressReleaseFactory(title_fr="Pas encore", date=date(2026, 5, 3), document=hidden)
    PressReleaseFactory(title_fr="Demain", date=timezone.localdate() + timedelta(days=1))
    PressReleaseFactory(title_fr="Ici", date=date(2026, 5, 4), document=shown)
    PressReleaseFactory(title_fr="Ailleurs", date=date(2026, 5, 5), url="https://example.org/b")
    there, here = parsed(client, "/presse/feed.xml").entries
    assert (there.title, there.link, there.published) == (
        "Ailleurs",
        "https://example.org/b",
        "2026-05-05T00:00:00+02:00",
    )
    assert (here.title, here.link) == ("Ici", shown.url)
    assert here.content[0].value == f'<p><a href="{shown.url}">Communiqué (PDF)</a></p>'


def test_what_a_document_borrows_from_its_source_is_marked_alone(client):
    document = DocumentFactory(title_fr="Livret", description_en="It is out.", title_en="", published=["fr", "en"])
    PressReleaseFactory(title_fr="Le livret est là", date=date(2026, 5, 4), document=document)
    for address in ("/en/documents/feed.json", "/en/press/feed.json"):
        (item,) = json.loads(client.get(address).content)["items"]
        assert (item["summary"], item["language"]) == ("It is out.", "en")
        link = f'<a href="{document.url}"><span lang="fr">Livret</span> (PDF)</a>'
        assert item["content_html"] == f"<p>It is out.</p><p>{link}</p>"


def test_a_second_release_of_the_same_day_reaches_who_has_the_first(client):
    PressReleaseFactory(date=date(2026, 5, 4))
    first = client.get("/presse/feed.xml")
    assert "Last-Modified" not in first
    assert client.get("/presse/feed.xml", headers={"if-none-match": first["ETag"]}).status_code == 304
    PressReleaseFactory(date=date(2026, 5, 4))
    assert client.get("/presse/feed.xml", headers={"if-none-match": first["ETag"]}).status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_the_feeds_of_files_cost_the_same_whatever_they_hold(client, django_assert_num_queries, number):
    SiteIdentityFactory()
    for _index in range(number):
        PressReleaseFactory(date=date(2026, 5, 4), document=DocumentFactory(published=["fr"]))
    for address in ("/documents/feed.xml", "/presse/feed.xml"):
        with django_assert_num_queries(2):
            assert client.get(address).content.count(b"<entry>") == number


def test_a_reader_that_has_the_feed_is_told_so_until_it_changes(client, site):
    for address in (
        "/nouveautes/feed.xml",
        "/blog/rss.xml",
        "/defis/feed.json",
        "/documents/feed.xml",
        "/presse/rss.xml",
    ):
        first = client.get(address)
        same = client.get(address, headers={"if-none-match": first["ETag"]})
        assert (same.status_code, same.content) == (304, b""), address
    first = client.get("/blog/feed.xml")
    assert first["Last-Modified"] == "Sun, 10 May 2026 09:00:00 GMT"
    assert client.get("/blog/feed.xml", headers={"if-modified-since": first["Last-Modified"]}).status_code == 304
    unpublish(site, "fr")
    assert client.get("/blog/feed.xml", headers={"if-none-match": first["ETag"]}).status_code == 200


def test_an_empty_feed_stays_the_same(client):
    first = client.get("/blog/feed.xml")
    assert first["Last-Modified"] == "Sat, 01 Jan 2000 00:00:00 GMT"
    assert b"<updated>2000-01-01T00:00:00+00:00</updated>" in first.content
    assert client.get("/blog/feed.xml", headers={"if-none-match": first["ETag"]}).status_code == 304


def test_a_tag_nobody_has_has_no_feed_and_a_feed_is_only_read(client):
    assert client.get("/blog/mot-cle/rien/feed.xml").status_code == 404
    assert client.post("/blog/feed.xml").status_code == 405
    assert client.head("/blog/feed.xml").status_code == 200


def test_pages_lead_to_the_feeds_that_follow_them(client, site):
    def feeds(path):
        links = BeautifulSoup(client.get(path).content, "html.parser").select(
            "head link[type^=application][rel=alternate]"
        )
        for link in links:
            assert client.get(link["href"])["Content-Type"].startswith(link["type"]), link
        return [(link["title"], link["href"]) for link in links]

    own = [
        ("Test <programme> & more (Atom)", "/en/news/feed.xml"),
        ("Test <programme> & more (RSS)", "/en/news/rss.xml"),
        ("Test <programme> & more (JSON Feed)", "/en/news/feed.json"),
    ]
    assert feeds("/en/contact/") == own
    blog, tag = feeds("/en/blog/"), feeds("/en/blog/tag/method/")
    assert (blog[:3], blog[3]) == (own, ("Test <programme> & more – blog (Atom)", "/en/blog/feed.xml"))
    assert (tag[:6], tag[7]) == (
        blog,
        ("Test <programme> & more – posts about “method” (RSS)", "/en/blog/tag/method/rss.xml"),
    )
    assert feeds("/defis/")[3] == ("Programme d'essai – défis (Atom)", "/defis/feed.xml")
    assert feeds("/documents/")[3] == ("Programme d'essai – documents (Atom)", "/documents/feed.xml")
    assert feeds("/presse/")[3] == ("Programme d'essai – communiqués de presse (Atom)", "/presse/feed.xml")
    assert feeds("/participer/")[3] == ("Programme d'essai – appels (Atom)", "/participer/feed.xml")


@pytest.mark.parametrize("number", [1, 3])
def test_the_site_s_own_feed_costs_the_same_whatever_it_holds(client, content_types, django_assert_num_queries, number):
    for _index in range(number):
        body = f"![vue](image:{ImageFactory().key})"
        ChallengeFactory(body_fr=body, published=["fr"])
        PostFactory(body_fr=body, published=["fr"])
        CallFactory(text_open_fr="Oui.")
    with django_assert_num_queries(5):
        assert client.get("/nouveautes/feed.xml").content.count(b"<entry>") == 3 * number
