import os
import signal
import subprocess
import sys

import pytest
from django.conf import settings

from blog.models import Post
from challenges.models import Challenge
from community.models import Person
from eig.content_hash import content_hash
from eig.images.models import Image
from eig.pages.models import FAQEntry, Page
from eig.publishing.models import ImportedItem
from tests.moving import build_site, change, move_in, outcomes


@pytest.fixture
def site(tmp_path):
    return build_site(tmp_path)


@pytest.mark.django_db
def test_second_run_finds_everything_unchanged(site):
    move_in(site)
    before, ids = content_hash(), sorted(Post.objects.values_list("pk", "key"))

    report = move_in(site)

    assert list(outcomes(report)) == ["unchanged"]
    assert content_hash() == before
    assert sorted(Post.objects.values_list("pk", "key")) == ids


@pytest.mark.django_db
def test_unchanged_pictures_are_not_opened_again(site, monkeypatch):
    move_in(site)

    def refuse(_file):
        raise AssertionError("an unchanged picture was opened")

    monkeypatch.setattr("eig.images.jekyll.validate_picture", refuse)
    monkeypatch.setattr("eig.images.jekyll.measure", refuse)
    monkeypatch.setattr("eig.images.jekyll.read", refuse)

    assert list(outcomes(move_in(site))) == ["unchanged"]


@pytest.mark.django_db
def test_dry_run_says_the_same_and_writes_nothing(site):
    dry = move_in(site, dry_run=True)

    assert not Image.objects.exists()
    assert not Page.objects.exists()
    assert not ImportedItem.objects.exists()
    assert not settings.MEDIA_ROOT.exists()
    assert dry.as_data() == move_in(site).as_data()


@pytest.mark.django_db
def test_changed_source_changes_its_item_alone(site):
    move_in(site)
    change(site, "_posts/19-05-09-offre-stage.md", "Seconde offre", "Troisième offre")

    report = move_in(site)

    assert outcomes(report)["updated"] == 1
    assert Post.objects.get(key="2019-05-09-offre-stage").body_fr == "Troisième offre, même nom.\n"


@pytest.mark.django_db
def test_lost_picture_file_is_put_back(site):
    move_in(site)
    image = Image.objects.get(key="img-noeud-png")
    image.file.storage.delete(image.file.name)

    move_in(site)

    assert image.file.storage.size(image.file.name) == image.size


@pytest.mark.django_db
def test_half_written_picture_file_is_written_again(site):
    move_in(site)
    image = Image.objects.get(key="img-noeud-png")
    with open(image.file.path, "wb") as file:
        file.write(b"\x89PNG")

    move_in(site)

    assert image.file.storage.size(image.file.name) == image.size


KILLED_AT_THE_SECOND_PERSON = """
import os, signal, sys
import django
django.setup()
from eig.moving.run import Options, import_tree

def progress(what, done, total):
    if (what, done) == ("people", 2):
        os.kill(os.getpid(), signal.SIGKILL)

import_tree(sys.argv[1], Options(), progress)
"""


def _python(folder, *command):
    environment = {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
        "DJANGO_SETTINGS_MODULE": "eig.settings",
        "MEDIA_ROOT": f"{folder}/media",
        "SECRET_KEY": "only-for-tests",
    }
    done = subprocess.run(
        [sys.executable, *command], cwd=settings.BASE_DIR, env=environment, text=True, capture_output=True, check=False
    )
    return done.returncode, done.stdout.strip()


@pytest.mark.django_db
def test_killed_import_is_completed_by_the_next(site, tmp_path):
    assert _python(tmp_path, "manage.py", "migrate", "-v0") == (0, "")
    assert _python(tmp_path, "-c", KILLED_AT_THE_SECOND_PERSON, str(site)) == (-signal.SIGKILL, "")

    assert _python(tmp_path, "manage.py", "import_jekyll", str(site))[0] == 0

    move_in(site)  # into the database of this test, in one go
    assert _python(tmp_path, "manage.py", "content_hash") == (0, content_hash())


@pytest.mark.django_db
class TestOurSite:
    def test_whole_site_moves_in(self, moved):
        assert moved.errors == []
        assert {kind: sum(counts.values()) for kind, counts in moved.counts.items()} == {
            "images": 9,
            "tags": 3,
            "cohorts": 2,
            "skills": 2,
            "administrations": 1,
            "people": 3,
            "people only named": 1,
            "challenges": 3,
            "roles in a cohort": 2,
            "posts": 7,
            "documents": 1,
            "pages": 8,
            "audiences": 1,
            "questions": 4,
            "testimonials": 1,
            "menu items": 4,
            "site identity": 1,
            "redirects": moved.counts["redirects"]["created"],
        }
        assert Post.objects.published("fr").count() == 5
        assert Post.objects.published("en").count() == 2
        assert Challenge.objects.published().count() == 3
        assert Person.objects.published().count() == 3
        assert FAQEntry.objects.published("en").count() == 2
        assert Page.objects.published("fr").count() == 8
