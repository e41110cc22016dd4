"""`manage.py run_jobs`: everything that waits, once, whatever fails and however many run it."""

import os
import sqlite3
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from eig import jobs
from eig.environment import mail_server
from eig.notifications.models import Notification, OutgoingMail
from eig.publishing.models import PreviewLink
from tests.factories import PostFactory, UserFactory
from tests.smtp_server import smtp_server

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def due_posts(count):
    long_ago = datetime(2026, 3, 1, tzinfo=UTC)
    return [
        PostFactory(title_fr="À relire bientôt", published=["fr"], published_at=long_ago, review_on=date(2026, 11, 20))
        for _number in range(count)
    ]


@pytest.fixture
def editor(db):
    return UserFactory(permissions=["view_post", "review_post"])


def words(now=NOW):
    return [outcome.words for outcome in jobs.run(now)]


@pytest.mark.django_db
class TestJobs:
    def test_do_all_that_waits_and_say_it(self, editor, settings):
        due_posts(2)
        Session.objects.create(session_key="old", session_data="", expire_date=NOW - timedelta(seconds=1))
        Session.objects.create(session_key="new", session_data="", expire_date=NOW)
        for days in (1, 90, 91):
            PreviewLink.objects.create(
                item=due_posts(1)[0],
                language="fr",
                label="Mairie",
                created_at=NOW - timedelta(days=300),
                expires_at=NOW - timedelta(days=days),
            )
        with smtp_server() as (behaviour, port):
            settings.MAILERS = {"default": mail_server(f"smtp://127.0.0.1:{port}", timeout=2)}
            done = words()

        assert done == [
            "reminders 5",
            "mail sent 1, waiting 0",
            "bin emptied of 0",
            "inspection: defects 10",
            "search: indexed again 5",
            "presences forgotten 0",
            "notes on translations forgotten 0",
            "sessions forgotten 1",
            "login attempts forgotten 0",
            "preview links deleted 1",
            "messages of visitors deleted 0",
            "searches without result forgotten 0",
            "old drawings deleted 0",
            "old notices and mails deleted 0",
        ]
        assert len(behaviour.received) == 1
        assert [session.pk for session in Session.objects.all()] == ["new"]
        assert words()[:2] == ["reminders 0", "mail sent 0, waiting 0"]
        assert "inspection not due" in words()

    def test_mail_that_cannot_go_out_is_no_failure_but_is_counted(self, editor, settings):
        settings.MAILERS = {"default": mail_server("smtp://127.0.0.1:1", timeout=2)}
        due_posts(1)

        assert words()[:2] == ["reminders 1", "mail sent 0, waiting 1"]

    def test_the_failure_of_one_stops_no_other(self, editor, monkeypatch):
        def broken(now):
            raise RuntimeError("no luck")

        monkeypatch.setattr(jobs, "JOBS", (("bin emptied of", broken), *jobs.JOBS[-1:]))
        out = StringIO()
        with pytest.raises(SystemExit) as left:
            call_command("run_jobs", stdout=out)

        assert left.value.code == 1
        assert out.getvalue() == "bin emptied of FAILED (no luck); old notices and mails deleted 0\n"


@pytest.mark.django_db(transaction=True)
def test_no_mail_is_tried_aside_meanwhile(editor, settings, monkeypatch):
    settings.MAIL_AT_ONCE = True
    monkeypatch.setattr("eig.notifications.outbox.Thread", None)  # starting one would fail
    due_posts(1)

    assert words()[:2] == ["reminders 1", "mail sent 1, waiting 0"]


def database_of_another_process(folder):
    """The address at which other processes find what the test has written: a copy where it lives in memory."""
    if connection.vendor == "sqlite":
        copy = sqlite3.connect(folder / "copy.sqlite3")
        connection.connection.backup(copy)
        copy.close()
        return f"sqlite:///{folder / 'copy.sqlite3'}"
    url = urlsplit(os.environ["TEST_DATABASE_URL"])
    return url._replace(path=f"/{connection.settings_dict['NAME']}").geturl()


@pytest.mark.django_db(transaction=True)
def test_two_processes_at_once_remind_and_write_once(editor, tmp_path):
    due_posts(3)
    with smtp_server() as (behaviour, port):
        environment = {
            **{name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "XDG_RUNTIME_DIR"}},
            "DATABASE_URL": database_of_another_process(tmp_path),
            "SECRET_KEY": "only-for-tests",
            "MAIL_SERVER": f"smtp://127.0.0.1:{port}",
        }
        command = [sys.executable, "manage.py", "run_jobs"]
        running = [
            subprocess.Popen(
                command,
                cwd=settings.BASE_DIR,
                env=environment,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
            for _process in range(2)
        ]
        said = [process.communicate(timeout=500) for process in running]

    assert [process.returncode for process in running] == [0, 0], said
    assert sum(int(out.split(";")[0].removeprefix("reminders ")) for out, _errors in said) == 3
    letters = [letter["Message-ID"] for letter in behaviour.received]
    assert len(letters) == len(set(letters)) >= 1
    if connection.vendor == "postgresql":
        assert Notification.objects.count() == 3
        assert OutgoingMail.objects.waiting().filter(next_try_at__lte=timezone.now()).count() == 0
