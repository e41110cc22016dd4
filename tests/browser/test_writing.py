"""Writing as an editor does: the bar, its shortcuts, links to items, what is pasted or dropped, counts, the preview."""

import base64
from datetime import date

import pytest
from playwright.sync_api import expect

from blog.models import Post
from eig.images.models import Image
from eig.text.markdown import render
from tests.factories import ChallengeFactory, ImageFactory, PersonFactory, PostFactory, picture

SAID_NO = "Failed to load resource: the server responded with a status of"
PASTE = """([text, data]) => {
  const transfer = new DataTransfer();
  for (const [type, words] of Object.entries(data)) {
    if (type.startsWith("image/")) {
      const bytes = Uint8Array.from(atob(words), (sign) => sign.charCodeAt(0));
      transfer.items.add(new File([bytes], "collage.png", { type }));
    } else {
      transfer.setData(type, words);
    }
  }
  const name = data.dropped ? "drop" : "paste";
  const init = { bubbles: true, cancelable: true };
  const event = data.dropped
    ? new DragEvent("drop", { ...init, dataTransfer: transfer })
    : new ClipboardEvent("paste", { ...init, clipboardData: transfer });
  text.focus();
  return !text.dispatchEvent(event);
}"""

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def open_post(open_page, login_cookie, editor):
    """`open_post(body_fr="…")` → the screen of a draft, its text, and the post."""

    def opened(width=1280, dark=False, **fields):
        post = PostFactory(**fields)
        page = open_page(
            f"/en/admin/blog/post/{post.pk}/change/", width=width, dark=dark, cookies=[login_cookie(editor)]
        )
        return page, page.locator("#id_body_fr"), post

    return opened


def select(text, words):
    """Select those words of the text; the cursor alone stands where "|" is."""
    text.evaluate(
        """(text, words) => {
          text.focus();
          const at = text.value.indexOf(words.replace("|", ""));
          const cursor = words.indexOf("|");
          const [from, to] = cursor < 0 ? [at, at + words.length] : [at + cursor, at + cursor];
          text.setSelectionRange(from, to);
        }""",
        words,
    )


def selected(text):
    return text.evaluate("text => text.value.slice(text.selectionStart, text.selectionEnd)")


def paste(text, **data):
    """Whether the page took what is pasted upon itself; `html`, `plain`, `png`, `dropped`."""
    types = {"html": "text/html", "plain": "text/plain", "png": "image/png", "dropped": "dropped"}
    return text.evaluate(f"(text, data) => ({PASTE})([text, data])", {types[name]: said for name, said in data.items()})


def button(page, name):
    return page.locator(".field-body_fr").get_by_role("button", name=name, exact=True)


def links(page):
    return page.get_by_role("dialog", name="Link", exact=True)


def converted(page, html):
    return page.evaluate("html => eigText.markdownFrom(html).markdown", html)


# The bar


@pytest.mark.parametrize(
    ("name", "before", "chosen", "after"),
    [
        ("Bold", "un mot ici", "mot", "un **mot** ici"),
        ("Bold", "un **mot** ici", "mot", "un mot ici"),
        ("Bold", "un **mot** ici", "**mot**", "un mot ici"),
        ("Bold", "un mot ici", "m|ot", "un **mot** ici"),
        ("Bold", "- un\n- deux\n\ntrois", "- un\n- deux\n\ntrois", "- **un**\n- **deux**\n\n**trois**"),
        ("Bold", "- **un**\n- **deux**", "- **un**\n- **deux**", "- un\n- deux"),
        ("Bold", "un *mot* ici", "mot", "un ***mot*** ici"),
        ("Italic", "un ***mot*** ici", "mot", "un **mot** ici"),
        ("Italic", "un mot ici", "mot", "un *mot* ici"),
        ("Italic", "un **mot** ici", "mot", "un ***mot*** ici"),
        ("Heading", "Un titre\n\nUn texte", "ti|tre", "## Un titre\n\nUn texte"),
        ("Heading", "## Un titre", "ti|tre", "Un titre"),
        ("Heading", "### Un titre", "ti|tre", "## Un titre"),
        ("Smaller heading", "## Un titre", "ti|tre", "### Un titre"),
        ("List", "un\ndeux\n\nfin", "un\ndeux", "- un\n- deux\n\nfin"),
        ("List", "- un\n- deux", "- un\n- deux", "un\ndeux"),
        ("List", "un\nfin", "u|n", "- un\n\nfin"),
        ("Numbered list", "- un\n- deux", "- un\n- deux", "1. un\n2. deux"),
        ("Quotation", "un\ndeux", "un\ndeux", "> un\n> deux"),
        ("Quotation", "> un", "u|n", "un"),
        (
            "Table",
            "avant",
            "avant|",
            "avant\n\n: Title of the table\n\n| Column 1 | Column 2 |\n| --- | --- |\n|  |  |\n|  |  |",
        ),
    ],
)
def test_button_puts_its_signs_and_takes_them_out(open_post, name, before, chosen, after):
    page, text, _post = open_post(body_fr=before)
    select(text, chosen)

    button(page, name).click()

    assert text.input_value() == after
    page.keyboard.press("Control+z")
    assert text.input_value() == before


