"""Moving our own small Jekyll site in, for tests."""

from pathlib import Path

from eig.moving.run import Options, import_tree
from tests.jekyll_tree_builder import build_jekyll_tree

# The one thing of our site that the import refuses.
REFUSED = ", [un ailleurs](../../../../../../etc/passwd)"


def build_site(folder):
    """Our Jekyll site in a new folder, without what the import refuses."""
    site = build_jekyll_tree(Path(folder) / "site")
    change(site, "_posts/2018-11-14-cartes-et-licences.md", REFUSED, "")
    return site


def change(site, name, old, new):
    """Replace a text of a file, which must hold it."""
    path = site / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def move_in(site, **options):
    """The report of an import."""
    return import_tree(site, Options(**options))


def outcomes(report):
    """How many items had each outcome, all kinds together, zeros left out."""
    total = sum(report.counts.values(), start=type(next(iter(report.counts.values())))())
    return {name: number for name, number in sorted(total.items()) if number}


def messages(report, code):
    """`"file:line: message"` of the findings of a code."""
    return [str(finding) for finding in report.findings if finding.code == code]
