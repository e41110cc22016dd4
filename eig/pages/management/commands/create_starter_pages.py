from django.core.management.base import BaseCommand

from eig.pages.starter import create_starter_pages


class Command(BaseCommand):
    help = "Give a site its first pages, menus and questions in every language; what exists is left as it is."

    def handle(self, **options):
        done = create_starter_pages()
        self.stdout.write(f"created {done['created']}, unchanged {done['unchanged']}")
