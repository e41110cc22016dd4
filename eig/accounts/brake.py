"""The brake on guessing passwords: so many are looked at in a quarter of an hour, by name and by network (ADR 52)."""

from datetime import timedelta
from math import ceil

from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_variables

from eig.accounts.counting import address_of, print_of
from eig.accounts.models import Attempt

MINUTES = 15
MOST_A_NAME = 10
MOST_A_NETWORK = 50  # a ministry may share one address


class Guess:
    """A password that is about to be looked at, or a letter that is asked for: `most` for a name.

    It counts before it is looked at: many at once are no more than one by one.
    """

    def __init__(self, request, name, most=MOST_A_NAME):
        self.most = most
        now = timezone.now()
        self.window = now.replace(minute=now.minute - now.minute % MINUTES, second=0, microsecond=0)
        self.time_left = self.window + timedelta(minutes=MINUTES) - now
        self.network = self._print(f"network {address_of(request)}")
        self.name = self._print(f"name {name.casefold()}")

    def is_allowed(self):
        """Whether this one may be looked at; counts it if so."""
        if not Attempt.objects.count_in(self.network, self.window, MOST_A_NETWORK):
            return False
        if Attempt.objects.count_in(self.name, self.window, self.most):
            return True
        # Nothing was looked at: colleagues of someone who insists are not held up.
        Attempt.objects.take_back(self.network)
        return False

    def was_right(self):
        """Forget what was wrong for that name before, and that this one was counted."""
        Attempt.objects.filter(digest=self.name).delete()
        Attempt.objects.take_back(self.network)

    def _print(self, words):
        return print_of("eig.accounts.brake", self.window, words)


class LoginForm(AdminAuthenticationForm):
    """The form of every login; whether a name is that of an account changes nothing in what it says, or when."""

    seconds_to_wait = 0

    @sensitive_variables()
    def clean(self):
        name, password = self.cleaned_data.get("username"), self.cleaned_data.get("password")
        if name is None or not password:
            return super().clean()
        guess = Guess(self.request, name)
        if not guess.is_allowed():
            self.seconds_to_wait = ceil(guess.time_left.total_seconds())
            raise ValidationError(_too_many(ceil(self.seconds_to_wait / 60)), code="too_many")
        cleaned = super().clean()
        guess.was_right()
        return cleaned


def purge(now):
    """Forget the attempts of windows that are over, and return how many rows they were."""
    return Attempt.objects.filter(window__lte=now - timedelta(minutes=MINUTES)).delete()[0]


def _too_many(minutes):
    words = ngettext(
        "Too many wrong passwords were given for this user name or from your network. "
        "Try again in %(count)d minute: until then, the right one is refused too.",
        "Too many wrong passwords were given for this user name or from your network. "
        "Try again in %(count)d minutes: until then, the right one is refused too.",
        minutes,
    )
    return words % {"count": minutes}


def slowed(response, form):
    """The response to a form, which tells machines too how long the brake is on."""
    if form is not None and form.seconds_to_wait:
        response.status_code = 429
        response.headers["Retry-After"] = str(form.seconds_to_wait)
    return response
