import sys
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override

from community.models import Cohort
from eig.exchange.outgoing import STATES, TO_DO, Choice, outgoing, sent_models
from eig.languages.columns import codes


def listed(allowed):
    """A parser of words separated by commas, each one of those allowed."""

    def parse(text):
        found = [word.strip() for word in text.split(",") if word.strip()]
        if unknown := [word for word in found if word not in allowed]:
            raise CommandError(f"“{unknown[0]}” is none of: {', '.join(allowed)}", returncode=2)
        return found

    return parse


class Command(BaseCommand):
    help = "Write what is to be translated into a language to a file of XLIFF, for a translator's tool."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE.xliff", help="where to write; - for the standard output")
        parser.add_argument("--to", required=True, choices=codes(), help="the language to translate into")
        parser.add_argument(
            "--only",
            default=",".join(TO_DO),
            metavar="STATE,…",
            help=f"the states of the texts, among {', '.join(STATES)}: %(default)s",
        )
        parser.add_argument("--kind", metavar="KIND,…", help="these kinds of item alone, as blog.post")
        parser.add_argument("--cohort", metavar="SLUG", help="what belongs to this cohort alone")
        parser.add_argument(
            "--locale", choices=codes(), default=settings.LANGUAGE_CODE, help="the language of the notes: %(default)s"
        )

    def handle(self, *args, **options):
        choice = Choice(options["to"], self._states(options), self._models(options), self._cohort(options))
        with override(options["locale"]):
            found = outgoing(choice)
            written = found.as_file() if found.items else None
        if written is None:
            self.stderr.write("nothing to translate: no file was written")
            return
        if str(options["file"]) == "-":
            self.stdout.buffer.write(written) if hasattr(self.stdout, "buffer") else sys.stdout.buffer.write(written)
        else:
            try:
                options["file"].write_bytes(written)
            except OSError as error:
                raise CommandError(f"{options['file']} cannot be written: {error.strerror}", returncode=2) from None
        self.stderr.write(f"{len(found.items)} items, {found.number} texts, {found.words} words")

    def _states(self, options):
        return tuple(listed(STATES)(options["only"]))

    def _models(self, options):
        if not options["kind"]:
            return None
        known = {model._meta.label_lower: model for model in sent_models()}
        return tuple(known[name] for name in listed(known)(options["kind"]))

    def _cohort(self, options):
        if not options["cohort"]:
            return None
        cohort = Cohort.objects.filter(slug=options["cohort"]).first()
        if cohort is None:
            raise CommandError(f"there is no cohort “{options['cohort']}”", returncode=2)
        return cohort
