import os
import secrets

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import BaseCommand, call_command

LOGIN = "admin"


class Command(BaseCommand):
    """Serve the site on this machine: migrated, with the demo content if the database is empty, and a login."""

    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("address", nargs="?", default="127.0.0.1:8000")

    def handle(self, *args, address, **options):
        # The reloader starts this command again in a child; what follows was done by its parent.
        if os.environ.get("RUN_MAIN") != "true":
            call_command("migrate", verbosity=0)
            call_command("load_demo", stdout=self.stdout)
            self._print_login(address)
        call_command("runserver", address, use_reloader=settings.DEBUG)

    def _print_login(self, address):
        kept_in = settings.LOCAL_DIR / "login"
        shown = kept_in.relative_to(settings.BASE_DIR)
        self.stdout.write(f"\nSite: http://{address}/   Back office: http://{address}/admin/")
        created, password = self._superuser()
        if created:
            settings.LOCAL_DIR.mkdir(exist_ok=True)
            kept_in.touch(mode=0o600)
            kept_in.write_text(f"{LOGIN} {password}\n")
            self.stdout.write(f"Login: {LOGIN}   Password: {password}   (kept in {shown})\n")
        else:
            self.stdout.write(f"Login: {LOGIN}   Password: see {shown}\n")

    def _superuser(self):
        """`(created, password)`: an account is made only while the database has none that can log in to the admin."""
        users = get_user_model().objects
        if users.filter(is_superuser=True).exists():
            return False, ""
        password = secrets.token_urlsafe(12)
        users.create_superuser(LOGIN, f"{LOGIN}@example.org", password, first_name="Camille", last_name="Martin")
        return True, password
