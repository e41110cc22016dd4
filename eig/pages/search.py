"""What visitors find of pages, frequent questions, documents and press releases."""

from django.db.models import Value
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from eig.languages.fallbacks import line
from eig.pages.models import Audience, Document, FAQEntry, Page, PressRelease
from eig.search.kinds import Kind, Part, of_field, of_html, of_words
from eig.search.registration import register


def connect():
    register(
        Kind(
            name="page",
            label=_("pages"),
            model=Page,
            visible=Page.objects.published,
            segments=lambda page: [
                *of_field(page, "title", Part.NAME),
                *of_field(page, "standfirst", Part.LEAD),
                *of_html(page, "body_html"),
            ],
        )
    )
    register(
        Kind(
            name="question",
            label=_("frequent questions"),
            model=FAQEntry,
            visible=FAQEntry.objects.published,
            segments=lambda entry: [
                *of_field(entry, "question", Part.NAME),
                *of_words([line(entry.audience, "name")], Part.LEAD),
                *of_html(entry, "answer_html"),
            ],
            details=lambda entry: [line(entry.audience, "name")],
            for_index=lambda entries: entries.select_related("audience"),
            for_results=lambda entries: entries.select_related("audience"),
            related={Audience: "audience"},
        )
    )
    register(
        Kind(
            name="document",
            label=_("documents"),
            model=Document,
            visible=Document.objects.published,
            segments=lambda document: [
                *of_field(document, "title", Part.NAME),
                *of_field(document, "description", Part.LEAD),
                *of_words([document.get_kind_display()], Part.LEAD),
            ],
            details=lambda document: [capfirst(document.get_kind_display()), document.file_format],
            address=lambda document: document.get_absolute_url(),
        )
    )
    register(
        Kind(
            name="press",
            label=_("press releases"),
            model=PressRelease,
            visible=lambda: PressRelease.objects.readable().annotate(shown_language=Value(get_language())),
            segments=lambda release: of_field(release, "title", Part.NAME),
            details=lambda release: [date_format(release.date, "DATE_FORMAT")] if release.date else [],
            title=lambda release: line(release, "title"),
            address=lambda release: release.get_absolute_url(),
            for_results=lambda releases: releases.select_related("document"),
        )
    )
