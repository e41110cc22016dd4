from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from eig.publishing.workflow import unpublish
from tests.factories import (
    AuthorshipFactory,
    ChallengeFactory,
    CohortFactory,
    ImageFactory,
    PageFactory,
    PersonFactory,
    PostFactory,
    TagFactory,
)

pytestmark = pytest.mark.django_db


def titles(response):
    return [post.title for post in response.context["page_obj"]]


def english_post(**fields):
    return PostFactory(title_en="Our lighthouse", slug_en="our-lighthouse", published=["fr", "en"], **fields)


def full_post(number=1):
    """A post that shows everything a post can, `number` of each."""
    post = PostFactory(
        published=["fr"],
        cover=ImageFactory(),
        body_fr=f'## Un\n\n![vue](image:{ImageFactory().key} "Ici")\n\n## Deux\n\n## Trois\n\n## Quatre\n\nFin.',
        byline_fr="Toute l'équipe",
    )
    for position in range(number):
        person = PersonFactory(published=["fr"], portrait=ImageFactory())
        AuthorshipFactory(post=post, person=person, position=position)
        post.tags.add(TagFactory())
        challenge = ChallengeFactory(published=["fr"], cover=ImageFactory())
        post.challenges.add(challenge)
        PostFactory(published=["fr"], date=post.date + timedelta(days=position + 1))
        PostFactory(published=["fr"], date=post.date - timedelta(days=position + 1))
    return post


# The list


def test_visitors_read_the_posts_that_are_live_newest_first(client):
    PostFactory(title_fr="Ancien", date=date(2025, 1, 1), published=["fr"])
    PostFactory(title_fr="Récent", date=date(2026, 1, 1), published=["fr"])
    PostFactory(title_fr="Brouillon")
    PostFactory(title_fr="Programmé", published=["fr"], published_at=timezone.now() + timedelta(hours=1))
    unpublish(PostFactory(title_fr="Dépublié", published=["fr"], published_at=timezone.now() - timedelta(days=1)), "fr")

    assert titles(client.get("/blog/")) == ["Récent", "Ancien"]


def test_english_list_holds_only_posts_live_in_english(client):
    PostFactory(published=["fr"])
    english_post()

    assert titles(client.get("/en/blog/")) == ["Our lighthouse"]


def test_empty_blog_says_so(client):
    assert "The first posts will appear here." in client.get("/en/blog/").content.decode()


def test_words_at_the_head_of_the_blog_are_those_of_its_page(client):
    PageFactory(place="blog", title_fr="Le journal", standfirst_fr="Nos nouvelles.", published=["fr"])
    page = client.get("/blog/").content.decode()
    assert "<h1>Le journal</h1>" in page
    assert "Nos nouvelles." in page


def test_text_of_the_blog_s_page_stands_after_its_first_posts(client):
    PageFactory(place="blog", body_fr="Écrivez-nous.", published=["fr"])
    PostFactory.create_batch(13, published=["fr"])

    pages = [BeautifulSoup(client.get(path).content, "html.parser") for path in ("/blog/", "/blog/?page=2")]

    assert [[text.text.strip() for text in page.select("main .eig-prose")] for page in pages] == [["Écrivez-nous."], []]


@pytest.mark.parametrize(
    ("asked", "shown"), [("1", 1), ("2", 2), ("3", 2), ("99999999999", 2), ("abc", 1), ("0", 2), ("-1", 2), ("%00", 1)]
)
def test_a_page_number_that_does_not_exist_shows_the_nearest(client, asked, shown):
    for _index in range(13):
        PostFactory(published=["fr"])

    response = client.get(f"/blog/?page={asked}")
    assert response.context["page_obj"].number == shown
    canonical = "http://testserver/blog/" + ("?page=2" if shown == 2 else "")
    assert f'<link rel="canonical" href="{canonical}">' in response.content.decode()


