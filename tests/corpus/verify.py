"""A Jekyll tree moved in on SQLite and on PostgreSQL: no word, address or credit lost, and twice changes nothing.

Then every text goes out to be translated and comes back as it went: that changes nothing either.

usage: python -m tests.corpus.verify PATH      (PATH-addresses.tsv beside it lists the old addresses, if there is one)
"""

import json
import os
import subprocess
import sys
import tempfile
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from eig.settings import LANGUAGES
from tests.postgresql import postgresql

ROOT = Path(__file__).resolve().parents[2]
# What becomes of the © of the trees we know: pictures credited by one, signs beside these, and those that are listed.
CREDITS = {"site-eig": {"credited": 23, "beside": 27, "credit-elsewhere": 6, "credit-tooltip": 4}}
# Asked of the database itself; the signs left in texts are those that are listed.
SIGNED = """
import json
from eig.images.models import Image
stray = Image.objects.none()
for name in ("alt", "caption", "credit", "author"):
    for column in [field.name for field in Image._meta.concrete_fields if field.name.partition("_")[0] == name]:
        stray |= Image.objects.filter(**{f"{column}__contains": "©"})
credited = Image.objects.exclude(credit="")
print(json.dumps({"credited": credited.count(), "stray": [image.key for image in stray]}))
"""
# What is stored of editions, drafts and translations.
STORED = """
from eig.languages.models import SourceText, Translation
from eig.publishing.models import Edition
for rows in (Edition.objects.defer(None), Translation.objects, SourceText.objects):
    for row in rows.order_by("pk").values():
        print(row)
"""
EVERY_STATE = "missing,stale,progress,current"

# How the translation of posts stands in trees we know: how many are in each state.
RADAR = {"site-eig": {"current": 10, "missing": 31}}
STANDING = """
import json
from collections import Counter
from blog.models import Post
from eig.publishing.coverage import on_the_site, survey
print(json.dumps(Counter(cells["en"].state for cells in survey(Post, ["en"], on_the_site(Post)).values())))
"""


