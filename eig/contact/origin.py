"""Whether a form was sent from a page of ours, without a cookie to tell (ADR 46)."""

from datetime import timedelta

from django.core.signing import BadSignature, Signer
from django.utils import timezone

SIGNER = Signer(salt="eig.contact.form")
# Nobody reads the form, writes and sends within that time.
QUICKEST = timedelta(seconds=3)
LONGEST = timedelta(days=7)


def comes_from_here(request):
    """Whether the browser says that a page of this site sent the request; one that says nothing is believed."""
    if site := request.headers.get("Sec-Fetch-Site"):
        return site in {"same-origin", "none"}
    if origin := request.headers.get("Origin"):
        return origin == f"{request.scheme}://{request.get_host()}"
    return True


def new_stamp(at=None):
    """What the form carries: when its page was made, signed."""
    return SIGNER.sign(str(int((at or timezone.now()).timestamp())))


def age_of(stamp, now=None):
    """How long ago the page of the form was made, None when the stamp is none of ours."""
    try:
        seconds = int(SIGNER.unsign(stamp))
    except (BadSignature, ValueError):
        return None
    return timedelta(seconds=(now or timezone.now()).timestamp() - seconds)
