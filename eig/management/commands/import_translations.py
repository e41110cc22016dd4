from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override

from eig.accounts.models import User
from eig.exchange.incoming import bring_in
from eig.exchange.xliff import MOST_BYTES, FileError
from eig.languages.columns import codes
from eig.management.commands.import_jekyll import Progress


class Command(BaseCommand):
    help = (
        "Take back a file of XLIFF that a translator has worked on. Nothing is published, and nothing overwritten that "
        "was edited since the export; exit 1 when something is refused. Running it twice changes nothing."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE.xliff")
        parser.add_argument("--dry-run", action="store_true", help="write nothing, say what would be done")
        parser.add_argument("--as", dest="user", metavar="USERNAME", help="in the name and with the rights of someone")
        parser.add_argument(
            "--locale", choices=codes(), default=settings.LANGUAGE_CODE, help="the language of the words: %(default)s"
        )

    def handle(self, *args, **options):
        user, progress = self._user(options["user"]), Progress(self.stderr)
        with override(options["locale"]):
            try:
                with options["file"].open("rb") as opened:
                    report = bring_in(opened.read(MOST_BYTES + 1), user, options["dry_run"], progress)
            except OSError as error:
                raise CommandError(f"{options['file']} cannot be read: {error.strerror}", returncode=2) from None
            except FileError as error:
                raise CommandError(f"{options['file']}: {error}", returncode=2) from None
            finally:
                progress.end()
            self.stdout.write(report.as_text())
        if options["dry_run"]:
            self.stdout.write("dry run: nothing was written")
        if report.is_refused:
            raise SystemExit(1)

    def _user(self, name):
        if not name:
            return None
        user = User.objects.filter(**{User.USERNAME_FIELD: name}, is_active=True).first()
        if user is None:
            raise CommandError(f"nobody who is active is called “{name}”", returncode=2)
        return user
