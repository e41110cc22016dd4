"""What every page owes its readers, whatever its content."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from tests.factories import (
    AudienceFactory,
    CallFactory,
    ChallengeFactory,
    CohortFactory,
    FAQEntryFactory,
    PageFactory,
    PostFactory,
    SiteIdentityFactory,
)

pytestmark = pytest.mark.django_db
PATHS = [
    "/",
    "/faq/",
    "/contact/",
    "/presse/",
    "/plan-du-site/",
    "/accessibilite/",
    "/mentions-legales/",
    "/donnees-personnelles/",
    "/credits/",
]


def soup(response):
    return BeautifulSoup(response.content, "html.parser")


@pytest.mark.parametrize("path", PATHS)
def test_empty_database_still_gives_a_page_in_french(client, path):
    response = client.get(path)

    page = soup(response)
    assert (response.status_code, page.html["lang"], len(page.find_all("h1"))) == (200, "fr", 1)


@pytest.mark.parametrize(
    "path", ["/en/", "/en/faq/", "/en/contact/", "/en/press/", "/en/site-map/", "/en/accessibility/", "/en/credits/"]
)
def test_empty_database_still_gives_a_page_in_english(client, path):
    response = client.get(path)

    assert (response.status_code, soup(response).html["lang"]) == (200, "en")


@pytest.mark.parametrize("path", PATHS)
def test_public_page_sets_no_cookie_and_holds_no_inline_style_or_script(client, path):
    response = client.get(path)

    page = soup(response)
    assert response.cookies == {}
    assert page.find_all(style=True) == []
    assert page.find_all("style") == []
    # Data for machines are no script: nothing runs them.
    run = page.find_all("script", type=lambda kind: kind != "application/ld+json")
    assert [script for script in run if not script.get("src")] == []


def test_page_names_itself_and_its_other_languages(client):
    page = soup(client.get("/presse/?utm_source=lettre"))

    assert page.find("link", rel="canonical")["href"] == "http://testserver/presse/"
    assert [(link["hreflang"], link["href"]) for link in page.find_all("link", hreflang=True)] == [
        ("fr", "http://testserver/presse/"),
        ("en", "http://testserver/en/press/"),
        ("x-default", "http://testserver/presse/"),
    ]


def test_language_menu_leads_to_the_same_page(client):
    menu = soup(client.get("/presse/")).select(".fr-translate a")

    assert [(link.span["lang"], link["href"], link.get("aria-current")) for link in menu] == [
        ("fr", "/presse/", "true"),
        ("en", "/en/press/", None),
    ]


def entries(page, menu):
    return [(link["href"], " ".join(link.text.split())) for link in page.select(f"{menu} a")]


def test_language_menu_leads_home_where_the_page_is_not_translated_and_says_so(client):
    PageFactory(slug_fr="guide", published=["fr"])

    page = soup(client.get("/guide/"))

    instead = "– cette page n’existe pas en anglais\xa0: voir «\xa0Accueil\xa0»"
    instead = " ".join(instead.split())
    assert entries(page, ".fr-translate") == [("/guide/", "FR – Français"), ("/en/", f"EN – English {instead}")]
    assert entries(page, ".eig-languages") == [("/guide/", "Français"), ("/en/", f"English {instead}")]
    assert [link.span["lang"] for link in page.select(".fr-translate a")] == ["fr", "en"]
    assert page.select(".fr-translate .eig-instead[lang], .fr-translate a[lang]") == []


def test_language_menu_leads_to_the_list_where_the_post_is_not_translated(client):
    french, english = (
        PostFactory(published=["fr"]),
        PostFactory(
            source_language="en",
            title_fr="",
            slug_fr=None,
            title_en="Lighthouse",
            slug_en="lighthouse",
            published=["en"],
        ),
    )

    assert entries(soup(client.get(french.address_in("fr"))), ".eig-languages")[1] == (
        "/en/blog/",
        "English – cette page n’existe pas en anglais : voir « Blog »",
    )
    assert entries(soup(client.get(english.address_in("en"))), ".eig-languages")[0] == (
        "/blog/",
        "Français – this page does not exist in French: see “Blog”",
    )


def test_language_menu_of_an_audience_leads_to_all_questions_where_none_is_answered(client):
    audience = AudienceFactory(slug_fr="candidats", slug_en="candidates", name_en="Candidates")
    FAQEntryFactory(audience=audience, published=["fr"])

    page = soup(client.get("/faq/candidats/"))

    assert entries(page, ".eig-languages")[1] == (
        "/en/faq/",
        "English – cette page n’existe pas en anglais : voir « Questions fréquentes »",
    )
    assert client.get("/en/faq/candidates/").status_code == 404


def test_page_alone_in_its_language_names_itself(client):
    PageFactory(slug_fr="guide", published=["fr"])

    links = soup(client.get("/guide/")).find_all("link", hreflang=True)

    assert [(link["hreflang"], link["href"]) for link in links] == [
        ("fr", "http://testserver/guide/"),
        ("x-default", "http://testserver/guide/"),
    ]


def test_what_narrows_a_list_stays_in_the_menu_and_out_of_its_address(client):
    ChallengeFactory(cohort__slug="eig-3", published=["fr"])

    page = soup(client.get("/defis/?cohort=eig-3"))

    assert [link["href"] for link in page.select(".eig-languages a")][1] == "/en/challenges/?cohort=eig-3"
    assert [link["href"] for link in page.find_all("link", hreflang=True)] == [
        "http://testserver/defis/",
        "http://testserver/en/challenges/",
        "http://testserver/defis/",
    ]


def test_next_pages_of_a_list_are_alone_in_their_language(client):
    for _number in range(13):
        PostFactory(published=["fr"])

    page = soup(client.get("/blog/?page=2"))

    assert page.find("link", rel="canonical")["href"] == "http://testserver/blog/?page=2"
    assert [(link["hreflang"], link["href"]) for link in page.find_all("link", hreflang=True)] == [
        ("fr", "http://testserver/blog/?page=2"),
        ("x-default", "http://testserver/blog/?page=2"),
    ]
    assert [link["href"] for link in page.select(".eig-languages a")] == ["/blog/", "/en/blog/"]


def test_footer_keeps_the_duties_of_the_state(client):
    footer = soup(client.get("/")).find("footer")

    addresses = [link["href"] for link in footer.find_all("a")]
    assert [address for address in addresses if address.endswith(".gouv.fr")] == [
        "https://www.info.gouv.fr",
        "https://www.service-public.gouv.fr",
        "https://www.legifrance.gouv.fr",
        "https://www.data.gouv.fr",
    ]
    assert addresses[-1] == "https://github.com/etalab/licence-ouverte/blob/master/LO.md"
    for path in ("/plan-du-site/", "/accessibilite/", "/mentions-legales/", "/donnees-personnelles/", "/credits/"):
        assert path in addresses


def test_brand_block_breaks_its_lines_at_the_bar(client):
    SiteIdentityFactory(brand_block="Ministère|de l'essai")

    logo = soup(client.get("/")).select_one(".fr-header .fr-logo")

    assert list(logo.stripped_strings) == ["Ministère", "de l'essai"]


def test_open_call_is_announced_above_every_page_but_the_home_page_tells_it_itself(client):
    now = timezone.now()
    CallFactory(
        cohort=CohortFactory(name_fr="EIG 9", slug="eig-9"),
        opens=now - timedelta(days=1),
        closes=now + timedelta(days=6),
    )

    banner = soup(client.get("/contact/")).select_one(".eig-call-banner")
    home = soup(client.get("/"))

    assert "EIG 9" in banner.text
    assert banner.a["href"] == "/participer/#applications-eig-9"
    assert home.select(".eig-call-banner") == []
    assert home.select_one(".eig-now strong").text == "6"


def test_closed_call_is_announced_nowhere(client):
    now = timezone.now()
    CallFactory(opens=now - timedelta(days=9), closes=now - timedelta(days=1))

    assert soup(client.get("/contact/")).select(".eig-call-banner") == []


def test_without_an_audit_the_footer_says_not_compliant(client):
    SiteIdentityFactory()

    link = soup(client.get("/en/")).find("footer").find("a", href="/en/accessibility/")

    assert link.text == "Accessibility: not compliant"


@pytest.mark.parametrize(
    ("years_ago", "rate", "status"), [(1, 100, "fully"), (1, 72, "partially"), (1, 49, "not"), (4, 100, "not")]
)
def test_audit_counts_for_three_years(client, years_ago, rate, status):
    today = timezone.localdate()
    SiteIdentityFactory(audited_on=date(today.year - years_ago, 1, 15), audit_rate=rate, audited_by="Cabinet Clair")

    link = soup(client.get("/en/")).find("footer").find("a", href="/en/accessibility/")

    assert link.text == f"Accessibility: {status} compliant"
