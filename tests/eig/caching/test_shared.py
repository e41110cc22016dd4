"""Pages kept in one Redis for all processes of the site: by a real server, which may die or hang."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection

from tests.factories import SiteIdentityFactory

pytestmark = pytest.mark.django_db(transaction=True)
BINARY = shutil.which("redis-server")
ADDRESS = "/presse/"


class Server:
    """A Redis on a port of this machine, which writes nothing down."""

    def __init__(self, folder):
        self.folder = folder
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.start()

    @property
    def url(self):
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self):
        options = ["--bind", "127.0.0.1", "--port", str(self.port), "--save", "", "--dir", str(self.folder)]
        self.process = subprocess.Popen([BINARY, *options], stdout=subprocess.DEVNULL)
        deadline = time.monotonic() + 20
        while not self._answers():
            assert self.process.poll() is None, "redis-server ended"
            assert time.monotonic() < deadline, "redis-server does not answer"
            time.sleep(0.02)

    def _answers(self):
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=1) as line:
                line.sendall(b"PING\r\n")
                return line.recv(16).startswith(b"+PONG")
        except OSError:
            return False

    def kill(self):
        self.process.kill()
        self.process.wait()

    def hang(self):
        self.process.send_signal(signal.SIGSTOP)


class Process:
    """A process of the site: `process("get", "/")`, once it has started."""

    def __init__(self, database, cache, left_alone):
        environment = {
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "eig.settings",
            "SECRET_KEY": "only-for-tests",
            "DATABASE_URL": database,
            "CACHE_URL": cache,
        }
        command = [sys.executable, "-m", "tests.eig.caching.visitor", str(left_alone)]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
        self.process = subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment, text=True, **pipes)

    def __call__(self, *told):
        self.process.stdin.write(json.dumps(told) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def end(self):
        self.process.stdin.close()
        self.process.wait(timeout=20)
        self.process.stdout.close()


@pytest.fixture
def redis(tmp_path):
    if BINARY is None:
        words = "!!! NO REDIS: pages shared between processes were not tried. Get it with: apt-get install redis-server"
        (pytest.fail if os.environ.get("REQUIRE_REDIS") else pytest.skip)(words)
    server = Server(tmp_path)
    yield server
    server.kill()


@pytest.fixture
def processes(redis, tmp_path):
    """`processes(2, left_alone=5)`: of the site, on this test's database and one Redis."""
    SiteIdentityFactory()
    started = []

    def start(number, left_alone=5):
        started.extend(Process(_database(tmp_path), redis.url, left_alone) for _index in range(number))
        return started

    yield start
    for process in started:
        process.end()


def _database(folder):
    """The address of this test's database for other processes: of a copy, when it lies in the memory of this one."""
    if connection.vendor == "postgresql":
        return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
    path = folder / "db.sqlite3"
    if not path.exists():
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(path)])
    return f"sqlite:///{path}"


def rendered(visit):
    assert visit["status"] == 200
    return visit["queries"] > 1


def test_a_page_that_one_process_keeps_is_served_by_another_until_content_changes(processes):
    one, other = processes(2)
    first, second = one("get", ADDRESS), other("get", ADDRESS)
    assert (rendered(first), rendered(second), first["etag"] == second["etag"]) == (True, False, True)

    one("rename", "Un autre nom")
    third, fourth = other("get", ADDRESS), one("get", ADDRESS)

    assert (rendered(third), rendered(fourth), third["etag"] == fourth["etag"]) == (True, False, True)
    assert third["etag"] != first["etag"]


def test_without_the_server_pages_are_rendered_and_with_it_kept_again(processes, redis):
    one, other = processes(2, left_alone=0)
    before = one("get", ADDRESS)
    redis.kill()

    visits = [process("get", ADDRESS) for process in (other, one, one)]

    assert [rendered(visit) for visit in visits] == [True, True, True]
    assert {visit["etag"] for visit in visits} == {before["etag"]}
    redis.start()  # it has forgotten everything
    assert [rendered(process("get", ADDRESS)) for process in (one, other, one)] == [True, False, False]


def test_a_server_that_hangs_keeps_visitors_waiting_once_and_not_for_long(processes, redis):
    (one,) = processes(1, left_alone=600)
    before = one("get", ADDRESS)
    redis.hang()

    visits = [one("get", ADDRESS) for _index in range(3)]

    assert [(rendered(visit), visit["etag"]) for visit in visits] == [(True, before["etag"])] * 3
    assert max(visit["seconds"] for visit in visits) < 2
