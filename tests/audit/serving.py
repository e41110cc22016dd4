"""Sites to audit: the demo, or a Jekyll tree moved in, each in a database of its own and served as in production."""

import json
import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Site:
    """A site being served; `findings` are what the importer's report already tells about it."""

    name: str
    base: str
    findings: list = field(default_factory=list)


def environment(folder, name, port):
    """Settings as in production, for a site whose files are in the folder."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.audit.settings",
        "ENVIRONMENT": "production",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "ALLOWED_HOSTS": "127.0.0.1",
        "SITE_ADDRESS": f"https://127.0.0.1:{port}",
        "DATABASE_URL": f"sqlite:///{folder}/{name}.sqlite3",
        "MEDIA_ROOT": f"{folder}/{name}-media",
        "MAIL_FROM": "site@example.org",
        "MAIL_SERVER": "smtp://127.0.0.1",
        "AUDIT_STATIC_ROOT": f"{folder}/static",
        "LIGHTHOUSE_NO_TELEMETRY": "1",
    }


@contextmanager
def served(name, folder, tree=None):
    """A `Site` with the demo content, or that of a Jekyll tree, for as long as the block lasts."""
    port = _free_port()
    settings = environment(folder, name, port)
    _manage(settings, "migrate", "--verbosity", "0")
    if not Path(settings["AUDIT_STATIC_ROOT"]).is_dir():
        _manage(settings, "collectstatic", "--noinput", "--verbosity", "0")
    findings = []
    if tree is None:
        _manage(settings, "load_demo")
    else:
        report = Path(folder) / f"{name}.json"
        # Exit status 1 says that something of the tree was left out: the report names it.
        _manage(settings, "import_jekyll", str(tree), "--report", str(report), may_complain=True)
        findings = json.loads(report.read_text(encoding="utf-8"))["findings"]
    log = (Path(folder) / f"{name}.log").open("w")
    command = ["-m", "gunicorn", "tests.audit.server:application", "--bind", f"127.0.0.1:{port}"]
    command += ["--workers", "2", "--worker-class", "gthread", "--threads", "4", "--timeout", "120"]
    with log:
        server = subprocess.Popen([sys.executable, *command], cwd=ROOT, env=settings, stdout=log, stderr=log)
        try:
            base = f"http://127.0.0.1:{port}"
            _wait_for(f"{base}/robots.txt", log.name)
            yield Site(name, base, findings)
        finally:
            server.terminate()
            server.wait()


def _manage(settings, *command, may_complain=False):
    done = subprocess.run(
        [sys.executable, "manage.py", *command], cwd=ROOT, env=settings, capture_output=True, text=True, check=False
    )
    if done.returncode > may_complain:
        sys.exit(f"manage.py {' '.join(command)} failed:\n{done.stdout}{done.stderr}")


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_for(url, log, seconds=60):
    for _attempt in range(seconds * 10):
        try:
            urllib.request.urlopen(url, timeout=5)
        except urllib.error.HTTPError as error:
            sys.exit(f"{url} answers {error.code}: {Path(log).read_text()}")
        except OSError:
            time.sleep(0.1)
        else:
            return
    sys.exit(f"{url} does not answer: {Path(log).read_text()}")
