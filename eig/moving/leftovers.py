"""What of the tree has no place here, each named in the report."""

import posixpath

from challenges import jekyll as challenges
from community import jekyll as community
from eig.languages.columns import codes
from eig.pages.jekyll import menus, plan, press


def leave_other_languages(move):
    """Take out the documents written in a language the site does not have."""
    for document in list(move.tree.documents):
        if document.language not in codes():
            message = f"written in “{document.language}”, which the site does not have: left out"
            move.report.error(document.source, 1, message, "language")
            move.tree.documents.remove(document)


def note_files(move):
    """Files that are neither texts, data, pictures nor documents, by extension."""
    pictures = {path.lower() for path in move.tree.pictures}
    documents = set(press.document_files(move.tree))
    refused = {finding.source for finding in move.report.findings if finding.code.startswith("image-")}
    for path in move.tree.files:
        if path.lower() not in pictures and path not in documents and path not in refused:
            kind = posixpath.splitext(path)[1] or posixpath.basename(path)
            move.report.key_left_out("files", kind, "neither a text, a picture nor a document", path)


def note_data(move, parts):
    """Data files that no section reads, and questions that no page lists."""
    tree = move.tree
    known = {community.PEOPLE_DATA, community.COHORT_DATA, community.SKILL_DATA, challenges.DATA}
    known |= {*menus.navigation_files(tree), *press.testimonial_files(tree)}
    listed = {name for leaf in parts.leaves for name in leaf.questions.values()}
    for name, file in tree.data_files.items():
        if name in plan.question_files(tree):
            if name not in listed:
                move.report.warn(file.source, 1, "no page lists these questions: left out", "data")
        elif name not in known and not menus.is_interface_words(file):
            message = "no section reads these data: only the pages that show them keep their words"
            move.report.warn(file.source, 1, message, "data")
