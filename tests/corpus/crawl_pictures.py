"""Every picture of every page of a Jekyll tree moved in: described, measured, credited, none over the limit.

usage: python -m tests.corpus.crawl_pictures [PATH]      (without PATH, the site of DATABASE_URL and MEDIA_ROOT)
"""

import os
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

import django

from tests.corpus.verify import manage


def move_in(tree, folder):
    """The tree in a new database, which this process then opens."""
    os.environ |= {"DATABASE_URL": f"sqlite:///{folder}/db.sqlite3", "MEDIA_ROOT": f"{folder}/media"}
    manage(dict(os.environ), "migrate", "-v0")
    manage(dict(os.environ), "import_jekyll", str(tree))


def main(arguments):
    if arguments and not Path(arguments[0]).is_dir():
        sys.exit(f"{arguments[0]} is not a folder: PATH names that of a Jekyll site")
    with ExitStack() as stack:
        if arguments:
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="eig-pictures-"))
            move_in(Path(arguments[0]).resolve(), folder)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "eig.settings")
        django.setup()
        sys.exit(look())


def look():
    """Print what was seen; 1 if something is wrong, else 0."""
    # Models can be imported once Django is set up.
    from django.test import Client

    from eig.images.pixels.specs import MOST_BYTES_SERVED
    from tests.crawl import Crawl

    visit = Crawl(Client(headers={"host": "localhost"})).run()
    print(f"{len(visit.pages)} pages, {visit.pictures} pictures shown, {len(visit.addresses)} files offered")
    print(f"{visit.credits} credits in sight, {visit.unknown} of them unknown")
    weights = visit.weights()
    faults = visit.faults + [f"no rendition: {address}" for address in visit.not_in_the_table()]
    faults += [f"does not answer: {address}" for address, weight in weights.items() if weight is None]
    faults += [f"{weight} bytes: {address}" for address, weight in weights.items() if (weight or 0) > MOST_BYTES_SERVED]
    print(f"{len(weights)} files weighed, {max((weight or 0) for weight in weights.values()):,} bytes at most")
    print("\n".join(faults) or "nothing wrong")
    return bool(faults)


if __name__ == "__main__":
    main(sys.argv[1:])
