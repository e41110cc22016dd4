import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.utils import timezone

from eig.images.models import Image
from eig.images.pixels import renditions, specs
from tests.eig.images.drawn import encoded, library_image, thirds

# The command draws in threads that never touch the database.
pytestmark = pytest.mark.django_db


def run(*options):
    out = StringIO()
    call_command("renditions", *options, stdout=out)
    return out.getvalue().splitlines()


@pytest.fixture
def photos():
    return [library_image(encoded(thirds(width, 100)), f"{width}.png") for width in (200, 300)]


def test_everything_missing_is_made_once(photos):
    expected = sum(len(specs.all_renditions(photo)) for photo in photos)
    assert run() == ["2/2 images", f"created {expected}, unchanged 0"]
    assert run() == [f"created 0, unchanged {expected}"]


def test_an_interrupted_run_is_completed(photos):
    first, *others = specs.all_renditions(photos[0])
    run()
    renditions.path_of(photos[0], first).unlink()
    expected = len(others) + len(specs.all_renditions(photos[1]))
    assert run() == ["1/1 images", f"created 1, unchanged {expected}"]


def test_an_original_that_is_gone_is_named_and_the_others_are_made(photos, capsys):
    photos[0].file.storage.delete(photos[0].file.name)
    lost = len(specs.all_renditions(photos[0]))
    with pytest.raises(CommandError, match=f"^{lost} renditions could not be made.$"):
        run()
    assert capsys.readouterr().err.startswith(f"{photos[0].key}: ")
    assert renditions.missing(photos[1]) == []


def test_a_damaged_original_is_named_and_the_others_are_made(photos, capsys):
    with photos[0].file.storage.open(photos[0].file.name, "r+b") as file:
        file.truncate(200)
    with pytest.raises(CommandError):
        run()
    assert [line.split(": ")[0] for line in capsys.readouterr().err.splitlines()] == [photos[0].key]
    assert renditions.missing(photos[1]) == []


def test_a_picture_changed_while_it_is_drawn_leaves_nothing_outdated(photos, monkeypatch):
    make = renditions.make

    def make_while_credited(image, wanted):
        make(image, wanted)
        Image.objects.filter(pk=image.pk).update(credit="Une autre")

    monkeypatch.setattr(renditions, "make", make_while_credited)
    run()
    assert list(renditions.public_root().iterdir()) == []


