from datetime import timedelta
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone
from django.utils.translation import override

from tests.factories import (
    AudienceFactory,
    CallFactory,
    ChallengeFactory,
    CohortFactory,
    DocumentFactory,
    FAQEntryFactory,
    ImageFactory,
    MenuItemFactory,
    PageFactory,
    PostFactory,
    PressPictureFactory,
    PressReleaseFactory,
    SiteIdentityFactory,
    SkillFactory,
    TagFactory,
)

pytestmark = pytest.mark.django_db


def soup(response):
    return BeautifulSoup(response.content, "html.parser")


def test_page_shows_its_words_its_cover_and_its_breadcrumb(client):
    PageFactory(
        title_fr="Le guide",
        slug_fr="guide",
        standfirst_fr="Pour bien commencer.",
        body_fr="Un **texte**.",
        cover=ImageFactory(credit="Ana Photographe"),
        published=["fr"],
    )

    page = soup(client.get("/guide/"))

    assert page.title.text.startswith("Le guide – ")
    assert page.find("meta", attrs={"name": "description"})["content"] == "Pour bien commencer."
    assert page.h1.text == "Le guide"
    assert page.select_one(".eig-lead").text == "Pour bien commencer."
    assert str(page.select_one(".eig-prose p")) == "<p>Un <strong>texte</strong>.</p>"
    assert "Ana Photographe" in page.select_one(".eig-page-cover figcaption").text
    assert page.select_one(".fr-breadcrumb [aria-current=page]").text == "Le guide"


def test_page_in_two_languages_names_both(client):
    PageFactory(slug_fr="guide", slug_en="handbook", title_en="Handbook", published=["fr", "en"])

    page = soup(client.get("/en/handbook/"))

    assert [link["href"] for link in page.select(".fr-translate a")] == ["/guide/", "/en/handbook/"]


def test_draft_is_hidden_from_visitors(client):
    PageFactory(slug_fr="brouillon")

    assert client.get("/brouillon/").status_code == 404


def test_page_untranslated_is_not_found_in_english(client):
    PageFactory(slug_fr="guide", slug_en="guide", published=["fr"])

    assert client.get("/en/guide/").status_code == 404


def test_words_of_a_place_have_no_other_address(client):
    PageFactory(slug_fr="nous-ecrire", place="contact", published=["fr"])

    assert client.get("/nous-ecrire/").status_code == 404


def test_long_page_has_a_table_of_contents(client):
    PageFactory(slug_fr="long", body_fr="\n\n".join(f"## Partie {n}\n\nTexte." for n in range(4)), published=["fr"])
    PageFactory(slug_fr="court", body_fr="## Partie\n\nTexte.", published=["fr"])

    contents = soup(client.get("/long/")).select(".eig-toc a")

    assert [(link["href"], link.text) for link in contents] == [(f"#partie-{n}", f"Partie {n}") for n in range(4)]
    assert soup(client.get("/court/")).select(".eig-toc") == []


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/faq/", "faq"),
        ("/contact/", "contact"),
        ("/presse/", "press"),
        ("/documents/", "documents"),
        ("/plan-du-site/", "site_map"),
        ("/accessibilite/", "accessibility"),
        ("/mentions-legales/", "legal"),
        ("/donnees-personnelles/", "privacy"),
        ("/conditions-utilisation/", "terms"),
        ("/credits/", "credits"),
    ],
)
def test_words_of_staff_stand_at_their_place(client, path, place):
    PageFactory(
        place=place, title_fr="Titre d'ici", standfirst_fr="Chapô d'ici.", body_fr="Texte d'ici.", published=["fr"]
    )

    page = soup(client.get(path))

    assert page.h1.text == "Titre d’ici"
    assert page.select_one(".eig-lead").text == "Chapô d’ici."
    assert [text.text.strip() for text in page.select("main .eig-prose")][-1] == "Texte d’ici."


@pytest.mark.parametrize("number", [1, 3])
def test_questions_cost_the_same_whatever_their_answers_refer_to(
    client, content_types, django_assert_num_queries, number
):
    ImageFactory(key="photo")
    TagFactory(key="methode")
    for index in range(number):
        PageFactory(key=f"guide-{index}", slug_fr=f"guide-{index}", published=["fr"])
        answer = f"Voir [le guide](page:guide-{index}), [le mot-clé](tag:methode) et ![](image:photo)"
        FAQEntryFactory(audience__position=index, answer_fr=answer, published=["fr"])

    with django_assert_num_queries(8):
        page = soup(client.get("/faq/"))

    assert [link["href"] for link in page.select(".eig-question__answer a")] == [
        f"/guide-{index}/" for index in range(number)
    ]
    assert len(page.select(".eig-question__answer img")) == number


