"""An edition on an editor's desk: the forms of its screen, filled with what is live, a working draft or a version."""

from contextlib import contextmanager
from dataclasses import dataclass, field

from django.contrib.admin.utils import flatten_fieldsets
from django.db import transaction
from django.forms.formsets import all_valid
from django.forms.utils import ErrorDict

from eig.languages.origins import beside
from eig.publishing.drafts import origins
from eig.publishing.drafts.holding import held, standing
from eig.publishing.drafts.payloads import as_data, of_translation, settled, written
from eig.publishing.gate import compared, examine, findings, let_through
from eig.publishing.inspection import note
from eig.publishing.models import Edition, Version
from eig.publishing.permissions import may_publish, require
from eig.publishing.workflow import keep_version, publish


class UnfinishedError(Exception):
    """The forms do not validate yet."""


@dataclass
class Bound:
    """The forms of a screen filled with a payload; `dropped` counts the rows of it that are no longer there.

    `live` is the sheet of what stood in the columns when they were filled.
    """

    form: object
    formsets: list
    inlines: list
    payload: dict
    dropped: dict = field(default_factory=dict)
    live: object = None

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
        self.shown = None  # the forms on the page that is being made
        self.blocked_by = ()  # what the gate found when it let nothing out

    @property
    def is_out(self):
        """Whether visitors read this edition now, or will at a set instant."""
        return self.edition is not None and self.edition.is_out

    @property
    def waits_for_review(self):
        return self.edition is not None and self.edition.review == Edition.Review.ASKED

    @property
    def has_draft(self):
        return self.edition is not None and self.edition.has_draft

    @property
    def revision(self):
        return self.edition.revision if self.edition else 0

    @property
    def model(self):
        return self.item._meta.concrete_model

    @property
    def is_translation(self):
        return self.language != self.admin.source_of(self.item)

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
        payload = written(form, formsets)
        if self.is_translation:
            columns = origins.of_columns(self.item, self.language)
            payload = origins.annotated(payload, columns, self.model, self.language)
        return Bound(form, formsets, inlines, payload)

    def live(self):
        """The payload of what stands in the columns."""
        return self.standing().payload

    def payload(self):
        """The working draft's payload, else that of the columns."""
        return self.draft() if self.has_draft else self.live()

    def bind(self, payload, posted=None, files=None):
        """The forms filled with the payload, without those of its rows that are no longer there.

        `posted` is the request's data, when the payload comes with a button that asks for something: the texts of a
        translation that it changes are then made from the sources that stood beside them.
        """
        if self.is_translation:
            payload = of_translation(payload, self.model, self.language)
            if posted is not None:
                payload = self.stamped(payload, posted)
        rows, _inlines = self._formsets(self.item, None)
        payload, dropped = settled(payload, rows)
        live = standing(self.item, rows, self.language)
        form, formsets, inlines = self._forms(as_data(payload, posted), files, rows)
        return Bound(form, formsets, inlines, payload, dropped, live)

    def stamped(self, payload, posted):
        """The payload with the origin of each text, `posted` being what came with it."""
        draft = self.draft() if self.has_draft else None
        return origins.stamped(payload, draft, beside(posted), self.item, self.language)

    def save(self, bound):
        """Write valid forms into the columns, in one transaction."""
        with transaction.atomic():
            if not self.is_translation:
                origins.remember_sources(bound, self.language)
            item = self.admin.save_form(self.request, bound.form, change=True)
            self.admin.save_model(self.request, item, bound.form, change=True)
            self.admin.save_related(self.request, bound.form, bound.formsets, change=True)
            if self.is_translation:
                origins.note_saved(item, bound.payload, self.language, self.request.user)
        return item

    def publish(self, bound=None, at=None, until=None, reason="", comment=""):
        """Publish the edition, with the forms where some are given, in one transaction; the edition as it is then.

        The one door to the site: the button, the list and a new item all pass the gate here and leave a version.
        UnfinishedError for forms that do not validate, BlockedError for what the gate does not let out.
        """
        require(may_publish, self.request.user, self.item)  # before the gate says what it found
        if bound is not None and not bound.is_valid():
            raise UnfinishedError
        with transaction.atomic():
            before = self.live() if self.is_out else None
            known = findings(self.item, self.language, self.goes_out_at) if self.is_out else ()
            item = self.save(bound) if bound is not None else self.item
            item = type(item)._base_manager.prefetch_related("editions").get(pk=item.pk)
            found = findings(item, self.language, at)
            let_through(known, found)
            edition = publish(item, self.language, self.request.user, at, until, comment, reason)
            if edition.is_live():
                note(item, self.language, found)
            self._remember(before)
        return edition

    def findings(self, bound=None, at=None):
        """What the gate says of what the forms hold, or of what stands in the columns, if it goes out `at` (now).

        Nothing is written. A finding is `known` when what visitors read now has it already.
        """
        sheet = held(bound, self.language, at) if bound is not None else standing(self.item, (), self.language, at)
        if not self.is_out:
            return examine([sheet])[sheet]
        if at == self.goes_out_at and (bound is None or not bound.form.is_bound):
            found = examine([sheet])[sheet]  # nothing but what stands there
            return compared(found, found)
        live = bound.live if bound is not None and bound.live else standing(self.item, (), self.language)
        live.at = self.goes_out_at or (sheet.at if at is None else live.at)  # one instant, one query a question
        found = examine([sheet, live])
        return compared(found[live], found[sheet])

    @property
    def goes_out_at(self):
        """The instant at which what is scheduled goes out, None for what visitors read now."""
        return self.edition.published_at if self.edition is not None and self.edition.is_scheduled else None

    def _remember(self, before):
        """A version of what is published; the first time, one of what it replaces too."""
        item, code = self.item, self.language
        if before is not None and not item.versions.filter(language=code).exists():
            keep_version(item, code, before, Version.Kind.BEFORE)
        keep_version(item, code, self.live(), Version.Kind.PUBLISHED, self.request.user)

    def set_aside(self, payload, by):
        """Keep a text that another one is to replace as a version, to be restored from."""
        return keep_version(self.item, self.language, payload, Version.Kind.BEFORE, by)

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
                    setattr(row.instance, formset.fk.name, form.instance)  # new, the item had no id when it was bound
                    row.save()
        return form.instance

    def _forms(self, data, files=None, standing=()):
        """Form, formsets and inlines of the screen; with data None, of the item as it stands.

        `standing` are the formsets of it as it stands, where they were made already: their rows are taken over.
        """
        # Read again each time: binding a form writes into the instance it is given.
        item = self.admin.get_object(self.request, str(self.item.pk))
        fields = flatten_fieldsets(self.admin.get_fieldsets(self.request, item))
        form_class = self.admin.get_form(self.request, item, change=True, fields=fields)
        form = form_class(data, files, instance=item)
        formsets, inlines = self._formsets(form.instance, data, files)
        for formset, other in zip(formsets, standing, strict=False):
            formset._queryset = other.get_queryset()
        return form, formsets, inlines

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
