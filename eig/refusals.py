"""The pages of a refusal – what is missing, whom to ask for it by name, the way back – and of what is not there."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseForbidden, HttpResponseNotFound
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.views.defaults import permission_denied

from eig.accounts.roles import Role, people_with
from eig.publishing.permissions import RefusedError
from eig.roles import CHANGE, lowest_role

# What one comes to do at an address of the admin, by the end of its name; other screens change something.
WANTED = {"add": "add", "changelist": "view", "history": "view", "delete": "delete", "erase": "delete"}
MISSING = {
    "add": _("Your account may not add anything under “%(names)s”."),
    "view": _("Your account may not look at what is under “%(names)s”."),
    "change": _("Your account may not change this under “%(names)s”."),
    "delete": _("Your account may not delete anything under “%(names)s”."),
}


def refused(request, exception):
    """Whoever works in the back office is answered inside it; any other visitor by a page of the site."""
    match = request.resolver_match
    if match is None or "admin" not in match.namespaces or not admin.site.has_permission(request):
        return permission_denied(request, exception)
    model = _model(match)
    words, role = _missing(exception, match, model)
    context = {
        **admin.site.each_context(request),
        "words": words,
        "role": role.label,
        "people": [person for person in people_with(role) if person != request.user],
        "back": _way_back(request, model),
    }
    return HttpResponseForbidden(render_to_string("admin/403.html", context, request))


def missing(request):
    """What is said, inside the back office, of an address under which nothing is, or nothing any more."""
    context = {**admin.site.each_context(request), "back": _way_back(request, _kind_under(request.path))}
    return HttpResponseNotFound(render_to_string("admin/404.html", context, request))


def _kind_under(path):
    """The model under whose list an address lies, None for an address of no model."""
    for model in admin.site._registry:
        if path.startswith(reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")):
            return model
    return None


def _missing(exception, match, model):
    """What the person may not do, in words, and the role that may."""
    if isinstance(exception, RefusedError):
        return str(exception), exception.role
    right = WANTED.get(match.url_name.rpartition("_")[2], CHANGE)
    said = str(exception) if isinstance(exception, PermissionDenied) else ""
    if model is None:
        return said or _("Your account does not have the right to do this."), Role.LEAD
    words = said or MISSING[right] % {"names": capfirst(model._meta.verbose_name_plural)}
    return words, lowest_role(model._meta.label, right) or Role.LEAD


def _model(match):
    """The model whose screen was asked for, None for a screen of no model."""
    for model in admin.site._registry:
        if match.url_name.startswith(f"{model._meta.app_label}_{model._meta.model_name}_"):
            return model._meta.concrete_model
    return None


def _way_back(request, model):
    """`(words, address)` of the list, where this person may see it."""
    if model is None or not admin.site.is_registered(model):
        return None
    if not admin.site.get_model_admin(model).has_view_or_change_permission(request):
        return None
    try:
        address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    except NoReverseMatch:
        return None
    return capfirst(model._meta.verbose_name_plural), address
