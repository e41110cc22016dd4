"""Answers for scripts of the back office, and logging in again without leaving the page on which one writes."""

from functools import wraps

from django.conf import settings
from django.contrib.auth import login
from django.core.exceptions import PermissionDenied, RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import Http404, JsonResponse, QueryDict
from django.http.multipartparser import MultiPartParserError
from django.middleware.csrf import CsrfViewMiddleware, get_token
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.debug import sensitive_post_parameters

from eig.accounts.brake import LoginForm, slowed

# What the page that asks for the login again sends with the form it carries.
USER_NAME, PASSWORD = "_again_username", "_again_password"
TOO_LONG = gettext_lazy("This text is too long to be saved: shorten it, or ask for help.")


def in_json(view, site=None):
    """The view for a script: what a page would be redirected or refused for comes as `{"status", "words", …}`.

    With a site, only for those who may enter it; others read “login”. The token that goes with an answer is what any
    page of ours would carry; no other site can read either.
    """
    protected = csrf_protect(view)

    @csrf_exempt  # it is protected, one line above: here a refusal can be put into words
    @never_cache
    @wraps(view)
    def answer(request, *args, **kwargs):
        try:
            if site is not None and not site.has_permission(request):
                return say(request, "login", 401)
            if site is None and weighs_more(request, settings.DATA_UPLOAD_MAX_MEMORY_SIZE):
                return say(request, "refused", 413, TOO_LONG)
            response = protected(request, *args, **kwargs)
        except PermissionDenied as refused:
            return say(request, "refused", 403, str(refused))
        except Http404:
            return say(request, "refused", 404, _("This item is no longer there."))
        except (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent):
            return say(request, "refused", 413, TOO_LONG)
        except MultiPartParserError:
            return say(request, "refused", 400, _("The text did not arrive whole."))
        if response.status_code == 403 and not isinstance(response, JsonResponse):
            return say(request, "token", 403)  # the page is older than the last login in this browser
        return response

    return answer


def say(request, status, code=200, words="", **more):
    """An answer with the token for the next request."""
    return JsonResponse({"status": status, "words": words, "token": get_token(request), **more}, status=code)


def weighs_more(request, most):
    """Whether a request says that it weighs more than so many bytes: nothing of it is read."""
    length = request.META.get("CONTENT_LENGTH") or ""
    return length.isdecimal() and int(length) > most


def _carries_a_form(request):
    """Whether a browser sent a form to see its answer: scripts know their own way, logging out needs no login."""
    navigates = request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate"
    return request.method == "POST" and navigates and request.path != reverse("admin:logout")


def _comes_from_here(request):
    """Whether the browser says that a page of ours sent the request: no other site can have it say so."""
    if site := request.headers.get("Sec-Fetch-Site"):
        return site == "same-origin"
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"


class LogInAgain:
    """An admin site in which an expired login is renewed by a script: the same form, the same rules, no redirect."""

    login_form = LoginForm

    def get_urls(self):
        return [path("log-in-again/", in_json(self.log_in_again), name="log_in_again"), *super().get_urls()]

    def admin_view(self, view, cacheable=False):
        """A form that is sent after its login expired is not thrown away: it goes on, once one is logged in again."""
        inner = super().admin_view(view, cacheable)
        token = CsrfViewMiddleware(inner)
        is_unread = getattr(view, "csrf_exempt", False)

        @sensitive_post_parameters(PASSWORD)
        @wraps(inner)
        def answer(request, *args, **kwargs):
            if self.has_permission(request) or not _carries_a_form(request):
                return inner(request, *args, **kwargs)
            # A view that is exempt looks at the weight first, and at the token later or never: so do we, for strangers.
            if is_unread and weighs_more(request, settings.DATA_UPLOAD_MAX_MEMORY_SIZE):
                return self._ask_again(request, QueryDict(), has_files=True, status=413)
            refusal = token.process_view(request, None, args, kwargs)
            if refusal is not None and not _comes_from_here(request):
                return refusal
            form = None
            # A token that is stale loses no word of ours, and lets nobody in.
            if refusal is None and PASSWORD in request.POST:
                words = {"username": request.POST.get(USER_NAME, ""), "password": request.POST[PASSWORD]}
                form = self.login_form(request, data=words)
                if form.is_valid():
                    login(request, form.get_user())
                    return inner(request, *args, **kwargs)
            return slowed(self._ask_again(request, request.POST, form, has_files=bool(request.FILES)), form)

        return answer

    def _ask_again(self, request, posted, form=None, *, has_files, status=403):
        """The page that carries what was posted until one is logged in."""
        left_out = {USER_NAME, PASSWORD, "csrfmiddlewaretoken"}
        context = {
            **self.each_context(request),
            "title": _("Log in again: your text is still here"),
            "form": form,
            "user_name": posted.get(USER_NAME, ""),
            "names": (USER_NAME, PASSWORD),
            "carried": [(name, value) for name, values in posted.lists() if name not in left_out for value in values],
            "has_files": has_files,
        }
        return TemplateResponse(request, "admin/log_in_again.html", context, status=status)

    def login(self, request, extra_context=None):
        response = super().login(request, extra_context)
        return slowed(response, (getattr(response, "context_data", None) or {}).get("form"))

    @method_decorator(sensitive_post_parameters())
    def log_in_again(self, request):
        """Who is logged in; a POST with user name and password logs in first."""
        if request.method == "POST":
            form = self.login_form(request, data=request.POST)
            if not form.is_valid():
                words = " ".join(error for errors in form.errors.values() for error in errors)
                return slowed(say(request, "refused", 200, words), form)
            login(request, form.get_user())
        if not self.has_permission(request):
            return say(request, "login")
        return say(request, "in", user=request.user.pk, name=str(request.user))
