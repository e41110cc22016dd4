import os
import re
import secrets
import socket

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import BaseCommand, CommandError, call_command

from eig.accounts.roles import label
from eig.demo.reading import table
from eig.images.models import Image
from eig.publishing.inspection import inspect

HOST, PORT = "127.0.0.1", "8000"
LOGIN = "admin"
KEPT_IN = "login"
LOOKED_AT = 5  # pictures whose files are looked for: all of them would take long


class Command(BaseCommand):
    """Serve the site on this machine: migrated, with the demo content if the database is empty, and a login."""

    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("address", nargs="?", default="", help=f"HOST:PORT, {HOST}:{PORT} by default")

    def handle(self, *args, address, **options):
        if settings.PRODUCTION:
            raise CommandError("run_local is for a developer's machine; docs/operations.md says how to serve.")
        host, port = self._read(address)
        address = f"{host}:{port}"
        # Links in mails and calendars lead to what is served, unless they are to lead elsewhere.
        if not os.environ.get("SITE_ADDRESS", "").strip():
            settings.SITE_ADDRESS = f"http://{address}"
        # The reloader starts this command again in a child; what follows was done by its parent.
        if os.environ.get("RUN_MAIN") != "true":
            self._check_free(host, port)
            self._fill()
            self._print_login(address)
        call_command("runserver", address, use_reloader=settings.DEBUG)

    def _read(self, address):
        """Host and port, the default for what is left out; CommandError for a port that there is none of."""
        host, _colon, port = address.rpartition(":")
        port = port.strip() or PORT
        if not re.fullmatch("[0-9]{1,5}", port) or not 0 < int(port) < 2**16:
            raise CommandError(f"{port} is not a port number: PORT=… takes one from 1 to 65535.")
        return host or HOST, int(port)

    def _check_free(self, host, port):
        """Refuse an address that cannot be served before the work on the database, not after it."""
        try:
            with socket.socket() as probe:
                # As the server does: an address that was left a moment ago may be taken again.
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind((host, port))
        except OSError as error:
            words = f"{host}:{port} cannot be served: {error.strerror}. Choose another port: PORT=…"
            raise CommandError(words) from None

    def _fill(self):
        call_command("migrate", verbosity=0)
        call_command("load_demo", stdout=self.stdout)
        inspect()

    def _print_login(self, address):
        self.stdout.write(f"\nSite: http://{address}/   Back office: http://{address}/admin/")
        if self._files_are_elsewhere():
            self.stdout.write(f"Pictures: not in {settings.MEDIA_ROOT}   Set MEDIA_ROOT to the folder of this database")
        self.stdout.write(self._login() + "\n")
        for line in self._team():
            self.stdout.write(line)

    def _files_are_elsewhere(self):
        """Whether the media folder is that of another database: pictures have rows, and none of the first its file."""
        files = [image.file for image in Image.objects.order_by("pk")[:LOOKED_AT]]
        return bool(files) and not any(file.storage.exists(file.name) for file in files)

    def _team(self):
        """How to enter as each person of the demo: with the password of the file, until they choose another."""
        kept, lines = self._kept_password(), []
        names = [account["username"] for account in table("work")["accounts"]]
        for person in get_user_model().objects.filter(username__in=names).order_by("pk") if kept else ():
            if not person.has_usable_password():
                person.set_password(kept)
                person.save(update_fields=["password"])
            if person.check_password(kept):
                roles = ", ".join(str(label(group)) for group in person.groups.all())
                lines.append(f"  {person.username} – {person}, {roles}")
        return ["The demo’s team, with the same password:", *lines] if lines else []

    def _kept_password(self):
        """The password of the logins of this machine, "" before the first run."""
        kept_in = settings.LOCAL_DIR / KEPT_IN
        return kept_in.read_text().partition(" ")[2].strip() if kept_in.exists() else ""

    def _login(self):
        """How to enter the back office; an account is made while the database has none that can do everything."""
        kept_in, kept = settings.LOCAL_DIR / KEPT_IN, self._kept_password()
        shown = kept_in.relative_to(settings.BASE_DIR)
        users = get_user_model().objects
        known = users.filter(is_superuser=True).order_by("username").first()
        if known is None:
            # One password for all the databases of this machine: the file would be right for the last one only.
            password = kept or secrets.token_urlsafe(12)
            users.create_superuser(LOGIN, f"{LOGIN}@example.org", password, first_name="Camille", last_name="Martin")
            settings.LOCAL_DIR.mkdir(exist_ok=True)
            kept_in.touch(mode=0o600)
            kept_in.write_text(f"{LOGIN} {password}\n")
            return f"Login: {LOGIN}   Password: {password}   (kept in {shown})"
        if kept and any(user.check_password(kept) for user in users.filter(username=LOGIN)):
            return f"Login: {LOGIN}   Password: see {shown}"
        name = known.get_username()
        return f"Login: {name}   Password forgotten: .venv/bin/python manage.py changepassword {name}"
