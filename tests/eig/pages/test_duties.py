"""What a site of the State says of itself, from its data and from the clock."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.utils import timezone, translation

from eig.pages.duties import owed
from eig.pages.models import SiteIdentity
from tests.factories import SiteIdentityFactory, UserFactory

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 28)
LEGAL = {"publisher": "Ici", "publication_director_fr": "A", "host": "Là", "dpo_fr": "B"}


def soup(response):
    return BeautifulSoup(response.content, "html.parser")


def footer(page):
    return page.find("a", class_="fr-footer__bottom-link", href="/accessibilite/").text


@pytest.mark.parametrize(
    ("age", "rate", "status"),
    [
        (timedelta(days=3 * 365), 100, "totalement conforme"),
        (timedelta(days=30), 99, "partiellement conforme"),
        (timedelta(days=30), 50, "partiellement conforme"),
        (timedelta(days=30), 49, "non conforme"),
        (timedelta(days=3 * 366 + 1), 100, "non conforme"),
        (None, None, "non conforme"),
    ],
)
def test_statement_and_footer_say_what_an_audit_in_force_proves(client, age, rate, status):
    audited_on = timezone.localdate() - age if age else None
    SiteIdentityFactory(audited_on=audited_on, audit_rate=rate)

    page = soup(client.get("/accessibilite/"))

    assert page.select_one("main h2 + p strong").text == status
    assert footer(page) == f"Accessibilité\xa0: {status}"
    has_results = "Résultats des tests" in [heading.text for heading in page.select("main h3")]
    assert has_results == (age is not None and age < timedelta(days=1096))


def test_statement_has_the_parts_of_the_rules_in_their_order(client):
    SiteIdentityFactory(
        email="equipe@example.org",
        accessibility_email="acces@example.org",
        accessibility_plan_url="https://example.org/plan",
        audited_on=timezone.localdate(),
        audit_rate=80,
        audited_pages_fr="Accueil\nContact",
        audit_environment_fr="Firefox et NVDA",
        audit_tools_fr="Validateur",
        stated_on=date(2026, 10, 1),
        gaps_fr="Deux films sans audiodescription.\n\nUn <PDF>.",
        exemptions_fr="Des carnets.",
        outside_scope_fr="Des cartes.",
    )

    page = soup(client.get("/accessibilite/")).find("main")

    assert [(heading.name, heading.text) for heading in page.select("h2, h3")] == [
        ("h2", "État de conformité"),
        ("h3", "Résultats des tests"),
        ("h2", "Contenus non accessibles"),
        ("h3", "Non-conformités"),
        ("h3", "Dérogations pour charge disproportionnée"),
        ("h3", "Contenus non soumis à l’obligation d’accessibilité"),
        ("h2", "Établissement de cette déclaration d’accessibilité"),
        ("h3", "Technologies utilisées"),
        ("h3", "Environnement de test"),
        ("h3", "Outils utilisés pour l’évaluation"),
        ("h3", "Pages ayant fait l’objet de la vérification"),
        ("h2", "Retour d’information et contact"),
        ("h2", "Voies de recours"),
    ]
    assert [entry.text for entry in page.find("h3", string="Non-conformités").find_next("ul").select("li")] == [
        "Deux films sans audiodescription.",
        "Un <PDF>.",
    ]
    assert [link["href"] for link in page.find_all("a")] == [
        "https://example.org/plan",
        "mailto:acces@example.org",
        "/contact/",
        "https://formulaire.defenseurdesdroits.fr/",
        "https://www.defenseurdesdroits.fr/saisir/delegues",
    ]
    in_english = soup(client.get("/en/accessibility/")).find("main")
    assert in_english.find("h3", string="Not compliant").find_next("li").span["lang"] == "fr"


@pytest.mark.parametrize(
    ("english", "environment", "tools", "director"),
    [
        (
            {
                "audit_environment_en": "Firefox and NVDA\nSafari",
                "audit_tools_en": "Validator",
                "publication_director_en": "A. Essai, head of the programme",
            },
            ["Firefox and NVDA", "Safari"],
            ["Validator"],
            "A. Essai, head of the programme",
        ),
        (
            {},
            ['<span lang="fr">Firefox et NVDA</span>'],
            ['<span lang="fr">Validateur</span>'],
            '<span lang="fr">A. Essai, responsable du programme</span>',
        ),
    ],
    ids=["in English", "in French alone"],
)
def test_english_pages_say_the_means_of_the_audit_and_the_director(client, english, environment, tools, director):
    SiteIdentityFactory(
        audited_on=timezone.localdate(),
        audit_rate=80,
        audit_environment_fr="Firefox et NVDA",
        audit_tools_fr="Validateur",
        publication_director_fr="A. Essai, responsable du programme",
        **english,
    )
    statement = soup(client.get("/en/accessibility/")).find("main")
    notice = soup(client.get("/en/legal-notice/")).find("main")

    def under(heading):
        return [entry.decode_contents() for entry in statement.find("h3", string=heading).find_next("ul").select("li")]

    assert under("Test environment") == environment
    assert under("Tools of the audit") == tools
    assert notice.find("h2", string="Director of publication").find_next("p").decode_contents() == director


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, []),
        ({"audited_on": None, "audit_rate": None}, ["No accessibility audit"]),
        ({"audited_on": date(2023, 11, 27)}, ["The accessibility audit of 27 November 2023 is over three years old"]),
        ({"audited_on": date(2024, 1, 10)}, ["The accessibility audit counts until 10 January 2027"]),
        ({"dpo_fr": "", "host": ""}, ["The legal notice and the privacy page lack: host, data protection officer."]),
        ({"security_contact": "a@example.org", "security_checked_on": date(2025, 11, 1)}, ["security.txt is not"]),
        ({"security_contact": "a@example.org", "security_checked_on": date(2026, 1, 1)}, ["security.txt holds until"]),
        ({"security_contact": "a@example.org", "security_checked_on": date(2026, 11, 1)}, []),
        ({"accessibility_plan_url": ""}, ["The accessibility statement links to no"]),
    ],
)
def test_the_team_is_told_what_the_site_owes(changes, words):
    whole = {"audited_on": date(2026, 1, 1), "audit_rate": 80, "accessibility_plan_url": "https://example.org/"}
    SiteIdentityFactory(**{**whole, **LEGAL, **changes})

    with translation.override("en"):
        found = owed(SiteIdentity.current(), TODAY)

    assert len(found) == len(words)
    assert all(sentence.startswith(begun) for sentence, begun in zip(found, words, strict=True))


def test_whoever_keeps_the_identity_reads_it_on_home_and_beside_the_form(client):
    SiteIdentityFactory()
    shown = {}
    for role in ("publisher", "programme_lead"):
        client.force_login(UserFactory(role=role))
        shown[role] = soup(client.get("/en/admin/")).find(id="owed") is not None

    assert shown == {"publisher": False, "programme_lead": True}
    form = soup(client.get("/en/admin/pages/siteidentity/1/change/"))
    sentence = "No accessibility audit is known: the site says that it is not compliant."
    assert form.select_one("[aria-labelledby=owed] li").text == sentence


class TestSecurityTxt:
    def test_names_whom_to_tell_until_when_in_which_languages(self, client, settings):
        settings.SITE_ADDRESS = "https://eig.example.org"
        today = timezone.localdate()
        SiteIdentityFactory(
            security_contact="securite@example.org", security_policy_url="https://example.org/politique"
        )

        response = client.get("/.well-known/security.txt")

        assert (response.status_code, response["Content-Type"]) == (200, "text/plain; charset=utf-8")
        contact, expires, *rest = response.text.splitlines()
        assert contact == "Contact: mailto:securite@example.org"
        assert expires.startswith(f"Expires: {today + timedelta(days=365)}T23:59:59+0")
        assert rest == [
            "Preferred-Languages: fr, en",
            "Canonical: https://eig.example.org/.well-known/security.txt",
            "Policy: https://example.org/politique",
        ]

    @pytest.mark.parametrize(
        "identity",
        [{}, {"security_contact": "a@example.org", "security_checked_on": timezone.localdate() - timedelta(days=366)}],
    )
    def test_is_not_there_without_a_contact_that_was_checked(self, client, identity):
        SiteIdentityFactory(**identity)

        assert client.get("/.well-known/security.txt").status_code == 404

    @pytest.mark.parametrize("contact", ["http://example.org", "javascript:x", "a@b\nExpires: never", "https://a b"])
    def test_takes_no_contact_that_is_none(self, contact):
        with pytest.raises(ValidationError):
            SiteIdentity(security_contact=contact, service_name="Essai").full_clean()


def test_privacy_and_terms_say_what_is_done_here(client, settings):
    settings.CONTACT_KEPT_MONTHS = 7
    privacy = soup(client.get("/en/privacy/")).find("main").text
    terms = soup(client.get("/en/terms-of-use/"))

    assert "deleted 7 months after they arrive" in " ".join(privacy.split())
    assert "This is why no consent banner is shown." in privacy
    assert "until you choose to play it on this page" in privacy
    assert terms.h1.text == "Terms of use"
    assert [link["href"] for link in terms.select("link[hreflang=fr]")] == ["http://testserver/conditions-utilisation/"]
