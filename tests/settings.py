"""Settings of the tests: the project's own, with what makes a test fast and repeatable."""

import logging
import os

os.environ.setdefault("SECRET_KEY", "only-for-tests")
os.environ.pop("ENVIRONMENT", None)
os.environ["DATABASE_URL"] = os.environ.get("TEST_DATABASE_URL") or "sqlite://:memory:"

from eig.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MEDIA_ROOT = BASE_DIR / ".local" / "no-media"  # noqa: F405 - each test has a folder of its own
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
MAIL_AT_ONCE = False  # a test says itself when mails go out
WHITENOISE_AUTOREFRESH = False
WHITENOISE_USE_FINDERS = False
STATIC_ROOT = None


class Brief(logging.Filter):
    """What is refused or not found is logged without its traceback: writing these took a fortieth of the time."""

    def filter(self, record):
        if record.levelno < logging.ERROR:
            record.exc_info = None
        return True


LOGGING["filters"] = {"brief": {"()": Brief}}  # noqa: F405
LOGGING["loggers"]["django.request"] = {"filters": ["brief"]}  # noqa: F405
if not os.environ.get("TEST_PAGE_CACHE"):
    del CACHES["pages"]  # noqa: F405 - a test of what is kept sets it; with TEST_PAGE_CACHE=1 all tests run with it
