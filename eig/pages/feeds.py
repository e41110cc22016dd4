"""What the feeds of documents and of press releases follow."""

from datetime import datetime, time

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from eig.languages.fallbacks import shown_text
from eig.pages.models import Document, PressRelease, SiteIdentity
from eig.seo.feeds import ENTRIES_IN_A_FEED, Entry, Followed


def documents():
    """The latest documents that visitors may read in the active language."""
    latest = Document.objects.published().newest_first().with_last_publication()
    return Followed(
        _("%(service)s – documents") % {"service": SiteIdentity.current().service_name},
        _("Booklets, reports and regulations of the programme."),
        reverse("pages:documents"),
        [_document(document) for document in latest[:ENTRIES_IN_A_FEED]],
    )


def press_releases():
    """The latest press releases, by the day they bear."""
    latest = PressRelease.objects.sent().select_related("document").order_by("-date", "key")
    return Followed(
        _("%(service)s – press releases") % {"service": SiteIdentity.current().service_name},
        _("The press releases of the programme."),
        reverse("pages:press"),
        [_release(release) for release in latest[:ENTRIES_IN_A_FEED]],
        by_day=True,
    )


def _document(document):
    return Entry(
        name=f"{document.created_at:%Y}:document/{document.key}",
        path=document.get_absolute_url(),
        title=document.shown_text("title")[0],
        summary=document.shown_text("description")[0],
        html=_of_a_file(document),
        language=get_language(),
        published=document.live_since,
        updated=max(document.live_since, document.published_again_at or document.live_since),
        categories=(capfirst(document.get_kind_display()),),
    )


def _release(release):
    sent = datetime.combine(release.date, time(), timezone.get_default_timezone())
    return Entry(
        name=f"{release.date:%Y}:press/{release.key}",
        path=release.get_absolute_url(),
        title=shown_text(release, "title")[0],
        summary=release.document.shown_text("description")[0] if release.document else "",
        html=_of_a_file(release.document) if release.document else "",
        language=get_language(),
        published=sent,
        updated=sent,
    )


def _of_a_file(document):
    """What a document is about, and its file: it has no other page. Each is marked where its language is another."""
    about, title = _marked(*document.shown_text("description")), _marked(*document.shown_text("title"))
    said = format_html("<p>{}</p>", about) if about else ""
    ends = f" ({document.file_format})" if document.file_format else ""
    return said + format_html('<p><a href="{}">{}{}</a></p>', document.get_absolute_url(), title, ends)


def _marked(text, language):
    return text if language == get_language() or not text else format_html('<span lang="{}">{}</span>', language, text)