def test_posts_of_a_tag(client):
    tag = TagFactory(name_fr="Données ouvertes")
    PostFactory(title_fr="Avec", published=["fr"]).tags.set([tag])
    PostFactory(title_fr="Sans", published=["fr"])

    assert titles(client.get("/blog/mot-cle/donnees-ouvertes/")) == ["Avec"]


def test_a_tag_without_a_post_in_the_language_has_no_page_there(client):
    tag = TagFactory(name_fr="design")
    PostFactory(published=["fr"]).tags.set([tag])

    response = client.get("/blog/mot-cle/design/")
    assert response.context["alternates"] == [("fr", "/blog/mot-cle/design/")]
    assert client.get("/en/blog/tag/design/").status_code == 404
    assert client.get("/blog/mot-cle/inconnu/").status_code == 404


def test_a_tag_is_found_by_its_own_slug_in_each_language(client):
    tag = TagFactory(name_fr="données ouvertes", name_en="open data")
    english_post().tags.set([tag])

    assert titles(client.get("/en/blog/tag/open-data/")) == ["Our lighthouse"]
    assert client.get("/en/blog/tag/donnees-ouvertes/").status_code == 404


def test_a_theme_shows_its_challenges_in_every_language_then_the_posts_of_this_one(client):
    health = TagFactory(name_fr="santé", name_en="health")
    PostFactory(title_fr="Un article", published=["fr"]).tags.set([health])
    for number in range(7):
        ChallengeFactory(title_fr=f"Défi {number}", published=["fr"]).tags.set([health])
    ChallengeFactory(title_fr="Brouillon").tags.set([health])

    def shown(path):
        page = BeautifulSoup(client.get(path).content, "html.parser").main
        return page.h1.text, [title.text for title in page("h2")], len(page("h3")), page.select_one(".eig-more")["href"]

    assert shown("/blog/mot-cle/sante/") == (
        "Défis et articles sur le thème «\u00a0santé\u00a0»",
        ["Défis", "Articles"],
        7,
        "/defis/?theme=sante",
    )
    title, parts, cards, more = shown("/en/blog/tag/health/")
    assert (title, parts, cards, more) == (
        "Challenges and posts about “health”",
        ["Challenges"],
        6,
        "/en/challenges/?theme=sante",
    )


def test_posts_of_an_author_who_has_a_page(client):
    ana = PersonFactory(name="Ana Lopez", slug="ana-lopez", published=["fr"])
    AuthorshipFactory(post=PostFactory(title_fr="D’elle", published=["fr"]), person=ana)
    PostFactory(title_fr="D’un autre", published=["fr"])
    AuthorshipFactory(post=PostFactory(published=["fr"]), person=PersonFactory(slug="named-only"))

    response = client.get("/blog/par/ana-lopez/")
    assert [post.title_fr for post in response.context["page_obj"]] == ["D’elle"]
    assert response.context["alternates"] == [("fr", "/blog/par/ana-lopez/")]
    for path in ("/en/blog/by/ana-lopez/", "/blog/par/named-only/", "/blog/par/nobody/"):
        assert client.get(path).status_code == 404, path


def test_a_year_leads_to_its_cohorts(client):
    PostFactory(date=date(2025, 12, 31), published=["fr"])
    CohortFactory(slug="eig-8", name_fr="EIG 8", year=2025)
    CohortFactory(year=2025, shown=False)
    page = BeautifulSoup(client.get("/blog/2025/").content, "html.parser")
    assert [link["href"] for link in page.select("main .eig-lead a")] == ["/promotions/eig-8/"]


def test_posts_of_a_year(client):
    PostFactory(title_fr="De 2025", date=date(2025, 12, 31), published=["fr"])
    PostFactory(title_fr="De 2026", date=date(2026, 1, 1), published=["fr"])

    response = client.get("/blog/2025/")
    assert titles(response) == ["De 2025"]
    assert response.context["alternates"] == [("fr", "/blog/2025/")]


@pytest.mark.parametrize("year", ["2024", "0", "10000", "99999999999999999999"])
def test_a_year_without_posts_has_no_page(client, year):
    PostFactory(published=["fr"])
    assert client.get(f"/blog/{year}/").status_code == 404


