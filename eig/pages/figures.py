"""Named definitions of what is counted; sections register theirs when they are loaded."""

_counters = {}


def register(name, label, counter):
    """Offer a number to editors: `counter()` returns today's, `label` says what it counts."""
    _counters[name] = (label, counter)


def definitions():
    """Choices of the definitions known, by name."""
    return [(name, label) for name, (label, _counter) in sorted(_counters.items())]


def count(name):
    """Today's number for a definition; 0 when its section is gone."""
    _label, counter = _counters.get(name, ("", lambda: 0))
    return counter()
