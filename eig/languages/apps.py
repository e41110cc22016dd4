from django.apps import AppConfig
from django.utils.dateformat import DateFormat

from eig.languages.dates import suffix


class LanguagesConfig(AppConfig):
    name = "eig.languages"

    def ready(self):
        from eig.caching.content import not_content
        from eig.languages.models import LeftOut, SourceText, Term, Translation

        for model in (LeftOut, SourceText, Term, Translation):
            not_content(model)
        DateFormat.S = suffix
