from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from eig.images.models import Image
from eig.images.pixels import leftovers, renditions
from eig.images.pixels.specs import all_renditions

PROGRESS_EVERY = 10


class Command(BaseCommand):
    help = "Make every missing rendition of the image library. What is there is kept: an interrupted run goes on."

    def add_arguments(self, parser):
        parser.add_argument(
            "--prune",
            action="store_true",
            help="also remove renditions, originals and consents that belong to no image any more",
        )

    def handle(self, *args, prune, **options):
        images = [image for image in Image.objects.order_by("pk") if not image.is_withdrawn()]
        created, failed = self._make_all([(image, renditions.missing(image)) for image in images])
        expected = sum(len(all_renditions(image)) for image in images)
        self.stdout.write(f"created {created}, unchanged {expected - created - failed}")
        if prune:
            self._prune()
        if failed:
            raise CommandError(f"{failed} renditions could not be made.")

    def _make_all(self, work):
        """`(renditions made, renditions that could not be)`."""
        created = failed = 0
        work = [(image, wanted) for image, wanted in work if wanted]
        for done, (image, wanted) in enumerate(work, start=1):
            try:
                renditions.make(image, wanted)
            except (OSError, ValidationError) as error:
                failed += len(wanted)
                self.stderr.write(f"{image.key}: {self._words(error)}")
            else:
                created += len(wanted)
                renditions.still_stand(image, Image.objects.filter(pk=image.pk).first())
            if done % PROGRESS_EVERY == 0 or done == len(work):
                self.stdout.write(f"{done}/{len(work)} images")
        return created, failed

    def _prune(self):
        removed = leftovers.prune(list(Image.objects.all()))
        self.stdout.write(
            f"removed: renditions {removed.renditions}, partial files {removed.partial_files}, "
            f"originals {removed.originals}, consents {removed.consents}"
        )
        if removed.foreign:
            self.stderr.write("No original in MEDIA_ROOT belongs to an image of this database: they were left alone.")

    @staticmethod
    def _words(error):
        return "; ".join(error.messages) if isinstance(error, ValidationError) else str(error)