def manage(environment, *command):
    """The output of a management command, whose exit code 1 is for the caller to judge."""
    done = subprocess.run(
        [sys.executable, "manage.py", *command], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode > 1:
        sys.exit(done.stdout + done.stderr)
    return done.stdout


def check(tree, database, folder):
    """`(problems, digest of the content)` of the tree in a new database."""
    report_path = Path(folder) / "report.json"
    environment = {**os.environ, "DATABASE_URL": database, "MEDIA_ROOT": f"{folder}/media"}
    manage(environment, "migrate", "-v0")
    command = ["import_jekyll", str(tree), "--verify", "--report", str(report_path)]
    listing = tree.with_name(f"{tree.name}-addresses.tsv")
    if listing.is_file():
        command += ["--addresses", str(listing)]
    manage(environment, *command)
    report = json.loads(report_path.read_text(encoding="utf-8"))
    digest = manage(environment, "content_hash").strip()
    manage(environment, "import_jekyll", str(tree), "--report", str(report_path))
    again = json.loads(report_path.read_text(encoding="utf-8"))
    problems = [f"{entry['source']} lost {' '.join(entry['words'])}" for entry in report["missing"]]
    problems += [f"not answered: {address}" for address in report["addresses_unanswered"]]
    problems += radar_problems(tree, environment)
    problems += credit_problems(tree, report, json.loads(manage(environment, "shell", "-v0", "-c", SIGNED)))
    problems += [f"{found['source']}: {found['message']}" for found in report["findings"] if found["level"] == "error"]
    changed = {kind: counts for kind, counts in again["counts"].items() if sum(counts.values()) != counts["unchanged"]}
    if changed or manage(environment, "content_hash").strip() != digest:
        problems.append(f"a second run changed something: {changed}")
    problems += round_trip_problems(environment, folder, digest)
    for kind, counts in report["counts"].items():
        print(f"  {sum(counts.values()):>5} {kind}")
    print(f"  {report['missing_words']} words missing, {len(report['addresses_unanswered'])} addresses not answered")
    return problems, digest


def round_trip_problems(environment, folder, digest):
    """What is wrong with sending every text out to be translated, into each language, and taking it back as it went."""
    before = manage(environment, "shell", "-v0", "-c", STORED)
    problems = []
    for code, _name in LANGUAGES:
        sent = Path(folder) / f"texts-{code}.xliff"
        manage(environment, "export_translations", "--to", code, "--only", EVERY_STATE, str(sent))
        if not sent.exists():
            continue  # nothing was written in another language
        said = manage(environment, "import_translations", str(sent), "--locale", "en").strip().splitlines()
        print(f"  out to be translated into {code} and back: {said[-1]}")
        problems += said[:-1]
        if not said[-1].startswith("created 0, updated 0, ") or not said[-1].endswith(", refused 0"):
            problems.append(f"what went out and came back untouched changed something: {said[-1]}")
    if manage(environment, "content_hash").strip() != digest:
        problems.append("what went out and came back untouched changed the published content")
    if manage(environment, "shell", "-v0", "-c", STORED) != before:
        problems.append("what went out and came back untouched changed a draft or the note of a translation")
    return problems


def radar_problems(tree, environment):
    """What the translation radar says of posts, where it is not what we know."""
    found = json.loads(manage(environment, "shell", "-v0", "-c", STANDING))
    print(f"  translation of posts: {found}")
    expected = RADAR.get(tree.name, found)
    return [] if found == expected else [f"translation of posts: {found} instead of {expected}"]


def credit_problems(tree, report, library):
    """What is wrong with the credits: a © neither beside a picture of the library nor listed, or other numbers."""
    texts = [path for path in tree.rglob("*") if path.suffix in {".md", ".html"}]
    signs = sum(path.read_text(encoding="utf-8").count("©") for path in texts)
    found = {"credited": library["credited"]}
    for code in ("credit-elsewhere", "credit-tooltip"):
        found[code] = sum(entry["code"] == code and "©" in entry["message"] for entry in report["findings"])
    found["beside"] = signs - found["credit-elsewhere"] - found["credit-tooltip"]
    print(
        f"  {found['credited']} images credited by {found['beside']} ©, "
        f"{found['credit-elsewhere']} beside other pictures and {found['credit-tooltip']} in tooltips listed, "
        f"{report['ledger']['of unknown credit']} of unknown credit"
    )
    problems = [f"a © stayed in the words of {key}" for key in library["stray"]]
    if (expected := CREDITS.get(tree.name)) and found != expected:
        problems.append(f"credits: {found} instead of {expected}")
    return problems


@contextmanager
def new_database(server):
    """The address of an empty database on a PostgreSQL server, dropped at the end."""
    name = f"eig_corpus_{os.getpid()}"
    parts = urlsplit(server)
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield urlunsplit(parts._replace(path=f"/{name}"))
        finally:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    if not Path(sys.argv[1]).is_dir():
        sys.exit(f"{sys.argv[1]} is not a folder: CORPUS=PATH names that of a Jekyll site")
    tree = Path(sys.argv[1]).resolve()
    found, digests = [], set()
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="eig-corpus-"))
        postgres = stack.enter_context(new_database(stack.enter_context(postgresql())))
        for name, database in (("SQLite", f"sqlite:///{folder}/db.sqlite3"), ("PostgreSQL", postgres)):
            print(f"{tree.name} on {name}")
            (Path(folder) / name).mkdir()
            problems, digest = check(tree, database, Path(folder) / name)
            found += [f"{name}: {problem}" for problem in problems]
            digests.add(digest)
    if len(digests) > 1:
        found.append("the two databases do not hold the same content")
    print("\n".join(found) or "nothing lost")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