def test_audiences_of_the_same_rank_stay_apart(client):
    for key in ("a", "b"):
        audience = AudienceFactory(key=key, name_fr=f"Public {key}")
        for position in range(2):
            FAQEntryFactory(audience=audience, position=position, published=["fr"])

    headings = soup(client.get("/faq/")).select("main h2")

    assert [heading.text for heading in headings] == ["Public a", "Public b"]


def test_questions_stand_under_their_audience_in_order(client):
    candidates = AudienceFactory(name_fr="Candidats", slug_fr="candidats", position=1)
    administrations = AudienceFactory(name_fr="Administrations", slug_fr="administrations", position=2)
    FAQEntryFactory(audience=administrations, question_fr="Qui paie ?", published=["fr"])
    FAQEntryFactory(audience=candidates, question_fr="Où ?", position=2, anchor="ou", published=["fr"])
    FAQEntryFactory(audience=candidates, question_fr="Quand ?", position=1, anchor="quand", published=["fr"])
    FAQEntryFactory(audience=candidates, question_fr="Brouillon ?")

    page = soup(client.get("/faq/"))

    assert [title.text for title in page.select("h2[id^=audience] , summary h3")] == [
        "Candidats",
        "Quand\u202f?",
        "Où\u202f?",
        "Administrations",
        "Qui paie\u202f?",
    ]
    assert [link["href"] for link in page.select("h2[id^=audience] a")] == ["/faq/candidats/", "/faq/administrations/"]


def test_audience_page_anchors_each_answer(client):
    entry = FAQEntryFactory(
        audience=AudienceFactory(slug_fr="candidats", slug_en="candidates", name_en="Candidates"),
        anchor="salaire",
        answer_fr="Oui.",
        published=["fr"],
    )

    page = soup(client.get("/faq/candidats/"))

    assert entry.get_absolute_url() == "/faq/candidats/#salaire"
    assert page.find(id="salaire").text.strip() == "Oui."
    assert [link["href"] for link in page.select(".fr-translate a")] == ["/faq/candidats/", "/en/faq/"]


def found(client, query, path="/faq/"):
    return [title.text for title in soup(client.get(path, {"q": query})).select("details[open] summary")]


def test_questions_are_found_without_accents_by_all_the_words_of_the_language(client):
    entry = {"published": ["fr", "en"], "anchor": "salaire"}
    FAQEntryFactory(
        question_fr="Combien suis-je payé·e ?",
        answer_fr="L’indemnité dépend du **cœur** de métier.",
        question_en="How much am I paid?",
        answer_en="It depends.",
        audience__slug_fr="candidats",
        **entry,
    )
    FAQEntryFactory(question_fr="Où ?", published=["fr"])
    FAQEntryFactory(question_fr="Combien de brouillons ?")

    for query in ("paye", "PAYÉ combien", "l’indemnite", "coeur"):
        assert found(client, query) == ["Combien suis-je payé·e\u202f?"], query
    assert found(client, "combien depends") == []
    assert found(client, "depends", "/en/faq/") == ["How much am I paid?"]
    assert found(client, "brouillons") == []


def test_what_no_question_says_leads_to_the_team_and_to_all_questions(client):
    FAQEntryFactory(published=["fr"])

    page = soup(client.get("/faq/", {"q": '<b>"zèbre'}))

    assert page.find("input", attrs={"name": "q", "id": "find-question"})["value"] == '<b>"zèbre'
    assert page.find("meta", attrs={"name": "robots"})["content"] == "noindex"
    assert [link["href"] for link in page.select("main a")][-2:] == ["/faq/", "/contact/"]
    assert page.select("details.eig-question") == []


@pytest.mark.parametrize("query", ["%00", "l'", "%", "_", "x" * 9000, "a " * 500, "\ud800"])
def test_odd_words_look_for_nothing_or_find_nothing(client, query):
    FAQEntryFactory(published=["fr"])

    assert client.get("/faq/?" + urlencode({"q": query}, errors="surrogatepass")).status_code == 200


