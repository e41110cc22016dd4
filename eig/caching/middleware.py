"""Public pages, kept for as long as neither content nor the clock changes anything."""

import hashlib
import threading

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.functional import cached_property

from eig.caching.clock import next_change
from eig.caching.requests import key_of
from eig.caching.store import ALIAS, Kept, store
from eig.caching.version import content_version

# Browsers ask again each time and get 304 while nothing changed; a shared cache would not hear of a change.
ASK_AGAIN = "no-cache"
NEVER_KEPT = {"no-store", "private", "no-cache", "max-age=0"}
# Whoever asks for a page that is being rendered waits for it, but not for long.
LOCKS = [threading.Lock() for _index in range(64)]
PATIENCE = 5
# Paths seen not to be kept: nobody waits there for somebody else.
MOST_PATHS_KNOWN = 1000


class PageCacheMiddleware:
    """Stands before everything that looks at who asks: what it keeps is for everybody."""

    def __init__(self, get_response):
        if ALIAS not in settings.CACHES:
            raise MiddlewareNotUsed
        self.get_response = get_response
        self._not_kept = set()

    def __call__(self, request):
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            return self.get_response(request)
        found = key_of(request)
        if found is None or request.path in self._not_kept:
            return self._marked(request, self.get_response(request))
        visit = Visit(request, *found)
        if (kept := visit.kept()) is not None:
            return visit.answer(kept)
        if request.method == "HEAD":
            return self._marked(request, self.get_response(request))
        return self._rendered(visit)

    def _rendered(self, visit):
        """The page, rendered by one visitor for all who ask for it meanwhile."""
        lock = LOCKS[hash(visit.key) % len(LOCKS)]
        is_free = lock.acquire(blocking=False)
        is_ours = is_free or lock.acquire(timeout=PATIENCE)
        try:
            if not is_free and (kept := visit.kept(again=True)) is not None:
                return visit.answer(kept)
            response = self.get_response(visit.request)
            if not is_for_everybody(response):
                # A cookie that somebody made up may have changed the answer: it says nothing of other visitors.
                if response.status_code == 200 and not visit.request.COOKIES:
                    self._remember(visit.request.path)
                return response
            visit.keep(response)
            return self._marked(visit.request, response)
        finally:
            if is_ours:
                lock.release()

    def _remember(self, path):
        if len(self._not_kept) >= MOST_PATHS_KNOWN:
            self._not_kept.clear()
        self._not_kept.add(path)

    def _marked(self, request, response):
        """A page for everybody says what it is, kept or not: 304 to whoever has it already."""
        if request.method not in {"GET", "HEAD"} or not is_for_everybody(response):
            return response
        response.headers["ETag"] = etag_of(response.content)
        response.headers.setdefault("Cache-Control", ASK_AGAIN)
        return get_conditional_response(request, etag=response.headers["ETag"], response=response)


class Visit:
    """A request that may be answered from what is kept, or whose answer may be kept."""

    def __init__(self, request, key, asked):
        self.request, self.key, self.asked = request, key, asked
        self.version, self.begun = content_version(), timezone.now()

    def kept(self, again=False):
        """The page that is kept, if it still is what rendering it would give."""
        if again:
            self.version, self.begun = content_version(), timezone.now()
        if self.version is None:
            return None
        kept = store.get(self.key)
        is_true = kept is not None and (kept.asked, kept.version) == (self.asked, self.version)
        return kept if is_true and self.begun.timestamp() < kept.until else None

    def keep(self, response):
        """Keep the page, unless content or the clock changed something while it was rendered."""
        if self.version is None or self.version != content_version():
            return
        until, now = self._next_change.timestamp(), timezone.now().timestamp()
        if now < until:
            headers = tuple((name, value) for name, value in response.headers.items() if name != "Content-Length")
            etag = etag_of(response.content)
            kept = Kept(self.version, until, self.asked, etag, headers, response.content)
            store.set(self.key, kept, until - now)

    def answer(self, kept):
        """The page that is kept, or 304 to whoever has it already."""
        body = b"" if self.request.method == "HEAD" else kept.body
        said = {**dict(kept.headers), "Content-Length": str(len(kept.body)), "ETag": kept.etag}
        response = HttpResponse(body, headers=said)
        response.headers.setdefault("Cache-Control", ASK_AGAIN)
        return get_conditional_response(self.request, etag=kept.etag, response=response)

    @cached_property
    def _next_change(self):
        """The first change by the clock after rendering began: looked up once for all pages of a version."""
        key = "next-change"
        known = store.get(key)
        if known and known[0] == self.version and known[1] <= self.begun < known[2]:
            return known[2]
        found = next_change(self.begun)
        store.set(key, (self.version, self.begun, found), (found - self.begun).total_seconds())
        return found


def is_for_everybody(response):
    """Whether a response is a whole page that any visitor gets: no cookie, nothing that varies or forbids it."""
    if response.status_code != 200 or response.streaming or response.cookies:
        return False
    return _parts(response, "Vary") <= {"accept-encoding"} and not _parts(response, "Cache-Control") & NEVER_KEPT


def _parts(response, header):
    return {part.strip().lower() for part in response.get(header, "").split(",") if part.strip()}


def etag_of(body):
    """Of the bytes: whoever has them keeps them, whatever else on the site changed. Weak, for proxies compress."""
    return f'W/"{hashlib.sha256(body).hexdigest()[:32]}"'
