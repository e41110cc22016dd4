"""Stable keys and the rows that carry them, looked up in memory."""


class Keys:
    """The key of each row and the row of each key, one query a model; an adopted row answers to two keys."""

    def __init__(self):
        self._pks, self._keys = {}, {}

    def pk(self, model, key):
        """The row of a key, or None: it was never made, or staff deleted it."""
        return self._of(model)[0].get(key)

    def key(self, model, pk):
        return self._of(model)[1].get(pk)

    def add(self, model, key, pk):
        pks, keys = self._of(model)
        pks[key] = pk
        keys[pk] = key

    def _of(self, model):
        if model not in self._pks:
            pairs = list(model._base_manager.values_list("key", "pk"))
            self._pks[model] = dict(pairs)
            self._keys[model] = {pk: key for key, pk in pairs}
        return self._pks[model], self._keys[model]
