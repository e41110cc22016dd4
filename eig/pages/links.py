"""Where references to pages, frequent questions and documents lead: `{key: path}`, only what visitors may read."""

from eig.languages.columns import columns
from eig.pages.models import Audience, Document, FAQEntry, Page


def pages(keys):
    found = Page.objects.published().filter(key__in=keys).defer(*columns("body"), *columns("body_html"))
    return _paths(found)


def audiences(keys):
    return _paths(Audience.objects.answered().filter(key__in=keys))


def questions(keys):
    found = FAQEntry.objects.published().filter(key__in=keys).select_related("audience")
    return _paths(found.defer(*columns("answer"), *columns("answer_html")))


def documents(keys):
    return _paths(Document.objects.published().filter(key__in=keys))


def _paths(items):
    return {item.key: path for item in items if (path := item.get_absolute_url())}
