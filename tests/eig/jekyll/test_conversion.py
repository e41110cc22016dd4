import pytest

from eig.jekyll.conversion import convert
from eig.jekyll.places import Place


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("Un&nbsp;: d&eacute;but &amp; fin &mdash; &lt;b&gt;", "Un\u00a0: début & fin — \\<b>\n"),
        ("<p style='color:red'>Une<br>deux<br/></p>", "Une\\\ndeux\n"),
        ("<p>Une<br><br>deux</p>", "Une\n\ndeux\n"),
        ("<center>Au milieu</center>", "Au milieu\n"),
        ("<strong>Titre :</strong>suite", "**Titre** :suite\n"),
        ("<b>Avant </b>: après", "**Avant** : après\n"),
        ("mot<em>mot</em>mot", "mot*mot*mot\n"),
        ("<i></i><b> </b>rien", "rien\n"),
        ("E = m c<sup>2</sup>, H<sub>2</sub>O, 1<sup>er</sup>", "E = m c², H₂O, 1er\n"),
        ("{: .note}\nTexte{: .x}\n{: #ancre}", "Texte\n"),
        ("#Titre collé", "## Titre collé\n"),
        ("Terme\n: sa définition", "**Terme**\n\nsa définition\n"),
        ("Fin[^n].\n\n[^n]: Une *note*.", "Fin[^1].\n\n[^1]: Une _note_.\n"),
        ("{::comment}\ncaché\n{:/comment}\nVu", "Vu\n"),
        ("```python\na_b = '*'\n```", "```python\na_b = '*'\n```\n"),
        ("Le `code_ici` reste", "Le `code_ici` reste\n"),
        ("<pre><code>a\n\n  b</code></pre>", "```\na\n\n  b\n```\n"),
        ("1. un\n2. deux\n   - trois", "1. un\n2. deux\n   - trois\n"),
        ("<ul><li>a</li></ul><ul><li>b</li></ul>", "- a\n\n* b\n"),
        ("<ul><ul><li>a</li><li>b</li></ul></ul>", "- a\n- b\n"),
        ("<ul><li>a</li><ul><li>b</li></ul><li>c</li></ul>", "- a\n  - b\n- c\n"),
        ("<p>a<p>b", "a\n\nb\n"),
        ("<hr/>", "---\n"),
        ("<table><tr><td>a|b</td></tr></table>", "a|b\n"),
        (
            "<table><caption>Les <b>prix</b></caption><tr><th>a</th><th>b</th></tr></table>",
            ": Les **prix**\n\n| a | b |\n| --- | --- |\n",
        ),
        (
            "<table>Un <b>mot</b><tr><th>a</th><th>b</th></tr></table>",
            "Un\n\n**mot**\n\n| a | b |\n| --- | --- |\n",
        ),
        (
            "<table>Seul<caption>Titre</caption><tr><th>a</th><th>b</th></tr></table>",
            "Seul\n\n: Titre\n\n| a | b |\n| --- | --- |\n",
        ),
        ("<table>Seul<tr><th>a</th><th>b</th></tr></table>", "Seul\n\n| a | b |\n| --- | --- |\n"),
        (
            "<table><caption>Deux<p>lignes</p></caption><tr><th>a</th><th>b</th></tr></table>",
            "Deux\n\nlignes\n\n| a | b |\n| --- | --- |\n",
        ),
        (
            "<table><tr><th>a</th><th>b</th></tr><tr><td colspan=2>c</td></tr></table>",
            "| a | b |\n| --- | --- |\n| c |  |\n",
        ),
        ("<details><summary>Plus</summary><p>Suite</p></details>", "**Plus**\n\nSuite\n"),
        ("<!-- rien --><style>a{}</style>", ""),
    ],
)
def test_html_and_kramdown_become_clean_markdown(converted, text, markdown):
    assert converted(text).markdown == markdown


@pytest.mark.parametrize(
    "text",
    [
        "\\# pas un titre\n",
        "\\- pas une liste\n",
        "1986\\. Une année\n",
        "\\> pas une citation\n",
        "a \\*b\\* \\_c\\_ d_e \\`f\\`\n",
        "\\[texte\\](adresse)\n",
        "[ici] et [là] restent\n",
        "Bravo \\![lien](https://a.example)\n",
        "\\&eacute; et \\<b>\n",
        "a \\~\\~b\\~\\~\n",
    ],
)
def test_what_markdown_would_read_otherwise_is_escaped(converted, text):
    assert converted(text).markdown == text


@pytest.mark.parametrize(
    ("levels", "mended"),
    [([2, 1, 1, 2], [2, 2, 2, 3]), ([1, 3, 2, 1], [2, 3, 3, 2]), ([4, 4], [2, 2]), ([2, 3, 3, 2], [2, 3, 3, 2])],
)
def test_headings_go_by_steps_from_the_second_level(converted, levels, mended):
    text = "\n\n".join(f"{'#' * level} Titre {number}" for number, level in enumerate(levels))
    expected = "\n\n".join(f"{'#' * level} Titre {number}" for number, level in enumerate(mended))
    assert converted(text).markdown == expected + "\n"