def test_each_question_gives_its_own_address(client):
    entry = FAQEntryFactory(audience__slug_fr="candidats", anchor="ou", question_fr="Où ?", published=["fr"])

    for path in ("/faq/", "/faq/candidats/"):
        link = soup(client.get(path)).select_one(".eig-question__link a")
        assert (link["href"], link.text) == (entry.get_absolute_url(), "Lien vers cette réponse\xa0: Où\u202f?")
    # Two audiences may have the same anchor: the page of all holds none.
    assert soup(client.get("/faq/")).find(id="ou") is None


def test_unknown_audience_is_not_found(client):
    assert client.get("/faq/personne/").status_code == 404


def test_contact_gives_every_way_to_reach_the_team(client):
    SiteIdentityFactory(
        email="equipe@example.org",
        phone="01 23 45 67 89",
        postal_address="1 rue Ici\nParis",
        newsletter_url="https://example.org/lettre",
        social_links=[["Mastodon", "https://social.example.org"]],
    )

    links = [link["href"] for link in soup(client.get("/contact/")).select(".eig-facts a")]

    assert links == [
        "mailto:equipe@example.org",
        "tel:0123456789",
        "https://example.org/lettre",
        "https://social.example.org",
        "/presse/",
        "/faq/",
    ]


def test_press_shows_releases_and_documents_that_visitors_may_read(client):
    PressReleaseFactory(title_fr="Ouverture", url="https://example.org/ouverture")
    PressReleaseFactory(title_fr="Secret", url="", document=DocumentFactory())
    PressReleaseFactory(title_fr="Nulle part", url="")
    document = DocumentFactory(title_fr="Livret", published=["fr"])
    PressReleaseFactory(title_fr="Avec livret", url="", document=document)
    DocumentFactory(title_fr="Rapport", published=["fr"])

    page = soup(client.get("/presse/"))

    assert sorted((link.text, link["href"]) for link in page.select(".eig-releases a")) == [
        ("Avec livret", document.url),
        ("Ouverture", "https://example.org/ouverture"),
    ]
    assert [link.text for link in page.select(".eig-document a")] == ["Rapport"]
    assert page.select_one(".eig-releases .eig-document__facts").text.strip() == "Document – PDF"


def test_a_press_release_is_read_from_its_day_on(client):
    today = timezone.localdate()
    for words, days in (("Hier", -1), ("Aujourd’hui", 0), ("Demain", 1)):
        PressReleaseFactory(title_fr=words, date=today + timedelta(days=days))
    PressReleaseFactory(title_fr="Un jour", date=None)

    shown = {link.text for link in soup(client.get("/presse/")).select(".eig-releases a")}

    assert shown == {"Hier", "Aujourd’hui", "Un jour"}


def test_site_map_leads_to_sections_pages_cohorts_years_tags_and_questions(client):
    PageFactory(title_fr="Le guide", slug_fr="guide", published=["fr"])
    cohort = CohortFactory(slug="eig-1")
    post = PostFactory(published=["fr"])
    post.tags.add(TagFactory(name_fr="Design"))
    FAQEntryFactory(audience=AudienceFactory(slug_fr="candidats"), published=["fr"])
    AudienceFactory(slug_fr="sans-question")
    ChallengeFactory(cohort=cohort, skills=[SkillFactory(slug="design")], published=["fr"])
    SkillFactory(slug="sans-defi")

    addresses = [link["href"] for link in soup(client.get("/plan-du-site/")).select(".eig-map a")]

    assert addresses == [
        "/promotions/",
        "/promotions/eig-1/",
        "/defis/",
        "/administrations/",
        "/communaute/",
        "/competences/design/",
        "/blog/",
        "/blog/2026/",
        "/blog/mot-cle/design/",
        "/participer/",
        "/faq/",
        "/faq/candidats/",
        "/guide/",
        "/contact/",
        "/presse/",
        "/documents/",
        "/accessibilite/",
        "/mentions-legales/",
        "/donnees-personnelles/",
        "/conditions-utilisation/",
        "/credits/",
    ]


def test_legal_notice_names_publisher_director_and_host(client):
    SiteIdentityFactory(publisher="Direction d'Essai\nParis", publication_director_fr="A. Essai", host="Nuage SA")

    text = soup(client.get("/mentions-legales/")).find("main").text

    for words in ("Direction d'Essai", "A. Essai", "Nuage SA", "etalab-2.0"):
        assert words in text


