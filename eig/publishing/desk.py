"""An edition on an editor's desk: the forms of its screen, filled with what is live, a working draft or a version."""

from contextlib import contextmanager
from dataclasses import dataclass, field

from django.contrib.admin.utils import flatten_fieldsets
from django.db import transaction
from django.forms.formsets import all_valid
from django.forms.utils import ErrorDict

from eig.publishing.payloads import as_data, settled, written


@dataclass
class Bound:
    """The forms of a screen filled with a payload; `dropped` counts the rows of it that are no longer there."""

    form: object
    formsets: list
    inlines: list
    payload: dict
    dropped: dict = field(default_factory=dict)

    def is_valid(self):
        form = self.form.is_valid()  # first: rows are checked against the item as it is going to be
        return all_valid(self.formsets) and form

    def problems(self):
        """The number of fields that do not validate."""
        forms = [self.form, *(row for formset in self.formsets for row in formset.forms)]
        return sum(len(form.errors) for form in forms) + sum(len(rows.non_form_errors()) for rows in self.formsets)

    def hush(self):
        """Forget the errors: a draft that was opened is not reproached for what is still missing."""
        for form in (self.form, *(row for formset in self.formsets for row in formset.forms)):
            form._errors = ErrorDict()
        for formset in self.formsets:
            formset._errors = [row._errors for row in formset.forms]
            formset._non_form_errors = formset.error_class()


class Desk:
    """One item in the language of `request.screen`, through the admin that edits it."""

    def __init__(self, model_admin, request, item):
        self.admin, self.request, self.item = model_admin, request, item
        self.language = request.screen.language
        self.edition = item.edition(self.language)

    @property
    def is_out(self):
        """Whether visitors read this edition now, or will at a set instant."""
        return self.edition is not None and self.edition.is_out

    @property
    def has_draft(self):
        return self.edition is not None and self.edition.has_draft

    @property
    def revision(self):
        return self.edition.revision if self.edition else 0

    def is_overtaken(self, revision):
        """Whether a form that was opened at that revision is no longer the last word."""
        return revision is not None and revision != str(self.revision)

    def again(self):
        """The same desk as the database has it now."""
        return Desk(self.admin, self.request, self.admin.get_object(self.request, str(self.item.pk)))

    def draft(self):
        return self.edition.draft

    def unbound(self):
        """The forms of what stands in the columns, to be shown."""
        return Bound(*self._forms(None), {})

    def standing(self):
        """The forms of what stands in the columns, unbound, and their payload."""
        form, formsets, inlines = self._forms(None)
        return Bound(form, formsets, inlines, written(form, formsets))

    def live(self):
        """The payload of what stands in the columns."""
        return self.standing().payload

    def payload(self):
        """The working draft's payload, else that of the columns."""
        return self.draft() if self.has_draft else self.live()

    def bind(self, payload, posted=None, files=None):
        """The forms filled with the payload, without those of its rows that are no longer there.

        `posted` is the request's data, when the payload comes with a button that asks for something.
        """
        standing, _inlines = self._formsets(self.item, None)
        payload, dropped = settled(payload, standing)
        form, formsets, inlines = self._forms(as_data(payload, posted), files)
        return Bound(form, formsets, inlines, payload, dropped)

    def save(self, bound):
        """Write valid forms into the columns, in one transaction."""
        with transaction.atomic():
            item = self.admin.save_form(self.request, bound.form, change=True)
            self.admin.save_model(self.request, item, bound.form, change=True)
            self.admin.save_related(self.request, bound.form, bound.formsets, change=True)
        return item

    def save_what_is_valid(self, bound):
        """Write the fields and rows that validate; the others keep what is live. For a preview, then rolled back."""
        bound.is_valid()
        form = bound.form
        form.instance.save()
        form.errors.clear()
        form._save_m2m()
        for formset in bound.formsets:
            for row in formset.forms:
                if row.errors or not row.has_changed():
                    continue
                if formset.can_delete and formset._should_delete_form(row):
                    if row.instance.pk:
                        row.instance.delete()
                else:
                    row.save()
        return form.instance

    def _forms(self, data, files=None):
        """Form, formsets and inlines of the screen; with data None, of the item as it stands."""
        # Read again each time: binding a form writes into the instance it is given.
        item = self.admin.get_object(self.request, str(self.item.pk))
        fields = flatten_fieldsets(self.admin.get_fieldsets(self.request, item))
        form_class = self.admin.get_form(self.request, item, change=True, fields=fields)
        form = form_class(data, files, instance=item)
        return form, *self._formsets(form.instance, data, files)

    def _formsets(self, item, data, files=None):
        """The rows under the item, and the inlines that show them."""
        formsets, inlines, prefixes = [], [], {}
        for formset_class, inline in self.admin.get_formsets_with_inlines(self.request, item):
            prefix = formset_class.get_default_prefix()
            prefixes[prefix] = prefixes.get(prefix, 0) + 1
            if prefixes[prefix] > 1:
                prefix = f"{prefix}-{prefixes[prefix]}"
            rows = inline.get_queryset(self.request)
            formsets.append(formset_class(data, files, instance=item, prefix=prefix, queryset=rows))
            inlines.append(inline)
        return formsets, inlines


class _UndoneError(Exception):
    """Raised to roll a preview back."""


@contextmanager
def undone():
    """Inside, whatever is written to the database is undone at the end; nothing that waits for a commit happens."""
    try:
        with transaction.atomic():
            yield
            raise _UndoneError
    except _UndoneError:
        pass
