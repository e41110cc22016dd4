"""Small relations as one JSON column of the main query, for pages that show many of them."""

import json
from datetime import UTC, datetime

from django.db import models
from django.db.models import F, Subquery
from django.db.models.functions import JSONObject


class InstancesField(models.Field):
    """The output of `Rows`: a list of instances, with the annotations of their queryset."""

    def __init__(self, model, columns, annotations):
        super().__init__()
        self.rows_of = model
        self.columns = columns
        self.annotations = annotations

    def from_db_value(self, value, expression, connection):
        return [self._instance(row, connection.alias) for row in json.loads(value or "[]")]

    def _instance(self, row, database):
        values = [_value(field, row[field.attname]) for field in self.columns]
        instance = self.rows_of.from_db(database, [field.attname for field in self.columns], values)
        for name in self.annotations:
            setattr(instance, name, row[name])
        return instance


def _value(field, said):
    """The field's value: SQLite writes instants in JSON as UTC without saying so, and JSON as text."""
    if isinstance(field, models.JSONField):
        return json.loads(said) if isinstance(said, str) else said
    value = field.to_python(said)
    return value.replace(tzinfo=UTC) if isinstance(value, datetime) and value.tzinfo is None else value


class Rows(Subquery):
    """The rows of a queryset as a list of instances, in its order: `.annotate(its_skills=Rows(skills))`.

    For relations of a few rows: each then costs no query of its own. Columns named in `leave_out` are deferred.
    """

    template = "(SELECT json_group_array(json(one_row)) FROM (%(subquery)s) AS all_rows)"

    def __init__(self, queryset, leave_out=()):
        columns = [field for field in queryset.model._meta.concrete_fields if field.attname not in leave_out]
        annotations = list(queryset.query.annotations)
        row = JSONObject(**{name: F(name) for name in (*(field.attname for field in columns), *annotations)})
        only_row = queryset.annotate(one_row=row).raw_values("one_row")
        super().__init__(only_row, output_field=InstancesField(queryset.model, columns, annotations))

    def as_postgresql(self, compiler, connection, **extra):
        template = "(SELECT jsonb_agg(one_row) FROM (%(subquery)s) AS all_rows)"
        return super().as_sql(compiler, connection, template=template, **extra)
