import factory
import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from eig import nearest as nearest_pages
from eig.publishing.workflow import publish
from tests.factories import (
    AdministrationFactory,
    AudienceFactory,
    ChallengeFactory,
    CohortFactory,
    FAQEntryFactory,
    PageFactory,
    PersonFactory,
    PostFactory,
    SkillFactory,
    TagFactory,
)

pytestmark = pytest.mark.django_db
# People, cohorts, administrations, skills, challenges, posts, pages, audiences and tags.
KINDS = 9


def nearest(client, path):
    page = BeautifulSoup(client.get(path, follow=True).content, "html.parser")
    return [(link.text, link["href"]) for link in page.select(".eig-lost li a")]


def test_not_found_offers_the_pages_with_the_nearest_address(client):
    PageFactory(title_fr="Le guide", slug_fr="guide", published=["fr"])
    PageFactory(title_fr="Brouillon", slug_fr="guides")
    PersonFactory(name="Amina Diallo", slug="amina-diallo", published=["fr"])

    assert nearest(client, "/guide.html") == [("Le guide", "/guide/")]
    assert nearest(client, "/gens/amina-dialo/") == [("Amina Diallo", "/communaute/amina-diallo/")]
    assert nearest(client, "/rien-de-tel/") == []


def test_not_found_offers_challenges_and_posts_too(client):
    challenge = ChallengeFactory(
        title_fr="Phare", slug_fr="phare-breton", cohort=CohortFactory(slug="eig-1"), published=["fr"]
    )
    post = PostFactory(title_fr="Bilan", slug_fr="bilan-annuel", published=["fr"])

    assert nearest(client, "/defis/phares-breton/") == [("Phare", challenge.get_absolute_url())]
    assert nearest(client, "/bilan-anuel/") == [("Bilan", post.get_absolute_url())]


@pytest.mark.parametrize(
    ("path", "proposed"),
    [
        ("/defi/", [("Défis", "/defis/")]),
        ("/contacts", [("Contact", "/contact/")]),
        ("/FAQ", [("Questions fréquentes", "/faq/")]),
        ("/recherch/", [("Recherche", "/recherche/")]),
        ("/search/", [("Recherche", "/recherche/")]),
        ("/presse.html", [("Presse", "/presse/")]),
        ("/ancien/site/documents-utiles/", [("Documents", "/documents/")]),
        ("/administration/", [("Administrations", "/administrations/")]),
        ("/plan/", [("Plan du site", "/plan-du-site/")]),
        ("/en/defis/", [("Challenges", "/en/challenges/")]),
        ("/en/challenge/", [("Challenges", "/en/challenges/")]),
        ("/en/mentions-legales/", [("Legal notice", "/en/legal-notice/")]),
    ],
)
def test_not_found_offers_the_pages_that_are_always_there_asked_for_in_whatever_language(client, path, proposed):
    assert nearest(client, path) == proposed


def test_not_found_offers_all_that_has_a_page_of_its_own(client):
    skill = SkillFactory(slug="developpement", name_fr="Développement")
    administration = AdministrationFactory(name_fr="Agence des phares")
    challenge = ChallengeFactory(
        cohort=CohortFactory(slug="eig-6", name_fr="EIG 6"),
        administrations=[administration],
        skills=[skill],
        published=["fr"],
    )
    challenge.tags.add(TagFactory(name_fr="logiciel libre", name_en="free software"))
    FAQEntryFactory(audience=AudienceFactory(name_fr="Candidats", slug_fr="candidats"), published=["fr"])

    assert nearest(client, "/promotions/eig-7/") == [("EIG 6", "/promotions/eig-6/")]
    assert nearest(client, "/competences/dev/") == [("Développement", "/competences/developpement/")]
    assert nearest(client, "/phares/") == [("Agence des phares", "/administrations/agence-des-phares/")]
    assert nearest(client, "/blog/logiciel/") == [("logiciel libre", "/blog/mot-cle/logiciel-libre/")]
    assert nearest(client, "/en/blog/logiciel/") == [("free software", "/en/blog/tag/free-software/")]
    assert nearest(client, "/candidat/") == [("Questions fréquentes\xa0: Candidats", "/faq/candidats/")]


