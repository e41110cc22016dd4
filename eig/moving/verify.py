"""The proof that no word was lost: each source file's visible words against our page, as a visitor gets it."""

from collections import Counter

from django.utils import translation

from blog.models import Post
from challenges.models import Challenge
from community.models import Person
from eig.importing.move import Move
from eig.jekyll.words import missing, source_words, visible_words, words
from eig.moving.visits import Visitor
from eig.pages.jekyll.plan import ANSWERS, QUESTION
from eig.pages.jekyll.words import own_loops
from eig.pages.models import Audience, Page
from eig.tags.jekyll import names_of
from eig.text.references import resolve


def verify(move: Move, parts, progress):
    """Compare every document, and the data of people, challenges and questions; the report gets what is missing."""
    visitor = Visitor()
    with translation.override(move.source_language):
        checks = [*_posts(parts), *_people(parts), *_challenges(parts), *_pages(parts), *_questions(move, parts)]
        for done, (model, key, language, source, expected) in enumerate(checks, 1):
            _compare(move, visitor, model, key, language or move.source_language, source, expected(move))
            progress("verified", done, len(checks))
    move.report.verified = True


def _compare(move, visitor, model, key, language, source, expected):
    item = model._base_manager.filter(key=key).first()
    if item is None:
        move.report.lost(source, "", sorted(expected.elements()))
        return
    with translation.override(language):
        address = item.public_address() if _is_live(item, language) else ""
        shown = visitor.main(address) if address else _draft(item, language)
    aside = Counter()
    for left in move.set_aside.get(source, []):
        aside.update(words(left.text))
    lost = missing(expected, visible_words(shown), aside)
    if lost:
        move.report.lost(source, address or f"draft {key}", sorted(lost.elements()))


def _is_live(item, language):
    return not hasattr(item, "editions") or language in item.languages_shown()


def _draft(item, language):
    """The texts of a draft as its page would show them."""
    texts = [str(getattr(item, f"{name}_{language}", None) or "") for name in (*item.translated_texts, "body_html")]
    texts += [tag.name for tag in item.tags.all()] if hasattr(item, "tags") else []
    return resolve(" ".join(texts))


def _posts(parts):
    for article in parts.articles:
        for language, page in article.pages.items():

            def expected(move, page=page):
                front = page.front
                said = [front.get("title"), front.get("author"), front.get("description"), *names_of(page)]
                return source_words(page, move.tree) + _said(move, said)

            yield Post, article.key, language, page.source, expected


def _people(parts):
    for fellow in parts.fellows:
        pages = fellow.pages or {"": None}
        for language, page in pages.items():

            def expected(move, fellow=fellow, page=page):
                said = [fellow.name, fellow.row.get("profil") or (page.front.get("profil") if page else "")]
                return (source_words(page, move.tree) if page else Counter()) + _said(move, said)

            yield Person, fellow.key, language, page.source if page else fellow.source, expected


def _challenges(parts):
    for quest in parts.quests:
        for language, page in (quest.pages or {"": None}).items():

            def expected(move, quest=quest, page=page):
                row = quest.row
                said = [page.title if page else quest.name, row.get("description"), row.get("administration")]
                said += [*(row.get("eigs") or []), *(row.get("mentors") or [])]
                for figure in row.get("key_figures") or []:
                    said += [figure.get("amount"), figure.get("description")]
                for project in row.get("projects") or []:
                    said += [project.get("title"), project.get("description"), project.get("call_to_action")]
                for film in row.get("end_of_project_videos") or []:
                    said += [film.get("description")] if film.get("show") is not False else []
                return (source_words(page, move.tree) if page else Counter()) + _said(move, said)

            yield Challenge, quest.key, language, page.source if page else quest.source, expected


def _pages(parts):
    for leaf in parts.leaves:
        for language, page in leaf.pages.items():

            def expected(move, leaf=leaf, language=language, page=page):
                left_out = own_loops(leaf, language, parts.leave_out)
                return source_words(page, move.tree, left_out) + _said(move, [page.front.get("title")])

            yield Audience if leaf.questions else Page, leaf.key, language, page.source, expected


def _questions(move, parts):
    for leaf in parts.leaves:
        for language, data in leaf.questions.items():
            file = move.tree.data_files[data]

            def expected(move, file=file):
                said = [row.get(name) for row in file.value for name in (QUESTION, *ANSWERS)]
                return _said(move, said)

            yield Audience, leaf.key, language, file.source, expected


def _said(move, texts):
    found = Counter()
    for text in texts:
        if isinstance(text, (str, int, float)) and text != "":
            found.update(visible_words(str(text)))
    return found
