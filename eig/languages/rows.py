"""The rows under an item: their forms, their order, and the button that adds one."""

import json

from django.contrib.admin.helpers import InlineAdminFormSet
from django.forms.models import BaseInlineFormSet
from django.utils.translation import gettext_lazy as _

from eig.languages.forms import ScreenForm

LAST = 32_000  # the place of a row without a position, until rows are numbered


class Rows(InlineAdminFormSet):
    """Rows whose button says what it adds, in the words of their inline."""

    def inline_formset_data(self):
        data = json.loads(super().inline_formset_data())
        if words := getattr(self.opts, "adding", ""):
            data["options"]["addText"] = str(words)
        return json.dumps(data)


class RowsInWords:
    """An admin whose inlines name what their button adds: `adding`."""

    def get_inline_formsets(self, request, formsets, inline_instances, obj=None):
        shown = super().get_inline_formsets(request, formsets, inline_instances, obj)
        for rows in shown:
            rows.__class__ = Rows  # Django makes them itself, of a class that it does not ask for
        return shown


class ScreenFormSet(BaseInlineFormSet):
    """Rows under an item, which stay in the order staff give them."""

    def clean(self):
        super().clean()
        self._refuse_twins()

    def _refuse_twins(self):
        """Two rows that a conditional constraint forbids side by side: the database would say it too late."""
        seen = set()
        for form in self._kept_forms():
            twin = tuple(form.cleaned_data.get(name) for name in getattr(form, "unique_together", ()))
            if twin and twin in seen and not form.errors:
                form.add_error(None, _("This row says the same as another one."))
            seen.add(twin)

    def get_unique_error_message(self, unique_check):
        """The words of the constraint, where it has its own."""
        constraints = (found for found in self.model._meta.total_unique_constraints if found.fields == unique_check)
        constraint = next(constraints, None)
        if constraint is None or constraint.violation_error_message == constraint.default_violation_error_message:
            return super().get_unique_error_message(unique_check)
        return constraint.get_violation_error_message()

    def _kept_forms(self):
        forms = [form for form in self.forms if hasattr(form, "cleaned_data") and form.cleaned_data]
        return [form for form in forms if not self._should_delete_form(form)]

    def save(self, commit=True):
        saved = super().save(commit)
        if commit and any(field.name == "position" for field in self.model._meta.fields):
            self._number_rows()
        return saved

    def _number_rows(self):
        kept = [form for form in self._kept_forms() if form.instance.pk]
        if all("position" in form.fields for form in kept):
            for rank, form in enumerate(sorted(kept, key=lambda form: form.cleaned_data["position"]), start=1):
                self.model._base_manager.filter(pk=form.instance.pk).exclude(position=rank).update(position=rank)


class RowForm(ScreenForm):
    """A row under an item; without a position it goes last."""

    unique_together = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if (field := self.fields.get("position")) is not None:
            field.required = False
            if self.instance._state.adding:
                self.initial["position"] = field.initial = None

    def clean_position(self):
        position = self.cleaned_data.get("position")
        if position is None:
            return LAST if self.instance._state.adding else self.instance.position
        return position