def test_what_visitors_may_not_read_about_is_not_offered(client):
    CohortFactory(slug="eig-6", shown=False)
    SkillFactory(slug="developpement")
    AdministrationFactory(name_fr="Agence des phares")
    TagFactory(name_fr="logiciel libre")
    AudienceFactory(slug_fr="candidats")
    PostFactory(slug_fr="cinq-retenus")
    PostFactory(slug_en="not-out-yet", published=["fr"])
    for path in ("/eig-7/", "/dev/", "/phares/", "/logiciel/", "/candidat/", "/cinq/", "/en/cinq/", "/not-out-yet/"):
        assert nearest(client, path) == []


def test_a_beginning_or_a_whole_word_of_an_address_is_enough(client):
    PersonFactory(name="Amina Diallo", published=["fr"])
    post = PostFactory(title_fr="Retenus", slug_fr="cinq-projets-retenus-sur-trente-sept", published=["fr"])
    amina, retained = [("Amina Diallo", "/communaute/amina-diallo/")], [("Retenus", post.get_absolute_url())]

    assert nearest(client, "/communaute/amina/") == amina
    assert nearest(client, "/communaute/diallo/") == amina
    assert nearest(client, "/blog/cinq-projets") == retained
    assert nearest(client, "/blog/2026/11/5/cinq-proj") == retained
    assert nearest(client, "/projets_retenus") == retained
    assert nearest(client, "/jets-retenus-bien/") == []
    assert nearest(client, "/les-retenu/") == []


def test_one_word_too_many_is_no_hindrance(client):
    PageFactory(title_fr="Phare", slug_fr="phare", published=["fr"])
    PageFactory(title_fr="Code", slug_fr="lire-le-code-des-autres", published=["fr"])

    assert nearest(client, "/les-phares/") == [("Phare", "/phare/")]
    assert nearest(client, "/autre/") == [("Code", "/lire-le-code-des-autres/")]
    assert nearest(client, "/les-pharaons/") == []


def test_the_nearest_come_first_and_those_of_the_section_before_others(client):
    PersonFactory(name="Amina Roux", slug="amina-roux", published=["fr"])
    post = PostFactory(title_fr="Portrait", slug_fr="amina-r", published=["fr"])
    page = PageFactory(title_fr="Amina", slug_fr="amina-raconte-tout-ce-qui-s-est-passe", published=["fr"])
    PageFactory(title_fr="De trop", slug_fr="amina-raconte-tout-ce-qui-s-est-passe-et-le-reste", published=["fr"])
    person, post, page = (
        ("Amina Roux", "/communaute/amina-roux/"),
        ("Portrait", post.get_absolute_url()),
        ("Amina", page.get_absolute_url()),
    )

    assert nearest(client, "/communaute/amina/") == [person, post, page]
    assert nearest(client, "/en/community/amina/")[0] == ("Amina Roux", "/en/community/amina-roux/")
    assert nearest(client, "/amina/") == [post, person, page]


def test_a_page_that_is_in_another_language_alone_is_offered_there_and_says_so(client):
    post = PostFactory(title_fr="Lire le code", slug_fr="lire-le-code", published=["fr"])
    english = PostFactory(title_fr="Bilan", slug_fr="bilan", title_en="Summing up", slug_en="summing-up")
    publish(english, "en")

    for path, said, code, address in (
        (f"/en{post.get_absolute_url()}", "Lire le code (in French)", "fr", post.get_absolute_url()),
        ("/blog/2026/3/14/summing-up/", "Summing up (en anglais)", "en", english.address_in("en")),
    ):
        (item,) = BeautifulSoup(client.get(path).content, "html.parser").select(".eig-lost li")
        assert (item.text, item.a["href"], item.a["hreflang"], item.a["lang"]) == (said, address, code, code)


