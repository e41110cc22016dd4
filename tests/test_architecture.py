"""The house rules that a machine can hold: what import-linter and ruff do not see."""

import ast
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("eig", "blog", "challenges", "community")
SECTIONS = ("blog", "challenges", "community")
MOST_LINES_A_MODULE, MOST_LINES_A_FUNCTION = 400, 60
# Where languages may be named: their list, their formats, how they are set, and what reads or writes texts of one.
NAMING_LANGUAGES = re.compile(r"eig/settings\.py|/formats/|/demo/|/importing/|jekyll|/typography\.py")
# A column, a code, an address under a prefix, a selector of style sheets, a name.
A_LANGUAGE = re.compile(
    r"""\b\w+_(?:fr|en)\b|["']/?(?:fr|en)(?:/[^"']*)?["']|\blang(?:\(|[|~^]?=["']?)(?:fr|en)\b"""
    r"""|\b(?:French|English)\b"""
)
A_COMMENT = re.compile(r"{#.*?#}|/\*.*?\*/|^\s*//.*$", re.DOTALL | re.MULTILINE)
A_PICTURE = re.compile(r"""<(?:img|picture|image)\b|<input[^>]+type=["']?image\b""", re.IGNORECASE)
A_MADE_PICTURE = re.compile(r"""createElement(?:NS)?\([^)]*["']im(?:g|age)["']|\bnew Image\b""")
A_SECTION = re.compile(rf"""["'](?:{"|".join(SECTIONS)})[:/.]""")


def modules(*folders):
    """Path and text of each module of the code, migrations apart."""
    for folder in folders or PACKAGES:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")


def templates(*folders):
    for folder in folders:
        for path in sorted((ROOT / "templates" / folder).rglob("*.html")):
            yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")


def served_files():
    """Path and text, comments apart, of each template, script and style sheet."""
    for folder, kinds in (("templates", ("html", "txt")), ("static/eig", ("js", "css"))):
        for path in sorted(found for kind in kinds for found in (ROOT / folder).rglob(f"*.{kind}")):
            yield path.relative_to(ROOT).as_posix(), A_COMMENT.sub("", path.read_text(encoding="utf-8"))


def layers():
    """The modules of each layer of the import rule, top first."""
    contract = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"][0]
    return [layer.split(" : ") for layer in contract["layers"]]


def functions(text):
    return [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef)]


def code_lines(text):
    """Numbered lines without docstrings and comments."""
    prose = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            prose |= set(range(node.lineno, node.end_lineno + 1))
    for number, line in enumerate(text.splitlines(), start=1):
        if number not in prose:
            yield number, re.sub(r"\s#\s.*", "", line)


def test_every_module_of_the_project_package_has_its_layer():
    there = {f"eig.{path.stem}" for path in (ROOT / "eig").glob("*.py")}
    there |= {f"eig.{path.parent.name}" for path in (ROOT / "eig").glob("*/__init__.py")}
    # What settings and servers load by name stands outside: nothing of ours imports it but settings themselves.
    outside = {
        "eig.__init__",
        "eig.environment",
        "eig.settings",
        "eig.staticfiles",
        "eig.storage",
        "eig.fonts",
        "eig.methods",
        "eig.stylesheets",
        "eig.wsgi",
    }

    top, *_sections, blocks = layers()
    assert set(top) | set(blocks) == there - outside


def test_modules_and_functions_stay_short():
    texts = list(modules())
    long_modules = [name for name, text in texts if text.count("\n") > MOST_LINES_A_MODULE]
    long_functions = [
        f"{name}:{function.name}"
        for name, text in texts
        for function in functions(text)
        if function.end_lineno - function.lineno >= MOST_LINES_A_FUNCTION
    ]
    assert (long_modules, long_functions) == ([], [])


def test_imports_stand_at_the_top_or_in_ready():
    hidden = [
        f"{name}:{node.lineno}"
        for name, text in modules()
        for function in functions(text)
        if function.name != "ready"
        for node in ast.walk(function)
        if isinstance(node, (ast.Import, ast.ImportFrom))
    ]
    assert hidden == []


def test_building_blocks_and_shared_templates_name_no_section():
    blocks = [name.replace(".", "/") for name in layers()[-1]]
    named = [
        f"{name}:{number}"
        for name, text in modules(*blocks)
        for number, line in code_lines(text)
        if A_SECTION.search(line)
    ]
    named += [
        f"{name}:{number}"
        for name, text in templates("components", "pages")
        for number, line in enumerate(text.splitlines(), start=1)
        if A_SECTION.search(line)
    ]
    assert named == []


def test_a_language_is_named_only_where_texts_of_it_are_read_or_written():
    named = [
        f"{name}:{number}"
        for name, text in modules()
        if not NAMING_LANGUAGES.search(name)
        for number, line in code_lines(text)
        if A_LANGUAGE.search(line)
    ]
    named += [f"{name}: {found[0]}" for name, text in served_files() for found in A_LANGUAGE.finditer(text)]
    assert named == []


@pytest.mark.parametrize(
    "line",
    [
        "post.title_en",
        '"fr"',
        "'/en/blog/'",
        '<p lang="en">',
        ":lang(fr) { quotes: none }",
        '_("Read it in English")',
    ],
)
def test_naming_a_language_is_noticed(line):
    assert A_LANGUAGE.search(line)


@pytest.mark.parametrize(
    "line", ['class="fr-btn"', 'href="https://www.cnil.fr/fr/plaintes"', 'lang="{{ language.code }}"', '"french_blue"']
)
def test_other_words_are_let_pass(line):
    assert not A_LANGUAGE.search(line)


def test_templates_write_days_as_the_formats_of_languages_say():
    writing = [name for name, text in templates("") if re.search(r"""date:["'][^"']*j [FMNE]""", text)]
    assert writing == []


def test_one_component_emits_every_picture():
    emitting = [name for name, text in templates("") if A_PICTURE.search(text)]
    emitting += [path.name for folder in PACKAGES for path in (ROOT / folder).rglob("*.html")]
    emitting += [
        f"{name}:{number}" for name, text in modules() for number, line in code_lines(text) if A_PICTURE.search(line)
    ]
    scripts = {path.name: path.read_text() for path in sorted((ROOT / "static" / "eig").rglob("*.js"))}
    emitting += [name for name, text in scripts.items() if A_PICTURE.search(text)]
    assert emitting == ["templates/components/picture.html"]
    # Before the eyes of staff only: the crops of a focal point, the files of an upload.
    assert [name for name, text in scripts.items() if A_MADE_PICTURE.search(text)] == ["focal_point.js", "upload.js"]


def test_public_templates_keep_no_credit_out_of_sight():
    hiding = [
        name
        for name, text in templates("")
        if "/admin/" not in name and re.search(r"{%\s*picture [^%]*credit=(?!True)", text)
    ]
    # It prints each picture's credit beside it.
    assert hiding == ["templates/pages/credits.html"]


@pytest.mark.parametrize("section", SECTIONS)
def test_each_section_says_what_it_is_in_ten_lines(section):
    words = (ROOT / section / "README.md").read_text(encoding="utf-8")
    assert words.startswith(f"# {section}\n")
    assert words.count("\n") <= 12
