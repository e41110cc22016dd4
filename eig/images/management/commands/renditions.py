from concurrent.futures import ThreadPoolExecutor, as_completed

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from eig.images import renditions
from eig.images.models import Image
from eig.images.specs import all_renditions

WORKERS = 2
PROGRESS_EVERY = 10


class Command(BaseCommand):
    help = "Make every missing rendition of the image library."

    def add_arguments(self, parser):
        parser.add_argument("--prune", action="store_true", help="also remove renditions that belong to no image")

    def handle(self, *args, prune, **options):
        images = list(Image.objects.order_by("pk"))
        created, failed = self._make_all([(image, renditions.missing(image)) for image in images])
        expected = sum(len(all_renditions(image)) for image in images)
        self.stdout.write(f"created {created}, unchanged {expected - created - failed}")
        if prune:
            self.stdout.write(f"removed {renditions.prune(images)}")
        if failed:
            raise CommandError(f"{failed} renditions could not be made.")

    def _make_all(self, work):
        """`(renditions made, renditions that could not be)`; threads serve, for Pillow frees the interpreter."""
        created = failed = done = 0
        with ThreadPoolExecutor(WORKERS) as pool:
            jobs = {pool.submit(renditions.make, image, wanted): (image, wanted) for image, wanted in work if wanted}
            for job in as_completed(jobs):
                image, wanted = jobs[job]
                done += 1
                if error := job.exception():
                    if not isinstance(error, OSError | ValidationError):
                        raise error
                    failed += len(wanted)
                    self.stderr.write(f"{image.key}: {self._words(error)}")
                else:
                    created += len(wanted)
                if done % PROGRESS_EVERY == 0 or done == len(jobs):
                    self.stdout.write(f"{done}/{len(jobs)} images")
        return created, failed

    @staticmethod
    def _words(error):
        return "; ".join(error.messages) if isinstance(error, ValidationError) else str(error)
