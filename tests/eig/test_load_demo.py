"""The command on databases of every sort; what it loads is tested in the folder beside."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

from community.models import Person
from eig.demo import loader
from eig.demo.loader import KINDS
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


def test_database_with_one_person_is_left_alone():
    PersonFactory()
    out = StringIO()

    call_command("load_demo", stdout=out)

    assert out.getvalue() == "the database has content: nothing loaded\n"
    assert Person.objects.count() == 1


def test_command_prints_what_was_created(monkeypatch):
    def small_load(scale=1.0, progress=None):
        for done in (20, 21, 40):
            progress(done)
        return {"images": 40, "posts": 2}

    monkeypatch.setattr("eig.management.commands.load_demo.load", small_load)
    out = StringIO()

    call_command("load_demo", stdout=out)

    assert out.getvalue() == "drawn 20 pictures…\ndrawn 40 pictures…\ncreated 40 images\ncreated 2 posts\n"


def test_failed_load_leaves_the_database_empty(monkeypatch):
    def fail(*args):
        raise ValueError("a broken file")

    monkeypatch.setattr("eig.demo.loader.Library.fill", lambda self: None)
    monkeypatch.setattr("eig.demo.loader.sections.load_cohorts", fail)

    with pytest.raises(ValueError, match="a broken file"):
        loader.load()

    assert {kind for kind, model in KINDS.items() if model.objects.exists()} == set()


SMALL = 0.08


def interrupted(*args, **options):
    raise KeyboardInterrupt


def files(settings):
    return sorted(path.name for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file())


def test_interrupted_load_takes_its_pictures_away_and_no_other_file(settings):
    default_storage.save("originals/mine.jpg", ContentFile(b"mine"))

    with pytest.raises(KeyboardInterrupt):
        loader.load(SMALL, progress=interrupted)

    assert files(settings) == ["mine.jpg"]


def test_load_interrupted_after_the_documents_takes_them_away(monkeypatch, settings):
    monkeypatch.setattr("eig.demo.loader.Library.fill", lambda self: None)
    monkeypatch.setattr("eig.demo.loader.sections.load_cohorts", lambda library: None)
    monkeypatch.setattr("eig.demo.loader.sections.load_people", interrupted)

    with pytest.raises(KeyboardInterrupt):
        loader.load(SMALL)

    assert files(settings) == []


def test_interrupted_demo_is_said_in_a_line(monkeypatch):
    monkeypatch.setattr("eig.management.commands.load_demo.load", interrupted)

    with pytest.raises(CommandError, match="nothing of the demo was kept, the next run loads it"):
        call_command("load_demo")
