"""A picture whose rights are over leaves every page at that instant, by the clock alone."""

from datetime import UTC, datetime, timedelta
from unittest.mock import patch

import pytest
from bs4 import BeautifulSoup
from django.template import Context, Template
from django.utils import timezone
from django.utils.translation import override

from blog.models import Post
from eig.images.models import Image
from eig.images.structured import collecting
from eig.text.markdown import render
from eig.text.references import resolve
from tests.factories import (
    AuthorshipFactory,
    ChallengeFactory,
    CohortFactory,
    DocumentFactory,
    ImageFactory,
    ParticipationFactory,
    PersonFactory,
    PostFactory,
    SiteIdentityFactory,
    TestimonialFactory,
)

pytestmark = pytest.mark.django_db

END = datetime(2021, 7, 1, 22, 0, tzinfo=UTC)
GONE = '<p class="eig-picture__gone"><span>Picture withdrawn</span></p>'
BEFORE, AFTER = END - timedelta(microseconds=1), END


def at(instant):
    return patch.object(timezone, "now", return_value=instant)


def image(**fields):
    """A picture whose rights ended long ago."""
    return ImageFactory(rights_until=END, withdrawn_at_end=True, **fields)


def shown(tag, **context):
    with override("en"):
        return Template("{% load pictures %}{% picture " + tag + " %}").render(Context(context)).strip()


def main_of(client, path):
    return BeautifulSoup(client.get(path).content, "html.parser").find("main")


def test_the_placeholder_comes_at_the_instant():
    with at(BEFORE):
        assert "<img" in shown('image "card"', image=image())
    with at(AFTER):
        assert shown('image "card" class="x" caption=True', image=image(caption_en="Work")) == (
            f'<figure class="eig-picture eig-picture--card eig-picture--withdrawn x">\n{GONE}\n</figure>'
        )


def test_a_picture_is_not_withdrawn_unless_staff_said_so():
    with at(AFTER):
        assert "<img" in shown('image "card"', image=ImageFactory(rights_until=END))


def test_staff_see_it_still():
    with at(AFTER):
        assert "<img" in shown('image "thumb" for_staff=True', image=image())


def test_in_a_text_the_link_around_it_stays():
    image(key="phare", alt_fr="Un phare")
    with at(AFTER), override("fr"):
        html = resolve(render("[![](image:phare)](https://example.org/)"))
    assert '</span> <a href="https://example.org/">Un phare</a></p>' in html
    assert "/media/" not in html


def test_the_query_agrees_with_the_picture():
    gone = image()
    ImageFactory(rights_until=END)
    ImageFactory()
    assert list(Image.objects.withdrawn(BEFORE)) == []
    assert list(Image.objects.withdrawn(AFTER)) == [gone]


def test_nothing_is_said_of_it_in_structured_data():
    with at(AFTER), collecting() as noted:
        shown('image "card"', image=image())
    assert noted == {}


@pytest.mark.parametrize("factory", [PostFactory, ChallengeFactory])
def test_networks_are_offered_the_cover_or_a_card(client, factory):
    cover = ImageFactory(size_in_pixels=(1200, 630))
    for chosen, offered in ((cover, cover.digest[:16]), (image(size_in_pixels=(1200, 630)), "/media/drawn/")):
        item = factory(published=["fr"], cover=chosen)
        content = BeautifulSoup(client.get(item.address_in("fr")).content, "html.parser")
        assert offered in content.select_one("meta[property='og:image']")["content"]


def test_networks_are_offered_a_card_of_home_when_its_picture_is_withdrawn(client):
    SiteIdentityFactory(hero=image(size_in_pixels=(1200, 630)))
    content = BeautifulSoup(client.get("/").content, "html.parser")
    assert "/media/drawn/" in content.select_one("meta[property='og:image']")["content"]


def test_people_are_shown_by_their_initials(client, content_types):
    cohort = CohortFactory(slug="eig-9")
    challenge = ChallengeFactory(published=["fr"], cohort=cohort)
    person = PersonFactory(name="Amina Diallo", portrait=image(), published=["fr"])
    ParticipationFactory(person=person, challenge=challenge)
    AuthorshipFactory(post=(post := PostFactory(published=["fr"])), person=person)
    TestimonialFactory(portrait=image())

    for path in (person.address_in("fr"), "/communaute/", cohort.address_in("fr"), challenge.address_in("fr")):
        content = main_of(client, path)
        assert (content.find("img"), content.select_one(".eig-initials").text) == (None, "AD"), path
    assert main_of(client, post.address_in("fr")).find(["img", "figure"]) is None
    home = main_of(client, "/")
    assert (home.find("img"), home.select(".eig-faces")) == (None, [])


def test_no_page_asks_for_its_file(client, content_types):
    gone = image(key="partie")
    SiteIdentityFactory(hero=gone)
    cohort = CohortFactory(slug="eig-9", cover=gone)
    challenge = ChallengeFactory(published=["fr"], cohort=cohort, cover=gone)
    logo = ChallengeFactory(published=["fr"], cohort=cohort, logo=gone)
    person = PersonFactory(portrait=gone, published=["fr"])
    post = PostFactory(published=["fr"], cover=gone, body_fr="![](image:partie)")
    AuthorshipFactory(post=post, person=person)
    DocumentFactory(cover=gone, published=["fr"])

    items = [item.address_in("fr") for item in (cohort, challenge, logo, person, post)]
    for path in (
        "/",
        "/blog/",
        "/defis/",
        "/communaute/",
        "/promotions/",
        "/presse/",
        "/credits/",
        "/blog/feed.xml",
        *items,
    ):
        response = client.get(path)
        assert (response.status_code, gone.digest[:16] in response.content.decode()) == (200, False), path
        assert "ImageObject" not in response.content.decode(), path


def test_it_leaves_the_page_of_credits(client, content_types):
    PostFactory(published=["fr"], cover=image())
    assert main_of(client, "/credits/").select(".eig-credits li") == []
    with at(BEFORE):
        Post.objects.get().editions.update(published_at=BEFORE)
        assert len(main_of(client, "/credits/").select(".eig-credits li")) == 1
