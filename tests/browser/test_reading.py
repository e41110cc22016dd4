"""What a reader's eyes and tools take from public pages: contrast, order without styles, titles, words of links."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from eig.publishing.workflow import publish
from tests.browser.site import LONG, PAGES, build_site
from tests.factories import ChallengeFactory, DocumentFactory, PageFactory, PostFactory, ProgrammeFigureFactory

pytestmark = pytest.mark.django_db(transaction=True)

COLOURS = """
    const parsed = words => {
        const found = words.match(/[\\d.]+/g)?.map(Number)
        return found && {rgb: found.slice(0, 3), alpha: found[3] ?? 1}
    }
    const luminance = rgb => rgb.map(part => part / 255)
        .map(part => part <= .04045 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4)
        .reduce((sum, part, index) => sum + part * [.2126, .7152, .0722][index], 0)
    const contrast = (one, other) => {
        const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a)
        return (light + .05) / (dark + .05)
    }
    const over = (front, back) => front.rgb.map((part, index) => part * front.alpha + back[index] * (1 - front.alpha))
    // The colour that stands behind an element; null over a picture, where no colour can be told.
    const ground = element => {
        const layers = []
        for (let one = element; one; one = one.parentElement) {
            const style = getComputedStyle(one)
            if (style.backgroundImage.includes("url(") && !style.backgroundImage.includes("data:image/svg")) return null
            const colour = parsed(style.backgroundColor)
            layers.push(colour)
            if (colour.alpha === 1) break
        }
        const dark = getComputedStyle(document.documentElement).colorScheme === "dark"
        const canvas = dark ? [18, 18, 18] : [255, 255, 255]
        return layers.reverse().reduce((back, front) => over(front, back), canvas)
    }
    // How opaque an element is, with all that it stands in.
    const opacity = element => {
        let found = 1
        for (let one = element; one; one = one.parentElement) found *= getComputedStyle(one).opacity
        return found
    }
    const ink = (element, style, back) => {
        const colour = parsed(style.color)
        return over({...colour, alpha: colour.alpha * opacity(element)}, back)
    }
    // Links to the parts of a page come into sight with the focus.
    const inSight = element => element.checkVisibility({visibilityProperty: true}) && opacity(element) > 0
        && !element.closest(".fr-sr-only") && element.getBoundingClientRect().width > 1
    document.querySelectorAll("details").forEach(details => { details.name = ""; details.open = true })
