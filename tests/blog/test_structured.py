from datetime import UTC, date, datetime

import pytest

from eig.publishing.models import Version
from tests.eig.seo.test_structured import graph
from tests.factories import AuthorshipFactory, ImageFactory, PersonFactory, PostFactory, TagFactory

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 3, 14, 9, tzinfo=UTC)
LATER = datetime(2026, 4, 2, 8, tzinfo=UTC)


def posting(client, post, language="fr"):
    (found,) = graph(client, post.address_in(language))["BlogPosting"]
    return found


def test_a_post_tells_what_its_page_shows(client):
    cover = ImageFactory(size_in_pixels=(1400, 900))
    post = PostFactory(
        title_fr="Un phare ?",
        slug_fr="phare",
        standfirst_fr="En bref.",
        cover=cover,
        published=["fr"],
        published_at=MORNING,
    )
    post.tags.add(TagFactory(name_fr="méthode"))
    AuthorshipFactory(post=post, person=PersonFactory(name="Bo Li", published=["fr"]))

    address = "http://testserver/blog/2026/3/14/phare/"
    found = posting(client, post)
    image = found.pop("image")
    assert image.startswith(f"http://testserver/media/renditions/{cover.digest[:16]}")
    assert image.endswith("/social-1200.jpg")
    assert found == {
        "@type": "BlogPosting",
        "@id": f"{address}#post",
        "headline": "Un phare\u202f?",
        "description": "En bref.",
        "url": address,
        "mainEntityOfPage": address,
        "inLanguage": "fr",
        "datePublished": "2026-03-14T10:00:00+01:00",
        "dateModified": "2026-03-14T10:00:00+01:00",
        "author": [{"@type": "Person", "name": "Bo Li", "url": "http://testserver/communaute/bo-li/"}],
        "creditText": "Bo Li",
        "publisher": {"@id": "http://testserver/#organization"},
        "keywords": ["méthode"],
        "timeRequired": "PT1M",
    }


def test_a_name_that_the_page_does_not_show_is_not_told(client):
    post = PostFactory(byline_fr="Ana Roux et son équipe", published=["fr"])
    for name in ("Ana Roux", "Dan Secret"):
        AuthorshipFactory(post=post, person=PersonFactory(name=name))

    assert posting(client, post)["author"] == [{"@type": "Person", "name": "Ana Roux"}]
    assert b"Secret" not in client.get(post.address_in("fr")).content


def test_without_an_author_the_publisher_answers_for_it(client):
    found = posting(client, PostFactory(byline_fr="L'équipe", published=["fr"]))
    assert (found["author"], found["creditText"]) == ({"@id": "http://testserver/#organization"}, "L'équipe")


def test_a_post_is_as_old_as_its_page_says_and_as_fresh_as_its_text(client):
    post = PostFactory(date=date(2019, 5, 2), published=["fr"], published_at=MORNING)
    Version.objects.create(item=post, language="fr", number=1, kind=Version.Kind.PUBLISHED, payload={}, made_at=LATER)

    found = posting(client, post)
    assert (found["datePublished"], found["dateModified"]) == ("2019-05-02", "2026-04-02T10:00:00+02:00")
