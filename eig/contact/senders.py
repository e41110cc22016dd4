"""Where a message comes from: its network address, known for the time of a request and kept as a print of an hour."""

from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.utils import timezone
from django.utils.crypto import salted_hmac

from eig.contact.models import Sender

MOST_AN_HOUR = 10  # a ministry may share one address
UNKNOWN = "unknown"
SHARED_BITS = 64  # of an IPv6 address: what one line is given


def may_write(request, now=None):
    """Whether a message more may come from the request's address within the hour; counts it if so."""
    window = (now or timezone.now()).replace(minute=0, second=0, microsecond=0)
    # The hour is part of what is hashed: prints of two hours cannot be told to be of one address.
    text = f"{window.isoformat()} {address_of(request)}"
    digest = salted_hmac("eig.contact.senders", text, algorithm="sha256").hexdigest()
    return Sender.objects.count_in(digest, window, MOST_AN_HOUR)


def address_of(request):
    """The address of the sender, or the network it belongs to; proxies of ours, as many as set, are seen through."""
    passed_on = request.headers.get("X-Forwarded-For", "").split(",")
    chain = [part.strip() for part in passed_on if part.strip()] + [request.META.get("REMOTE_ADDR", "")]
    # From the end: each of our proxies added one; what stands before was written by anyone.
    try:
        address = ip_address(chain[max(0, len(chain) - 1 - settings.TRUSTED_PROXIES)])
    except ValueError:
        return UNKNOWN
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ip_network((address.packed, SHARED_BITS), strict=False))
    return str(address)
