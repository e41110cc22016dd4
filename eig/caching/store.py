"""Where pages are kept: whatever becomes of the cache, visitors get their page."""

import logging
import time
from dataclasses import dataclass

from django.core.cache import caches

logger = logging.getLogger(__name__)

ALIAS = "pages"
# A cache that failed is left alone for that time: nobody waits for it at each page.
LEFT_ALONE = 5


@dataclass
class Kept:
    """A page as it was rendered: which content it shows, until when it is true, what is sent."""

    version: str
    until: float
    asked: str
    etag: str
    headers: tuple
    body: bytes


class Store:
    """The cache of pages; a failing one keeps nothing and gives nothing."""

    def __init__(self):
        self._failed_at = None

    def get(self, key):
        return self._try(lambda: caches[ALIAS].get(key))

    def set(self, key, value, seconds):
        self._try(lambda: caches[ALIAS].set(key, value, max(1, int(seconds))))

    def _try(self, act):
        if self._failed_at is not None and time.monotonic() - self._failed_at < LEFT_ALONE:
            return None
        try:
            found = act()
        except Exception:  # whatever a broken cache raises, a page comes of it
            self._failed_at = time.monotonic()
            logger.exception("The cache of pages fails: pages are rendered for each visitor.")
            return None
        self._failed_at = None
        return found


store = Store()
