from datetime import date

import pytest

from eig.pages.jekyll.press import read_date
from eig.pages.jekyll.words import without_title
from eig.pages.models import Audience, Document, FAQEntry, MenuItem, Page, PressRelease, SiteIdentity
from eig.pages.models import Testimonial as Quotation
from tests.jekyll_tree_builder import TREE
from tests.moving import build_site, change, messages, move_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(tmp_path):
    return build_site(tmp_path)


def test_page_that_begins_with_no_heading_is_called_as_its_menu_says(site):
    change(site, "presentation.html", "<h1>Présentation</h1>", "<p>Bonjour.</p>")
    change(site, "_data/nav.yml", "name: Présentation", "name: Le programme")

    move_in(site)

    assert Page.objects.get(key="presentation").title_fr == "Le programme"


def test_the_heading_that_became_the_title_leaves_no_gap_in_the_levels():
    body = "## Titre\n\n### Une\n\n#### Deux\n\n```\n### code\n```\n\n### Trois\n\n## Quatre\n"

    assert without_title(body, "Titre") == ("## Une\n\n### Deux\n\n```\n### code\n```\n\n## Trois\n\n## Quatre\n")
    assert without_title(body, "Un autre") == body


def test_links_that_filtered_an_old_list_are_left_out_and_named(site):
    filters = '<ul><li><a href="#">Promo 1</a></li></ul>'
    change(site, "defis.html", "<p>Tous les défis.</p>", f"<p>Tous les défis.</p>{filters}")

    report = move_in(site)

    assert Page.objects.get(place="challenges").body_fr == "Tous les défis.\n"
    assert "defis.html:6: links that lead nowhere were left out: Promo 1" in messages(report, "controls")


def test_footer_of_the_tree_adds_to_ours_what_it_does_not_have(site):
    own = 'footer-programme: {title: "Le programme", path: /presentation.html}'
    change(site, "_data/traductions.yml", "fr:\n", f"fr:\n  {own}\n")

    report = move_in(site)

    entry = MenuItem.objects.get(menu=MenuItem.Menu.FOOTER)
    assert (entry.label_fr, entry.page.key) == ("Le programme", "presentation")
    assert report.keys["words of the interface", "footer-contact"]["reason"] == "the footer has this link already"


def test_words_around_questions_are_named(site):
    change(site, "faq.html", "<h2>Questions</h2>", "<h2>Questions</h2><p>Lisez bien.</p>")

    report = move_in(site, verify=True)

    assert messages(report, "around-questions") == [
        "faq.html:6: no field for the words around the questions: Lisez bien."
    ]
    assert report.missing == []


def test_a_page_that_is_called_as_a_place_stands_there_and_its_old_address_leads_to_it(site, client):
    (site / "cgu.html").write_text("---\nlayout: default\n---\n<h1>Conditions d’utilisation</h1><p>Lisez-les.</p>")

    move_in(site, verify=True)

    page = Page.objects.get(place="terms")
    assert (page.title_fr, page.body_fr, page.slug_fr) == ("Conditions d’utilisation", "Lisez-les.\n", None)
    assert client.get("/cgu.html")["Location"] == "/conditions-utilisation/"
    assert "Lisez-les." in client.get("/conditions-utilisation/").content.decode()


def test_site_says_who_it_is_only_where_nobody_said(site):
    SiteIdentity.objects.create(service_name_fr="Nos ports", email="nous@ports.example")

    move_in(site)

    identity = SiteIdentity.current()
    assert (identity.service_name_fr, identity.email) == ("Nos ports", "nous@ports.example")
    assert identity.tagline_fr == "Des talents pour les ports, les phares et les marées."
    assert identity.newsletter_url == "https://lettres.passerelles.example/abonnement"


def test_press_releases_a_page_lists_are_items(site):
    (site / "presse.html").write_text(
        '---\ncommuniques:\n  - {title: "Un port ouvre", date: "12 mars 2019", url: "https://presse.example/1"}\n'
        '  - {title: "Un phare", date: "hier", url: "https://presse.example/2"}\n---\n<h1>Presse</h1>'
        "<h2>Nos communiqués</h2>{% for c in page.communiques %}<p>{{ c.title }}</p>{% endfor %}"
    )

    report = move_in(site)

    assert sorted(PressRelease.objects.values_list("title_fr", "date", "url")) == [
        ("Un phare", None, "https://presse.example/2"),
        ("Un port ouvre", date(2019, 3, 12), "https://presse.example/1"),
    ]
    assert Page.objects.get(place="press").body_fr is None
    assert not [said for said in messages(report, "around-lists") if said.startswith("presse.html")]
    assert len(messages(report, "date")) == 1


