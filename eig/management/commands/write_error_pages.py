from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand
from django.urls import reverse
from django.utils.translation import override

from eig.errors import error_page

PAGES = ("500", "503")


class Command(BaseCommand):
    help = "Writes the pages that a proxy shows while the application does not answer, one a language: 503.en.html…"

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, help="Where to write them; made if it is missing.")

    def handle(self, *, folder, **options):
        folder.mkdir(parents=True, exist_ok=True)
        for code, _name in settings.LANGUAGES:
            with override(code):
                home = reverse("home")
            for page in PAGES:
                (folder / f"{page}.{code}.html").write_text(error_page(f"{page}.html", home), encoding="utf-8")
        self.stdout.write(f"written {len(PAGES) * len(settings.LANGUAGES)}")