def test_shortcuts_do_what_the_buttons_do(open_post):
    page, text, _post = open_post(body_fr="un mot ici")
    for keys, after in [
        ("Control+b", "un **mot** ici"),
        ("Control+b", "un mot ici"),
        ("Control+i", "un *mot* ici"),
        ("Control+i", "un mot ici"),
        ("Control+Shift+Digit2", "## un mot ici"),
        ("Control+Shift+Digit3", "### un mot ici"),
        ("Control+Shift+Digit8", "- ### un mot ici"),
    ]:
        select(text, "mot")
        page.keyboard.press(keys)
        assert text.input_value() == after


def test_bar_is_one_stop_of_the_tab_key_and_arrows_move_inside(open_post):
    page, text, _post = open_post(body_fr="un")
    text.focus()
    page.keyboard.press("Shift+Tab")
    names = []
    for key in ("ArrowRight", "End", "ArrowRight", "ArrowLeft", "Home"):
        names.append(page.evaluate("document.activeElement.innerText"))
        page.keyboard.press(key)
    assert names == ["Heading", "Smaller heading", "Video or slides", "Heading", "Video or slides"]

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "id_body_fr"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") != "id_body_fr"
    assert text.input_value() == "un"


def test_lists_go_on_with_enter_and_end_on_an_empty_line(open_post):
    page, text, _post = open_post(body_fr="")
    text.focus()
    page.keyboard.type("- un")
    page.keyboard.press("Enter")
    page.keyboard.type("deux")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.keyboard.type("9. neuf")
    page.keyboard.press("Enter")
    page.keyboard.type("dix")

    assert text.input_value() == "- un\n- deux\n9. neuf\n10. dix"


def test_rows_added_later_have_their_bar_too(open_page, login_cookie, editor):
    challenge = ChallengeFactory()
    page = open_page(f"/en/admin/challenges/challenge/{challenge.pk}/change/", cookies=[login_cookie(editor)])

    bars = page.locator("textarea[data-markdown]").count()

    assert bars > 0
    assert (
        page.get_by_role("toolbar", name="Tools for the text").count()
        == page.locator("textarea[data-markdown]:not([id*=__prefix__])").count()
    )


# Links


def test_a_link_refers_to_the_item_and_keeps_the_words_chosen(open_post):
    ChallengeFactory(title_fr="Éclairer la côte", published=["fr"])
    person = PersonFactory(name="Éloi Roux", published=["fr"])
    page, text, _post = open_post(body_fr="Voir son portrait ici.")
    select(text, "son portrait")

    page.keyboard.press("Control+k")
    expect(links(page).get_by_label("Words of the link")).to_have_value("son portrait")
    links(page).get_by_label("Search").fill("eloi")
    expect(links(page).get_by_role("radio", name="Éclairer")).to_have_count(0)
    links(page).get_by_role("radio", name="Éloi Roux").check()
    links(page).get_by_role("button", name="Put the link").click()

    assert text.input_value() == f"Voir [son portrait](person:{person.key}) ici."
    assert page.evaluate("document.activeElement.id") == "id_body_fr"
    page.keyboard.press("Control+z")
    assert text.input_value() == "Voir son portrait ici."


