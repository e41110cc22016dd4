from modeltranslation.translator import TranslationOptions, register

from eig.contact.models import Subject


@register(Subject)
class SubjectTranslation(TranslationOptions):
    fields = ("name",)
