"""The files of the media folder: whole or not at all, whatever happens while they are written."""

import os
import tempfile
from pathlib import Path

from django.core.files.storage import FileSystemStorage

# What a process that died leaves: `manage.py renditions --prune` clears it from originals and consents.
PARTIAL = ".part"


class WholeFileStorage(FileSystemStorage):
    """A full disk or a kill leaves no file cut short under the name of a whole one; OSError when it cannot be kept."""

    def _save(self, name, content):
        folder = Path(self.path(name)).parent
        folder.mkdir(parents=True, exist_ok=True)
        handle, partial = tempfile.mkstemp(dir=folder, suffix=PARTIAL)
        try:
            with os.fdopen(handle, "wb") as file:
                for chunk in content.chunks():
                    file.write(chunk)
            os.chmod(partial, self.file_permissions_mode)
            return self._named(name, partial)
        finally:
            os.unlink(partial)

    def _named(self, name, partial):
        """Give the file that name, or the next one that is free: of two writers at once neither takes the other's."""
        while True:
            try:
                os.link(partial, self.path(name))
            except FileExistsError:
                name = self.get_available_name(name)
            else:
                return name
