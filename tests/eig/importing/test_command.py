import io
import json

import pytest
from django.core.management import CommandError, call_command

from blog.models import Post
from eig.management.commands.import_jekyll import Progress
from tests.moving import build_site, change

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(tmp_path):
    return build_site(tmp_path)


def run(*arguments, **options):
    """`(exit code, what it printed, what it said of its progress)`."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("import_jekyll", *arguments, stdout=out, stderr=err, **options)
    except SystemExit as left:
        return left.code, out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


def test_it_ends_with_a_table_and_zero(site):
    code, printed, progress = run(site)

    table = printed.splitlines()[-21:]
    assert code == 0
    assert table[0].split() == ["created", "updated", "unchanged", "kept", "skipped"]
    assert "posts                     7         0         0         0         0" in table
    assert table[-1].startswith("0 errors, ")
    assert "posts 7" in progress.splitlines()


def test_it_ends_with_one_when_a_file_was_left_out(site):
    change(site, "_posts/18-12-05-offre-stage.md", "tags:", "tags: [")

    code, printed, _progress = run(site)

    assert code == 1
    assert "error: _posts/18-12-05-offre-stage.md:6: broken YAML" in printed


def test_it_ends_with_one_when_words_are_missing(site):
    run(site)
    Post.objects.filter(key="2019-05-09-offre-stage").update(body_html_fr="")

    code, printed, _progress = run(site, "--verify")

    assert code == 1
    assert "missing: _posts/19-05-09-offre-stage.md → /blog/2019/5/9/offre-stage/: meme nom seconde" in printed
    assert "verified: 3 missing words" in printed


def test_report_is_written_as_json(site, tmp_path):
    path = tmp_path / "report.json"

    run(site, "--verify", "--report", path)

    report = json.loads(path.read_text(encoding="utf-8"))
    assert report["counts"]["posts"] == {"created": 7, "updated": 0, "unchanged": 0, "kept": 0, "skipped": 0}
    assert (report["verified"], report["missing"], report["missing_words"]) == (True, [], 0)
    assert {"level": "warning", "source": "_data/faq.yml", "line": 7, "code": "anchor"}.items() <= next(
        finding for finding in report["findings"] if finding["code"] == "anchor"
    ).items()
    assert ("posts", "layout", 9) in [(left["kind"], left["key"], left["times"]) for left in report["keys_left_out"]]


def test_dry_run_says_so(site):
    code, printed, _progress = run(site, "--dry-run")

    assert (code, printed.splitlines()[-1]) == (0, "dry run: nothing was written")
    assert not Post.objects.exists()


def test_list_of_addresses_that_is_not_there_is_refused(site, tmp_path):
    with pytest.raises(CommandError, match=r"addresses\.tsv is not a file") as refused:
        call_command("import_jekyll", site, "--addresses", tmp_path / "addresses.tsv")

    assert refused.value.returncode == 2


def test_report_that_cannot_be_written_is_refused_before_the_import(site, tmp_path):
    with pytest.raises(CommandError, match=r"report\.json cannot be written: its folder must exist") as refused:
        call_command("import_jekyll", site, "--report", tmp_path / "nowhere" / "report.json")

    assert refused.value.returncode == 2
    assert not Post.objects.exists()


class Terminal(io.StringIO):
    def isatty(self):
        return True

    def write(self, text, ending="\n"):
        return super().write(text + ending)


def test_progress_on_a_terminal_is_one_line_written_over():
    terminal = Terminal()
    progress = Progress(terminal)

    for done in (1, 2):
        progress("posts", done, 2)
    progress.end()

    assert terminal.getvalue() == "\r\x1b[Kposts 1/2\r\x1b[Kposts 2/2\n"
