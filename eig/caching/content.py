"""Which tables hold content: all of them, except what says here that visitors never read it.

What is forgotten here only makes pages be rendered again more often than they need; never does it leave one stale.
"""

from django.apps import apps

_apart = {}


def not_content(model, *columns):
    """Changes of the model, or of these columns of it alone, change nothing that visitors read."""
    _apart[model] = frozenset(columns)


def content_tables():
    """`{table: columns that are no content}` of every model whose rows may be read by visitors."""
    return {
        model._meta.db_table: tuple(sorted(_apart.get(model, ())))
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and not _is_apart(model)
    }


def _is_apart(model):
    owner = model._meta.auto_created or model
    return owner in _apart and not _apart[owner]