def test_without_words_a_link_bears_the_name_of_its_item(open_post):
    other = PostFactory(title_fr="L'autre [essai]")
    page, text, _post = open_post(body_fr="Voir ")
    select(text, "Voir |")

    button(page, "Insert a link").click()
    choice = links(page).get_by_role("radio", name="L'autre")
    expect(links(page).get_by_text("Not on the site in this language (French)").first).to_be_visible()
    choice.check()
    page.keyboard.press("Enter")

    assert text.input_value() == f"Voir [L'autre \\[essai\\]](post:{other.key})"


def test_the_link_at_the_cursor_is_changed_or_removed(open_post):
    other = PostFactory(title_fr="Zoé")
    page, text, _post = open_post(body_fr=f"Voir [le *vrai* titre](post:{other.key}#suite) ici.")
    select(text, "le *vr|ai*")

    button(page, "Change this link").click()
    expect(links(page).get_by_role("radio", name="Zoé")).to_be_checked()
    links(page).get_by_role("button", name="Put the link").click()
    assert text.input_value() == f"Voir [le *vrai* titre](post:{other.key}#suite) ici."

    select(text, "le *vr|ai*")
    page.keyboard.press("Control+k")
    links(page).get_by_label("Another address").check()
    links(page).get_by_label("Address", exact=True).fill("pas une adresse")
    page.keyboard.press("Enter")
    expect(links(page).get_by_text("This is no address")).to_be_visible()
    links(page).get_by_label("Address", exact=True).fill("example.org/a_(b)")
    page.keyboard.press("Enter")
    expect(links(page)).to_be_hidden()
    assert text.input_value() == "Voir [le *vrai* titre](https://example.org/a_%28b%29) ici."

    select(text, "le *vr|ai*")
    page.keyboard.press("Control+k")
    links(page).get_by_role("button", name="Remove the link").click()
    assert text.input_value() == "Voir le *vrai* titre ici."


def test_an_address_of_the_site_written_by_hand_becomes_a_reference(open_post, live_server):
    person = PersonFactory(name="Éloi Roux", slug="eloi-roux")
    page, text, _post = open_post(body_fr="")
    text.focus()
    page.keyboard.press("Control+k")
    links(page).get_by_label("Another address").check()
    links(page).get_by_label("Address", exact=True).fill("/communaute/eloi-roux/")
    page.keyboard.press("Enter")

    expect(links(page)).to_be_hidden()
    assert text.input_value() == f"[Éloi Roux](person:{person.key})"


def test_mail_is_an_address_too(open_post):
    page, text, _post = open_post(body_fr="écrire")
    select(text, "écrire")
    page.keyboard.press("Control+k")
    links(page).get_by_label("Another address").check()
    links(page).get_by_label("Address", exact=True).fill("eig@example.org")
    page.keyboard.press("Enter")

    expect(links(page)).to_be_hidden()
    assert text.input_value() == "[écrire](mailto:eig@example.org)"


@pytest.mark.parametrize("width", [1280, 390, 320])
def test_the_dialog_of_links_is_accessible(open_post, violations, width):
    PersonFactory(name="Éloi Roux", published=["fr"])
    page, text, _post = open_post(width=width, body_fr="un mot")
    text.focus()
    page.keyboard.press("Control+k")
    links(page).get_by_role("radio", name="Éloi Roux").wait_for()

    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("(d => d.scrollWidth - d.clientWidth)(document.getElementById('eig-links'))") == 0
    page.keyboard.press("Escape")
    expect(links(page)).to_be_hidden()
    assert text.input_value() == "un mot"
    assert page.evaluate("document.activeElement.id") == "id_body_fr"


# Pasting addresses


def test_an_address_pasted_over_words_makes_them_a_link(open_post):
    _page, text, _post = open_post(body_fr="voir le site ici")
    select(text, "le site")

    assert paste(text, plain="https://example.org/a")

    assert text.input_value() == "voir [le site](https://example.org/a) ici"


def test_an_address_pasted_alone_awaits_its_words(open_post):
    page, text, _post = open_post(body_fr="voir ")
    select(text, "voir |")

    assert paste(text, plain="https://example.org/a")
    assert selected(text) == "https://example.org/a"
    page.keyboard.type("le site")

    assert text.input_value() == "voir [le site](https://example.org/a)"


