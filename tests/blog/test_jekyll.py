from datetime import UTC, date, datetime

import pytest

from blog.models import Post
from eig.publishing.models import Edition
from tests.moving import build_site, change, messages, move_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(tmp_path):
    return build_site(tmp_path)


def test_post_that_exists_in_english_only_has_it_as_its_source(site):
    change(site, "en/_posts/2019-06-12-mesures.md", "lang-ref: mesures", "lang-ref: tides")

    move_in(site)

    post = Post.objects.get(key="2019-06-12-mesures-2")
    assert (post.source_language, post.title_en, post.title_fr) == ("en", "Measuring the tide", None)


def test_document_in_a_language_the_site_does_not_have_is_named(site):
    change(site, "en/_posts/2019-06-12-mesures.md", "lang-ref: mesures", "lang-ref: mesures\nlocale: es")

    report = move_in(site)

    assert messages(report, "language") == [
        "en/_posts/2019-06-12-mesures.md:1: written in “es”, which the site does not have: left out"
    ]
    assert report.failed


class TestOurSite:
    def test_french_and_english_post_make_one_item(self, moved):
        post = Post.objects.get(key="2018-07-27-carnet-de-bord")
        assert (post.title_fr, post.title_en) == (
            "Carnet de bord : une semaine au port",
            "Logbook: a week at the harbour",
        )
        assert (post.slug_fr, post.slug_en, post.date) == ("carnet-de-bord", "carnet-de-bord", date(2018, 7, 27))
        assert post.standfirst_fr == "Une semaine à quai, racontée par l'équipe."
        assert (post.byline_fr, post.byline_en) == (
            "Zélie Marchand, équipe Passerelles",
            "Zélie Marchand, Bridges team",
        )
        assert post.author_handle == "zelie_marchand"
        assert post.cover.key == "img-blog-quai-jpg"
        assert [person.key for person in post.authors.all()] == ["zelie-marchand"]
        assert sorted(tag.name_fr for tag in post.tags.all()) == ["méthode", "ouverture"]
        assert post.live_languages() == ["fr", "en"]

    def test_date_without_an_hour_is_midnight_in_paris(self, moved):
        edition = Post.objects.get(key="2018-07-27-carnet-de-bord").edition("fr")
        assert edition.published_at == datetime(2018, 7, 26, 22, 0, tzinfo=UTC)

    def test_date_with_an_hour_is_in_paris_time(self, moved):
        edition = Post.objects.get(key="2019-05-09-offre-stage").edition("fr")
        assert edition.published_at == datetime(2019, 5, 9, 12, 30, tzinfo=UTC)

    @pytest.mark.parametrize("key", ["2018-02-13-brouillon", "2019-07-01-retire"])
    def test_hidden_and_withdrawn_posts_are_drafts(self, moved, key):
        edition = Post.objects.get(key=key).edition("fr")
        assert (edition.state, edition.published_at) == (Edition.State.DRAFT, None)

    def test_same_slug_in_two_years_makes_two_posts(self, moved):
        assert list(Post.objects.filter(slug_fr="offre-stage").order_by("date").values_list("key", flat=True)) == [
            "2018-12-05-offre-stage",
            "2019-05-09-offre-stage",
        ]

    def test_text_refers_to_pictures_and_pages_by_key(self, moved):
        body = Post.objects.get(key="2018-07-27-carnet-de-bord").body_fr
        assert "[le défi Marelink](challenge:2018-marelink)" in body
        assert "[l'ancienne adresse](challenge:2018-marelink)" in body
        assert "[la page de Zélie](person:zelie-marchand#parcours)" in body
        assert "](image:img-blog-quai-jpg " in body

    def test_challenges_linked_in_the_text_are_related_and_tell_the_cohort(self, moved):
        post = Post.objects.get(key="2018-07-27-carnet-de-bord")
        assert [challenge.key for challenge in post.challenges.all()] == ["2018-marelink"]
        assert post.cohort.slug == "promo-1"

    def test_challenge_of_an_author_named_in_the_byline_is_related(self, moved):
        post = Post.objects.get(key="2018-02-13-brouillon")
        assert [challenge.key for challenge in post.challenges.all()] == ["2018-marelink"]

    def test_byline_of_two_links_both_in_order(self, moved):
        post = Post.objects.get(key="2018-11-14-cartes-et-licences")
        assert [part.person.key for part in post.authorships.all()] == ["oumar-tall", "zelie-marchand"]

    def test_misspelt_name_is_named_with_the_nearest(self, moved):
        assert (
            "_posts/19-05-09-offre-stage.md:4: the byline names “Zélie Marchnd”, who is nobody here; "
            "nearest: Zélie Marchand" in messages(moved, "unmatched")
        )
        assert not Post.objects.get(key="2019-05-09-offre-stage").authors.exists()

    def test_cover_on_another_site_is_named_with_its_address(self, moved):
        assert messages(moved, "image-elsewhere")[-1] == (
            "_posts/2018-11-14-cartes-et-licences.md:7: "
            "the cover https://upload.wikimedia.example/cartes.png is on another site"
        )
        assert Post.objects.get(key="2018-11-14-cartes-et-licences").cover is None
