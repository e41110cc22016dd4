"""Whoever forgot their password asks for a link by mail, and sets another; who has an account is not told."""

from math import ceil

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.forms import PasswordResetForm, SetPasswordForm
from django.contrib.auth.views import PasswordResetConfirmView, PasswordResetView
from django.core.exceptions import ValidationError
from django.urls import path, reverse_lazy
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView

from eig.accounts.brake import Guess, slowed
from eig.notifications.models import PasswordLetter
from eig.notifications.outbox import send_soon

MOST_AN_ADDRESS = 3  # letters in a quarter of an hour


class ForgottenForm(PasswordResetForm):
    """Asks for a letter to an address: so many for one, and from one network, in a quarter of an hour."""

    email = forms.EmailField(
        label=_("Your e-mail address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    seconds_to_wait = 0

    def __init__(self, request, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.request = request

    def clean_email(self):
        address = self.cleaned_data["email"]
        guess = Guess(self.request, f"forgotten {address}", MOST_AN_ADDRESS)
        if not guess.is_allowed():
            self.seconds_to_wait = ceil(guess.time_left.total_seconds())
            raise ValidationError(_too_often(ceil(self.seconds_to_wait / 60)), code="too_many")
        return address

    def save(self, **kwargs):
        """A letter to each account with that address that may enter the back office."""
        for user in self.get_users(self.cleaned_data["email"]):
            if user.is_staff:
                PasswordLetter.objects.create(recipient=user)
                send_soon()


def _too_often(minutes):
    words = ngettext(
        "This was asked for too often. Try again in %(count)d minute.",
        "This was asked for too often. Try again in %(count)d minutes.",
        minutes,
    )
    return words % {"count": minutes}


class InOffice:
    """A page of the back office for someone who is not logged in."""

    def get_context_data(self, **kwargs):
        return {**admin.site.each_context(self.request), **super().get_context_data(**kwargs), "title": self.title}


class Forgotten(InOffice, PasswordResetView):
    form_class = ForgottenForm
    template_name = "admin/accounts/forgotten.html"
    success_url = reverse_lazy("forgotten_asked")
    title = _("Forgotten password")

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "request": self.request}

    def form_invalid(self, form):
        return slowed(super().form_invalid(form), form)


class Asked(InOffice, TemplateView):
    template_name = "admin/accounts/forgotten_asked.html"
    title = _("Look into your mail")


class NewPasswordForm(SetPasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)


class NewPassword(InOffice, PasswordResetConfirmView):
    """Where the link of the letter leads: sets the password, notes it, and leads to the login."""

    form_class = NewPasswordForm
    template_name = "admin/accounts/new_password.html"
    success_url = reverse_lazy("admin:login")
    title = _("Choose a new password")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context if self.validlink else {**context, "title": _("This link is no longer valid")}

    def form_valid(self, form):
        response = super().form_valid(form)
        LogEntry.objects.log_actions(self.user.pk, [self.user], CHANGE, [{"changed": {"fields": ["password"]}}])
        # Who could not log in is let in: what was guessed wrong before is over.
        Guess(self.request, self.user.get_username()).was_right()
        messages.success(self.request, gettext("Your new password is set: log in with it."))
        return response


urls = [
    path(
        "", never_cache(Forgotten.as_view()), name="admin_password_reset"
    ),  # the name by which Django's login page links to it
    path("asked/", never_cache(Asked.as_view()), name="forgotten_asked"),
    path("<uidb64>/<token>/", NewPassword.as_view(), name="new_password"),
]
