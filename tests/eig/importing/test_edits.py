import pytest

from blog.models import Post
from challenges.models import Challenge
from community.models import Person
from eig.publishing.bin import put_into_bin
from eig.publishing.workflow import unpublish
from eig.seo.models import Redirect
from eig.tags.models import Tag
from tests.factories import PageFactory, PersonFactory
from tests.moving import build_site, change, messages, move_in, outcomes

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(tmp_path):
    site = build_site(tmp_path)
    move_in(site)
    return site


def test_text_edited_here_is_kept_and_named(site):
    post = Post.objects.get(key="2018-12-05-offre-stage")
    post.title_fr = "Offre de stage, close"
    post.save()
    change(site, "_posts/18-12-05-offre-stage.md", "title: Offre de stage", "title: Une offre de stage")

    report = move_in(site)

    post.refresh_from_db()
    assert post.title_fr == "Offre de stage, close"
    assert report.counts["posts"]["kept"] == 1
    assert messages(report, "kept") == [
        "_posts/18-12-05-offre-stage.md:1: posts “2018-12-05-offre-stage” was edited here since: kept title_fr"
    ]


def test_other_fields_of_an_edited_item_still_follow_the_source(site):
    post = Post.objects.get(key="2018-12-05-offre-stage")
    post.title_fr = "Offre de stage, close"
    post.save()
    change(site, "_posts/18-12-05-offre-stage.md", "Première offre.", "La toute première offre.")

    move_in(site)

    post.refresh_from_db()
    assert post.title_fr == "Offre de stage, close"
    assert post.body_fr.startswith("La toute première offre.")


def test_overwrite_takes_the_source_again(site):
    post = Post.objects.get(key="2018-12-05-offre-stage")
    post.title_fr = "Offre de stage, close"
    post.save()

    report = move_in(site, overwrite=True)

    post.refresh_from_db()
    assert post.title_fr == "Offre de stage"
    assert report.counts["posts"] == {"updated": 1, "unchanged": 6}


def test_team_edited_here_is_kept(site):
    challenge = Challenge.objects.get(key="2018-marelink")
    challenge.participations.filter(person__key="oumar-tall").delete()

    report = move_in(site)

    assert [part.person.key for part in challenge.participations.all()] == ["zelie-marchand", "basile-kermarrec"]
    assert report.counts["challenges"]["kept"] == 1


def test_tag_added_here_is_kept(site):
    post = Post.objects.get(key="2018-12-05-offre-stage")
    post.tags.add(Tag.objects.get(key="methode"))

    move_in(site)

    assert sorted(tag.key for tag in post.tags.all()) == ["methode", "recrutement"]


def test_post_unpublished_here_stays_so(site):
    unpublish(Post.objects.get(key="2018-12-05-offre-stage"), "fr")

    report = move_in(site)

    assert not Post.objects.published("fr").filter(key="2018-12-05-offre-stage").exists()
    assert report.counts["posts"]["kept"] == 1


def test_item_deleted_here_is_not_made_again(site):
    Post.objects.get(key="2018-12-05-offre-stage").delete()

    report = move_in(site)

    assert not Post.objects.filter(key="2018-12-05-offre-stage").exists()
    assert report.counts["posts"] == {"skipped": 1, "unchanged": 6}


def test_item_deleted_here_comes_back_with_overwrite(site):
    Post.objects.get(key="2018-12-05-offre-stage").delete()

    move_in(site, overwrite=True)

    assert Post.objects.published("fr").filter(key="2018-12-05-offre-stage").exists()


def test_redirect_edited_here_is_kept(site):
    redirect = Redirect.objects.get(path="/blog/2018/07/27/Carnet-de-bord.html")
    redirect.item, redirect.language, redirect.target_path = None, "", "/ailleurs/"
    redirect.save()

    report = move_in(site)

    redirect.refresh_from_db()
    assert redirect.target_path == "/ailleurs/"
    assert report.counts["redirects"]["kept"] == 1


def test_person_written_here_before_the_import_keeps_what_is_said(tmp_path):
    person = PersonFactory(key="abc", slug="oumar-tall", name="Oumar T.", profile_fr="")

    report = move_in(build_site(tmp_path))

    person.refresh_from_db()
    assert (person.name, person.profile_fr) == ("Oumar T.", "Développeur")
    assert Person.objects.filter(slug="oumar-tall").count() == 1
    assert report.counts["people"]["kept"] == 1


def test_page_that_stands_at_a_place_already_is_taken_over(tmp_path):
    page = PageFactory(key="abc", place="home", title_fr="Accueil", body_fr="", published=["fr"])

    move_in(build_site(tmp_path))

    page.refresh_from_db()
    assert page.title_fr == "Accueil"
    assert "Les piliers" in page.body_fr


def test_item_whose_source_is_gone_stays_and_is_named(site):
    (site / "_posts/18-12-05-offre-stage.md").unlink()

    report = move_in(site)

    assert Post.objects.published("fr").filter(key="2018-12-05-offre-stage").exists()
    assert messages(report, "gone") == [
        "posts: “2018-12-05-offre-stage” came with an earlier import and is no longer in the source: left as it is"
    ]


def test_nothing_edited_says_nothing_of_edits(site):
    assert list(outcomes(move_in(site))) == ["unchanged"]


class TestWhatLiesInTheBin:
    @pytest.fixture(autouse=True)
    def _binned(self, site):
        put_into_bin(Post.objects.get(key="2018-12-05-offre-stage"))
        change(site, "_posts/18-12-05-offre-stage.md", "title: Offre de stage", "title: Une offre de stage")

    def test_stays_there_and_is_named(self, site):
        report = move_in(site)

        assert [post.title_fr for post in Post.objects.binned()] == ["Offre de stage"]
        assert messages(report, "deleted") == [
            "_posts/18-12-05-offre-stage.md:1: posts “2018-12-05-offre-stage” is in the bin: left there"
        ]

    def test_comes_back_with_overwrite(self, site):
        move_in(site, overwrite=True)

        post = Post.objects.kept().get(key="2018-12-05-offre-stage")
        assert (post.title_fr, post.edition("fr").is_live()) == ("Une offre de stage", True)
