"""Frequent questions: an audience for each page that lists some, its entries paired across languages by anchor."""

from django.utils.text import slugify

from eig.importing.move import bare_key, free_key
from eig.importing.records import Kind, Record, in_languages
from eig.jekyll.problems import SetAside
from eig.languages.columns import column
from eig.pages.jekyll.plan import ANSWERS, QUESTION
from eig.pages.jekyll.words import slug_of, title_of, without_title
from eig.pages.models import Audience, FAQEntry
from eig.text.folding import fold

AUDIENCES, QUESTIONS = Kind("audiences", Audience), Kind("questions", FAQEntry)
ANCHORS = ("ancre", "anchor", "id")
KEYS = {QUESTION, *ANSWERS, *ANCHORS}
PAGE_KEYS = {"title", "permalink", "lang-ref", "lang_ref", "locale", "published", "redirect_from"}
PAGE_REASONS = {"layout": "the look of a page is the site's own", "section_id": "which entry of the old menu was lit"}


def read_audiences(move, leaves, leave_out, labels):
    """A record for each page of questions."""
    records = []
    for position, leaf in enumerate(leaf for leaf in leaves if leaf.questions):
        values = {"position": position}
        values |= in_languages(
            "name", {code: title_of(move, page, leave_out, labels) for code, page in leaf.pages.items()}
        )
        values |= in_languages("slug", {code: _slug(page) for code, page in leaf.pages.items()})
        main = leaf.main(move.source_language)
        for language, page in leaf.pages.items():
            _note_rest(move, page, leave_out, values[column("name", language)])
            move.note_keys("pages of questions", page.source, page.front, PAGE_KEYS, PAGE_REASONS, page.line_of)
        records.append(Record(leaf.key, main.source, 1, values))
    return records


def _note_rest(move, page, leave_out, title):
    """Name the words of a page of questions that are neither its title nor a question: no field holds them."""
    rest = " ".join(without_title(move.markdown(page, leave_out), title).split())
    if rest:
        move.report.warn(
            page.source, page.line, f"no field for the words around the questions: {rest}", "around-questions"
        )
        aside = SetAside(page.source, page.line, rest, "around-questions")
        move.set_aside.setdefault(page.source, []).append(aside)


def _slug(page):
    """The page's slug, without the word that its new address /faq/… says already."""
    slug = slug_of(page)
    return slug and (slug.removeprefix("faq-") or slug)


def read_questions(move, leaves):
    """A record for each question, in the order of the source language, those without one there at the end."""
    return [record for leaf in leaves if leaf.questions for record in _of(move, leaf)]


def _of(move, leaf):
    entries, taken = {}, set()
    order = sorted(leaf.questions, key=lambda code: code != move.source_language)
    for language in order:
        seen = set()
        for number, row in enumerate(move.tree.data_files[leaf.questions[language]].value):
            source = move.tree.data_files[leaf.questions[language]].source
            line = move.tree.line_of(source, number, QUESTION)
            anchor = _anchor(move, row, source, line, seen)
            texts = entries.setdefault(anchor, {})
            texts[language] = _texts(move, row, source, line, language)
    records = []
    for position, (anchor, texts) in enumerate(entries.items()):
        main = next(code for code in order if code in texts)
        values = {"anchor": anchor, "position": position, "source_language": main}
        values |= in_languages("question", {code: found["question"] for code, found in texts.items()})
        values |= in_languages("answer", {code: found["answer"] for code, found in texts.items()})
        editions = dict.fromkeys(texts, move.since)
        key = free_key(bare_key(f"{leaf.key}-{anchor}"), taken)
        first = texts[main]
        records.append(Record(key, first["source"], first["line"], values, {"audience": leaf.key}, editions=editions))
    return records


def _anchor(move, row, source, line, seen):
    """The anchor of a question, free among those of its language."""
    written = next((str(row[name]) for name in ANCHORS if row.get(name)), "") or str(row[QUESTION])
    anchor = (
        slugify(fold(written))[:110]
        if " " in written
        else "".join(c if c.isalnum() or c in "-_" else "-" for c in written)[:110]
    )
    free = free_key(anchor, seen)
    if free != anchor:
        message = f"the anchor “{anchor}” is given twice: the second question gets “{free}”"
        move.report.warn(source, line, message, "anchor")
    return free


def _texts(move, row, source, line, language):
    move.note_keys("questions", source, row, KEYS, {}, lambda _key: line)
    answer = next((row[name] for name in ANSWERS if row.get(name)), "")
    return {
        "question": move.text(row.get(QUESTION), source, line, "question"),
        "answer": move.passage(answer, source, line, language),
        "source": source,
        "line": line,
    }
