"""What the feeds of documents and of press releases follow."""

from datetime import datetime, time

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from eig.languages.fallbacks import shown_text
from eig.pages.models import Document, PressRelease, SiteIdentity
from eig.seo.feeds import ENTRIES_IN_A_FEED, Entry, Followed

# What the ids of entries are made of: a year in which the site was ours, whatever dates an entry gets later.
SINCE = 2026


def documents():
    """The latest documents that visitors may read."""
    published = Document.objects.published()
    edition = published.editions_in(OuterRef("shown_language"))
    latest = published.annotate(
        shown_since=Subquery(edition.values("published_at")[:1]),
        shown_again_at=Subquery(edition.with_last_publication().values("published_again_at")[:1]),
    ).order_by("-shown_since", "key")
    return Followed(
        _("%(service)s – documents") % {"service": SiteIdentity.current().service_name},
        _("Booklets, reports and regulations of the programme."),
        reverse("pages:documents"),
        [_document(document) for document in latest[:ENTRIES_IN_A_FEED]],
    )


def press_releases():
    """The latest press releases that have a date and lead somewhere."""
    dated = PressRelease.objects.readable().exclude(date=None).exclude(document=None, url="").select_related("document")
    return Followed(
        _("%(service)s – press releases") % {"service": SiteIdentity.current().service_name},
        _("What the programme tells the press."),
        reverse("pages:press"),
        [_release(release) for release in dated.order_by("-date", "key")[:ENTRIES_IN_A_FEED]],
    )


def _document(document):
    title, language = document.shown_text("title")
    return Entry(
        name=f"{SINCE}:document/{document.key}",
        path=document.get_absolute_url(),
        title=title,
        summary=document.shown_text("description")[0],
        html=_of_a_file(document),
        language=language,
        published=document.shown_since,
        updated=max(document.shown_since, document.shown_again_at or document.shown_since),
        categories=(capfirst(document.get_kind_display()),),
    )


def _release(release):
    title, language = shown_text(release, "title")
    sent = datetime.combine(release.date, time(), timezone.get_default_timezone())
    return Entry(
        name=f"{SINCE}:press/{release.key}",
        path=release.get_absolute_url(),
        title=title,
        summary=release.document.shown_text("description")[0] if release.document else "",
        html=_of_a_file(release.document) if release.document else "",
        language=language,
        published=sent,
        updated=sent,
    )


def _of_a_file(document):
    """What a document is about, and its file: it has no other page."""
    about, title = document.shown_text("description")[0], document.shown_text("title")[0]
    said = format_html("<p>{}</p>", about) if about else ""
    words = f"{title} ({document.file_format})" if document.file_format else title
    return said + format_html('<p><a href="{}">{}</a></p>', document.get_absolute_url(), words)
