"""What a public page asks of the server, rendered and kept: queries, time of processor, and how many times less.

usage: python -m tests.bench.bench_pages
The site is the demo; kept pages are asked for by one visitor, on SQLite, from the memory of the process.
"""

import os
import statistics
import tempfile
import time

ROUNDS = 15
QUERIES_BAR, MILLISECONDS_BAR = 1, 1.0
LINE = "  {:<12}{:<4}{:>10}{:>12}{:>12}{:>14}{:>10}"


def addresses():
    """`(name, language, path)` of what is measured."""
    from django.urls import reverse
    from django.utils.translation import override

    from blog.models import Post
    from challenges.models import Challenge
    from community.models import Person
    from eig.languages.columns import codes

    for code in codes():
        with override(code):
            yield "home", code, reverse("home")
            yield "list", code, reverse("challenges:list")
            yield "post", code, Post.objects.published().in_order().first().get_absolute_url()
            yield "challenge", code, Challenge.objects.published().in_order().first().get_absolute_url()
            yield "person", code, Person.objects.published().in_order().first().get_absolute_url()


def measured(client, path, forget):
    """`(queries, milliseconds of processor)` of the page: the median; `forget` empties the cache before each round."""
    from django.core.cache import caches
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    times = []
    for round_number in range(ROUNDS + 1):
        if forget:
            caches["pages"].clear()
        start = time.process_time()
        response = client.get(path)
        if round_number:  # the first one warms up
            times.append((time.process_time() - start) * 1000)
        assert response.status_code == 200, (path, response.status_code)
    if forget:
        caches["pages"].clear()
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    return len(queries), statistics.median(times)


def report(client):
    print(LINE.format("page", "", "rendered", "", "kept", "", ""))
    print(LINE.format("", "", "queries", "ms", "queries", "ms", "ratio"))
    missed = 0
    for name, code, path in addresses():
        rendered, kept = measured(client, path, forget=True), measured(client, path, forget=False)
        ratio = f"{rendered[1] / kept[1]:.0f} ×"
        print(LINE.format(name, code, rendered[0], f"{rendered[1]:.1f}", kept[0], f"{kept[1]:.2f}", ratio), flush=True)
        missed += kept[0] > QUERIES_BAR or kept[1] > MILLISECONDS_BAR
    print(f"bars for kept pages: {QUERIES_BAR} query, {MILLISECONDS_BAR:.0f} ms; missed by {missed}")


def main():
    with tempfile.TemporaryDirectory(prefix="eig-bench-") as folder:
        os.environ |= {
            "MEDIA_ROOT": f"{folder}/media",
            "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
            "ENVIRONMENT": "local",
            "DJANGO_SETTINGS_MODULE": "eig.settings",
        }
        import django

        django.setup()
        from django.core.management import call_command
        from django.test import Client

        call_command("migrate", verbosity=0)
        call_command("load_demo", verbosity=0)
        report(Client(headers={"host": "localhost"}))


if __name__ == "__main__":
    main()
