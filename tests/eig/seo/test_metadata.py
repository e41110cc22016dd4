import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory

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