@pytest.mark.parametrize("number", [1, 3, 12])
@pytest.mark.parametrize("path", ["/blog/", "/blog/mot-cle/commun/", "/blog/2026/", "/blog/par/ana/"])
def test_lists_cost_the_same_whatever_they_hold(client, content_types, django_assert_max_num_queries, path, number):
    tag, author = TagFactory(name_fr="commun"), PersonFactory(slug="ana", published=["fr"])
    for _index in range(number):
        post = PostFactory(published=["fr"], cover=ImageFactory(), date=date(2026, 3, 14))
        post.tags.set([tag, TagFactory()])
        AuthorshipFactory(post=post, person=author)
        ChallengeFactory(published=["fr"]).tags.set([tag])

    with django_assert_max_num_queries(9) as queries:
        client.get(path)
    assert len(queries) == {"/blog/": 8, "/blog/mot-cle/commun/": 9, "/blog/2026/": 9, "/blog/par/ana/": 8}[path]


# A post


def test_a_post_is_read_at_its_date_and_slug(client):
    PostFactory(title_fr="Le phare", slug_fr="le-phare", date=date(2026, 3, 4), published=["fr"])
    page = client.get("/blog/2026/3/4/le-phare/").content.decode()
    assert "<h1>Le phare</h1>" in page
    assert client.get("/blog/2026/3/5/le-phare/").status_code == 404


@pytest.mark.parametrize("path", ["/blog/2026/13/1/x/", "/blog/0/1/1/x/", "/blog/99999999999999999999/1/1/x/"])
def test_an_impossible_date_is_not_found(client, path):
    assert client.get(path).status_code == 404


def test_a_post_that_is_not_live_is_not_found(client):
    later = timezone.now() + timedelta(minutes=1)
    for post in (PostFactory(), PostFactory(published=["fr"], published_at=later), PostFactory(published=["en"])):
        assert client.get(post.get_absolute_url()).status_code == 404


def test_the_language_menu_leads_to_the_same_post(client):
    post = english_post()
    alternates = [("fr", post.address_in("fr")), ("en", "/en/blog/2026/3/14/our-lighthouse/")]
    assert client.get(post.address_in("fr")).context["alternates"] == alternates
    assert client.get(post.address_in("en")).context["alternates"] == alternates


def test_a_french_post_has_no_english_page(client):
    post = PostFactory(published=["fr"], slug_en="in-english", title_en="In English")
    assert client.get(post.get_absolute_url()).context["alternates"] == [("fr", post.address_in("fr"))]
    assert client.get(post.address_in("en")).status_code == 404


def test_an_author_without_a_page_is_a_plain_name_without_portrait(client):
    post = PostFactory(published=["fr"])
    AuthorshipFactory(post=post, person=PersonFactory(name="Bo Li", portrait=ImageFactory(alt_fr="Portrait de Bo")))
    page = client.get(post.get_absolute_url()).content.decode()
    assert "Bo Li" in page
    assert reverse("community:person", args=["bo-li"]) not in page
    assert "eig-face" not in page


def test_portraits_of_the_authors_stand_in_their_order(client):
    post = PostFactory(published=["fr"])
    last, first = (PersonFactory(portrait=ImageFactory(), published=["fr"]) for _index in range(2))
    for position, person in ((2, last), (1, first)):
        AuthorshipFactory(post=post, person=person, position=position)
        AuthorshipFactory(person=person)
    shown = client.get(post.get_absolute_url()).context["post"]
    assert shown.its_faces == [first.portrait, last.portrait]


