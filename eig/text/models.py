from django.db import models
from django.utils.translation import gettext_lazy as _

from eig.languages.columns import columns
from eig.text.folding import fold
from eig.text.markdown import render


class Foldable(models.Model):
    """A model sorted and searched by accent-stripped keys, the same on every database.

    `named_by` is the field it is sorted by, `found_by` the fields it is searched by; either may be translated.
    """

    named_by = "title"
    found_by = ("title",)

    sort_key = models.CharField(_("sort key"), max_length=250, editable=False, db_index=True)
    search_key = models.TextField(_("search key"), editable=False, blank=True)

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        self.sort_key = fold(self._texts(self.named_by)[0])[:250]
        self.search_key = fold(" ".join(text for field in self.found_by for text in self._texts(field)))
        if (fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*fields, "sort_key", "search_key"}
        super().save(*args, **kwargs)

    def _texts(self, field):
        """The field's texts, the source language's first; at least one, if only ""."""
        if not hasattr(self, columns(field)[0]):
            return [getattr(self, field) or ""]
        source = getattr(self, "source_language", "")
        ordered = sorted(columns(field), key=lambda name: not name.endswith(f"_{source}"))
        return [text for name in ordered if (text := getattr(self, name))] or [""]


class Rendered(models.Model):
    """A model whose Markdown fields are kept beside their safe HTML: `body` and `body_html`, in every language."""

    markdown_fields = ("body",)

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        changed = []
        for field in self.markdown_fields:
            for source, target in zip(columns(field), columns(f"{field}_html"), strict=True):
                setattr(self, target, render(getattr(self, source) or ""))
                changed += [source, target]
        if (fields := kwargs.get("update_fields")) is not None and set(fields) & set(changed):
            kwargs["update_fields"] = {*fields, *changed}
        super().save(*args, **kwargs)
