"""What the screens of the back office ask of the server: queries, and time as a multiple of the plainest page.

usage: python -m tests.bench.bench_admin
The item is a challenge with 4 figures, 3 deliverables and 5 people, live, with a working draft.
"""

import os
import statistics
import tempfile
import time

ROUNDS = 25
FIGURES, DELIVERABLES, PEOPLE = 4, 3, 5
QUERY_BARS = {"form": 40, "autosave": 10, "its autosave": 10}
MILLISECONDS_BARS = {"form": 150}


def full_challenge():
    """The challenge whose form is measured."""
    from tests.factories import ChallengeFactory, ChallengeFigureFactory, DeliverableFactory, ParticipationFactory

    challenge = ChallengeFactory(title_fr="Cartes", slug_fr="cartes", published=["fr"])
    for position in range(1, FIGURES + 1):
        ChallengeFigureFactory(challenge=challenge, amount=str(position * 10), position=position)
    for position in range(1, DELIVERABLES + 1):
        DeliverableFactory(challenge=challenge, title_fr=f"Outil {position}", position=position)
    for position in range(1, PEOPLE + 1):
        ParticipationFactory(challenge=challenge, position=position)
    return challenge


def measured(act):
    """`(queries, milliseconds of processor)` of a request: those of the last round, and the median of all."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    times = []
    for _round in range(ROUNDS):
        start = time.process_time()
        response = act()
        times.append((time.process_time() - start) * 1000)
        assert response.status_code == 200, response.status_code
    with CaptureQueriesContext(connection) as queries:
        act()
    return len(queries), statistics.median(times)


def screens(client, challenge):
    """`{name: request}` of what is measured."""
    from django.urls import reverse

    from tests.admin_forms import form_data

    base = "admin:challenges_challenge"
    form = reverse(f"{base}_change", args=[challenge.pk])
    autosave = reverse(f"{base}_autosave", args=[challenge.pk, "fr"])
    data = form_data(client.get(form), _tab="bench")
    translation = reverse(f"{base}_in", args=[challenge.pk, "en"])
    english = form_data(client.get(translation), _tab="bench")
    typed = iter(range(10_000))

    def write():
        data["tagline_fr"] = f"Une phrase, reprise {next(typed)} fois"
        return _sent(client, autosave, data)

    def translate():
        english["tagline_en"] = f"A sentence, written {next(typed)} times"
        return _sent(client, reverse(f"{base}_autosave", args=[challenge.pk, "en"]), english)

    return {
        "plainest page": lambda: client.get(reverse("admin:password_change")),
        "form": lambda: client.get(form),
        "autosave": write,
        "translation": lambda: client.get(translation),
        "its autosave": translate,
        "preview": lambda: client.post(reverse(f"{base}_preview", args=[challenge.pk, "fr"]), data),
        "list": lambda: client.get(reverse(f"{base}_changelist")),
        "home": lambda: client.get(reverse("admin:index")),
        "radar": lambda: client.get(reverse("admin:languages")),
        "health": lambda: client.get(reverse("admin:health")),
    }


def _sent(client, address, data):
    """The answer of an autosave, whose revision the next one goes on from."""
    response = client.post(address, data)
    data["_revision"] = str(response.json()["revision"])
    return response


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

        from tests.factories import UserFactory

        call_command("migrate", verbosity=0)
        client = Client(headers={"host": "localhost"})
        client.force_login(UserFactory(role="publisher"))
        print(f"A challenge with {FIGURES} figures, {DELIVERABLES} deliverables and {PEOPLE} people; {ROUNDS} rounds")
        plain = None
        for name, act in screens(client, full_challenge()).items():
            queries, milliseconds = measured(act)
            plain = plain or milliseconds
            print(f"  {name:<15}{_against(queries, QUERY_BARS.get(name)):>12} queries  ", end="")
            print(f"{_against(round(milliseconds), MILLISECONDS_BARS.get(name)):>10} ms of processor", end="")
            print(f"  {milliseconds / plain:5.1f} × the plainest page", flush=True)


def _against(figure, bar):
    return f"{figure} (≤ {bar})" if bar else str(figure)


if __name__ == "__main__":
    main()
