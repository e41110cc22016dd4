"""How often something comes from one place within a time: prints that tell nothing later, for all processes."""

from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.db import models
from django.db.models import F
from django.utils.crypto import salted_hmac

UNKNOWN = "unknown"
SHARED_BITS = 64  # of an IPv6 address: what one line is given


class CountQuerySet(models.QuerySet):
    def count_in(self, digest, window, most):
        """Whether one more may come from there within the window; counts it if so."""
        self.filter(window__lt=window).delete()
        self.bulk_create([self.model(digest=digest, window=window)], ignore_conflicts=True)
        # One conditional UPDATE: exact, whatever the number of processes.
        return bool(self.filter(digest=digest, count__lt=most).update(count=F("count") + 1))

    def take_back(self, digest):
        """Have one that was counted not count."""
        self.filter(digest=digest, count__gt=0).update(count=F("count") - 1)


class Count(models.Model):
    """How many came from one place within a window; each table has windows of one length."""

    digest = models.CharField(max_length=64, unique=True)
    window = models.DateTimeField(db_index=True)
    count = models.PositiveSmallIntegerField(default=0)

    objects = CountQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self):
        return self.digest[:8]


def print_of(salt, window, words):
    """What is kept instead of the words; those of two windows cannot be told to be of one place."""
    return salted_hmac(salt, f"{window.isoformat()} {words}", algorithm="sha256").hexdigest()


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
