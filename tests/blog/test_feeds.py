from datetime import date
from xml.etree import ElementTree

import pytest

from tests.factories import (
    AuthorshipFactory,
    ImageFactory,
    PersonFactory,
    PostFactory,
    SiteIdentityFactory,
    TagFactory,
)

pytestmark = pytest.mark.django_db
ATOM = {"a": "http://www.w3.org/2005/Atom"}


def feed(client, path="/blog/feed.xml"):
    response = client.get(path)
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(response.content)


def texts(tree, path):
    return [element.text for element in tree.findall(path, ATOM)]


def test_feed_gives_each_post_whole_with_whole_addresses(client):
    image = ImageFactory()
    other = PostFactory(slug_fr="autre", date=date(2026, 3, 1), published=["fr"])
    body = f"Voir [l'autre](post:{other.key}) et [un site](https://example.org/a).\n\n![vue](image:{image.key})"
    PostFactory(title_fr="Tom & Ana", standfirst_fr="En bref.", body_fr=body, published=["fr"])

    tree = feed(client)
    assert texts(tree, "a:entry/a:title") == ["Tom & Ana", other.title]
    assert texts(tree, "a:entry/a:summary")[0] == "En bref."
    content = texts(tree, "a:entry/a:content")[0]
    assert '<a href="http://testserver/blog/2026/3/1/autre/">l’autre</a>' in content
    assert 'href="https://example.org/a"' in content
    assert 'src="http://testserver/media/renditions/' in content
    assert '"/media/' not in content
    assert ", /media/" not in content


def test_feed_is_that_of_the_language(client):
    SiteIdentityFactory(service_name_fr="Programme", service_name_en="Programme in English")
    PostFactory(title_fr="Français", published=["fr"])
    PostFactory(title_fr="Les deux", title_en="Both", slug_en="both", published=["fr", "en"])

    french, english = feed(client), feed(client, "/en/blog/feed.xml")
    assert sorted(texts(french, "a:entry/a:title")) == ["Français", "Les deux"]
    assert texts(english, "a:entry/a:title") == ["Both"]
    assert english.find("a:title", ATOM).text == "Programme in English – blog"
    assert [link.get("href") for link in english.findall("a:entry/a:link", ATOM)] == [
        "http://testserver/en/blog/2026/3/14/both/"
    ]


def test_entry_names_authors_and_tags_and_keeps_its_id_when_it_moves(client):
    post = PostFactory(published=["fr"])
    post.tags.set([TagFactory(name_fr="méthode")])
    AuthorshipFactory(post=post, person=PersonFactory(name="Bo Li"))

    tree = feed(client)
    assert texts(tree, "a:entry/a:author/a:name") == ["Bo Li"]
    assert [one.get("term") for one in tree.findall("a:entry/a:category", ATOM)] == ["méthode"]
    assert texts(tree, "a:entry/a:id") == [f"tag:testserver,2026-03-14:{post.key}/fr"]
    post.slug_fr = "ailleurs"
    post.save()
    assert texts(feed(client), "a:entry/a:id") == [f"tag:testserver,2026-03-14:{post.key}/fr"]


def test_characters_that_xml_forbids_are_left_out(client):
    PostFactory(title_fr="Un\x0btitre", standfirst_fr="A\x0cB", body_fr="C\x1eD\x01", published=["fr"])
    tree = feed(client)
    assert texts(tree, "a:entry/a:title") == ["Untitre"]
    assert texts(tree, "a:entry/a:content") == ["<p>CD</p>\n"]


def test_empty_feed_is_a_feed(client):
    assert texts(feed(client), "a:entry/a:title") == []


@pytest.mark.parametrize("number", [1, 3, 12])
def test_feed_costs_the_same_whatever_it_holds(client, content_types, django_assert_num_queries, number):
    for _index in range(number):
        AuthorshipFactory(post=PostFactory(body_fr=f"![vue](image:{ImageFactory().key})", published=["fr"]))
    with django_assert_num_queries(3):
        assert client.get("/blog/feed.xml").content.count(b"<entry>") == number


@pytest.mark.parametrize(("old", "new"), [("/feed.xml", "/blog/feed.xml"), ("/en/feed.xml", "/en/blog/feed.xml")])
def test_the_usual_address_of_a_feed_leads_to_it_for_good(client, old, new):
    response = client.get(old)
    assert (response.status_code, response["Location"]) == (301, new)


def test_characters_that_xml_has_no_word_for_are_left_out_wherever_they_stand(client):
    image = ImageFactory(alt_fr="vue\x1eaérienne", caption_fr="lé\x08gende\uffff")
    PostFactory(title_fr="Un\x0b", body_fr=f"Avant\x1e\n\n![](image:{image.key})", published=["fr"])
    PostFactory(published=["fr"]).tags.add(TagFactory(name_fr="dé\x1efi"))

    tree = feed(client)
    assert len(texts(tree, "a:entry/a:content")) == 2
    assert 'alt="vueaérienne"' in texts(tree, "a:entry/a:content")[1]
    assert [category.get("term") for category in tree.findall("a:entry/a:category", ATOM)] == ["défi"]
