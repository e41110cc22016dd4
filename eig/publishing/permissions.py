"""Who may do what to an item: one answer for buttons, direct requests and commands, and the words of a refusal."""

from django.contrib.auth import get_permission_codename
from django.core.exceptions import PermissionDenied
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy

from eig.accounts.roles import Role
from eig.languages.translators import TRANSLATE, languages_of, may_translate, refusal, translates_kind
from eig.publishing.models import Step


class Right(TextChoices):
    """Rights on a kind of item beyond Django's own; given to roles (`eig.roles`)."""

    REVIEW = "review", gettext_lazy("review")
    PUBLISH = "publish", gettext_lazy("publish")
    TRANSLATE = TRANSLATE, gettext_lazy("translate")


def has_right(user, right, model):
    """Whether the user has a right on items of the model: one of Django's four or a Right."""
    return user.has_perm(f"{model._meta.app_label}.{get_permission_codename(right, model._meta)}")


def may_read(user, item):
    """Who may look at such items in the back office; and whoever began this one."""
    return has_right(user, "view", item) or has_right(user, "change", item) or _is_own(user, item)


def may_change(user, item):
    """Change the item whole: who may change such items; and whoever began this one, until it was out or submitted."""
    if item.binned_at is not None:
        return False
    if has_right(user, "change", item):
        return True
    return _is_own(user, item) and all(edition.is_writable for edition in item.editions.all())


def may_write(user, item, language):
    """Write the texts of one language: who may change the item, and who translates it into that language."""
    return may_change(user, item) or (item.binned_at is None and may_translate(user, item, language))


def may_submit(user, item, language):
    return may_write(user, item, language)


def may_take_back(user, item, language):
    """Take a text back that waits for a review: whose item it is, until it was out, and who submitted the text."""
    edition = item.edition(language)
    if item.binned_at is not None or edition is None or edition.review != edition.Review.ASKED:
        return False
    if _is_own(user, item) and all(edition.published_at is None for edition in item.editions.all()):
        return True
    submitted = item.steps.filter(language=language, verb=Step.Verb.SUBMITTED).first()
    return submitted is not None and submitted.by_id == user.pk and may_write(user, item, language)


def may_preview(user, item):
    """See the page as it would be with what one may read of the item, or write."""
    return item.binned_at is None and may_read(user, item)


def may_review(user, item):
    """Approve a text or return it."""
    return item.binned_at is None and has_right(user, Right.REVIEW, item)


def may_publish(user, item):
    """Publish, schedule and unpublish."""
    return item.binned_at is None and has_right(user, Right.PUBLISH, item)


def may_share(user, item, language):
    """Give people without an account leave to read a text before it is out: whoever writes it or answers for it."""
    return may_write(user, item, language) or may_publish(user, item)


def may_delete(user, item):
    """Put into the bin: who may delete such items, and whoever began one that was never out."""
    if has_right(user, "delete", item):
        return True
    return _is_own(user, item) and all(edition.is_writable for edition in item.editions.all())


def may_take_out(user, item):
    """Take out of the bin: who may delete such items, and whoever put there what was theirs."""
    return has_right(user, "delete", item) or (_is_own(user, item) and item.binned_by_id == user.pk)


def may_erase(user, item):
    """Delete for good what lies in the bin."""
    return item.binned_at is not None and has_right(user, "delete", item)


def _is_own(user, item):
    return item.created_by_id is not None and item.created_by_id == user.pk and has_right(user, "add", item)


REFUSALS = {
    may_change: gettext_lazy(
        "You may not change “%(item)s”: you may write what you began, until it is submitted. Ask an editor."
    ),
    may_write: gettext_lazy(
        "You may not change “%(item)s”: you may write what you began, until it is submitted. Ask an editor."
    ),
    may_take_back: gettext_lazy(
        "You may not take “%(item)s” back: only who began it or submitted it may, while it is in review. Ask an editor."
    ),
    may_submit: gettext_lazy("You may not submit “%(item)s”: only who may change it may. Ask an editor."),
    may_review: gettext_lazy("You may not approve or return “%(item)s”: ask an editor."),
    may_publish: gettext_lazy("You may not publish or unpublish “%(item)s”: ask a publisher."),
    may_share: gettext_lazy(
        "You may not make or close preview links of “%(item)s”: only who may change or publish it may. Ask an editor."
    ),
    may_delete: gettext_lazy("You may not delete “%(item)s”: ask a publisher."),
    may_take_out: gettext_lazy("You may not take “%(item)s” out of the bin: ask a publisher."),
    may_erase: gettext_lazy("You may not delete “%(item)s” for good: ask a publisher."),
}
UNSEEN = gettext_lazy("You may not look at this here: ask the programme lead.")
IN_THE_BIN = gettext_lazy("“%(item)s” is in the bin: take it out first.")
# What is refused to everyone, commands too, while an item lies in the bin.
CLOSED_IN_BIN = {
    may_change,
    may_write,
    may_submit,
    may_take_back,
    may_preview,
    may_review,
    may_publish,
    may_share,
}
# What someone who translates may do in their own languages: a refusal says which ones these are.
TRANSLATORS_TOO = {may_change, may_write, may_submit, may_share}
# The role to ask for, by rule.
ASKED = {
    may_read: Role.LEAD,
    may_change: Role.EDITOR,
    may_write: Role.EDITOR,
    may_submit: Role.EDITOR,
    may_take_back: Role.EDITOR,
    may_review: Role.EDITOR,
    may_share: Role.EDITOR,
}


class RefusedError(PermissionDenied):
    """A refusal in words; `role` is the one that may do it, whose people the page of refusals names."""

    def __init__(self, words, role):
        super().__init__(words)
        self.role = role


def require(rule, user, item, *language):
    """RefusedError that says what is missing and whom to ask; commands, which act for nobody, pass None.

    The rules that speak of a text, and not of the item whole, take its language.
    """
    is_closed = rule in CLOSED_IN_BIN and item.binned_at is not None
    if not is_closed and (user is None or rule(user, item, *language)):
        return
    if user is not None and not may_read(user, item):
        raise RefusedError(str(UNSEEN), ASKED[may_read])  # not even what it is called
    role = ASKED.get(rule, Role.PUBLISHER)
    if is_closed:
        raise RefusedError(str(IN_THE_BIN) % {"item": item}, role)
    if rule in TRANSLATORS_TOO and translates_kind(user, item):
        raise RefusedError(refusal(user, item, *language), role if languages_of(user) else Role.LEAD)
    raise RefusedError(str(REFUSALS[rule]) % {"item": item}, role)
