"""Whatever is written in French alone stands on English pages inside `lang="fr"`, and pages made of it say so."""

import re
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup, NavigableString
from django.utils import timezone
from django.utils.translation import override

from eig.languages.fallbacks import Line, line
from eig.tags.models import TaggedItem
from tests.factories import (
    AdministrationFactory,
    AudienceFactory,
    AuthorshipFactory,
    CallFactory,
    ChallengeFactory,
    ChallengeFigureFactory,
    CohortFactory,
    DeliverableFactory,
    DocumentFactory,
    FAQEntryFactory,
    ImageFactory,
    MenuItemFactory,
    PageFactory,
    ParticipationFactory,
    PersonFactory,
    PostFactory,
    PressReleaseFactory,
    ProgrammeFigureFactory,
    ProgrammeStepFactory,
    SiteIdentityFactory,
    SkillFactory,
    SoughtProfileFactory,
    TagFactory,
    TestimonialFactory,
    VideoFactory,
)

pytestmark = pytest.mark.django_db
FRENCH = re.compile(r"zfr\w*")
BOTH = ["fr", "en"]
# Elements that say a language of their own or hold no text that is read out, and attributes that hold names alone.
UNREAD = {"title", "script"}
READ = ("alt", "aria-label", "title", "placeholder")
NOTICE = "This text is not translated yet: here it is in French."


@pytest.fixture
def site():
    """A site of one of each, all that can be translated in French alone: each of its texts has a word in “zfr”."""
    picture = ImageFactory(alt_fr="zfralt", caption_fr="zfrcaption")
    SiteIdentityFactory(
        service_name_fr="zfrservice",
        tagline_fr="zfrtagline",
        operator_fr="zfroperator",
        footer_text_fr="zfrfooter",
        press_name_fr="zfrofficer",
        press_email="press@example.org",
        publication_director_fr="zfrdirector",
        dpo_fr="zfrdpo\nzfraddress",
        hero=picture,
    )
    cohort = CohortFactory(slug="eig-9", name_fr="zfrcohort", introduction_fr="zfrintroduction", cover=picture)
    now = timezone.now()
    CallFactory(cohort=cohort, text_open_fr="zfrcall", apply_url="https://example.org/")
    CallFactory(cohort=cohort, kind="projects", opens=now - timedelta(days=9), closes=now - timedelta(days=3))
    skill, administration = SkillFactory(name_fr="zfrskill"), AdministrationFactory(name_fr="zfradministration")
    french = {"cohort": cohort, "administrations": [administration], "skills": [skill], "published": ["fr"]}
    challenge = ChallengeFactory(
        title_fr="zfrtitle",
        slug_fr="phare",
        tagline_fr="zfrtagline",
        body_fr="## zfrheading\n\nzfrbody",
        cover=picture,
        **french,
    )
    ChallengeFactory(title_fr="zfrother", slug_fr="port", **french)
    SoughtProfileFactory(challenge=challenge, skill=skill)
    ChallengeFigureFactory(challenge=challenge, description_fr="zfrfigure")
    output = {"call_to_action_fr": "zfraction", "description_fr": "zfroutput", "url": "https://example.org/o"}
    DeliverableFactory(challenge=challenge, title_fr="zfrdeliverable", image=picture, **output)
    VideoFactory(challenge=challenge, description_fr="zfrvideo")
    person = PersonFactory(
        name="Ana Lopez", profile_fr="zfrprofile", bio_fr="zfrbio", portrait=picture, published=["fr"]
    )
    ParticipationFactory(challenge=challenge, person=person, role="eig", skill=skill)
    tag = TagFactory(name_fr="zfrtag", slug_fr="zmot")
    english = {"title_en": "English", "slug_en": "english", "standfirst_en": "", "body_en": "Text"}
    post = PostFactory(cover=picture, cohort=cohort, published=BOTH, **english)
    post.challenges.add(challenge)
    AuthorshipFactory(post=post, person=person)
    TaggedItem.objects.create(content_object=post, tag=tag)
    audience = AudienceFactory(name_fr="zfraudience", slug_en="audience")
    FAQEntryFactory(audience=audience, question_en="Who?", answer_en="You.", published=BOTH)
    PressReleaseFactory(title_fr="zfrrelease")
    ProgrammeFigureFactory(label_fr="zfrcounted")
    ProgrammeStepFactory(title_fr="zfrstep", text_fr="zfrsteptext")
    TestimonialFactory(quote_fr="zfrquote", role_fr="zfrrole")
    parent = MenuItemFactory(label_fr="zfrmenu", place="cohorts")
    MenuItemFactory(label_fr="zfrchild", place="blog", parent=parent)
    MenuItemFactory(label_fr="zfrfoot", place="press", menu="footer")
    return {
        "home": "/en/",
        "challenges": "/en/challenges/?cohort=eig-9&administration=" + administration.slug,
        "challenge": challenge.address_in("en"),
        "community": "/en/community/?skill=" + skill.slug,
        "person": person.address_in("en"),
        "cohorts": "/en/cohorts/",
        "cohort": cohort.address_in("en"),
        "calls": "/en/take-part/",
        "blog": "/en/blog/",
        "tag": tag.address_in("en"),
        "post": post.address_in("en"),
        "questions": "/en/faq/",
        "audience": audience.address_in("en"),
        "press": "/en/press/",
        "legal": "/en/legal-notice/",
        "privacy": "/en/privacy/",
        "credits": "/en/credits/",
        "map": "/en/site-map/",
        "lost": "/en/challenges/eig-9/phar/",
    }  # fmt: skip


