import pytest
from bs4 import BeautifulSoup
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory

from tests.factories import ImageFactory, PageFactory, SiteIdentityFactory

pytestmark = pytest.mark.django_db


def test_canonical_address_keeps_only_the_number_of_the_page_shown():
    template = Template("{% load metadata %}{% canonical_address %}")
    request = RequestFactory().get("/blog/?page=9&tri=titre")
    posts = Paginator(range(20), 5)

    def canonical(**context):
        return template.render(Context({"request": request, **context}))

    assert canonical() == "http://testserver/blog/"
    assert canonical(page_obj=posts.get_page(1)) == "http://testserver/blog/"
    assert canonical(page_obj=posts.get_page(9)) == "http://testserver/blog/?page=4"


def test_networks_show_the_cover_of_a_page_else_the_picture_of_the_site(client):
    hero, cover = ImageFactory(size_in_pixels=(1400, 900)), ImageFactory(size_in_pixels=(1300, 800))
    SiteIdentityFactory(hero=hero)
    PageFactory(slug_fr="avec", cover=cover, published=["fr"])
    PageFactory(slug_fr="sans", published=["fr"])

    def shown(path):
        page = BeautifulSoup(client.get(path).content, "html.parser")
        return page.find("meta", property="og:image")["content"]

    assert shown("/avec/").startswith(f"http://testserver/media/renditions/{cover.digest[:16]}")
    assert shown("/sans/").startswith(f"http://testserver/media/renditions/{hero.digest[:16]}")
