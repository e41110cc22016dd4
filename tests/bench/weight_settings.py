"""Settings of the bench of weight: production's, with a folder of its own, and pages compressed as a proxy does."""

import os
from pathlib import Path

from eig.settings import *  # noqa: F403

STATIC_ROOT = Path(os.environ["BENCH_STATIC_ROOT"])
MIDDLEWARE = ["django.middleware.gzip.GZipMiddleware", *MIDDLEWARE]  # noqa: F405
