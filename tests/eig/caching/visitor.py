"""A process of the site that does what it is told, a line of JSON each, and answers by one: `python -m … LEFT_ALONE`.

`["get", PATH]` → status, tag of the page, queries, seconds; `["rename", WORDS]` names the site.
"""

import json
import sys
import time

import django

django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from eig.caching import store  # noqa: E402
from eig.pages.models import SiteIdentity  # noqa: E402


def get(path):
    begun = time.monotonic()
    with CaptureQueriesContext(connection) as asked:
        response = Client().get(path, headers={"host": "127.0.0.1"})
    return {
        "status": response.status_code,
        "etag": response.headers.get("ETag"),
        "queries": len(asked),
        "seconds": time.monotonic() - begun,
    }


def rename(words):
    SiteIdentity(service_name_fr=words, service_name_en=words).save()


if __name__ == "__main__":
    store.LEFT_ALONE = float(sys.argv[1])
    for line in sys.stdin:
        name, told = json.loads(line)
        print(json.dumps({"get": get, "rename": rename}[name](told)), flush=True)