def test_words_around_a_list_that_the_site_writes_are_kept_and_named(site):
    (site / "presse.html").write_text(
        '---\ncommuniques:\n  - {title: "Un port ouvre", date: "12 mars 2019", url: "https://presse.example/1"}\n'
        "---\n<h1>Presse</h1><p>Écrivez-nous.</p><h2>Nos communiqués</h2><ul>{% for c in page.communiques %}"
        "<li>{{ c.title }}</li>{% endfor %}</ul>"
    )

    report = move_in(site)

    assert Page.objects.get(place="press").body_fr == "Écrivez-nous.\n"
    assert [said for said in messages(report, "around-lists") if said.startswith("presse.html")] == [
        "presse.html:1: the site writes the lists of page.communiques by itself: read the words around them again"
    ]


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("12 mars 2019", date(2019, 3, 12)),
        ("1er août 2018", date(2018, 8, 1)),
        ("March 12th, 2019", date(2019, 3, 12)),
        ("2019-03-12", date(2019, 3, 12)),
        (date(2019, 3, 12), date(2019, 3, 12)),
        ("31 février 2019", None),
        ("bientôt", None),
    ],
)
def test_dates_are_read_as_people_write_them(written, day):
    assert read_date(written) == day


def test_front_matter_the_page_does_not_show_is_named(site):
    change(site, "presentation.html", "key_figures:", 'boxes: [{text: "Placeat"}]\nkey_figures:')

    report = move_in(site)

    assert report.keys["pages", "boxes.text"] == {
        "reason": "the page does not show it: Placeat",
        "times": 1,
        "first": "presentation.html",
    }


def test_data_that_nothing_reads_is_named(site):
    (site / "_data/marees.yml").write_text("ys: [1, 2]\n")

    report = move_in(site)

    assert messages(report, "data") == [
        "_data/marees.yml:1: no section reads these data: only the pages that show them keep their words"
    ]


class TestOurSite:
    def test_what_a_page_is_comes_from_what_it_shows(self, moved):
        assert sorted(Page.objects.exclude(place="").values_list("place", "key")) == [
            ("blog", "blog"),
            ("challenges", "defis"),
            ("community", "communaute"),
            ("contact", "contact"),
            ("home", "accueil"),
            ("site_map", "plan-site"),
        ]

    def test_ordinary_page_keeps_the_end_of_its_address_in_each_language(self, moved):
        page = Page.objects.get(key="presentation")
        assert (page.title_fr, page.slug_fr) == ("Présentation", "presentation")
        assert (page.title_en, page.slug_en) == ("The programme", "program")
        assert "Ten months at sea." in page.body_en
        assert "Présentation" not in page.body_fr

    def test_loops_over_its_own_front_matter_are_words_of_the_page(self, moved):
        home = Page.objects.get(place="home")
        assert home.title_fr == "Ouvrir les ports"
        assert "Un projet porté par un port." in home.body_fr
        assert "(challenge:" not in home.body_fr
        assert "[Le défi](page:defis)" in home.body_fr

    def test_loops_over_what_the_site_lists_are_not(self, moved):
        assert Page.objects.get(place="challenges").body_fr == "Tous les défis.\n"
        assert "recommence" not in Page.objects.get(place="home").body_fr

    def test_questions_are_paired_by_anchor(self, moved):
        audience = Audience.objects.get()
        assert (audience.key, audience.name_fr, audience.slug_fr) == ("faq", "Questions", "faq")
        assert [(entry.anchor, entry.question_fr, entry.question_en) for entry in FAQEntry.objects.all()] == [
            ("qui", "Qui peut embarquer ?", "Who may come aboard?"),
            ("duree", "Combien de temps ?", None),
            ("duree-2", "Et après ?", None),
            ("oar", None, "Is there an oar?"),
        ]

    def test_question_that_exists_in_english_only_has_it_as_its_source(self, moved):
        entry = FAQEntry.objects.get(key="faq-oar")
        assert (entry.source_language, entry.live_languages()) == ("en", ["en"])

    def test_menus_lead_to_pages_places_and_questions(self, moved):
        entries = [
            (item.menu, item.parent and item.parent.label_fr, item.label_fr, item.page or item.audience, item.place)
            for item in MenuItem.objects.order_by("menu", "key")
        ]
        assert entries == [
            ("main", None, "Programme", None, ""),
            ("main", "Programme", "Présentation", Page.objects.get(key="presentation"), ""),
            ("main", "Programme", "Questions", Audience.objects.get(), ""),
            ("main", None, "Blog", None, "blog"),
        ]

    def test_documents_keep_their_file_and_links_lead_to_them(self, moved):
        document = Document.objects.get()
        assert (document.key, document.title_fr) == ("docs-guide-pdf", "guide")
        assert document.file.name == "documents/docs-guide.pdf"
        assert document.size == (TREE / "docs/guide.pdf").stat().st_size

    def test_testimonials_come_from_their_data(self, moved):
        testimonial = Quotation.objects.get()
        assert (testimonial.key, testimonial.name, testimonial.quote_fr, testimonial.role_fr) == (
            "temoignages-1",
            "Zélie Marchand",
            "Sans hésiter, je recommence chaque année.",
            "direction des ports",
        )
