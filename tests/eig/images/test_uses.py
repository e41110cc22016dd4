"""Where an image is used: in a field of an item, in the text of any language, published or not."""

import pytest

from eig.images.models import Image, image_links
from eig.images.uses import number_of_uses, texts_with, uses_of
from tests.factories import (
    ChallengeFactory,
    CohortFactory,
    DocumentFactory,
    ImageFactory,
    PageFactory,
    PersonFactory,
    PostFactory,
    SiteIdentityFactory,
    TestimonialFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def image():
    return ImageFactory(key="phare")


def described(uses):
    """`{(item, name of the field, language)}`."""
    return {(use.item, use.field.name, use.language) for use in uses}


def test_every_field_that_holds_an_image_is_a_use(image):
    items = {
        (PostFactory(cover=image), "cover", ""),
        (ChallengeFactory(cover=image), "cover", ""),
        (ChallengeFactory(logo=image), "logo", ""),
        (CohortFactory(cover=image), "cover", ""),
        (PageFactory(cover=image), "cover", ""),
        (DocumentFactory(cover=image), "cover", ""),
        (PersonFactory(portrait=image), "portrait", ""),
        (TestimonialFactory(portrait=image), "portrait", ""),
        (SiteIdentityFactory(hero=image), "hero", ""),
    }

    assert described(uses_of([image])["phare"]) == items


def test_every_link_to_an_image_is_looked_at():
    assert {f"{link.model.__name__}.{link.name}" for link in image_links()} == {
        "Challenge.cover",
        "Challenge.logo",
        "Cohort.cover",
        "Deliverable.image",
        "Document.cover",
        "Page.cover",
        "Person.portrait",
        "Post.cover",
        "PressPicture.image",
        "SiteIdentity.hero",
        "SiteIdentity.logo",
        "Testimonial.portrait",
    }


def test_text_is_a_use_in_each_language_that_shows_the_image(image):
    post = PostFactory(body_fr="![](image:phare)\n\n![encore](image:phare)", body_en="![](image:phare)")
    person = PersonFactory(bio_fr="![](image:phare)", bio_en="Nothing.")
    PostFactory(body_fr="![](image:port)")

    assert described(uses_of([image])["phare"]) == {
        (post, "body_fr", "fr"),
        (post, "body_en", "en"),
        (person, "bio_fr", "fr"),
    }
    assert set(texts_with([image])) == {post, person}


def test_image_that_nothing_shows_has_no_use(image):
    assert uses_of([image]) == {}
    assert texts_with([image]) == []


def test_uses_are_told_apart_by_image(image):
    other = ImageFactory(key="port")
    post = PostFactory(cover=image, body_fr="![](image:port)")

    uses = uses_of([image, other])

    assert described(uses["phare"]) == {(post, "cover", "")}
    assert described(uses["port"]) == {(post, "body_fr", "fr")}


@pytest.mark.parametrize("number", [1, 3])
def test_uses_of_any_number_of_images_take_as_many_queries(number, content_types, django_assert_num_queries):
    images = ImageFactory.create_batch(number)
    for image in images:
        PostFactory(cover=image, body_fr=f"![](image:{image.key})")
    links, index_and_items = len(image_links()), 2

    with django_assert_num_queries(links + index_and_items):
        assert {key: len(uses) for key, uses in uses_of(images).items()} == {image.key: 2 for image in images}


def test_number_of_uses_is_that_of_the_list(image):
    PostFactory(cover=image, body_fr="![](image:phare)", body_en="![](image:phare)")
    ChallengeFactory(cover=image, logo=image)
    ImageFactory(key="port")

    numbers = dict(Image.objects.annotate(number=number_of_uses()).values_list("key", "number"))

    assert numbers == {"phare": 5, "port": 0}
    assert len(uses_of([image])["phare"]) == 5
