"""How every command ends when it cannot begin, or when somebody ends it."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

import manage


def test_a_variable_that_cannot_be_read_is_named_in_a_sentence():
    command = [sys.executable, "manage.py", "run_local"]
    environment = {"PATH": os.environ["PATH"], "DATABASE_URL": "nonsense"}
    done = subprocess.run(command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=False)

    example = "postgresql://user:password@host/name or sqlite:///path"
    sentence = f"DATABASE_URL is no database that the site can use: write {example}.\n"
    assert (done.returncode, done.stdout, done.stderr) == (1, "", sentence)


def test_ctrl_c_ends_a_command_in_a_word(monkeypatch):
    def interrupted(argv):
        raise KeyboardInterrupt

    monkeypatch.setattr("django.core.management.execute_from_command_line", interrupted)

    with pytest.raises(SystemExit) as end:
        manage.main()

    assert end.value.code == "\nInterrupted."
