from modeltranslation.translator import TranslationOptions, register

from eig.tags.models import Tag


@register(Tag)
class TagTranslation(TranslationOptions):
    fields = ("name", "slug")
    empty_values = {"name": None, "slug": None}
