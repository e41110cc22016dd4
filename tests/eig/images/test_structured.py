import json

import pytest
from bs4 import BeautifulSoup
from django.template import Context, Template
from django.utils.translation import override

from eig.images.pixels import specs
from eig.images.structured import creator
from eig.text.markdown import render
from tests.eig.images.drawn import encoded, library_image, thirds
from tests.factories import ImageFactory, PostFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def photo():
    return library_image(
        encoded(thirds(900, 600), "JPEG"),
        "photo.jpg",
        key="rentree",
        alt_fr="Une équipe",
        alt_en="A team",
        caption_fr="La *rentrée*",
        caption_en="Back to *work*, with [Ana](https://example.org/)",
        author="Ana Photographe",
        credit="Ana Photographe, DINUM",
        licence="cc-by",
        licence_version="4.0",
    )


def page(rf, inside, language="en", **context):
    """A page's HTML and what its block of JSON-LD says."""
    tags = "{% load pictures prose structured_data %}{% structured nothing '/en/credits/' %}"
    in_page = {"request": rf.get("/"), "alternates": [(language, "/")], **context}
    with override(language):
        html = Template(f"{tags}{inside}{{% endstructured %}}").render(Context(in_page))
    scripts = BeautifulSoup(html, "html.parser").select("script")
    assert [script["type"] for script in scripts] == ["application/ld+json"]
    return html, json.loads(scripts[0].string)


def objects(rf, inside, language="en", **context):
    return page(rf, inside, language, **context)[1]["@graph"]


def test_a_picture_says_who_made_it_and_how_to_get_it(rf, photo):
    said = page(rf, '{% picture image "card" %}', image=photo)[1]
    assert said == {
        "@context": "https://schema.org",
        "@graph": [
            {
                "@type": "ImageObject",
                "contentUrl": f"http://testserver/media/renditions/{specs.folder(photo)}/card-900.jpg",
                "width": 900,
                "height": 506,
                "creator": {"@type": "Person", "name": "Ana Photographe"},
                "creditText": "Ana Photographe, DINUM",
                "copyrightNotice": "© Ana Photographe",
                "license": "https://creativecommons.org/licenses/by/4.0/",
                "acquireLicensePage": "http://testserver/en/credits/#image-rentree",
                "caption": "Back to work, with Ana",
                "description": "A team",
            }
        ],
    }


def test_words_are_those_of_the_page_s_language_or_none(rf, photo):
    photo.alt_en = photo.caption_en = ""
    (said,) = objects(rf, '{% picture image "card" %}', image=photo)
    assert not {"caption", "description"} & said.keys()
    (said,) = objects(rf, '{% picture image "card" %}', "fr", image=photo)
    assert (said["caption"], said["description"]) == ("La rentrée", "Une équipe")


def test_what_nobody_knows_is_left_out(rf):
    image = ImageFactory(author="", credit="© DINUM", licence="reserved", alt_fr="")
    (said,) = objects(rf, '{% picture image "cover" %}', image=image)
    assert sorted(said) == [
        "@type",
        "acquireLicensePage",
        "contentUrl",
        "copyrightNotice",
        "creator",
        "creditText",
        "height",
        "width",
    ]
    assert creator(image) == {"@type": "Organization", "name": "DINUM"}


def test_each_picture_is_said_once_as_wide_as_it_is_shown(rf, photo):
    inside = '{% picture image "portrait" %}{% picture image "cover" %}{% picture image "card" %}'
    assert [said["contentUrl"].rpartition("/")[2] for said in objects(rf, inside, image=photo)] == ["cover-900.jpg"]


def test_pictures_inside_texts_are_among_them(rf, photo):
    inside = "{% together %}{% prose item 'body' %}{% endtogether %}"
    item = PostFactory(body_en="![](image:rentree)")
    item.body_html = render(item.body_en)
    assert [said["creditText"] for said in objects(rf, inside, item=item)] == ["Ana Photographe, DINUM"]


@pytest.mark.parametrize(
    ("fields", "spec"), [({"credit": "", "licence": "unknown"}, "card"), ({"credit": "Ana"}, "thumb")]
)
def test_uncredited_pictures_and_faces_are_not(rf, fields, spec):
    assert objects(rf, '<p>{% picture image "' + spec + '" %}</p>', image=ImageFactory(**fields)) == []


def test_pages_carry_one_block_for_no_more_queries(client, content_types, django_assert_num_queries):
    post = PostFactory(published=["fr"], cover=ImageFactory(key="une"), body_fr="![](image:dedans)")
    ImageFactory(key="dedans", credit="", licence="unknown")
    PostFactory(published=["fr"], cover=ImageFactory(key="voisine"))
    with django_assert_num_queries(5):
        content = BeautifulSoup(client.get(post.address_in("fr")).content, "html.parser")
    (block,) = content.select("script[type='application/ld+json']")
    pictures = [said for said in json.loads(block.string)["@graph"] if said["@type"] == "ImageObject"]
    assert [said["acquireLicensePage"] for said in pictures] == ["http://testserver/credits/#image-une"]


def test_outside_a_page_nothing_is_noted(photo):
    assert "ld+json" not in Template('{% load pictures %}{% picture image "card" %}').render(Context({"image": photo}))