def visit(client, path):
    with override("en"):
        response = client.get(path)
    assert response.status_code == (404 if path.endswith("/phar/") else 200)
    return BeautifulSoup(response.content, "html.parser")


def language(element):
    return next(parent["lang"] for parent in [element, *element.parents] if parent.has_attr("lang"))


def spoken(page):
    """`(word, language)` of each French word that is read out on a page."""
    for text in page.find_all(string=FRENCH):
        if type(text) is NavigableString and text.parent.name not in UNREAD:
            yield from ((word, language(text.parent)) for word in FRENCH.findall(text))
    for name in READ:
        for element in page.body.find_all(attrs={name: FRENCH}):
            yield from ((word, language(element)) for word in FRENCH.findall(element[name]))


def test_french_words_are_marked_on_every_english_page(client, site):
    said = {name: set(spoken(visit(client, path))) for name, path in site.items()}

    # A tooltip and the name of the home link are attributes of elements whose own words are marked.
    wrong = {name: {word for word, code in found if code != "fr"} - {"zfrservice"} for name, found in said.items()}
    assert {name: words for name, words in wrong.items() if words} == {}
    assert {word for found in said.values() for word, _code in found} == {
        "zfraction", "zfraddress", "zfradministration", "zfralt", "zfraudience", "zfrbio", "zfrbody", "zfrcall",
        "zfrcaption", "zfrchild", "zfrcohort", "zfrcounted", "zfrdeliverable", "zfrdirector", "zfrdpo", "zfrfigure",
        "zfrfoot", "zfrfooter", "zfrheading", "zfrintroduction", "zfrmenu", "zfrofficer", "zfroperator", "zfrother",
        "zfroutput", "zfrprofile", "zfrquote", "zfrrelease", "zfrrole", "zfrservice", "zfrskill", "zfrstep",
        "zfrsteptext", "zfrtag", "zfrtagline", "zfrtitle", "zfrvideo",
    }  # fmt: skip


def test_pages_made_of_a_french_text_say_so_once(client, site):
    said = {
        name: [" ".join(notice.text.split()) for notice in visit(client, path).select("main .eig-fallback")]
        for name, path in site.items()
    }
    assert {name: notices for name, notices in said.items() if notices} == {
        "challenge": [NOTICE],
        "person": [NOTICE],
        "cohort": [NOTICE],
        "calls": [NOTICE],
    }


def test_french_pages_mark_and_say_nothing(client, site):
    for path in ("/", "/defis/eig-9/phare/", "/communaute/ana-lopez/", "/promotions/eig-9/", "/participer/"):
        page = BeautifulSoup(client.get(path).content, "html.parser")
        menus = page.select(".fr-translate [lang], .eig-languages [lang]")
        assert [found for found in page.body.select("[lang]") if found not in menus] == []
        assert page.select(".eig-fallback") == []


def test_edition_that_leaves_its_text_empty_says_so_too(client):
    challenge = ChallengeFactory(title_en="Lighthouse", slug_en="lighthouse", body_fr="Un texte.", published=BOTH)

    page = visit(client, challenge.address_in("en"))

    assert page.h1.text == "Lighthouse"
    assert page.select_one(".eig-story .eig-prose")["lang"] == "fr"
    assert len(page.select(".eig-fallback")) == 1


@pytest.mark.parametrize("published", [["en"], BOTH])
def test_what_is_there_language_by_language_shows_no_text_of_another(client, published):
    texts = {"standfirst_fr": "Chapô.", "standfirst_en": "", "body_fr": "Texte.", "body_en": "Text."}
    post = PostFactory(title_en="Lighthouse", slug_en="lighthouse", byline_fr="Ana", published=published, **texts)
    page = PageFactory(title_en="Guide", slug_en="guide", published=published, **texts)
    document = DocumentFactory(title_en="Booklet", description_fr="Un livret.", published=published)

    shown = [visit(client, path).main.text for path in (post.address_in("en"), page.address_in("en"), "/en/blog/")]
    shown.append(visit(client, "/en/press/").main.text)
    assert [word for word in ("Chapô", "Texte", "Ana", "livret") if word in "".join(shown)] == []
    assert document.title_en in shown[-1]


def test_page_without_a_title_of_its_own_is_called_as_in_its_source(client):
    page = PageFactory(title_fr="Guide", title_en="", slug_en="guide", body_en="Text.", published=BOTH)

    heading = visit(client, page.address_in("en")).h1
    assert (heading.text, heading.span["lang"]) == ("Guide", "fr")


def test_line_knows_its_language():
    cohort = CohortFactory(name_fr="Promotion", name_en="")
    with override("en"):
        found = line(cohort, "name")
        assert (found, found.language, isinstance(found, Line)) == ("Promotion", "fr", True)
        cohort.name_en = "Cohort"
        assert (line(cohort, "name"), line(cohort, "name").language) == ("Cohort", "en")
        assert (line(None, "name"), line(None, "name").language) == ("", "en")
