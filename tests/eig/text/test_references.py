import pytest

from eig.text.markdown import render
from eig.text.references import resolve
from tests.factories import ImageFactory, PersonFactory, PostFactory

pytestmark = pytest.mark.django_db


def test_reference_leads_to_todays_address():
    person = PersonFactory(key="amina", slug="amina", published=["fr"])
    html = render("Voir [Amina](person:amina#bio).")
    person.slug = "amina-diallo"
    person.save()

    assert resolve(html) == '<p>Voir <a href="/communaute/amina-diallo/#bio">Amina</a>.</p>\n'


def test_reference_to_what_is_not_public_keeps_its_words_only():
    PostFactory(key="brouillon")

    assert resolve(render("Voir [ce brouillon](post:brouillon).")) == "<p>Voir ce brouillon.</p>\n"


def test_ten_references_of_a_kind_are_one_query(django_assert_num_queries, content_types):
    for number in range(10):
        PersonFactory(key=f"p{number}", published=["fr"])
    html = render(" ".join(f"[p](person:p{number})" for number in range(10)))

    with django_assert_num_queries(1):
        assert resolve(html).count('href="/communaute/') == 10


def test_link_around_a_picture_is_resolved_too():
    ImageFactory(key="phare")
    PersonFactory(key="amina", slug="amina", published=["fr"])

    html = resolve(render("[![Un phare](image:phare)](person:amina)"))

    assert '<a href="/communaute/amina/" class="eig-picture__link"' in html