def test_a_page_that_is_in_both_languages_is_offered_once_in_that_of_the_address(client):
    post = PostFactory(
        title_fr="Lire", slug_fr="lire-le-code", title_en="Reading", slug_en="reading-code", published=["fr", "en"]
    )

    (item,) = BeautifulSoup(client.get("/en/blog/2026/3/14/lire-le-code/").content, "html.parser").select(
        ".eig-lost li"
    )
    assert (item.text, item.a.attrs) == ("Reading", {"href": post.address_in("en")})


def test_missing_picture_looks_for_no_page(client, content_types, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        assert client.get("/media/rien.jpg").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        f"/{'a' * 50_000}/",
        f"/{'a-' * 25_000}/",
        f"/{'a/' * 25_000}",
        f"/{'amina/' * 9_000}",
        f"/{'.' * 50_000}/",
        f"/{'ﷺ' * 9_000}/",
        f"{'/' * 50_000}amina",
    ],
    ids=["letters", "words", "segments", "known segments", "dots", "long when folded", "slashes"],
)
def test_of_long_addresses_a_little_is_compared(client, monkeypatch, path):
    PageFactory(slug_fr="a" * 100, published=["fr"])
    PersonFactory(slug="amina-diallo", published=["fr"])
    compared, nearness = [], nearest_pages._nearness
    monkeypatch.setattr(nearest_pages, "_nearness", lambda word, slug: compared.append(word) or nearness(word, slug))

    assert client.get(path).status_code == 404

    assert len(compared) <= 60
    assert all(len(word) <= 100 for word in compared)


@pytest.mark.parametrize("number", [1, 3])
def test_number_of_queries_is_bounded(client, content_types, number):
    for count in range(number):
        slug = f"amina-{count}"
        challenge = ChallengeFactory(
            slug_fr=slug,
            cohort=CohortFactory(slug=slug),
            skills=[SkillFactory(slug=slug)],
            administrations=[AdministrationFactory(name_fr=slug)],
            published=["fr"],
        )
        challenge.tags.add(TagFactory(name_fr=slug))
        PersonFactory(slug=slug, published=["fr"])
        PostFactory(slug_fr=slug, published=["fr"])
        PageFactory(slug_fr=slug, published=["fr"])
        FAQEntryFactory(audience=AudienceFactory(slug_fr=slug), published=["fr"])

    with CaptureQueriesContext(connection) as captured:
        assert len(nearest_pages.nearest("/amina/")) == 3
    # One a kind, one a proposal.
    assert len(captured) == KINDS + 3


def test_number_of_queries_is_bounded_whatever_visitors_may_not_read(client, content_types, django_assert_num_queries):
    for count in range(9):
        PostFactory(slug_fr=f"amina-fr-{count}", slug_en=f"amina-en-{count}")

    with django_assert_num_queries(KINDS + 6):
        assert nearest_pages.nearest("/amina/") == []
    with django_assert_num_queries(KINDS):
        assert nearest_pages.nearest("/nulle-part/") == []
    AudienceFactory.create_batch(9, slug_fr=factory.Sequence(lambda n: f"lucie-{n}"))
    with translation.override("en"), django_assert_num_queries(KINDS + 6 * 2):
        assert nearest_pages.nearest("/en/lucie/") == []


def test_addresses_that_only_robots_ask_for_are_not_looked_up(client, content_types, django_assert_max_num_queries):
    PageFactory(slug_fr="wp-login", published=["fr"])
    for path in ("/wp-login.php", "/.env", "/a/backup.tar.gz", "/123/", "/a/", "/;/"):
        with django_assert_max_num_queries(8):
            assert nearest(client, path) == []


def test_many_pages_of_nearly_the_same_name_are_not_all_read(client, content_types, django_assert_max_num_queries):
    for number in range(3):
        PageFactory(slug_fr=f"guide-{number}", published=["fr"])
    with CaptureQueriesContext(connection) as captured:
        assert len(nearest(client, "/ancien/les-guides-de-tous/")) <= 3
    compared = [query["sql"] for query in captured if "LIKE" in query["sql"]]
    assert len(compared) == KINDS
    assert all("LIMIT 60" in sql for sql in compared)
