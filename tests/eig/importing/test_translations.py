"""What an import says of translations: up to date with what came beside them, and with nothing else."""

import pytest

from blog.models import Post
from eig.languages.survey import State
from eig.pages.models import SiteIdentity
from eig.publishing.coverage import survey
from tests.moving import build_site, change, move_in

pytestmark = pytest.mark.django_db
FRENCH, ENGLISH = "_posts/18-07-27-Carnet-de-bord.md", "en/_posts/18-07-27-Carnet-de-bord.md"


@pytest.fixture
def site(tmp_path):
    site = build_site(tmp_path)
    move_in(site)
    return site


def logbook():
    """`{field: state}` in English of the post that came in both languages."""
    post = Post.objects.get(title_en="Logbook: a week at the harbour")
    cell = survey(Post, ["en"])[post.pk]["en"]
    return {name: str(state) for (name, _row), state in cell.states.items() if state != State.NOTHING}


def test_both_languages_came_together(site):
    assert logbook() == {"title": "current", "standfirst": "missing", "body": "current", "byline": "current"}
    assert {str(cells["en"].state) for cells in survey(SiteIdentity).values()} <= {"current", "progress", "missing"}


def test_a_source_that_changed_alone_leaves_its_translation_behind(site):
    change(site, FRENCH, "Carnet de bord :", "Encore un carnet :")
    move_in(site)

    assert logbook() == {"title": "stale", "standfirst": "missing", "body": "current", "byline": "current"}


def test_a_translation_that_came_with_it_is_up_to_date(site):
    change(site, FRENCH, "## Le lundi", "## Le mardi")
    change(site, ENGLISH, "fog everywhere", "fog, again, everywhere")
    move_in(site)

    assert logbook()["body"] == "current"
