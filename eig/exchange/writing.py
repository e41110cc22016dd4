"""Writing what came back: through the screens that a person would write it on, and no further than they would."""

import json

from django.contrib import admin
from django.utils.text import capfirst

from eig.exchange.rights import request_of
from eig.languages.columns import column
from eig.languages.origins import digest
from eig.publishing import workflow
from eig.publishing.drafts import origins
from eig.publishing.drafts.desk import Desk
from eig.publishing.drafts.payloads import ORIGIN, as_data, origin_name, rows_of, with_rows, written
from eig.publishing.gate import rows_looked_at
from eig.publishing.models import Publishable


class NotValidError(Exception):
    """A text that the screen of its item would not take either; says why."""


def write(item, language, texts, by):
    """Write `{Text: its translation}` of an item; whether they wait in its working draft.

    NotValidError for what an item without drafts cannot hold.
    """
    model_admin = admin.site.get_model_admin(type(item))
    request = request_of(by, item, language)
    if isinstance(item, Publishable):
        return _write_edition(model_admin, request, item, texts, by)
    _write_columns(model_admin, request, item, texts, by)
    return False


def _write_edition(model_admin, request, item, texts, by):
    """Nothing is published: what is out, or has a draft already, gets it into the draft; anything else keeps it."""
    desk = Desk(model_admin, request, model_admin.get_object(request, str(item.pk)))
    payload = _with(desk, texts)
    if not (desk.is_out or desk.has_draft or model_admin._is_read_elsewhere(request, desk)):
        bound = desk.bind(payload)
        if bound.is_valid():
            workflow.note_saved(desk.item, desk.language, by, desk.revision)
            saved = desk.save(bound)
            if by is not None:
                model_admin._log_changes(request, saved, bound)
            return False
    workflow.keep_draft(desk.item, desk.language, payload, by, desk.revision)
    return True


def _with(desk, texts):
    """The desk's payload with those texts, each noted as made from the source it was made from."""
    payload = desk.payload()
    if desk.has_draft:
        payload = _completed(payload, desk.live(), desk.model)
    names = {place: name for place, name, _said, _origin in origins.texts(payload, desk.model, desk.language)}
    for text, said in texts.items():
        name = names[text.place]
        payload |= {name: [said], origin_name(name): [digest(text.source)]}
    return dict(sorted(payload.items()))


def _completed(payload, live, model):
    """The payload of a draft with what it does not speak of: texts, and rows that came to the item after it."""
    payload = _with_others(payload, {name: said for name, said in live.items() if "-" not in name.removesuffix(ORIGIN)})
    for accessor in rows_looked_at(model):
        rows, standing = _by_id(payload, accessor), _by_id(live, accessor)
        if completed := [_with_others(rows.get(key, {}), standing.get(key, {})) for key in rows | standing]:
            payload = with_rows(payload, accessor, completed, [])
    return payload


def _with_others(said, live):
    """What is said, with the texts of which nothing is said; none gets the origin of another one."""
    return {name: values for name, values in live.items() if name.removesuffix(ORIGIN) not in said} | said


def _by_id(payload, accessor):
    return {row["id"][0]: row for row in rows_of(payload, accessor) if row.get("id", [""])[0]}


def _write_columns(model_admin, request, item, texts, by):
    """Into the columns at once: such items have no drafts, and what is saved of them is on the site."""
    form_class = model_admin.get_form(request, item, change=True)
    item = model_admin.get_object(request, str(item.pk))
    payload = written(form_class(instance=item), ())
    sources = {}
    for text, said in texts.items():
        name = column(text.place.field, text.language)
        payload[name], sources[name] = [said], digest(text.source)
    request.POST = as_data(payload)
    request.POST["_sources"] = json.dumps(sources)
    form = form_class(request.POST, instance=item)
    if not form.is_valid():
        name, errors = next(iter(form.errors.items()))
        label = form.fields[name].label if name in form.fields else ""
        raise NotValidError(f"{capfirst(label)} – {errors[0]}" if label else errors[0])
    saved = model_admin.save_form(request, form, change=True)
    model_admin.save_model(request, saved, form, change=True)
    model_admin.save_related(request, form, [], change=True)
    if by is not None:
        model_admin.log_change(request, saved, model_admin.construct_change_message(request, form, []))
