"""Who translates what: a right on a kind of item, and the languages that were given to the account."""

from django.contrib.auth import get_permission_codename
from django.utils.translation import gettext_lazy as _

from eig.languages.columns import codes
from eig.languages.names import language_name

TRANSLATE = "translate"

FROM_THE_SOURCE = _(
    "You translate into %(languages)s. “%(item)s” was written in %(language)s: this text is no translation. "
    "Ask an editor."
)
ANOTHER_LANGUAGE = _(
    "You translate into %(languages)s: you may not change “%(item)s” in %(language)s. Ask an editor, or the "
    "programme lead for that language."
)
WHOLE = _("You translate into %(languages)s: you may not change what “%(item)s” has in every language. Ask an editor.")
NO_LANGUAGE = _(
    "You may not change “%(item)s” in %(language)s: no language to translate into was given to your account. "
    "Ask the programme lead."
)


def source_of(item):
    """The language the item was written in first."""
    return getattr(item, "source_language", codes()[0])


def languages_of(user):
    """The languages of the site that the user was given to translate into, in the site's order."""
    return [code for code in codes() if code in user.translates]


def translates_kind(user, model):
    """Whether the user has the right on items of the model, in whatever language."""
    return user.has_perm(f"{model._meta.app_label}.{get_permission_codename(TRANSLATE, model._meta)}")


def may_translate(user, item, language):
    """Whether the user translates the item into the language: never the one it was written in."""
    return translates_kind(user, item) and language in languages_of(user) and language != source_of(item)


def refusal(user, item, language=None):
    """Why someone who translates may not change the item's text in that language, or what it has in all of them."""
    languages = languages_of(user)
    if not languages:
        words = NO_LANGUAGE
    elif language is None:
        words = WHOLE
    elif language == source_of(item):
        words = FROM_THE_SOURCE
    else:
        words = ANOTHER_LANGUAGE
    named = ", ".join(str(language_name(code)) for code in languages)
    return str(words) % {"item": item, "languages": named, "language": language_name(language or source_of(item))}
