import os
import time
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from eig.images import renditions, specs
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


def test_prune_removes_what_belongs_to_no_image(photos):
    run()
    gone = specs.all_renditions(photos[0])
    folder = renditions.root() / specs.folder(photos[0])
    photos[0].delete()
    assert run("--prune")[-1] == f"removed {len(gone)}"
    assert not folder.exists()
    assert renditions.missing(photos[1]) == []


def test_prune_removes_the_crops_of_a_former_focal_point(photos):
    run()
    before = renditions.root() / specs.folder(photos[0])
    photos[0].focal_x = 0.1
    photos[0].save()
    run("--prune")
    assert not before.exists()
    assert renditions.missing(photos[0]) == []


def test_prune_leaves_a_write_under_way_and_removes_a_dead_one(photos):
    run()
    place = renditions.root() / specs.folder(photos[0])
    living, dead = place / "living.part", place / "dead.part"
    living.write_bytes(b"")
    dead.write_bytes(b"")
    os.utime(dead, (time.time() - 7200,) * 2)
    assert run("--prune")[-1] == "removed 1"
    assert (living.exists(), dead.exists()) == (True, False)


def test_an_empty_library_has_nothing_to_make(db):
    assert run("--prune") == ["created 0, unchanged 0", "removed 0"]