def test_card_in_a_link_becomes_a_linked_heading(converted):
    card = '<img src="/img/defis/marelink.png" alt="x"><h2>Marelink</h2><p>Relier</p>'
    html = f'<ul><li><a href="/defis.html">{card}</a></li></ul>'
    assert (
        converted(html, "html").markdown
        == "![x](image:img-defis-marelink-png)\n\n## [Marelink](page:defis)\n\nRelier\n"
    )


def test_link_that_was_only_an_icon_is_called_by_its_host(converted):
    html = '<a href="https://twitter.example/zelie"><i class="fa fa-twitter"></i></a>'
    assert converted(html, "html").markdown == "[twitter.example](https://twitter.example/zelie)\n"


def test_forms_and_hidden_words_are_set_aside_and_told(converted):
    result = converted(
        '<form action="https://f.example"><label>Nom</label><input value="x"></form><p hidden>Merci</p><p>Vu</p>',
        "html",
    )
    assert result.markdown == "Vu\n"
    assert [(aside.text, aside.reason) for aside in result.set_aside] == [("Nom", "form"), ("Merci", "hidden")]
    assert [(problem.code, problem.message) for problem in result.problems] == [
        ("form", "a form was left out: Nom"),
        ("hidden", "hidden text was left out: Merci"),
    ]


def test_words_of_an_attribute_list_are_told(converted):
    result = converted('Un.\n\nDeux.\n{: title="Une bulle"}')
    assert [(problem.code, problem.line) for problem in result.problems] == [("kramdown", 4)]


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("/defis/2018/marelink.html", "challenge:marelink"),
        ("https://passerelles.example/defis/2018/marelink.html#equipe", "challenge:marelink#equipe"),
        ("/defi/2017/09/26/marelink/", "challenge:marelink"),
        ("/BLOG/2018/07/27/carnet-de-bord", "post:carnet-de-bord"),
        ("#plus-bas", "#plus-bas"),
        ("mailto:a@b.example", "mailto:a@b.example"),
        ("//ys.example/a b", "https://ys.example/a%20b"),
        ("https://ys.example/(a)", "https://ys.example/%28a%29"),
    ],
)
def test_links_lead_where_they_should(converted, written, address):
    result = converted(f'<a href="{written}">mot</a>', "html")
    assert (result.markdown, result.problems) == (f"[mot]({address})\n", [])


@pytest.mark.parametrize(
    ("written", "address", "code"),
    [
        ("/perdu.html", "https://passerelles.example/perdu.html", "dead-link"),
        ("/docs/guide.pdf", "https://passerelles.example/docs/guide.pdf", "file-link"),
        ("perdu", "https://passerelles.example/blog/2018/07/27/perdu", "dead-link"),
    ],
)
def test_links_to_nothing_keep_their_old_address(converted, written, address, code):
    result = converted(f"Un\n\n[mot]({written})")
    assert result.markdown == f"Un\n\n[mot]({address})\n"
    assert [(problem.code, problem.line, problem.address) for problem in result.problems] == [(code, 3, address)]


@pytest.mark.parametrize(
    "written", ["javascript:alert(1)", "data:text/html,x", "../../../../../../etc/passwd", "http://["]
)
def test_links_that_are_no_addresses_leave_their_words(converted, written):
    result = converted(f'<a href="{written}">mot</a>', "html")
    assert (result.markdown, len(result.problems)) == ("mot\n", 1)


def test_problems_carry_file_and_line(tree, resolve):
    post = next(post for post in tree.posts if post.slug == "cartes-et-licences")
    result = convert(post.body, tree, Place.of(post), resolve=resolve)
    assert sorted((problem.line, problem.code) for problem in result.problems) == [
        (13, "credit-elsewhere"),
        (13, "image-elsewhere"),
        (13, "tooltip"),
        (17, "credit-tooltip"),
        (17, "image-elsewhere"),
        (18, "credit-elsewhere"),
        (24, "image-missing"),
        (26, "image-missing"),
        (31, "dead-link"),
        (31, "file-link"),
        (32, "bad-address"),
        (32, "outside-tree"),
    ]
    assert {problem.source for problem in result.problems} == {"_posts/2018-11-14-cartes-et-licences.md"}


def test_converting_twice_gives_the_same(tree, resolve):
    for document in tree.documents:
        first = convert(document.body, tree, Place.of(document), markup=document.markup, resolve=resolve)
        again = convert(document.body, tree, Place.of(document), markup=document.markup, resolve=resolve)
        assert first == again
