"""What the site draws of itself, at addresses that say what is drawn: made when first asked for, kept, never changed.

An address holds the words of the picture and a signature: only what a page offered is drawn, without a look at the
database, and a title that changes has another address.
"""

import hashlib
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.http import FileResponse, Http404
from django.urls import reverse
from django.views.decorators.http import require_safe

from eig.images.pixels.renditions import write
from eig.seo.drawings import card, icon

# A drawing that looks otherwise is another one: count on, and every address changes.
EDITION = 2
SIGNER = Signer(salt=f"eig.seo.drawn.{EDITION}")
KINDS = {"card": card, "icon": icon}
ONE_YEAR = 365 * 24 * 3600
# What nobody has asked for since is drawn again when someone does.
KEPT_SECONDS = 90 * 24 * 3600


def address(kind, *words):
    """The path of a drawing: a "card" or an "icon", then the words that its function of `drawings` takes."""
    return reverse("drawn", args=[SIGNER.sign_object([kind, *words], compress=True)])


@require_safe
def drawn(request, recipe):
    """The drawing of that address; 404 for one that no page ever offered."""
    try:
        kind, *words = SIGNER.unsign_object(recipe)
    except (BadSignature, ValueError) as error:
        raise Http404 from error
    path = root() / f"{hashlib.sha256(recipe.encode()).hexdigest()[:32]}.png"
    if not path.is_file():
        write(path, KINDS[kind](*words))
    headers = {"Cache-Control": f"public, max-age={ONE_YEAR}, immutable"}
    return FileResponse(path.open("rb"), content_type="image/png", headers=headers)


def root():
    """Where drawings are kept."""
    return Path(settings.MEDIA_ROOT) / "drawn"


def forget_old(now):
    """Remove the drawings made long ago, and what is left of some that were being written; returns how many."""
    gone = 0
    for path in root().glob("*"):
        with suppress(FileNotFoundError):
            if now.timestamp() - path.stat().st_mtime > KEPT_SECONDS:
                path.unlink()
                gone += 1
    return gone
