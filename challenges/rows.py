"""Small relations as one JSON column of the main query, for pages that show many of them."""

import json

from django.db import models
from django.db.models import F, Subquery
from django.db.models.functions import JSONObject


class InstancesField(models.Field):
    """The output of `Rows`: a list of unsaved-looking instances, annotations of the queryset included."""

    def __init__(self, model, names):
        super().__init__()
        self.rows_of = model
        self.names = names

    def from_db_value(self, value, expression, connection):
        return [self._instance(row, connection.alias) for row in json.loads(value or "[]")]

    def _instance(self, row, database):
        columns = [field.attname for field in self.rows_of._meta.concrete_fields]
        instance = self.rows_of.from_db(database, columns, [row[name] for name in columns])
        for name in self.names:
            setattr(instance, name, row[name])
        return instance


class Rows(Subquery):
    """The rows of a queryset as a list of instances, in its order: `.annotate(its_skills=Rows(skills))`.

    For relations of a few short rows without dates: each then costs no query of its own.
    """

    template = "(SELECT json_group_array(json(one_row)) FROM (%(subquery)s) AS all_rows)"

    def __init__(self, queryset):
        names = list(queryset.query.annotations)
        columns = [field.attname for field in queryset.model._meta.concrete_fields]
        row = JSONObject(**{name: F(name) for name in (*columns, *names)})
        only_row = queryset.annotate(one_row=row).raw_values("one_row")
        super().__init__(only_row, output_field=InstancesField(queryset.model, names))

    def as_postgresql(self, compiler, connection, **extra):
        template = "(SELECT jsonb_agg(one_row) FROM (%(subquery)s) AS all_rows)"
        return super().as_sql(compiler, connection, template=template, **extra)
