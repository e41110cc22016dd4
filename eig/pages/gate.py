"""What the publication gate asks of pages, frequent questions and documents."""

from django.utils.translation import gettext_lazy

from eig.languages.columns import column
from eig.pages.models import Audience, Document, FAQEntry, Page, Testimonial
from eig.publishing.gate import Length, Level, register_content, register_lengths
from eig.seo.gate import at_slugs, register_pages


def _pages(language, at, places):
    return at_slugs(Page.objects.published(language, at), column("slug", language), places)


def _audiences(language, at, places):
    return at_slugs(Audience.objects.all(), column("slug", language), places)


def connect():
    register_lengths(
        Page,
        Length("title", 100, 0, gettext_lazy("There is no title: what is the page about?"), Level.ERROR),
        Length("standfirst", 300),
    )
    register_lengths(
        FAQEntry,
        Length("question", 160, 10, gettext_lazy("There is no question."), Level.ERROR),
        Length("answer", 1500, 0, gettext_lazy("There is no answer to the question yet."), Level.ERROR),
    )
    register_lengths(
        Document,
        Length("title", 120, 0, gettext_lazy("There is no title: what is the document called?"), Level.ERROR),
        Length("description", 300),
    )
    register_content(Testimonial, lambda language, at: Testimonial.objects.shown())
    register_pages("pages:page", _pages)
    register_pages("pages:faq_audience", _audiences)
