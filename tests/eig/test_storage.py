import errno
import os
from pathlib import Path
from threading import Barrier, Thread

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import TemporaryUploadedFile


def files(settings):
    return sorted(path.name for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file())


def test_a_file_is_kept_under_its_name_or_the_next_that_is_free(settings):
    names = [default_storage.save("documents/a.pdf", ContentFile(content)) for content in (b"one", b"two")]

    assert names[0] == "documents/a.pdf"
    assert [Path(settings.MEDIA_ROOT, name).read_bytes() for name in names] == [b"one", b"two"]
    assert len(files(settings)) == 2


def test_whoever_serves_files_may_read_them(settings):
    name = default_storage.save("documents/a.pdf", ContentFile(b"one"))
    assert Path(settings.MEDIA_ROOT, name).stat().st_mode & 0o777 == 0o644


def test_a_large_upload_is_kept_too(settings):
    with TemporaryUploadedFile("a.pdf", "application/pdf", 3, None) as file:
        file.write(b"one")
        file.seek(0)
        name = default_storage.save("documents/a.pdf", file)

    assert Path(settings.MEDIA_ROOT, name).read_bytes() == b"one"


class Cut(ContentFile):
    """What comes in while the disk fills up."""

    def chunks(self, chunk_size=None):
        yield b"on"
        raise OSError(errno.ENOSPC, "No space left on device")


def test_a_full_disk_leaves_nothing_behind(settings):
    with pytest.raises(OSError, match="No space left"):
        default_storage.save("documents/a.pdf", Cut(b"one"))

    assert files(settings) == []


def test_two_writers_of_one_name_at_once_keep_a_file_each(settings, monkeypatch):
    there, link, names = Barrier(2), os.link, []

    def link_together(source, target):
        if Path(target).name == "a.pdf":
            there.wait(timeout=10)
        link(source, target)

    monkeypatch.setattr("eig.storage.os.link", link_together)
    writers = [
        Thread(target=lambda content=content: names.append(default_storage.save("a.pdf", ContentFile(content))))
        for content in (b"one", b"two")
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    assert len(set(names)) == 2
    assert sorted(Path(settings.MEDIA_ROOT, name).read_bytes() for name in names) == [b"one", b"two"]
