"""Who may still see what they are told of: blocks that stand on this one say it of their items."""

_rules = []


def register(rule):
    """Ask `rule(user, item)` before anyone is told of an item, and again before a mail about it goes out."""
    _rules.append(rule)


def may_see(user, item):
    """Whether the account is in use and every rule lets it see the item."""
    return user.is_active and user.is_staff and all(rule(user, item) for rule in _rules)
