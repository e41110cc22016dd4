import pytest

from tests import sitemaps
from tests.factories import AuthorshipFactory, ChallengeFactory, PersonFactory, PostFactory, TagFactory

pytestmark = pytest.mark.django_db


def test_sitemap_lists_a_post_only_in_the_languages_where_it_is_live(client):
    PostFactory(slug_fr="francais", published=["fr"])
    PostFactory(slug_fr="deux", slug_en="both", title_en="Both", published=["fr", "en"])
    PostFactory(slug_fr="brouillon")

    page = sitemaps.text(client)
    assert "<loc>http://testserver/blog/2026/3/14/francais/</loc>" in page
    assert 'hreflang="fr" href="http://testserver/blog/2026/3/14/francais/"' in page
    assert "<loc>http://testserver/en/blog/2026/3/14/both/</loc>" in page
    assert 'hreflang="x-default" href="http://testserver/blog/2026/3/14/deux/"' in page
    assert "brouillon" not in page
    assert "/en/blog/2026/3/14/francais/" not in page


def test_sitemap_lists_tags_years_and_authors_in_the_languages_where_they_show_something(client):
    post = PostFactory(published=["fr"])
    post.tags.set([TagFactory(name_fr="mer", name_en="sea")])
    ChallengeFactory(published=["fr"]).tags.set([TagFactory(name_fr="eau", name_en="water")])
    PostFactory().tags.set([TagFactory(name_fr="secret")])
    AuthorshipFactory(post=post, person=PersonFactory(slug="ana", published=["fr"]))
    AuthorshipFactory(post=post, person=PersonFactory(slug="bo"))

    page = sitemaps.text(client)
    shown = ["/blog/mot-cle/mer/", "/blog/mot-cle/eau/", "/en/blog/tag/water/", "/blog/2026/", "/blog/par/ana/"]
    hidden = ["/en/blog/tag/sea/", "secret", "/en/blog/2026/", "/en/blog/by/ana/", "/blog/par/bo/"]
    assert [path for path in shown if f"<loc>http://testserver{path}</loc>" not in page] == []
    assert [path for path in hidden if path in page] == []
