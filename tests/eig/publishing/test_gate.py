"""What the gate says of an item: each rule where it finds something, and where it does not."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from eig.publishing.gate import BlockedError, Finding, Level, Sheet, examine, findings, let_through
from tests.factories import CohortFactory, ImageFactory, PageFactory, PostFactory, TagFactory

pytestmark = pytest.mark.django_db

STANDFIRST = "Une équipe raconte dix mois de travail au service de celles et ceux qui naviguent."


@pytest.fixture(autouse=True)
def _in_english():
    with override("en"):
        yield


def a_post(**fields):
    """A post in French of which nothing is to be said."""
    cover = {} if "cover" in fields else {"cover": a_picture()}
    return PostFactory(**{"title_fr": "Dix mois au large", "standfirst_fr": STANDFIRST, **cover, **fields})


def a_picture(**fields):
    """A picture with all that it owes."""
    return ImageFactory(**{"title": "Au large", "alt_en": "Someone at a computer", "consent": "not_needed", **fields})


def said(item, language="fr", at=None):
    """`(code, level, words)` of what the gate finds."""
    return [(finding.code, str(finding.level), finding.words) for finding in findings(item, language, at)]


def body(text):
    return said(a_post(body_fr=text))


def test_a_post_that_has_all_it_owes_passes():
    assert said(a_post()) == []


class TestLengths:
    def test_a_post_without_standfirst_is_to_be_checked(self):
        assert said(a_post(standfirst_fr="")) == [
            (
                "standfirst-missing",
                "warning",
                "There is no standfirst: two or three sentences make one read on.",
            )
        ]

    def test_a_standfirst_of_the_longest_that_reads_well_passes(self):
        assert said(a_post(standfirst_fr="a" * 450)) == []

    def test_a_longer_standfirst_is_to_be_checked(self):
        words = "“Standfirst” has 451 characters: beyond 450, it is cut or skipped on a screen."
        assert said(a_post(standfirst_fr="a" * 451)) == [("standfirst-too-long", "warning", words)]

    def test_a_short_standfirst_is_to_be_checked(self):
        words = "“Standfirst” has 5 characters only: with 60 or more, readers know what to expect."
        assert said(a_post(standfirst_fr="Voilà")) == [("standfirst-too-short", "warning", words)]

    def test_a_post_without_text_is_held_back(self):
        assert said(a_post(body_fr="")) == [("body-missing", "error", "The post has no text yet.")]

    def test_a_title_in_the_other_language_has_its_own_length(self):
        post = a_post(title_en="Ten", slug_en="ten", standfirst_en=STANDFIRST, body_en="A paragraph.")
        words = "“Title” has 3 characters only: with 10 or more, readers know what to expect."
        assert (said(post), said(post, "en")) == ([], [("title-too-short", "warning", words)])


class TestHeadings:
    def test_headings_in_order_pass(self):
        assert body("## Le départ\n\n### La veille\n\n### Le matin\n\n## Le retour") == []

    def test_a_skipped_level_is_held_back(self):
        words = "The heading “La veille” is of level 4 but follows “Le départ”: level 3 is skipped."
        assert body("## Le départ\n\n#### La veille") == [("heading-jump", "error", words)]

    def test_a_first_heading_too_low_is_held_back(self):
        words = "The first heading, “La veille”, is of level 3: begin with level 2 (##)."
        assert body("### La veille") == [("heading-jump", "error", words)]

    def test_an_empty_heading_is_held_back(self):
        words = "A heading is empty: write it or take it out, for screen readers list it."
        assert body("## Le départ\n\n##\n\nSuite.") == [("heading-empty", "error", words)]

    def test_a_heading_as_high_as_the_title_is_to_be_checked(self):
        words = "The heading “Le départ” is as high as the page's title: begin those of a text with ##."
        assert body("# Le départ\n\n## La veille") == [("heading-top", "warning", words)]

    def test_a_comment_in_code_is_no_heading(self):
        assert body("```\n# Le départ\n```") == []


class TestLinks:
    @pytest.mark.parametrize("words", ["ici", "Cliquez ici", "ICI !", "here", "Click here", "En savoir plus", "là"])
    def test_words_that_say_nothing_are_held_back(self, words):
        sentence = f"The words of the link “{words}” do not say where it leads: name what one finds there."
        assert body(f"Voir [{words}](https://example.org/).") == [("link-vague", "error", sentence)]

    @pytest.mark.parametrize("words", ["le code source", "Ici Londres", "the report", "lire le rapport"])
    def test_words_that_say_something_pass(self, words):
        assert body(f"Voir [{words}](https://example.org/).") == []

    def test_a_link_without_words_is_held_back(self):
        words = "The link to https://example.org/ has no words: nobody can see or hear it."
        assert body("Voir [](https://example.org/).") == [("link-empty", "error", words)]

    def test_a_bare_address_is_to_be_checked(self):
        words = "The link “https://example.org/” shows a bare address: name what one finds there."
        assert body("Voir [https://example.org/](https://example.org/).") == [("link-address", "warning", words)]

    def test_an_address_for_mail_reads_well(self):
        assert body("Écrire à [bonjour@example.org](mailto:bonjour@example.org).") == []

    def test_a_footnote_is_no_link(self):
        assert body("Une phrase[^1].\n\n[^1]: Sa note.") == []


class TestReferences:
    def test_a_link_to_what_readers_may_read_passes(self):
        PageFactory(key="contact", published=["fr"])

        assert body("Voir [la page de contact](page:contact).") == []

    def test_a_link_to_nothing_is_held_back(self):
        words = "The link “la page” leads to something that is not on the site any more: choose another target."
        assert body("Voir [la page](page:partie).") == [("link-dead", "error", words)]

    def test_a_link_to_a_draft_is_held_back(self):
        PageFactory(key="contact", title_fr="Nous écrire", title_en="Write to us")

        words = "The link “la page” leads to “Write to us”, which visitors cannot read in French: publish it first."
        assert body("Voir [la page](page:contact).") == [("link-unpublished", "error", words)]

    def test_a_link_to_what_is_in_the_bin_is_held_back(self):
        PageFactory(key="contact", title_fr="Nous écrire", binned_at=timezone.now())

        words = "The link “la page” leads to “Nous écrire”, which is in the bin: choose another target."
        assert body("Voir [la page](page:contact).") == [("link-dead", "error", words)]

    def test_a_link_to_what_is_scheduled_earlier_passes_when_it_is_planned_later(self):
        tomorrow = timezone.now() + timedelta(days=1)
        PageFactory(key="contact", title_fr="Nous écrire", published=["fr"], published_at=tomorrow)
        post = a_post(body_fr="Voir [la page](page:contact).")

        assert [code for code, _level, _words in said(post)] == ["link-unpublished"]
        assert said(post, at=tomorrow + timedelta(hours=1)) == []

    def test_a_link_is_followed_in_the_language_of_its_text(self):
        PageFactory(key="contact", title_fr="Nous écrire", title_en="Write to us", published=["fr"])
        link = "[the page](page:contact)"
        post = a_post(title_en="Ten months", slug_en="ten", standfirst_en=STANDFIRST, body_fr=link, body_en=link)

        words = "The link “the page” leads to “Write to us”, which visitors cannot read in English: publish it first."
        assert (said(post), said(post, "en")) == ([], [("link-unpublished", "error", words)])

    def test_a_tag_without_a_page_is_held_back(self):
        TagFactory(key="donnees")

        words = "The link “les données” leads to something that is not on the site any more: choose another target."
        assert body("Voir [les données](tag:donnees).") == [("link-dead", "error", words)]

    def test_a_kind_that_nobody_knows_is_held_back(self):
        words = "The link “la page” leads nowhere: its address is not one that the site knows."
        assert body("Voir [la page](pge:contact).") == [("link-unknown", "error", words)]

    @pytest.mark.parametrize("key", ["A", "%00", "a%00b", "é", "x" * 300])
    def test_what_no_item_is_called_is_held_back(self, key):
        assert [code for code, _level, _words in body(f"Voir [la page](page:{key}).")] == ["link-dead"]

    def test_the_finding_leads_to_the_other_item(self):
        page = PageFactory(key="contact")
        post = a_post(body_fr="Voir [la page](page:contact).")

        assert [finding.address for finding in findings(post, "fr")] == [f"/en/admin/pages/page/{page.pk}/change/"]


class TestBareAddresses:
    def test_the_address_of_a_list_passes(self):
        assert body("Voir [les défis](/defis/).") == []

    def test_the_address_of_a_page_passes_while_it_is_live(self):
        page = PageFactory(slug_fr="mentor", published=["fr"])
        path = page.address_in("fr")

        assert body(f"Voir [la page]({path}#suite).") == []

    def test_an_address_that_nothing_answers_is_held_back(self):
        words = "The link “la page” leads to /mentor/, where the site has nothing: choose another target."
        assert body("Voir [la page](/mentor/).") == [("address-dead", "error", words)]

    @pytest.mark.parametrize("path", ["/%00", "/blog/99999999999999999999/1/1/a/", "/mentor%00/", "/d%C3%A9f/"])
    def test_an_odd_address_is_held_back(self, path):
        assert [code for code, _level, _words in body(f"Voir [la page]({path}).")] == ["address-dead"]

    def test_an_old_address_that_redirects_passes(self):
        page = PageFactory(slug_fr="mentor", published=["fr"])
        page.slug_fr = "etre-mentor"
        page.save()

        assert body("Voir [la page](/mentor/).") == []

    def test_an_english_address_is_looked_up_in_english(self):
        PageFactory(slug_fr="mentor", title_en="Mentor", slug_en="be-a-mentor", published=["fr", "en"])

        assert body("Voir [la page](/en/be-a-mentor/).") == []


class TestPictures:
    def test_a_post_without_cover_is_to_be_checked(self):
        words = "There is no cover: lists and social networks show one."
        assert said(a_post(cover=None)) == [("cover-missing", "warning", words)]

    def test_a_cover_without_credit_is_held_back(self):
        post = a_post(cover=a_picture(credit="", licence="unknown"))
        assert said(post) == [("credit-missing", "error", "The cover has no credit: who took it?")]

    def test_a_cover_without_licence_is_held_back(self):
        words = "The licence of the cover is unknown: who allows it to be shown?"
        assert said(a_post(cover=a_picture(licence="unknown"))) == [("licence-unknown", "error", words)]

    def test_a_cover_without_words_is_held_back(self):
        words = "The cover has no alternative text: what should someone who does not see it know?"
        post = a_post(cover=a_picture(alt_fr="", alt_en=""))
        assert said(post) == [("alt-missing", "error", words)]

    def test_a_decorative_cover_owes_no_words(self):
        assert said(a_post(cover=a_picture(alt_fr="", alt_en="", decorative=True))) == []

    def test_words_in_another_language_alone_are_to_be_checked(self):
        words = "The alternative text of the cover is not written in French yet."
        assert said(a_post(cover=a_picture(alt_fr=""))) == [("alt-to-translate", "warning", words)]

    def test_rights_that_are_over_hold_back(self):
        end = timezone.now().replace(year=2020, month=3, day=14, hour=12)
        words = "The rights to the cover ended on 14 March 2020: prolong them or choose another one."
        assert said(a_post(cover=a_picture(rights_until=end))) == [("rights-expired", "error", words)]

    def test_rights_that_end_before_it_goes_out_hold_back(self):
        end = timezone.now() + timedelta(days=10)
        post = a_post(cover=a_picture(rights_until=end))

        codes = [[code for code, _level, _words in said(post, at=at)] for at in (None, end + timedelta(days=1))]
        assert codes == [["rights-expiring"], ["rights-expired"]]
        ((_code, _level, words),) = said(post, at=end + timedelta(days=1))
        assert words.startswith("The rights to the cover end on ")

    def test_people_whose_consent_nobody_noted_are_to_be_checked(self):
        words = "Nothing says that the people on the cover agreed: did they, or can nobody be recognised?"
        assert said(a_post(cover=a_picture(consent="missing"))) == [("consent-unknown", "warning", words)]

    def test_a_picture_of_the_text_is_named(self):
        a_picture(key="mer", title="La mer", credit="", licence="unknown")
        assert body("![](image:mer)") == [
            ("credit-missing", "error", "The picture “La mer” has no credit: who took it?")
        ]

    def test_words_written_for_this_use_are_enough(self):
        a_picture(key="mer", alt_fr="", alt_en="")
        assert body("![Trois voiliers](image:mer)") == []

    def test_a_picture_that_is_gone_is_held_back(self):
        words = "The text shows a picture that is no longer in the library: choose another one."
        assert body("![Trois voiliers](image:mer)") == [("picture-gone", "error", words)]

    def test_the_finding_leads_to_the_picture(self):
        cover = a_picture(credit="", licence="unknown")
        assert [finding.address for finding in findings(a_post(cover=cover), "fr")] == [
            f"/en/admin/images/image/{cover.pk}/change/"
        ]


class TestPlayers:
    def test_a_player_with_a_title_passes(self):
        assert body("![Le film du défi](embed:https://vimeo.com/123)") == []

    def test_a_player_without_title_is_held_back(self):
        words = "The player of https://vimeo.com/123 has no title: what will one see or hear?"
        assert body("![](embed:https://vimeo.com/123)") == [("player-untitled", "error", words)]


class TestTranslations:
    def test_a_field_left_empty_is_to_be_translated(self):
        post = a_post(title_en="Ten months at sea", slug_en="ten", body_en="A paragraph.")
        words = "“Standfirst” is still to be translated into English."
        assert said(post, "en") == [("to-translate", "warning", words)]

    def test_what_reads_the_same_in_every_language_is_not_asked_for(self):
        assert said(CohortFactory(name_fr="EIG 9"), "en") == []
        assert [code for code, _level, _words in said(CohortFactory(name_fr="Promotion 9"), "en")] == ["to-translate"]

    def test_what_the_source_leaves_empty_is_not_asked_for(self):
        post = a_post(title_en="Ten months at sea", slug_en="ten", standfirst_en=STANDFIRST, body_en="A paragraph.")
        assert said(post, "en") == []


class TestDates:
    def test_a_post_dated_after_it_goes_out_is_to_be_checked(self):
        tomorrow = timezone.localdate() + timedelta(days=1)
        words = "The date shown is later than the day it goes out: visitors would read a post from the future."
        post = a_post(date=tomorrow)
        assert said(post) == [("date-to-come", "warning", words)]
        assert said(post, at=timezone.now() + timedelta(days=1)) == []


class TestLettingThrough:
    ERROR = Finding("link-dead", Level.ERROR, "…", place="body:page:a")

    def test_a_new_error_holds_back(self):
        with pytest.raises(BlockedError) as blocked:
            let_through([], [self.ERROR])
        assert [(finding.code, finding.known) for finding in blocked.value.findings] == [("link-dead", False)]

    def test_an_error_that_visitors_read_already_does_not(self):
        assert let_through([self.ERROR], [self.ERROR]) is None

    def test_another_error_of_the_same_rule_does(self):
        other = Finding("link-dead", Level.ERROR, "…", place="body:page:b")
        with pytest.raises(BlockedError) as blocked:
            let_through([self.ERROR], [self.ERROR, other])
        assert [(finding.place, finding.known) for finding in blocked.value.findings] == [
            ("body:page:b", False),
            ("body:page:a", True),
        ]

    def test_a_warning_never_does(self):
        assert let_through([], [Finding("cover-missing", Level.WARNING, "…")]) is None


def test_places_stay_when_the_text_around_them_changes():
    before = a_post(body_fr="## Un\n\n#### Deux\n\nVoir [ici](https://example.org/).")
    after = a_post(body_fr="Avant.\n\n## Un\n\nEntre.\n\n#### Deux\n\nVoir donc [ici](https://example.org/), oui.")

    places = [[finding.mark for finding in findings(post, "fr")] for post in (before, after)]
    assert places[0] == places[1] == [("heading-jump", "body:Deux"), ("link-vague", "body:https://example.org/")]


def test_more_links_and_pictures_ask_for_no_more_queries(django_assert_num_queries):
    def post_with(number):
        for index in range(number):
            PageFactory(key=f"page-{number}-{index}", published=["fr"])
            a_picture(key=f"mer-{number}-{index}", title=f"La mer {number} {index}")
        lines = [f"[la page {index}](page:page-{number}-{index})" for index in range(number)]
        lines += [f"![La mer](image:mer-{number}-{index})" for index in range(number)]
        return a_post(body_fr="\n\n".join(lines))

    for post in (post_with(1), post_with(3)):
        with django_assert_num_queries(3):
            assert findings(post, "fr") == []


def test_items_at_several_instants_ask_for_their_links_once(django_assert_num_queries):
    instants = [timezone.now() + timedelta(days=days) for days in range(3)]
    for number, at in enumerate(instants):
        PageFactory(key=f"page-{number}", published=["fr"], published_at=at)
    posts = [a_post(body_fr=f"[la page](page:page-{number})") for number in range(3)]
    sheets = [Sheet(post, "fr", at) for post, at in zip(posts, instants, strict=True)]

    for asked in (sheets[:1], sheets):
        with django_assert_num_queries(3):  # pictures, pages, their editions
            assert not any(examine(asked).values())
    early = Sheet(posts[2], "fr", instants[1])
    assert [finding.code for finding in examine([*sheets, early])[early]] == ["link-unpublished"]


def test_more_addresses_ask_for_no_more_queries(django_assert_num_queries):
    for number in range(3):
        PageFactory(slug_fr=f"page-{number}", published=["fr"])
    sheets = [
        Sheet(a_post(body_fr=f"[la page](/page-{number}/) et [la suite](/absente-{number}/)"), "fr", timezone.now())
        for number in range(3)
    ]
    for sheet in sheets:
        sheet.at = sheets[0].at

    for asked in (sheets[:1], sheets):
        with django_assert_num_queries(3):  # pictures, pages, redirects
            found = examine(asked)
        assert [[finding.code for finding in found[sheet]] for sheet in asked] == [["address-dead"]] * len(asked)
