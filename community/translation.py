from modeltranslation.translator import TranslationOptions, register

from community import models


@register(models.Cohort)
class CohortTranslation(TranslationOptions):
    fields = ("name", "introduction", "introduction_html")


@register(models.Administration)
class AdministrationTranslation(TranslationOptions):
    fields = ("name",)


@register(models.Skill)
class SkillTranslation(TranslationOptions):
    fields = ("name",)


@register(models.Call)
class CallTranslation(TranslationOptions):
    fields = (
        "text_before",
        "text_before_html",
        "text_open",
        "text_open_html",
        "text_after",
        "text_after_html",
    )


@register(models.Person)
class PersonTranslation(TranslationOptions):
    fields = ("profile", "bio", "bio_html")


@register(models.EIG)
class EIGTranslation(TranslationOptions):
    pass


@register(models.Mentor)
class MentorTranslation(TranslationOptions):
    pass