def test_an_address_pasted_into_a_link_stays_an_address(open_post):
    _page, text, _post = open_post(body_fr="voir [le site]()")
    select(text, "voir [le site](|")

    assert not paste(text, plain="https://example.org/a")


def test_an_address_of_the_site_turns_into_a_reference_to_its_item(open_post, live_server):
    other = PostFactory(title_fr="L'autre", slug_fr="autre", date=date(2026, 3, 1), published=["fr"])
    page, text, _post = open_post(body_fr="Voir ")
    select(text, "Voir |")

    paste(text, plain=f"{live_server.url}/blog/2026/3/1/autre/")

    expect(text).to_have_value(f"Voir [L'autre](post:{other.key})")
    expect(page.get_by_text("The link leads to “L'autre”, wherever it moves.")).to_be_visible()


def test_the_address_of_a_player_asks_for_its_title(open_post, violations):
    page, text, _post = open_post(body_fr="Un film.\n\n")
    select(text, "Un film.\n\n|")

    assert paste(text, plain="https://www.youtube.com/watch?v=abc_1")
    dialog = page.get_by_role("dialog", name="Video or slides")
    expect(dialog.get_by_label("Title")).to_be_focused()
    assert violations(page) == []
    page.keyboard.press("Enter")
    expect(dialog.get_by_text("Give it a title.")).to_be_visible()
    page.keyboard.type("Le *film*")
    page.keyboard.press("Enter")

    assert text.input_value() == "Un film.\n\n![Le \\*film\\*](embed:https://www.youtube.com/watch?v=abc_1)"
    assert 'data-caption="Le *film*"' in render(text.input_value())


def test_a_player_nobody_wants_leaves_its_address(open_post):
    page, text, _post = open_post(body_fr="")
    paste(text, plain="https://vimeo.com/12")
    page.keyboard.press("Escape")

    assert text.input_value() == "https://vimeo.com/12"


# Pictures


@pytest.mark.parametrize("dropped", [False, True])
def test_a_picture_goes_to_the_library_asks_for_its_credit_and_stands_at_the_cursor(open_post, dropped):
    page, text, _post = open_post(body_fr="Avant.\n\nAprès.")
    select(text, "Avant.|")
    file = base64.b64encode(picture(800, 500)).decode()

    assert paste(text, png=file, **({"dropped": "1"} if dropped else {}))
    dialog = page.get_by_role("dialog", name="Choose an image")
    dialog.get_by_text("The picture is in the library.").wait_for()
    dialog.get_by_label("Alternative text in French").fill("Un phare")
    dialog.get_by_label("Credit", exact=True).fill("Ana Li")
    dialog.get_by_role("button", name="Use this image").click()
    expect(dialog).to_be_hidden()

    image = Image.objects.get()
    assert (image.alt_fr, image.credit) == ("Un phare", "Ana Li")
    assert text.input_value() == f"Avant.\n\n![](image:{image.key})\n\nAprès."


def test_a_file_that_is_no_picture_is_not_opened_in_place_of_the_page(open_post):
    page, text, _post = open_post(body_fr="Un texte")
    taken = text.evaluate(
        """text => {
          const transfer = new DataTransfer();
          transfer.items.add(new File(["a"], "a.pdf", { type: "application/pdf" }));
          const init = { bubbles: true, cancelable: true, dataTransfer: transfer };
          return !text.dispatchEvent(new DragEvent("drop", init));
        }"""
    )

    assert taken
    expect(page.get_by_text("Only pictures can be dropped here")).to_be_visible()


