from threading import Event, Semaphore, Thread

import pytest
from django.core.files.base import ContentFile

from eig.images.pixels import renditions, specs
from tests.eig.images.drawn import encoded, library_image, thirds

pytestmark = pytest.mark.django_db


@pytest.fixture
def photo():
    return library_image(encoded(thirds()), licence="cc-by", consent="not_needed")


def make_two(image):
    """A rendition for pages and the one for the press, in their two folders."""
    wanted = [specs.named(image, name) for name in ("thumb-80.jpg", "press-900.jpg")]
    renditions.make(image, wanted)
    return [renditions.path_of(image, one) for one in wanted]


def places():
    return [place.name for root in renditions.roots() for place in sorted(root.glob("*"))]


@pytest.mark.parametrize("changed", [{"focal_x": 0.1}, {"credit": "Une autre"}, {"credit": "", "licence": "unknown"}])
def test_what_changes_the_files_removes_those_of_before(photo, changed, django_capture_on_commit_callbacks):
    make_two(photo)
    for field, value in changed.items():
        setattr(photo, field, value)
    with django_capture_on_commit_callbacks(execute=True):
        photo.save()
    assert places() == []


def test_other_words_leave_the_files_alone(photo, django_capture_on_commit_callbacks):
    paths = make_two(photo)
    photo.title, photo.caption_fr, photo.consent = "Autre", "Une équipe", "missing"
    with django_capture_on_commit_callbacks(execute=True):
        photo.save()
    assert [path.exists() for path in paths] == [True, True]


def test_another_file_removes_what_was_drawn_of_the_first(photo, django_capture_on_commit_callbacks):
    make_two(photo)
    photo.file = ContentFile(encoded(thirds(300, 100)), name="other.png")
    with django_capture_on_commit_callbacks(execute=True):
        photo.save()
    assert places() == []


def test_a_deleted_image_leaves_nothing(photo, django_capture_on_commit_callbacks):
    make_two(photo)
    with django_capture_on_commit_callbacks(execute=True):
        photo.delete()
    assert places() == []


def test_the_files_stay_until_the_change_is_committed(photo, django_capture_on_commit_callbacks):
    paths = make_two(photo)
    with django_capture_on_commit_callbacks(execute=False):
        photo.focal_x = 0.1
        photo.save()
    assert [path.exists() for path in paths] == [True, True]


def test_only_the_picture_s_own_outdated_files_are_forgotten(photo):
    other = library_image(encoded(thirds(900, 310)))
    kept = make_two(photo) + make_two(other)
    outdated = renditions.public_root() / f"{photo.digest[:16]}-01234567"
    outdated.mkdir()
    renditions.forget_outdated(photo)
    assert not outdated.exists()
    assert [path.exists() for path in kept] == [True] * 4


def test_a_rendition_appears_whole_or_not_at_all(photo, monkeypatch):
    target = renditions.path_of(photo, specs.named(photo, "thumb-80.jpg"))

    def full(*paths):
        raise OSError("disk full")

    monkeypatch.setattr("os.replace", full)
    with pytest.raises(OSError, match="disk full"):
        renditions.write(target, b"half")
    assert list(target.parent.iterdir()) == []


def test_of_many_who_ask_at_once_one_draws(photo, monkeypatch):
    make, drawn, rendition = renditions.make, [], specs.named(photo, "thumb-80.jpg")

    def make_when_all_have_asked(image, wanted):
        drawn.append(wanted)
        all_asked.wait(timeout=10)
        make(image, wanted)

    def ask():
        asking.release()
        renditions.make_once(photo, rendition)

    asking, all_asked = Semaphore(0), Event()
    monkeypatch.setattr(renditions, "make", make_when_all_have_asked)
    visitors = [Thread(target=ask) for _visitor in range(4)]
    for visitor in visitors:
        visitor.start()
    for _visitor in visitors:
        asking.acquire()
    all_asked.set()
    for visitor in visitors:
        visitor.join()

    assert drawn == [[rendition]]
    assert [path.name for path in renditions.path_of(photo, rendition).parent.iterdir()] == ["thumb-80.jpg"]