def test_credits_name_each_picture_in_use(client):
    PageFactory(title_fr="Le guide", slug_fr="guide", cover=ImageFactory(credit="Ana"), published=["fr"])
    ImageFactory(credit="Personne")

    page = soup(client.get("/credits/")).select(".eig-credits li")

    assert [[line.text for line in entry.select("p")][:2] for entry in page] == [
        ["Une personne devant un ordinateur", "Ana – Licence Ouverte 2.0 (etalab-2.0)"]
    ]
    assert [entry.select_one(".eig-credits__uses a")["href"] for entry in page] == ["/guide/"]


def test_documents_for_the_press_stand_under_their_heading(client):
    DocumentFactory(title_fr="Livret", published=["fr"])

    assert soup(client.get("/presse/")).select_one(".eig-document h3").text == "Livret"


def test_journalists_are_shown_the_way_to_the_pictures(client):
    link = soup(client.get("/en/press/")).select_one("main a[href='/en/credits/']")

    assert link.text == "Who made each of them, under which licence, and files for the press"


@pytest.mark.parametrize("query", ["?page=abc", "?page=%00", "?page=99999999999999999999", "?page=-1", "?page="])
@pytest.mark.parametrize("path", ["/", "/faq/", "/presse/", "/plan-du-site/"])
def test_odd_page_numbers_break_nothing(client, path, query):
    assert client.get(path + query).status_code == 200


def test_null_byte_in_an_address_is_not_found(client):
    assert client.get("/gui%00de/").status_code == 404


@pytest.mark.parametrize(
    ("path", "queries"),
    [
        ("/guide/", 5),
        ("/faq/", 5),
        ("/faq/candidats/", 5),
        ("/contact/", 5),
        ("/presse/", 8),
        ("/documents/", 7),
        ("/plan-du-site/", 10),
        ("/accessibilite/", 4),
        ("/mentions-legales/", 4),
        ("/donnees-personnelles/", 4),
    ],
)
@pytest.mark.parametrize("number", [1, 3])
def test_number_of_queries_does_not_grow(client, content_types, django_assert_num_queries, path, queries, number):
    audience = AudienceFactory(slug_fr="candidats")
    PageFactory(slug_fr="guide", cover=ImageFactory(), published=["fr"])
    for _index in range(number):
        MenuItemFactory(page=PageFactory(published=["fr"]))
        FAQEntryFactory(audience=audience, published=["fr"])
        FAQEntryFactory(published=["fr"])
        PressReleaseFactory(url="", document=DocumentFactory(cover=ImageFactory(), published=["fr"]))
        PressPictureFactory()
        CohortFactory()
        PostFactory(published=["fr"]).tags.add(TagFactory())
        ChallengeFactory(skills=[SkillFactory()], published=["fr"])

    with django_assert_num_queries(queries):
        assert client.get(path).status_code == 200


EMPTY_LISTS = ["challenges", "community", "cohorts", "administrations", "blog", "documents", "press"]


@pytest.mark.parametrize("place", EMPTY_LISTS)
def test_a_list_with_nothing_yet_says_so_and_leads_on(client, place):
    page = soup(client.get(f"/en/{place}/"))

    assert page.select_one(".eig-nothing__words").text.endswith("will appear here.")
    assert page.select(".eig-results") == []
    (way,) = page.select(".eig-nothing a")
    ask, take_part = ("Write to us", "/en/contact/"), ("See how to take part", "/en/take-part/")
    assert (way.text, way["href"]) == (ask if place in ("documents", "press") else take_part)


def test_a_list_with_nothing_yet_leads_to_the_newsletter_and_first_to_an_open_call(client):
    def ways(path):
        return [link["href"] for link in soup(client.get(path)).select(".eig-nothing a")]

    SiteIdentityFactory(newsletter_url="https://example.org/letter")
    assert (ways("/en/blog/"), ways("/en/documents/")) == (["https://example.org/letter"],) * 2

    call = CallFactory(opens=timezone.now() - timedelta(days=1), closes=timezone.now() + timedelta(days=3))
    with override("en"):
        assert ways("/en/blog/") == [call.get_absolute_url()]


def test_a_document_without_cover_gets_a_drawn_one(client):
    DocumentFactory(title_fr="Règlement", kind="regulation", cover=None, published=["fr"])

    drawn = soup(client.get("/documents/")).select_one(".eig-document__drawn")

    assert (drawn["aria-hidden"], drawn.text.split()) == ("true", ["Règlement", "R"])