"""
# Each text that is seen, where its letters do not stand out enough; axe leaves links of the design system undecided for
# the picture that underlines them.
FAINT_TEXTS = f"""() => {{
    {COLOURS}
    const faint = [], words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    let measured = 0
    const measure = (text, element, style) => {{
        const back = ground(element)
        if (!back) {{ faint.push(`${{text.slice(0, 40)}}: over a picture`); return }}
        const size = parseFloat(style.fontSize), large = size >= 24 || (size >= 18.66 && style.fontWeight >= 700)
        const found = contrast(ink(element, style, back), back)
        measured += 1
        if (found < (large ? 3 : 4.5)) faint.push(`${{text.slice(0, 40)}}: ${{found.toFixed(2)}}`)
    }}
    while (words.nextNode()) {{
        const text = words.currentNode.data.trim(), element = words.currentNode.parentElement
        if (!text || !inSight(element) || element.closest("script, [disabled], [aria-disabled=true]")) continue
        measure(text, element, getComputedStyle(element))
    }}
    for (const field of document.querySelectorAll("[placeholder]"))
        if (inSight(field)) measure(field.placeholder, field, getComputedStyle(field, "::placeholder"))
    return {{measured, faint}}
}}"""
# Fields whose edge, and buttons whose edge or words, do not stand out from what is around them: what is painted counts.
FAINT_CONTROLS = f"""() => {{
    {COLOURS}
    const inks = words => (words.match(/rgba?\\([^)]*\\)/g) ?? []).map(parsed)
    const edges = style => ["Top", "Right", "Bottom", "Left"].filter(side =>
        style[`border${{side}}Style`] !== "none" && parseFloat(style[`border${{side}}Width`])
    ).flatMap(side => inks(style[`border${{side}}Color`]))
    const painted = style => [...edges(style), ...inks(style.boxShadow), ...inks(style.backgroundColor),
        ...inks(style.backgroundImage)]
    const faint = []
    let measured = 0
    for (const control of document.querySelectorAll("input:not([type=hidden]), select, textarea, button, .fr-btn")) {{
        if (!inSight(control) || control.matches(".fr-sr-only, [tabindex='-1']")) continue
        const around = ground(control.parentElement), style = getComputedStyle(control)
        const box = ["checkbox", "radio"].includes(control.type), label = control.labels?.[0]
        if (box && style.appearance !== "none") continue // the browser draws it, as readers set it
        const colours = painted(style)
        // A box or dot of the design system is drawn beside its words, on the label.
        if (box && label) colours.push(...painted(getComputedStyle(label, "::before")))
        if (control.matches("button, .fr-btn")) colours.push(...inks(style.color))
        measured += 1
        const best = Math.max(1, ...colours.map(colour => contrast(over(colour, around), around)))
        if (best < 3) faint.push(`${{control.tagName}} ${{control.name || control.innerText}}: ${{best.toFixed(2)}}`)
    }}
    return {{measured, faint}}
}}"""
# What measures must find: letters close to their ground, then fields without an edge.
FADED = "* { color: #8884 !important }"
WITHOUT_EDGES = """input, select, textarea { border-color: transparent !important; box-shadow: none !important;
    background: none !important }"""
DRESSED = """css => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(css)
    document.adoptedStyleSheets = [sheet]
}"""
# Blocks of text that stand higher on a phone than what is read before them.
OUT_OF_ORDER = """() => {
    const faults = []
    let lowest = 0
    for (const block of document.querySelectorAll("main :is(h1, h2, h3, h4, p, li, dt, dd, td, label)")) {
        if (!block.checkVisibility({visibilityProperty: true}) || block.closest("table, figure, .fr-sr-only")) continue
        const box = block.getBoundingClientRect()
        if (box.width < 2 || box.height < 2 || block.querySelector("p, li, h2, h3, dt")) continue
        // Blocks on one line may begin above the end of the one before, not end above its beginning.
        if (box.bottom < lowest - 2) faults.push(`${block.tagName} ${block.innerText.slice(0, 50)}`)
        lowest = Math.max(lowest, box.top)
    }
    return faults
}"""
# Words that a style sheet alone writes.
WRITTEN_BY_STYLES = """() => [...document.querySelectorAll("body, body *")]
    .flatMap(one => ["::before", "::after"].map(part => getComputedStyle(one, part).content))
    .filter(content => /^".*[\\p{L}\\p{N}]/u.test(content))"""
UPSIDE_DOWN = """main { display: flex !important; flex-direction: column-reverse !important }
    main > * { display: flex !important; flex-direction: column-reverse !important }
    h1::before { content: "Important" }"""
# Links that say the same, for people and tools, and lead to different places.
ALIKE = """() => {
    const name = link => (link.getAttribute("aria-label") ?? [link.innerText, ...[...link.querySelectorAll("img")]
        .map(image => image.alt)].join(" ")).replace(/\\s+/g, " ").trim().toLowerCase()
    const places = {}
    const here = location.href.replace(/#.*$/, "")
    for (const link of document.querySelectorAll("a[href]")) {
        const place = link.href.replace(/#.*$/, "")
        if (link.checkVisibility() && place !== here) (places[name(link)] ??= new Set()).add(place)
    }
    return Object.entries(places).filter(([words, found]) => !words || found.size > 1)
        .map(([words, found]) => `“${words}” leads to ${[...found].join(", ")}`)
}"""
VAGUE = {"ici", "cliquez ici", "lire la suite", "en savoir plus", "here", "click here", "read more", "learn more"}
LINK_WORDS = """() => [...document.querySelectorAll("a[href]")].map(link => link.innerText.trim().toLowerCase())"""


def open_with_errors(page, root):
    """The contact form, sent empty."""
    page.goto(f"{root}/contact/")
    page.locator("main form").evaluate("form => form.noValidate = true")
    page.locator("main form [type=submit]").click()
    page.locator(".eig-errors").wait_for()
    page.complaints.clear()  # the console names the page, which is answered with 400


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_texts_and_controls_stand_out_from_their_ground(open_page, live_server, dark):
    build_site()
    page = open_page("/", dark=dark)
    faults, texts, controls = {}, 0, 0
    for path in (*PAGES["fr"], *PAGES["en"], "with errors"):
        if path == "with errors":
            open_with_errors(page, live_server.url)
        else:
            page.goto(f"{live_server.url}{path}")
        text, control = page.evaluate(FAINT_TEXTS), page.evaluate(FAINT_CONTROLS)
        texts, controls = texts + text["measured"], controls + control["measured"]
        if found := [*text["faint"], *control["faint"]]:
            faults[path] = found

    assert faults == {}
    assert (texts > 3000, controls > 200) == (True, True)
    page.evaluate(DRESSED, FADED)
    assert len(page.evaluate(FAINT_TEXTS)["faint"]) > 20
    page.evaluate(DRESSED, WITHOUT_EDGES)
    assert len(page.evaluate(FAINT_CONTROLS)["faint"]) >= 3


def test_without_styles_all_that_is_seen_is_there_in_the_same_order(open_page, live_server):
    build_site()
    page = open_page("/", width=390)
    faults = {}
    for path in (*PAGES["fr"], *PAGES["en"]):
        page.goto(f"{live_server.url}{path}")
        if found := page.evaluate(OUT_OF_ORDER) + page.evaluate(WRITTEN_BY_STYLES):
            faults[path] = found[:5]

    assert faults == {}
    page.evaluate(DRESSED, UPSIDE_DOWN)
    assert page.evaluate(WRITTEN_BY_STYLES) == ['"Important"']
    assert page.evaluate(OUT_OF_ORDER)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_titles_say_what_their_page_does_and_no_two_links_say_the_same_of_different_pages(
    open_page, live_server, language
):
    build_site()
    page = open_page("/")
    faults, titles = {}, {}
    for path in PAGES[language]:
        page.goto(f"{live_server.url}{path}")
        heading, title = page.locator("h1").inner_text(), page.title()
        found = [words for words in page.evaluate(ALIKE) if LONG.lower() not in words.replace("’", "'")]
        found += [f"says nothing: {words}" for words in page.evaluate(LINK_WORDS) if words in VAGUE]
        if path not in ("/", "/en/") and heading.lower() not in title.lower():
            found.append(f"“{title}” does not say “{heading}”")
        if title in titles:
            found.append(f"has the title of {titles[title]}")
        titles[title] = path
        if found:
            faults[path] = found

    assert faults == {}


# Words that are cut where the line ends: their letters stand on several lines, without a hyphen to say so.
BROKEN_WORDS = """() => {
    const broken = [], texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const letter = document.createRange()
    const lineOf = (text, at) => {
        letter.setStart(text, at)
        letter.setEnd(text, at + 1)
        return Math.round(letter.getBoundingClientRect().top)
    }
    while (texts.nextNode()) {
        const text = texts.currentNode, element = texts.currentNode.parentElement
        if (!element.checkVisibility({visibilityProperty: true})) continue
        if (element.closest("script, .fr-sr-only, .eig-share__copy, .eig-contact__trap")) continue
        for (const {0: word, index} of text.data.matchAll(/[\\p{L}\\p{M}\\p{N}]+/gu))
            if (lineOf(text, index) !== lineOf(text, index + word.length - 1)) broken.push(word)
    }
    return broken
}"""
BUTTONS_ON_PAPER = """() => [...document.querySelectorAll(".fr-btn")].filter(button => button.checkVisibility())
    .map(button => button.innerText.trim() + getComputedStyle(button, "::after").content)"""
LONG_WORDS = "Anticonstitutionnellement, services hydrométéorologiques"


def test_no_word_is_cut_on_a_narrow_screen(open_page, live_server):
    challenge = build_site()
    for label in ("entrepreneurs et entrepreneuses d'intérêt général", "administrations"):
        ProgrammeFigureFactory(label_fr=label, amount=1234)
    ChallengeFactory(cohort=challenge.cohort, title_fr=LONG_WORDS, slug_fr="mots", published=["fr"])
    PostFactory(title_fr=LONG_WORDS, slug_fr="mots", date=date(2026, 3, 15), published=["fr"])
    page = open_page("/", width=320)
    faults = {}
    for path in (*PAGES["fr"], *PAGES["en"], "/defis/eig-9/mots/", "/blog/2026/3/15/mots/"):
        page.goto(f"{live_server.url}{path}")
        if found := page.evaluate(BROKEN_WORDS):
            faults[path] = found

    assert faults == {}
    page.evaluate(DRESSED, "h1 { font-size: 40px !important; hyphens: none !important }")
    assert page.evaluate(BROKEN_WORDS) == ["Anticonstitutionnellement", "hydrométéorologiques"]


def test_the_words_of_open_calls_begin_on_one_line(open_page):
    cohort = build_site().cohort
    day_left = timezone.now().replace(hour=22, minute=30)
    cohort.calls.filter(kind="projects").update(closes=max(day_left, timezone.now() + timedelta(minutes=5)))
    page = open_page("/")

    rows = page.locator(".eig-now__words")

    assert rows.count() == 2
    for width in (600, 800, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert len({round(row.bounding_box()["x"]) for row in rows.all()}) == 1


def test_paper_keeps_the_actions_that_lead_elsewhere_with_their_addresses(open_page, live_server):
    challenge = build_site()
    challenge.website, challenge.source_code = "https://example.org/site", "https://example.org/code"
    challenge.save()
    page = open_page("/defis/eig-9/phare/")
    page.emulate_media(media="print")
    printed = {}
    for path in ("/defis/eig-9/phare/", "/participer/", "/faq/candidats/", "/contact/"):
        page.goto(f"{live_server.url}{path}")
        printed[path] = page.evaluate(BUTTONS_ON_PAPER)

    assert printed == {
        "/defis/eig-9/phare/": [
            'Site web" (https://example.org/site)"',
            'Code source" (https://example.org/code)"',
            'Postuler" (https://example.org/apply)"',
        ],
        "/participer/": ['Postuler" (https://example.org/apply)"'],
        "/faq/candidats/": [],
        "/contact/": [],
    }


def test_printed_questions_are_without_what_only_a_screen_uses(open_page):
    build_site()
    page = open_page("/faq/candidats/")
    page.emulate_media(media="print")

    assert page.locator(".eig-question__answer").first.is_visible()
    assert not page.locator(".eig-find").is_visible()
    assert not page.locator(".eig-question__link").first.is_visible()
    sign = "title => getComputedStyle(title, '::after').display"
    assert page.locator(".eig-question__title").first.evaluate(sign) == "none"


@pytest.mark.parametrize("width", [320, 1280])
def test_documents_line_up_with_and_without_a_cover(open_page, width):
    build_site()
    publish(DocumentFactory(title_fr="Règlement"), "fr")
    page = open_page("/documents/", width=width)

    cards = page.locator(".eig-document")
    covers = page.locator(".eig-document__drawn, .eig-document__cover img")
    inset = "card => card.querySelector('.eig-document__words').offsetLeft - card.offsetLeft"

    assert (cards.count(), covers.count(), page.locator(".eig-document__drawn").count()) == (2, 2, 1)
    assert len({cards.nth(at).evaluate(inset) for at in range(2)}) == 1
    assert len({covers.nth(at).bounding_box()["width"] for at in range(2)}) == 1


def test_lists_in_quotations_and_notes_are_numbered_by_themselves(open_page):
    body = "1. Un\n2. Deux\n   1. Deux un\n\n> 1. Cité\n\nDit[^1].\n\n[^1]: Noté."
    PageFactory(slug_fr="listes", body_fr=body, published=["fr"])
    page = open_page("/listes/")

    marks = page.locator(".eig-prose li").evaluate_all("all => all.map(li => getComputedStyle(li, '::marker').content)")
    assert [mark.partition("(")[0] for mark in marks] == ["counters", "counters", "counters", "counter", "counter"]
