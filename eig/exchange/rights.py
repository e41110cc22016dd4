"""Who may send texts out and take them back, and in whose name it is done."""

from django.contrib import admin
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from eig.accounts.models import User
from eig.languages.forms import Screen
from eig.languages.translators import languages_of, refusal, source_of, translates_kind
from eig.publishing.models import Publishable
from eig.publishing.permissions import RefusedError, has_right, may_write, require


def may_change_some(user, model, language):
    """Whether there may be such items whose texts in the language the user changes; commands act for nobody."""
    if user is None or has_right(user, "change", model):
        return True
    return translates_kind(user, model) and language in languages_of(user)


def why_not(user, item, language):
    """Why the user may not change the item's texts in the language, in words; "" where they may."""
    if isinstance(item, Publishable):
        try:
            require(may_write, user, item, language)
        except RefusedError as refused:
            return str(refused)
        return ""
    model_admin = admin.site.get_model_admin(type(item))
    if user is None or model_admin.has_change_permission(request_of(user, item, language), item):
        return ""
    if translates_kind(user, item):
        return refusal(user, item, language)
    return _("You may not change it: ask an editor.")


def request_of(user, item, language):
    """The request of someone at the item's screen in the language; of nobody's, who may do anything there."""
    request = HttpRequest()
    request.method, request.POST = "POST", QueryDict(mutable=True)
    request.user = user or User(is_active=True, is_superuser=True)
    request.screen = Screen(language, source_of(item))
    return request
