"""A visitor who follows every page of the demo meets no error, in either language."""

import pytest
from django.test import override_settings
from django.urls import reverse
from django.utils import translation

from blog.models import Post
from challenges.models import Challenge
from community.models import Cohort, Person
from eig.pages.models import Audience, Page
from eig.tags.models import Tag

LANGUAGES = ("fr", "en")


def addresses(language):
    with translation.override(language):
        for model in (Post, Challenge, Person, Page):
            for item in model.objects.published():
                yield item.get_absolute_url()
        for model in (Cohort, Audience, Tag):
            for item in model.objects.all():
                yield item.get_absolute_url()
        yield reverse("community:take_part")
        yield reverse("blog:feed")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_published_page_answers(demo, client, language):
    answers = {address: client.get(address).status_code for address in addresses(language)}

    assert len(answers) > 100
    assert {address: status for address, status in answers.items() if status != 200} == {}


def test_scheduled_post_and_draft_are_hidden(demo, client):
    for key in ("plus-que-quatre-jours", "bilan-eig-8"):
        assert client.get(Post.objects.get(key=key).get_absolute_url()).status_code == 404


@override_settings(LANGUAGE_CODE="fr")
def test_home_speaks_of_the_open_call(demo, client):
    assert "EIG 9" in client.get("/").content.decode()
