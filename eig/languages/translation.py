from modeltranslation.translator import TranslationOptions, register

from eig.languages.models import Term


@register(Term)
class TermTranslation(TranslationOptions):
    fields = ("name", "note")
