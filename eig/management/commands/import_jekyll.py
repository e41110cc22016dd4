import json
import sys
import time
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from eig.jekyll.problems import NotAJekyllTree
from eig.moving.run import Options, import_tree
from eig.search.indexing import freshen


class Command(BaseCommand):
    help = "Move a Jekyll site in: texts, people, pictures and old addresses. Running it twice changes nothing."

    def add_arguments(self, parser):
        parser.add_argument("path", type=Path, help="the folder of the Jekyll site")
        parser.add_argument("--addresses", type=Path, metavar="FILE", help="old addresses to answer: path, tab, title")
        parser.add_argument("--dry-run", action="store_true", help="write nothing, say what would be done")
        parser.add_argument("--verify", action="store_true", help="compare the words of each source file with our page")
        parser.add_argument("--report", type=Path, metavar="FILE.json", help="write the report there too")
        parser.add_argument(
            "--overwrite", action="store_true", help="replace what was edited here since the last import"
        )

    def handle(self, *args, **options):
        listing = options["addresses"]
        if listing and not listing.is_file():
            raise CommandError(f"{listing} is not a file", returncode=2)
        written_to = options["report"]
        if written_to and (written_to.is_dir() or not written_to.parent.is_dir()):
            raise CommandError(f"{written_to} cannot be written: its folder must exist", returncode=2)
        chosen = Options(options["dry_run"], options["overwrite"], options["verify"], listing)
        progress = Progress(self.stderr)
        try:
            report = import_tree(options["path"], chosen, progress)
        except NotAJekyllTree as error:
            raise CommandError(str(error), returncode=2) from None
        finally:
            progress.end()
        if written_to:
            written_to.write_text(json.dumps(report.as_data(), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        self.stdout.write(report.as_text())
        if options["dry_run"]:
            self.stdout.write("dry run: nothing was written")
        else:
            freshen()  # or the first visitor who searches would wait for it
        if report.failed:
            sys.exit(1)


class Progress:
    """One line that is written over on a terminal; elsewhere a line a kind, when it is done."""

    SECONDS = 0.1

    def __init__(self, stream):
        self.stream, self._last, self._open = stream, 0.0, False

    def __call__(self, what, done, total):
        if self.stream.isatty():
            now = time.monotonic()
            if done == total or now - self._last > self.SECONDS:
                self._last, self._open = now, True
                self.stream.write(f"\r\x1b[K{what} {done}/{total}", ending="")
        elif done == total:
            self.stream.write(f"{what} {total}")

    def end(self):
        if self._open:
            self.stream.write("")
            self._open = False
