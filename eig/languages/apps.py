from django.apps import AppConfig


class LanguagesConfig(AppConfig):
    name = "eig.languages"

    def ready(self):
        from eig.caching.content import not_content
        from eig.languages.models import LeftOut, SourceText, Term, Translation

        for model in (LeftOut, SourceText, Term, Translation):
            not_content(model)
