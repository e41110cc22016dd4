import pytest

from tests.factories import PostFactory

pytestmark = pytest.mark.django_db


def test_sitemap_lists_a_post_only_in_the_languages_where_it_is_live(client):
    PostFactory(slug_fr="francais", published=["fr"])
    PostFactory(slug_fr="deux", slug_en="both", title_en="Both", published=["fr", "en"])
    PostFactory(slug_fr="brouillon")

    page = client.get("/sitemap.xml").content.decode()
    assert "<loc>http://testserver/blog/2026/3/14/francais/</loc>" in page
    assert 'hreflang="fr" href="http://testserver/blog/2026/3/14/francais/"' in page
    assert "<loc>http://testserver/en/blog/2026/3/14/both/</loc>" in page
    assert 'hreflang="x-default" href="http://testserver/blog/2026/3/14/deux/"' in page
    assert "brouillon" not in page
    assert "/en/blog/2026/3/14/francais/" not in page
