import pytest

from eig.fonts import PARTS
from eig.stylesheets import Sources, put_together, rules, split

ICON = "<svg xmlns='http://www.w3.org/2000/svg'><path d='M1 (2)'/></svg>"


@pytest.fixture
def sheet(tmp_path):
    """`sheet(words, **files)`: the sheet `eig/public.css` put together of these files."""

    def made(words="", other_styles="", **files):
        for name, css in files.items():
            path = tmp_path / name.replace("__", "/")
            path = path.with_suffix(".svg" if name.startswith("icons") else ".css")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(css)
        css = put_together("eig/public.css", Sources(lambda path: tmp_path / path, words, other_styles))
        return css.partition("*/\n")[2]

    return made


def pruned(sheet, css, words="fr-btn"):
    return sheet(words, eig__public='@import url("../design.css");', design=css)


@pytest.mark.parametrize(
    ("css", "kept"),
    [
        ("a{color:red}", "a{color:red}"),
        (".fr-btn{color:red}.fr-tile{color:red}", ".fr-btn{color:red}"),
        (".fr-btn,.fr-tile{color:red}", ".fr-btn{color:red}"),
        (".fr-tile .fr-btn{color:red}", ""),
        (".fr-btn:not(.fr-tile){color:red}", ".fr-btn:not(.fr-tile){color:red}"),
        (":is(.fr-tile,a) b{color:red}", ":is(.fr-tile,a) b{color:red}"),
        (".fr-btn\\@md{color:red}", ""),
        ("@media print{.fr-tile{color:red}}", ""),
        ("@media print{.fr-tile{color:red}.fr-btn{top:0}}", "@media print{.fr-btn{top:0}}"),
        ("@supports (a:b){@media print{a{top:0}}}", "@supports (a:b){@media print{a{top:0}}}"),
        ("@keyframes turn{0%{top:0}}", "@keyframes turn{0%{top:0}}"),
        ('a::after{content:"}.fr-tile{,"}', 'a::after{content:"}.fr-tile{,"}'),
        ('/* } */a{background:url("data:image/png;base64,AA==")}', 'a{background:url("data:image/png;base64,AA==")}'),
    ],
)
def test_rules_stay_whose_classes_are_written_somewhere(sheet, css, kept):
    assert pruned(sheet, css) == kept


@pytest.mark.parametrize("words", ["fr-badge--{level}", "fr-badge--{{ level }}", "'fr-badge--' + level"])
def test_a_name_that_code_puts_together_keeps_all_that_begin_so(sheet, words):
    css = ".fr-badge--new{top:0}.fr-tag{top:0}"

    assert pruned(sheet, css, words) == ".fr-badge--new{top:0}"


def test_an_answer_in_a_class_is_no_name_put_together(sheet):
    assert pruned(sheet, ".fr-btn--big{top:0}", "fr-btn{% if big %} huge{% endif %}") == ""


def test_variables_stay_that_something_uses(sheet):
    css = sheet(
        other_styles="b{top:var(--elsewhere)}",
        eig__public='@import url("../design.css");',
        design=":root{--a:var(--b);--b:1px;--c:2px;--d:var(--c);--elsewhere:0}a{top:var( --a )}",
    )

    assert css == ":root{--a:var(--b);--b:1px;--elsewhere:0}a{top:var( --a )}"


def test_two_fonts_are_loaded_and_in_one_format(sheet):
    faces = [
        f"font-family:Marianne;font-style:{style};font-weight:{weight}"
        for style in ("normal", "italic")
        for weight in (400, 500, 700)
    ]
    sources = 'src:url(fonts/x.woff2) format("woff2"),url(fonts/x.woff) format("woff")'

    css = pruned(sheet, "".join(f"@font-face{{{face};{sources}}}" for face in faces))

    assert [body.split(";")[1:3] for _prelude, body in rules(css)] == [
        ["font-style:normal", "font-weight:400"],
        ["font-style:normal", "font-weight:700"],
    ]
    assert css.count("url(") == css.count("url(../fonts/x.woff2)") == 2


def test_light_files_stand_for_a_font_each_for_its_letters(sheet):
    face = "font-family:Marianne;font-style:normal;font-weight:400;font-display:swap"
    css = sheet(
        eig__public='@import url("../dsfr/dist/core.css");',
        dsfr__dist__core=f"@font-face{{{face};src:url(fonts/Marianne-Regular.woff2) format('woff2');}}",
    )

    assert [body for _prelude, body in rules(css)] == [
        f"{face.replace('swap', 'optional')};src:url(fonts/Marianne-Regular{end}.woff2) format('woff2');"
        f"unicode-range:{letters}"
        for end, letters in PARTS.items()
    ]


def test_a_font_that_comes_late_moves_no_line(sheet):
    face = "font-family:Marianne;font-style:normal;font-weight:400;font-display:{};src:url(fonts/x.woff2)"
    css = pruned(sheet, f"@font-face{{{face.format('swap')}}}")

    assert "font-display:optional" in css
    assert "swap" not in css


def test_parts_keep_their_order_their_medium_and_their_addresses(sheet):
    css = sheet(
        eig__public='@import url("../design.css");@import url("own.css");@import url("paper.css") print;',
        eig__own='.fr-unwritten{mask:url("../icons/arrow.svg") center}',
        eig__paper="a{top:0}",
        design="b{background:url(pictures/large.png)}",
        icons__arrow=ICON,
    )

    assert css.startswith('b{background:url(../pictures/large.png)}.fr-unwritten{mask:url("data:image/svg+xml,%3Csvg')
    assert "d=%27M1 %282%29%27" in css
    assert css.endswith("@media print{a{top:0}}")


def test_a_text_is_split_outside_strings_and_brackets():
    assert split('a,b(c,d),"e,f",g\\,h', ",") == ["a", "b(c,d)", '"e,f"', "g\\,h"]
