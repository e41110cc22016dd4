import pytest

from eig.text.markdown import render, render_inline


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("", ""),
        ("Du **gras**.", "<p>Du <strong>gras</strong>.</p>\n"),
        ("## Été", '<h2 id="ete">Été</h2>\n'),
        ("# A\n\n## B", '<h2 id="a">A</h2>\n<h3 id="b">B</h3>\n'),
        ("## A\n\n## A", '<h2 id="a">A</h2>\n<h2 id="a-2">A</h2>\n'),
        ("[lire](post:2018-x#ici)", '<p><a href="post:2018-x#ici">lire</a></p>\n'),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>\n"),
        (
            '![Un phare](image:phare "De nuit")',
            '<figure data-image="phare" data-alt="Un phare" data-caption="De nuit"></figure>\n',
        ),
        (
            r"![Un \[vieux\] *phare*](image:phare)",
            '<figure data-image="phare" data-alt="Un [vieux] phare"></figure>\n',
        ),
        (
            "Avant ![Un phare](image:phare) après",
            '<p>Avant  après</p>\n<figure data-image="phare" data-alt="Un phare"></figure>\n',
        ),
        (
            "![Le film](embed:https://www.dailymotion.com/video/x1)",
            '<figure data-embed="https://www.dailymotion.com/video/x1" data-caption="Le film"></figure>\n',
        ),
        (
            "![Ailleurs](https://example.org/a.png)",
            '<p><a href="https://example.org/a.png">Ailleurs</a></p>',
        ),
    ],
)
def test_markdown_becomes_html_with_references(source, html):
    assert render(source) == html


def test_raw_html_is_shown_as_text():
    assert render("<script>alert(1)</script>") == "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"


def test_column_alignment_is_a_class_for_the_csp_allows_no_style():
    html = render("| a |\n|--:|\n| 1 |")

    assert '<th scope="col" class="eig-right">a</th>' in html or '<th class="eig-right" scope="col">a</th>' in html
    assert "style" not in html


TABLE = "| a |\n|---|\n| 1 |"


@pytest.mark.parametrize("colon", [": ", ":\u00a0", ":  "])
def test_a_line_after_a_colon_right_above_a_table_is_its_title(colon):
    html = render(f"Avant.\n\n{colon}Les *mots* du [code](https://example.org)\n\n{TABLE}")

    assert html.startswith(
        '<p>Avant.</p>\n<table>\n<caption>Les <em>mots</em> du <a href="https://example.org">code</a></caption>\n<thead>'
    )


@pytest.mark.parametrize("words", [": Seule.", ":", ":-) au fond", "Avant : après", f": Loin.\n\nEntre.\n\n{TABLE}"])
def test_other_lines_with_a_colon_stay_lines(words):
    html = render(words if TABLE in words else f"{words}\n\nAprès.")

    assert html.startswith(f"<p>{words.split(chr(10))[0]}</p>")
    assert "<caption" not in html


def test_a_line_of_markdown_keeps_emphasis_and_links_only():
    assert render_inline("*Vue* de [la page](https://example.org)") == (
        '<em>Vue</em> de <a href="https://example.org">la page</a>'
    )


def test_one_text_leaves_nothing_to_the_next():
    note = "Un mot.[^1]\n\n[^1]: Sa note.\n\n[ici]: https://example.org"
    first = render(note)

    assert render("Un mot.[^1] et [ici]") == "<p>Un mot.[^1] et [ici]</p>\n"
    assert render(note) == first
