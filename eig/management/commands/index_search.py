from django.core.management.base import BaseCommand

from eig.search.indexing import index_all


class Command(BaseCommand):
    help = "Make the index of the search again from all items, after texts were written by other means than the site's."

    def handle(self, *args, **options):
        written, removed, unchanged = index_all()
        self.stdout.write(f"written {written}, removed {removed}, unchanged {unchanged}")