# Text with a form

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta charset=utf-8>
<style><!-- p.MsoNormal {margin:0cm} @list l0:level1 {mso-level-text:-;} --></style></head><body lang=FR>
<!--StartFragment-->
<p class=MsoTitle><span lang=FR>Bilan d’une ann&eacute;e<o:p></o:p></span></p>
<h1><span style='font-size:16.0pt'>Les <b>d&eacute;fis</b></span></h1>
<p class=MsoNormal>Un <b style='mso-bidi-font-weight:normal'>tr</b><b>&egrave;s </b><i>beau</i> mot,
sur <a href="https://example.org/a b">deux lignes</a>.<o:p></o:p></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol'><span style='mso-list:Ignore'>&middot;<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;
</span></span></span><![endif]>premier point</p>
<p class=MsoListParagraphCxSpMiddle style='mso-list:l0 level2 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>o<span>&nbsp; </span></span><![endif]>en dessous</p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>&middot;<span>&nbsp; </span></span><![endif]>second</p>
<p class=MsoNormal>Suite<a style='mso-footnote-id:ftn1' href="#_ftn1" name="_ftnref1"><span
class=MsoFootnoteReference>[1]</span></a>. <img src="file:///C:/temp/image001.png"></p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>1.<span>&nbsp;</span></span>un</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>2.<span>&nbsp;</span></span>deux</p>
<table class=MsoTableGrid border=1><tr><td><p class=MsoNormal><b>Ville</b></p></td><td colspan=2><p>Ann&eacute;es</p></td></tr>
<tr><td rowspan=2><p>Brest</p></td><td><p>a|b</p></td><td><p>2017</p></td></tr><tr><td><p>c</p></td><td><p>2018</p></td></tr></table>
<p class=MsoNormal><span style='display:none;mso-hide:all'>Secret</span><script>alert(1)</script></p>
<div style='mso-element:footnote-list'><div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText><a
href="#_ftnref1"><span>[1]</span></a> Une note.</p></div></div>
<!--EndFragment--></body></html>"""  # noqa: E501 - as programs write it
FROM_WORD = """## Bilan d’une année

## Les défis

