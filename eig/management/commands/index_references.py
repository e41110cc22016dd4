from django.core.management.base import BaseCommand

from eig.text.indexing import index_references


class Command(BaseCommand):
    help = "Rebuild the index of what texts refer to, after texts were written by other means than the site's own."

    def handle(self, *args, **options):
        created, removed, unchanged = index_references()
        self.stdout.write(f"created {created}, removed {removed}, unchanged {unchanged}")
