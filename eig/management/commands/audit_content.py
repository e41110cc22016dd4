from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation import override

from eig.auditing import Tally, entries, write_json, write_text
from eig.languages.columns import codes

WRITERS = {"text": write_text, "json": write_json}


class Command(BaseCommand):
    help = "Check everything published by the rules of the publication gate; exit 1 when something fails."

    def add_arguments(self, parser):
        parser.add_argument("--fail-on", choices=["error", "warning"], default="error", help="What fails: %(default)s.")
        parser.add_argument("--format", choices=sorted(WRITERS), default="text", help="How to say it: %(default)s.")
        parser.add_argument("--language", choices=codes(), help="Check this language alone.")
        parser.add_argument(
            "--locale", choices=codes(), default=settings.LANGUAGE_CODE, help="The language of the words: %(default)s."
        )

    def handle(self, *args, **options):
        tally = Tally(options["fail_on"])
        with override(options["locale"]):
            found = entries(options["language"], self._progress)
            WRITERS[options["format"]](found, tally, lambda text: self.stdout.write(text, ending=""))
        if self.stderr.isatty():
            self.stderr.write("")
        if tally.fails:
            raise SystemExit(1)

    def _progress(self, model, language, done):
        if self.stderr.isatty():
            self.stderr.write(f"\r{model._meta.label_lower} {language} {done}   ", ending="")
            self.stderr.flush()
