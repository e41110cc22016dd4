"""The first words of an empty site: pages, menus, steps, figures, questions and identity, in every language."""

from collections import Counter
from pathlib import Path

import yaml
from django.db import transaction
from django.db.models import Q

from eig.contact.models import Subject
from eig.languages.columns import codes, column
from eig.languages.models import Term
from eig.pages.figures import definitions
from eig.pages.models import Audience, FAQEntry, MenuItem, Page, ProgrammeFigure, ProgrammeStep, SiteIdentity
from eig.pages.places import path_of
from eig.publishing.coverage import note_everything
from eig.publishing.workflow import publish

WORDS = Path(__file__).with_name("starter.yaml")


@transaction.atomic
def create_starter_pages():
    """Add what is missing and touch nothing that exists: a Counter of "created" and "unchanged".

    A page is missing where none stands at its place or address; menus, steps, figures, questions and terms where there
    are none at all, for a site whose staff removed one does not want it back.
    """
    words = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    done = Counter(created=0, unchanged=0)
    _identity(words["identity"], done)
    for texts in words["pages"]:
        _page(texts, done)
    for model, rows, make in (
        (Audience, words["audiences"], _audience),
        (ProgrammeStep, words["steps"], _step),
        (ProgrammeFigure, _countable(words["figures"]), _figure),
        (MenuItem, words["menu"], _menu_item),
        (Subject, words["subjects"], _subject),
        (Term, words["terms"], _term),
    ):
        if model.objects.exists():
            done["unchanged"] += len(rows)
            continue
        for position, texts in enumerate(rows, start=1):
            make(texts, position)
            done["created"] += 1
    note_everything()
    return done


def _identity(words, done):
    if SiteIdentity.objects.exists():
        done["unchanged"] += 1
        return
    SiteIdentity(**_columns(words, "service_name", "tagline", "footer_text")).save()
    done["created"] += 1


def _page(words, done):
    place, slugs = words.get("place", ""), words.get("slug", {})
    taken = Q(key=words["key"]) | (Q(place=place) if place else Q())
    for code, slug in slugs.items():
        taken |= Q(**{column("slug", code): slug})
    if Page.objects.filter(taken).exists():
        done["unchanged"] += 1
        return
    page = Page(key=words["key"], place=place, **_columns(words, "title", "slug", "standfirst", "body"))
    page.save()
    _publish(page, words["title"])
    done["created"] += 1


def _audience(words, position):
    audience = Audience.objects.create(key=words["key"], position=position, **_columns(words, "name", "slug"))
    for number, texts in enumerate(words["questions"], start=1):
        entry = FAQEntry(
            key=f"{words['key']}-{texts['anchor']}",
            audience=audience,
            anchor=texts["anchor"],
            position=number,
            **_columns(texts, "question", "answer"),
        )
        entry.save()
        _publish(entry, texts["question"])


def _step(words, position):
    ProgrammeStep.objects.create(key=words["key"], position=position, **_columns(words, "title", "text"))


def _countable(figures):
    """The figures whose definition some section offers."""
    known = {name for name, _label in definitions()}
    return [words for words in figures if words["definition"] in known]


def _figure(words, position):
    ProgrammeFigure.objects.create(
        key=words["key"],
        position=position,
        definition=words["definition"],
        url=path_of(words["place"]),
        **_columns(words, "label"),
    )


def _subject(words, position):
    Subject.objects.create(key=words["key"], position=position, **_columns(words, "name"))


def _term(words, position):
    Term.objects.create(**_columns(words, "name", "note"))


def _menu_item(words, position, parent=None):
    item = MenuItem.objects.create(
        key=words["key"],
        position=position,
        parent=parent,
        place=words.get("place", ""),
        page=Page.objects.filter(key=words["page"]).first() if "page" in words else None,
        **_columns(words, "label"),
    )
    for number, texts in enumerate(words.get("children", []), start=1):
        _menu_item(texts, number, parent=item)


def _columns(words, *fields):
    """The texts as column values, for the site's languages only: `{"title_fr": …, "title_en": …}`."""
    return {
        column(field, code): words[field][code].strip()
        for field in fields
        for code in codes()
        if code in words.get(field, {})
    }


def _publish(item, by_language):
    for code in codes():
        if code in by_language:
            publish(item, code)
