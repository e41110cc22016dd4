"""Production as it is served, its static files in a folder that the audit throws away."""

import os
from pathlib import Path

from eig.settings import *  # noqa: F403

STATIC_ROOT = Path(os.environ["AUDIT_STATIC_ROOT"])
