"""One run of the import, from the folder to the report."""

from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.files.storage import InMemoryStorage
from django.db import transaction

from blog import jekyll as blog
from challenges import jekyll as challenges
from community import jekyll as community
from eig.images import jekyll as images
from eig.importing.move import Move
from eig.importing.records import Writer
from eig.importing.report import Report
from eig.jekyll.tree import read_tree
from eig.moving import addresses, leftovers, parts, verify
from eig.pages.jekyll import identity, menus, press, questions, words
from eig.pages.models import Document
from eig.tags import jekyll as tags


@dataclass(frozen=True)
class Options:
    """How to run. `addresses` is a list of old addresses to answer, with the title of what stood there."""

    dry_run: bool = False
    overwrite: bool = False
    verify: bool = False
    addresses: Path | None = None


def silent(_what, _done, _total):
    """Show no progress."""


def import_tree(path, options, progress=silent):
    """The Report of moving the tree at `path` in; NotAJekyllTree if it is none."""
    tree = read_tree(path, settings.LANGUAGE_CODE)
    report = Report()
    report.add_problems(tree.problems)
    with ExitStack() as stack:
        if options.dry_run:
            stack.enter_context(_nothing_written())
        move = Move(tree, report, Writer(report, options.overwrite, progress))
        _import(move, options, progress)
    return report


@contextmanager
def _nothing_written():
    """Roll everything back at the end; files stay in memory."""
    field = Document._meta.get_field("file")
    kept, field.storage = field.storage, InMemoryStorage()
    try:
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
    finally:
        field.storage = kept


def _import(move, options, progress):
    leftovers.leave_other_languages(move)
    originals = images.find_originals(move)
    found = parts.find(move)
    leftovers.note_files(move)
    leftovers.note_data(move, found)
    parts.read(move, found)
    if not options.dry_run:
        images.store_files([(original, move.tree.path_of(original.path)) for original in originals], progress)
    press.store_documents(move, progress)
    write = move.writer.write
    records = found.records
    images.write_images(move, originals, community.consents(records["people"]))
    tags.write_tags(move)
    write(community.COHORTS, records["cohorts"])
    write(community.SKILLS, records["skills"])
    write(challenges.ADMINISTRATIONS, records["administrations"])
    write(community.PEOPLE, records["people"])
    write(challenges.NAMED, records["named"])
    write(challenges.CHALLENGES, records["challenges"])
    write(challenges.COHORT_ROLES, records["roles"])
    write(blog.KIND, records["posts"])
    write(press.DOCUMENTS, records["documents"])
    write(words.KIND, records["pages"])
    write(questions.AUDIENCES, records["audiences"])
    write(questions.QUESTIONS, records["questions"])
    write(press.TESTIMONIALS, records["testimonials"])
    write(press.RELEASES, records["releases"])
    write(menus.KIND, records["menus"])
    identity.write_identity(move)
    addresses.write_redirects(move, found, options.addresses)
    if options.verify:
        verify.verify(move, found, progress)
    if options.addresses:
        addresses.check(move.report, options.addresses)
