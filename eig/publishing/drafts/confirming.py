"""Confirming a translation: a text that needs no other words, though its source has changed."""

from django.db import transaction

from eig.languages.origins import note
from eig.publishing import workflow
from eig.publishing.drafts import origins
from eig.publishing.models import Step
from eig.publishing.permissions import may_write, require


@transaction.atomic
def confirm(desk, bound, names, sources):
    """Hold the texts under those names to say what their sources say, `{name: digest}`; how many they are.

    What stands in the columns is noted at once; `bound` carries it for what is still in the working draft.
    """
    item, language, user = desk.item, desk.language, desk.request.user
    require(may_write, user, item, language)
    bound.payload = origins.confirmed(bound.payload, names, sources, desk.model, language)
    columns, made_from, count = origins.of_columns(item, language), {}, 0
    for place, name, text, _origin in origins.texts(bound.payload, desk.model, language):
        if name in names and name in sources and text:
            count += 1
            if columns.get(place, ("", None))[0] == text:
                made_from.setdefault(place.row, {})[place.field] = sources[name]
    for row, fields in made_from.items():
        owner = item if row is None else getattr(item, row[0]).filter(pk=row[1]).first()
        if owner is not None:
            note(owner, language, fields, item.source_language, user)
    if count:
        workflow.log(item, language, Step.Verb.CONFIRMED, user)
    return count