Un **très** *beau* mot, sur [deux lignes](https://example.org/a%20b).

- premier point
  - en dessous
- second

Suite[^1].

1. un
2. deux

| **Ville** | Années |  |
| --- | --- | --- |
| Brest | a\\|b | 2017 |
|  | c | 2018 |

[^1]: Une note."""

DOCS = """<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1"><h2 dir="ltr"><span
style="font-size:16pt;font-weight:400">Notre équipe</span></h2><p dir="ltr"><span style="font-weight:400">Elle est </span><span
style="font-weight:700">forte</span><span style="font-weight:400"> et </span><span style="font-style:italic">rapide</span><span>,
voir </span><a href="https://www.google.com/url?q=https://example.org/x&amp;sa=D"><span>ici</span></a><span>.</span></p><br />
<ul><li dir="ltr" aria-level="1"><p dir="ltr" role="presentation"><span>un</span></p></li><ul><li dir="ltr"
aria-level="2"><p role="presentation"><span>un bis</span></p></li></ul><li dir="ltr"><p><span>deux</span></p></li></ul>
<ol><li><p>A</p></li><li><p>B</p></li></ol><div dir="ltr"><table><caption><p>Les <b>mesures</b></p></caption><colgroup><col /></colgroup><tbody><tr><td><p>x</p></td><td><p>y</p></td></tr>
<tr><td><p>1</p></td><td><p>2</p></td></tr></tbody></table></div></b><br class="Apple-interchange-newline">"""  # noqa: E501 - as programs write it
FROM_DOCS = """## Notre équipe

Elle est **forte** et *rapide*, voir [ici](https://example.org/x).

- un
  - un bis
- deux

1. A
2. B

: Les **mesures**

| x | y |
| --- | --- |
| 1 | 2 |"""

LIBRE = """<!DOCTYPE HTML><html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"/><style>p {color:#000}</style>
</head><body lang="fr-FR"><h1 class="western">Un titre</h1><h2>Un autre</h2><p>Du <strong>gras</strong>, une
note<a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a>.<br/>À la ligne.</p><ol><li><p>un</p><ul><li><p>sous</p></li></ul></li></ol>
<div id="sdfootnote1"><p><a class="sdfootnotesym" href="#sdfootnote1anc">1</a> La note.</p></div></body></html>"""  # noqa: E501 - as programs write it
FROM_LIBRE = """## Un titre

### Un autre

Du **gras**, une note[^1].\\
À la ligne.

1. un
   - sous

[^1]: La note."""

WEB = """<article><h3>Trois * étoiles</h3><p onclick="x()">Un <em>mot</em>: 1 &lt; 2, <a href="javascript:alert(1)">rien</a>,
<a href="/ici">là</a> et [a](b).</p><p># pas un titre</p><p>1. pas une liste</p><p>- ni là</p><style>p{}</style>
<svg><text>x</text></svg><blockquote><p>Une citation</p></blockquote><table><tr><td>Un cadre</td></tr></table></article>"""  # noqa: E501 - as programs write it
FROM_WEB = """### Trois \\* étoiles

Un *mot*: 1 \\< 2, rien, là et [a\\](b).

\\# pas un titre

1\\. pas une liste

\\- ni là

Une citation

Un cadre"""


@pytest.mark.parametrize(
    ("html", "markdown"),
    [(WORD, FROM_WORD), (DOCS, FROM_DOCS), (LIBRE, FROM_LIBRE), (WEB, FROM_WEB)],
    ids=["word", "google docs", "libreoffice", "a web page"],
)
def test_text_with_a_form_becomes_markdown(open_post, html, markdown):
    page, _text, _post = open_post()

    assert converted(page, html) == markdown


def test_pasting_from_word_keeps_the_form_says_that_pictures_are_left_out_and_is_undone(open_post):
    page, text, _post = open_post(body_fr="Avant.")
    select(text, "Avant.|")

    assert paste(text, html=WORD, plain="Bilan d’une année\nLes défis")

    assert text.input_value() == f"Avant.\n\n{FROM_WORD}"
    expect(page.get_by_text("The pictures of the pasted text were left out")).to_be_visible()
    page.keyboard.press("Control+z")
    assert text.input_value() == "Avant."


def test_words_without_a_form_are_pasted_as_the_browser_does(open_post):
    _page, text, _post = open_post(body_fr="")

    assert not paste(text, html="<meta charset='utf-8'><span>deux_mots *</span>", plain="deux_mots *")
    assert not paste(text, plain="un\n\n# deux")
    assert not paste(text, html="<pre>## du Markdown</pre>", plain="## du Markdown")


def test_a_word_in_bold_is_put_in_the_midst_of_its_line(open_post):
    _page, text, _post = open_post(body_fr="un  ici")
    select(text, "un | ici")

    assert paste(text, html="<b>mot</b>", plain="mot")

    assert text.input_value() == "un **mot** ici"


# Counts and preview


def test_words_and_minutes_are_counted_while_typing(open_post):
    page, text, _post = open_post(body_fr="")
    count = page.locator(".field-body_fr .eig-under-text__count")
    assert count.inner_text().strip() == ""

    text.fill("L'État [recrute](https://example.org/a/b) des porte-parole. ![Un phare](image:phare)")
    expect(count).to_have_text("4 words ")
    text.fill("mot " * 660)
    expect(count).to_have_text("660 words 3 minutes to read")


def test_the_preview_follows_what_is_typed_and_stays_where_it_was(open_post):
    page, text, _post = open_post(body_fr="\n\n".join(f"Paragraphe {n}." for n in range(80)), published=["fr"])
    page.get_by_role("button", name="Preview", exact=True).click()
    frame = page.frame_locator("iframe[name=preview]")
    frame.get_by_text("Paragraphe 79.").wait_for()
    entries = page.evaluate("history.length")
    page.evaluate("frames.preview.scrollTo(0, 900)")

    text.press_sequentially(" Nouveau.")

    frame.get_by_text("Nouveau.").wait_for()
    page.wait_for_function("frames.preview.scrollY === 900")
    assert page.evaluate("document.activeElement.id") == "id_body_fr"
    assert page.evaluate("history.length") == entries


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, True), (320, False)])
def test_the_screen_with_its_bars_is_accessible(open_post, violations, width, dark):
    ImageFactory()
    page, _text, _post = open_post(width=width, dark=dark, body_fr="Un texte")

    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    small = page.evaluate(
        "[...document.querySelectorAll('[data-bar]')].filter(b => b.offsetHeight < 24 || b.offsetWidth < 24).length"
    )
    assert small == 0
    assert Post.objects.count() == 1


def test_a_line_with_a_fair_length_says_its_own(open_post):
    page, _text, _post = open_post(title_fr="Un titre")
    length = page.locator(".field-title_fr .eig-length")

    expect(length).to_have_text("8 of 120 characters")
    page.locator("#id_title_fr").fill("é" * 121)
    expect(length).to_have_text("121 characters: more than the 120 that read well")
