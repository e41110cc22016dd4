import pytest

from eig.jekyll.conversion import convert
from eig.jekyll.liquid import render
from eig.jekyll.places import Place
from eig.jekyll.shapes import Shape, shape_of, without_loops
from eig.jekyll.tree import read_tree


@pytest.fixture
def page(tree, resolve):
    """`page(source, leave_out)` → (Markdown, problems) of a page of the site."""

    def rendered(source, leave_out=()):
        document = next(document for document in tree.documents if document.source == source)
        body = render(document, tree, leave_out)
        place = Place.of(document)
        return convert(body.text, tree, place, markup=document.markup, resolve=resolve).markdown, body.problems

    return rendered


def test_home_page_loops_over_its_own_front_matter(page):
    markdown, problems = page("index.html")
    assert problems == []
    assert markdown == (
        "## Ouvrir les ports\n\n[**Embarquer**](page:contact)\n\n## Les piliers\n\n### [Le défi](page:defis)\n\n"
        "Un projet porté par un port.\n\n### Le mentor\n\nCelle ou celui qui l'oriente.\n\n"
        "Sans hésiter, je recommence chaque année.\n\n\\- Zélie Marchand, direction des ports\n\n"
        "## Derniers billets\n\n"
        "### Billet\n\nMesures de la marée\n\n### Billet\n\nOffre de stage\n\n"
        "[Découvrir le programme](page:presentation) Haut\n"
    )


def test_loops_over_moved_data_can_be_left_out(page):
    markdown, _problems = page("index.html", {"site.posts", "site.data.temoignages", "page.slides"})
    assert markdown == (
        "## Les piliers\n\n### [Le défi](page:defis)\n\nUn projet porté par un port.\n\n### Le mentor\n\n"
        "Celle ou celui qui l'oriente.\n\n## Derniers billets\n\n[Découvrir le programme](page:presentation) Haut\n"
    )
    assert page("defis.html", {"site.data.defis"})[0] == "Tous les défis.\n"


def test_includes_captures_and_markdown_are_rendered(page):
    assert page("cgu.html") == (
        "## Conditions\n\n« Nous » se réfère à **l'équipe**. Écrivez à [nous](page:contact).\n",
        [],
    )


def test_data_is_looked_up_by_language(page):
    assert page("en/index.html")[0] == "## Open the harbours\n\n[Challenges](page:defis), [contact](page:contact)\n"


def test_site_map_follows_the_menu(page):
    assert page("plan-site.html")[0] == (
        "## Plan du site\n\n- Programme\n  - [Présentation](page:presentation)\n  - [Questions](page:faq)\n"
        "- [Blog](page:index)\n"
    )


def test_highlighted_code_becomes_a_fence(page):
    assert page("_posts/_18-02-13-brouillon.md")[0] == (
        'Le code :\n\n```python\ndef maree(heure):\n    return "haute" if heure < 12 else "{basse}"\n```\n\n'
        "Et Passerelles du littoral.\n"
    )


def test_missing_include_is_told(page):
    _markdown, problems = page("blog/index.html")
    assert [str(problem) for problem in problems] == [
        "blog/index.html:10: Liquid: the include “tags.html” is not in the tree"
    ]


def test_what_liquid_cannot_read_is_told_and_the_rest_stays(jekyll_tree):
    (jekyll_tree / "casse.html").write_text("---\n---\n<p>Avant {% inconnu %} après {{ site.title | rien }}</p>\n")
    tree = read_tree(jekyll_tree)
    document = next(page for page in tree.pages if page.source == "casse.html")
    rendered = render(document, tree)
    assert rendered.text.split() == ["<p>Avant", "après", "Passerelles", "du", "littoral</p>"]
    assert [problem.code for problem in rendered.problems] == ["liquid"]


def test_filters_and_tags_of_jekyll(jekyll_tree):
    (jekyll_tree / "filtres.html").write_text(
        "---\n---\n{{ '/a' | relative_url }} {{ '/a' | absolute_url }} {{ 'É t' | slugify }} "
        "{{ site.data.skills.dev | jsonify }} {% post_url 18-12-05-offre-stage %} {{ 7 | modulo: 2 }} "
        "{% assign noms = 'a,b,c' | split: ',' %}{{ noms | array_to_sentence_string: 'et' }}"
    )
    tree = read_tree(jekyll_tree)
    document = next(page for page in tree.pages if page.source == "filtres.html")
    assert render(document, tree).text == (
        '/a https://passerelles.example/a é-t "Développement" /blog/2018/12/05/offre-stage.html 1 a, b et c'
    )


@pytest.mark.parametrize(
    ("source", "shape"),
    [
        ("faq.html", Shape(("site.data.faq",), (), (), False)),
        ("contact.html", Shape((), (), (), True)),
        ("blog/index.html", Shape(("paginator.posts",), (), ("carte.html",), False)),
        ("defis.html", Shape(("site.data.defis",), ("site.data.skills",), (), False)),
        ("plan-site.html", Shape(("site.data.nav",), (), (), False)),
        ("presentation.html", Shape(("page.key_figures",), (), (), False)),
        (
            "index.html",
            Shape(("page.slides", "page.piliers", "site.data.temoignages", "site.posts"), (), ("carte.html",), False),
        ),
    ],
)
def test_shape_of_a_page_tells_what_it_is(tree, source, shape):
    document = next(document for document in tree.documents if document.source == source)
    assert shape_of(document, tree) == shape


def test_names_given_by_assign_are_followed():
    source = "a{% assign p = site.data['x-y'] | sort %}{% for q in p %}b{% for r in q[1] %}c{% endfor %}{% endfor %}d"
    assert without_loops(source, {"site.data.x-y"}) == "a{% assign p = site.data['x-y'] | sort %}d"
    assert without_loops(source, {"site.data.x"}) == source


def test_loop_that_never_ends_is_left_as_it_is():
    assert without_loops("a{% for x in site.posts %}b", {"site.posts"}) == "a{% for x in site.posts %}b"


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("{% for i in (1..999999999) %}x{% endfor %}", "Liquid: loop iteration limit reached"),
        (
            "{% for i in (1..9999) %}{% for j in (1..9999) %}x{% endfor %}{% endfor %}",
            "Liquid: loop iteration limit reached",
        ),
        ("{% include tournant.html %}", "Liquid: include limit reached"),
        (
            "{% assign s = 'xxxxxxxx' %}{% for i in (1..40) %}{% assign s = s | append: s %}{% endfor %}",
            "Liquid: local namespace limit reached",
        ),
    ],
)
def test_no_template_goes_on_for_ever(jekyll_tree, source, said):
    (jekyll_tree / "_includes/tournant.html").write_text("{% include tournant.html %}" * 12)
    (jekyll_tree / "sans-fin.md").write_text(f"---\ntitle: Sans fin\n---\n{source} et la suite\n")
    tree = read_tree(jekyll_tree)

    rendered = render(next(page for page in tree.pages if page.source == "sans-fin.md"), tree)
    assert said in [problem.message for problem in rendered.problems]
    assert rendered.text.endswith(" et la suite\n")
