"""Who may do what to an item: one answer for buttons, direct requests and commands, and the words of a refusal."""

from django.contrib.auth import get_permission_codename
from django.core.exceptions import PermissionDenied
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy


class Right(TextChoices):
    """Rights on a kind of item beyond Django's own; given to roles (`eig.roles`)."""

    REVIEW = "review", gettext_lazy("review")
    PUBLISH = "publish", gettext_lazy("publish")


def has_right(user, right, model):
    """Whether the user has a right on items of the model: one of Django's four or a Right."""
    return user.has_perm(f"{model._meta.app_label}.{get_permission_codename(right, model._meta)}")


def may_write(user, item):
    """Who may change such items; and whoever began this one, as long as it was never out and nobody reviews it."""
    if has_right(user, "change", item):
        return True
    return _is_own(user, item) and all(edition.is_writable for edition in item.editions.all())


def may_read(user, item):
    """Who may look at such items in the back office; and whoever began this one."""
    return has_right(user, "view", item) or has_right(user, "change", item) or _is_own(user, item)


def may_submit(user, item):
    return may_write(user, item)


def may_review(user, item):
    """Approve a text or return it."""
    return has_right(user, Right.REVIEW, item)


def may_publish(user, item):
    """Publish, schedule and unpublish."""
    return has_right(user, Right.PUBLISH, item)


def may_delete(user, item):
    """Put into the bin: who may delete such items, and whoever began one that was never out."""
    if has_right(user, "delete", item):
        return True
    return _is_own(user, item) and all(edition.is_writable for edition in item.editions.all())


def _is_own(user, item):
    return item.created_by_id is not None and item.created_by_id == user.pk and has_right(user, "add", item)


REFUSALS = {
    may_read: gettext_lazy("You may not look at “%(item)s” here: ask the programme lead."),
    may_write: gettext_lazy(
        "You may not change “%(item)s”: you may write what you began, until it is submitted. Ask an editor."
    ),
    may_submit: gettext_lazy("You may not submit “%(item)s”: only who may change it may. Ask an editor."),
    may_review: gettext_lazy("You may not approve or return “%(item)s”: ask an editor."),
    may_publish: gettext_lazy("You may not publish or unpublish “%(item)s”: ask a publisher."),
    may_delete: gettext_lazy("You may not delete “%(item)s”: ask a publisher."),
}


def require(rule, user, item):
    """PermissionDenied that says what is missing and whom to ask; commands, which act for nobody, pass None."""
    if user is not None and not rule(user, item):
        raise PermissionDenied(str(REFUSALS[rule]) % {"item": item})
