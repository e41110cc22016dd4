"""Where a message comes from: its network address, known for the time of a request and kept as a print of an hour."""

from django.utils import timezone

from eig.accounts.counting import address_of, print_of
from eig.contact.models import Sender

MOST_AN_HOUR = 10  # a ministry may share one address


def may_write(request, now=None):
    """Whether a message more may come from the request's address within the hour; counts it if so."""
    window = (now or timezone.now()).replace(minute=0, second=0, microsecond=0)
    digest = print_of("eig.contact.senders", window, address_of(request))
    return Sender.objects.count_in(digest, window, MOST_AN_HOUR)