def test_related_challenges_are_those_visitors_may_read(client):
    post = english_post()
    shown = ChallengeFactory(title_fr="Phare", published=["fr"])
    post.challenges.set([shown, ChallengeFactory(title_fr="Secret")])

    response = client.get(post.address_in("en"))
    assert list(response.context["related_challenges"]) == [shown]
    assert '<span lang="fr">Phare</span>' in response.content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_people_that_a_text_leads_to_follow_it(client, content_types, django_assert_num_queries, number):
    author, hidden = PersonFactory(name="Ana", published=["fr"]), PersonFactory(name="Bo")
    named = [PersonFactory(name=f"Cléo {index}", published=["fr"]) for index in range(number)]
    body = " ".join(f"[{person.name}](person:{person.key})" for person in (author, hidden, *reversed(named)))
    post = PostFactory(body_fr=body, published=["fr"])
    AuthorshipFactory(post=post, person=author)
    with django_assert_num_queries(7):
        page = BeautifulSoup(client.get(post.get_absolute_url()).content, "html.parser")
    section = page.select_one("[aria-labelledby=people-title]")
    assert section.h2.text == ("Une personne dans cet article" if number == 1 else "Des personnes dans cet article")
    assert [link.text for link in section.select("h3 a")] == [person.name for person in named]


def test_a_long_post_has_a_table_of_contents_and_a_short_one_none(client):
    long = PostFactory(published=["fr"], body_fr="## Un\n\n## Deux\n\n## Trois\n\n## Quatre")
    short = PostFactory(published=["fr"], body_fr="## Un\n\nFin.")
    assert client.get(long.get_absolute_url()).context["contents"][0] == ("un", "Un")
    assert "eig-toc" not in client.get(short.get_absolute_url()).content.decode()


def test_share_links_carry_the_whole_address_and_say_what_they_share(client):
    post = PostFactory(title_fr="Le phare", slug_fr="le-phare", published=["fr"])
    page = client.get(post.get_absolute_url()).content.decode()
    assert "url=http%3A%2F%2Ftestserver%2Fblog%2F2026%2F3%2F14%2Fle-phare%2F" in page
    assert 'translate="no">http://testserver/blog/2026/3/14/le-phare/</span>' in page
    assert page.count("partager «\u00a0Le phare\u00a0»") == 4


def test_readers_find_a_link_to_each_section_beside_its_heading(client):
    post = PostFactory(body_fr='## Dire "oui" & non\n\nMots.', published=["fr"])
    page = BeautifulSoup(client.get(post.get_absolute_url()).content, "html.parser")
    heading = page.select_one(".eig-prose h2")
    assert heading.text == "Dire «\u00a0oui\u00a0» & non"
    assert heading.a is None
    link = heading.find_next_sibling("a")
    assert link["href"] == f"#{heading['id']}"
    assert link["aria-label"] == "Lien vers la section «\u00a0Dire «\u00a0oui\u00a0» & non\u00a0»"


def test_posts_on_the_same_subject_are_the_latest_that_share_a_challenge_or_a_tag(client):
    challenge, sea, other = ChallengeFactory(published=["fr"]), TagFactory(), TagFactory()

    def written(title, day, tags=(), challenges=(), published=("fr",)):
        post = PostFactory(title_fr=title, date=date(2026, 3, day), published=list(published))
        post.tags.add(*tags)
        post.challenges.add(*challenges)
        return post

    post = written("Celui-ci", 20, [sea], [challenge])
    written("Suivant", 21, [sea])
    written("Précédent", 19, [sea])
    written("Même défi", 2, challenges=[challenge])
    written("Même mot", 3, [sea, other])
    written("Autre", 4, [other])
    written("Brouillon", 5, [sea], published=())
    page = BeautifulSoup(client.get(post.get_absolute_url()).content, "html.parser")
    assert [link.text for link in page.select(".eig-also a")] == ["Même mot", "Même défi"]


@pytest.mark.parametrize("number", [1, 3, 12])
def test_a_post_costs_the_same_whatever_it_shows(client, content_types, django_assert_num_queries, number):
    post = full_post(number)
    with django_assert_num_queries(6):
        page = client.get(post.get_absolute_url()).content.decode()
    assert page.count("eig-face") == number


def test_the_english_page_costs_no_more(client, content_types, django_assert_num_queries):
    post = english_post(body_en="Some words.")
    with override("en"), django_assert_num_queries(4):
        client.get(post.address_in("en"))