def test_a_kill_leaves_nothing_half_written(photos):
    """Killed as a file is about to take its name: readers see nothing of it, and the next run completes the work."""
    rendition = specs.named(photos[0], "thumb-80.jpg")
    target = renditions.path_of(photos[0], rendition)
    program = (
        "import os, pathlib, signal, sys\n"
        "from django.conf import settings\n"
        "settings.configure(FILE_UPLOAD_PERMISSIONS=0o644)\n"
        "from eig.images.pixels import renditions\n"
        "os.replace = lambda *paths: os.kill(os.getpid(), signal.SIGKILL)\n"
        "renditions.write(pathlib.Path(sys.argv[1]), b'whole')\n"
    )
    killed = subprocess.run([sys.executable, "-c", program, target], cwd=settings.BASE_DIR, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert [path.suffix for path in target.parent.iterdir()] == [".part"]
    run()
    assert renditions.missing(photos[0]) == []


def test_the_press_is_served_on_request_only():
    photo = library_image(encoded(thirds(300, 100)), licence="cc-by", consent="not_needed")
    run()
    assert photo.is_for_press() is True
    assert not renditions.limited_root().exists()


def test_pictures_withdrawn_are_not_drawn():
    library_image(encoded(thirds(300, 100)), rights_until=datetime(2020, 1, 1, tzinfo=UTC), withdrawn_at_end=True)
    assert run() == ["created 0, unchanged 0"]


def removed(**numbers):
    names = ("renditions", "partial_files", "originals", "consents")
    said = ", ".join(f"{name.replace('_', ' ')} {numbers.pop(name, 0)}" for name in names)
    assert numbers == {}
    return f"removed: {said}"


def age(path, seconds):
    os.utime(path, (time.time() - seconds,) * 2)


class TestPrune:
    def test_what_belongs_to_no_image_is_removed(self, photos):
        run()
        gone = specs.all_renditions(photos[0])
        folder = renditions.public_root() / specs.folder(photos[0])
        photos[0].delete()
        assert run("--prune")[-1] == removed(renditions=len(gone))
        assert not folder.exists()
        assert renditions.missing(photos[1]) == []

    def test_what_shows_a_former_focal_point_or_says_a_former_credit_is_removed(self, photos):
        run()
        before = [renditions.public_root() / specs.folder(photo) for photo in photos]
        Image.objects.filter(pk=photos[0].pk).update(focal_x=0.1)
        Image.objects.filter(pk=photos[1].pk).update(credit="Une autre")
        expected = sum(len(specs.all_renditions(photo)) for photo in photos)
        assert run("--prune")[-1] == removed(renditions=expected)
        assert [folder.exists() for folder in before] == [False, False]
        assert [renditions.missing(photo) for photo in Image.objects.all()] == [[], []]

    def test_a_write_under_way_stays_and_a_dead_one_goes(self, photos):
        run()
        place = renditions.public_root() / specs.folder(photos[0])
        living, dead = place / "living.part", place / "dead.part"
        living.write_bytes(b"")
        dead.write_bytes(b"")
        age(dead, 7200)
        assert run("--prune")[-1] == removed(partial_files=1)
        assert (living.exists(), dead.exists()) == (True, False)

    def test_limited_pictures_keep_theirs_to_the_end_of_their_rights(self, monkeypatch):
        end = timezone.now() + timedelta(days=1)
        photo = library_image(encoded(thirds(300, 100)), rights_until=end, withdrawn_at_end=True)
        expected = len(specs.all_renditions(photo))
        assert run("--prune")[-2:] == [f"created {expected}, unchanged 0", removed()]
        assert not renditions.public_root().exists()
        monkeypatch.setattr(timezone, "now", lambda: end)
        assert run("--prune")[-1] == removed(renditions=expected)
        assert list(renditions.limited_root().iterdir()) == []

    @pytest.mark.parametrize(("consent", "number"), [("not_needed", 0), ("missing", 1)])
    def test_a_file_for_the_press_stays_while_the_press_may_have_it(self, consent, number):
        photo = library_image(encoded(thirds(300, 100)), licence="cc-by", consent=consent)
        renditions.make(photo, specs.renditions(photo, specs.SPECS["press"]))
        assert run("--prune")[-1] == removed(renditions=number)

    def test_originals_and_consents_of_no_image_are_removed_after_a_day(self, photos):
        media = settings.MEDIA_ROOT
        photos[0].consent_document.save("accord.pdf", ContentFile(b"%PDF-1.7"))
        strays = [media / name for name in ("originals/ab/abcd/photo.jpg", "consents/KEY/accord.pdf")]
        fresh = [path.with_name("fresh" + path.suffix) for path in strays]
        for path in (*strays, *fresh):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(b"stray")
        owned = [media / photo.file.name for photo in photos] + [media / photos[0].consent_document.name]
        for path in (*strays, *owned):
            age(path, 25 * 3600)
        for path in fresh:
            age(path, 23 * 3600)
        assert run("--prune")[-1] == removed(originals=1, consents=1)
        assert [path.exists() for path in strays] == [False, False]
        assert [path.exists() for path in (*fresh, *owned)] == [True] * 5

    def test_the_originals_of_another_database_are_left_alone(self, photos, capsys):
        originals = [settings.MEDIA_ROOT / photo.file.name for photo in photos]
        for path in originals:
            age(path, 25 * 3600)
        Image.objects.all()._raw_delete(using="default")
        assert run("--prune")[-1] == removed()
        assert [path.exists() for path in originals] == [True, True]
        assert capsys.readouterr().err == (
            "No original in MEDIA_ROOT belongs to an image of this database: they were left alone.\n"
        )

    def test_an_empty_library_has_nothing_to_remove(self):
        assert run("--prune") == ["created 0, unchanged 0", removed()]
