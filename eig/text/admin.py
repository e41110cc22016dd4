"""Searching and writing text in the admin."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from eig.languages.columns import columns
from eig.text.folding import fold
from eig.text.models import Foldable, Rendered

SIGNS = (
    (_("bold"), "**…**"),
    (_("italic"), "*…*"),
    (_("heading"), "## …"),
    (_("smaller heading"), "### …"),
    (_("list"), "- …"),
    (_("numbered list"), "1. …"),
    (_("quotation"), "&gt; …"),
    (_("link"), "[…](https://…)"),
    (_("link to an item of the site, picture of the library"), _("with the buttons")),
    (_("video or slides"), "![…](embed:https://…)"),
)
MARKDOWN_HELP = format_lazy(
    '<details class="eig-signs"><summary>{}</summary><dl>{}</dl></details>',
    _("What the signs mean"),
    format_lazy("{}" * len(SIGNS), *(format_lazy("<div><dt>{}</dt><dd>{}</dd></div>", *sign) for sign in SIGNS)),
)
LONGEST_SEARCH = 200
MOST_WORDS = 12


class FoldedSearch:
    """Admin search for words in every language, whatever their case and accents.

    A model without a search key names its columns in `search_in` and is searched row by row: short tables only.
    """

    search_fields = ("search_key",)
    search_in = ()

    def get_search_results(self, request, queryset, search_term):
        # Bounded: a database refuses very long patterns and very many conditions.
        words = fold(search_term.replace("\x00", "")[:LONGEST_SEARCH]).split()[:MOST_WORDS]
        if not words:
            return queryset, False
        if not self.search_in and issubclass(self.model, Foldable):
            for word in words:
                queryset = queryset.filter(search_key__contains=word)
            return queryset, False
        found = [item.pk for item in queryset if self._says(item, words)]
        return queryset.filter(pk__in=found), False

    def _says(self, item, words):
        said = (getattr(item, name) for field in self.search_in for name in self._columns(field))
        text = fold(" ".join(str((value() if callable(value) else value) or "") for value in said))
        return all(word in text for word in words)

    def _columns(self, field):
        return columns(field) if hasattr(self.model, columns(field)[0]) else [field]


def markdown_columns(model):
    """Names of the fields of a model that hold Markdown, in every language."""
    fields = model.markdown_fields if issubclass(model, Rendered) else ()
    return {name for field in fields for name in columns(field)}
