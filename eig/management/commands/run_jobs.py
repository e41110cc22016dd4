import sys

from django.core.management.base import BaseCommand

from eig.jobs import run


class Command(BaseCommand):
    help = "Do all that waits: reminders, mail, purges. Run it every few minutes; running it twice changes nothing."

    def handle(self, *args, **options):
        outcomes = run()
        self.stdout.write("; ".join(outcome.words for outcome in outcomes))
        if any(outcome.failed for outcome in outcomes):
            sys.exit(1)
