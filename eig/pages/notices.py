"""What a page may tell under its title of something that changes by itself: each section registers what it has."""

_notices = {}


def register(name, label, template, context):
    """Offer a notice to editors: `label` says what it tells; `context()` gives its template what it shows, or None."""
    _notices[name] = (label, template, context)


def choices():
    """The notices known, as choices of a field."""
    return [(name, label) for name, (label, _template, _context) in _notices.items()]


def of(name):
    """What a page's template needs to show that notice; nothing when its section is gone or has nothing to tell."""
    _label, template, context = _notices.get(name, ("", "", dict))
    found = context()
    return {"notice": template, **found} if found else {}
