import pytest
from django.template import Context, Template

from eig.text.markdown import render
from eig.text.references import resolve
from tests.factories import DocumentFactory, ImageFactory, PersonFactory, PostFactory

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


def test_an_address_never_leaves_its_attribute():
    DocumentFactory(key="piege", url='https://example.org/"onmouseover="alert(1)', published=["fr"])

    assert resolve(render("[lire](document:piege)")) == (
        '<p><a href="https://example.org/&quot;onmouseover=&quot;alert(1)">lire</a></p>\n'
    )


def test_texts_shown_together_are_one_query_a_kind(django_assert_num_queries, content_types):
    for number in range(3):
        PersonFactory(key=f"p{number}", slug=f"p{number}", published=["fr"])
    template = Template(
        "{% load prose %}{% together %}{% for line in lines %}{{ line|inline_markdown }} {% endfor %}{% endtogether %}"
        "{{ lines.0|inline_markdown }}"
    )
    lines = [f"[p](person:p{number})" for number in range(3)]

    with django_assert_num_queries(2):
        html = template.render(Context({"lines": lines}))

    assert html == (
        '<a href="/communaute/p0/">p</a> <a href="/communaute/p1/">p</a> <a href="/communaute/p2/">p</a> '
        '<a href="/communaute/p0/">p</a>'
    )
