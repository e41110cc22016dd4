from django.core.management import BaseCommand, CommandError

from eig.demo.loader import has_content, load

REPORTED_EVERY = 20


class Command(BaseCommand):
    """Fill an empty database with the demo: our own bilingual programme, its people and its pictures."""

    help = __doc__

    def handle(self, *args, **options):
        if has_content():
            self.stdout.write("the database has content: nothing loaded")
            return
        try:
            created = load(progress=self._tell)
        except KeyboardInterrupt:
            raise CommandError("Interrupted: nothing of the demo was kept, the next run loads it.") from None
        for kind, number in created.items():
            self.stdout.write(f"created {number} {kind}")

    def _tell(self, done):
        if done % REPORTED_EVERY == 0:
            self.stdout.write(f"drawn {done} pictures…")
            self.stdout.flush()
