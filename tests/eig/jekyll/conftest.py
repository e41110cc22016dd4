import pytest

from eig.jekyll.conversion import convert
from eig.jekyll.places import Place
from eig.jekyll.tree import read_tree
from tests.jekyll_tree_builder import build_jekyll_tree

KINDS = {"posts": "post", "defis": "challenge", "communaute": "person", "pages": "page"}


@pytest.fixture
def jekyll_tree(tmp_path):
    """A copy of our own Jekyll site that a test may spoil."""
    return build_jekyll_tree(tmp_path / "site")


@pytest.fixture(scope="package")
def tree(tmp_path_factory):
    """Our own Jekyll site, read; tests leave it as it is."""
    return read_tree(build_jekyll_tree(tmp_path_factory.mktemp("jekyll") / "site"))


@pytest.fixture(scope="package")
def resolve(tree):
    """References as an importer could choose them."""
    documents = {document.address: document for document in tree.documents}

    def reference(address):
        document = documents.get(address)
        return document and f"{KINDS[document.collection]}:{document.slug.lower()}"

    return reference


@pytest.fixture(scope="package")
def converted(tree, resolve):
    """`converted(text)` → the Converted of a text of some page of the site."""

    def convert_text(text, markup="markdown", base="/blog/2018/07/27/Carnet-de-bord.html"):
        return convert(text, tree, Place("x.md", 1, base, text), markup=markup, resolve=resolve)

    return convert_text
