from modeltranslation.translator import TranslationOptions, register

from challenges import models


@register(models.Challenge)
class ChallengeTranslation(TranslationOptions):
    fields = ("title", "slug", "tagline", "body", "body_html")
    empty_values = {"slug": None}


@register(models.ChallengeFigure)
class ChallengeFigureTranslation(TranslationOptions):
    fields = ("description",)


@register(models.Deliverable)
class DeliverableTranslation(TranslationOptions):
    fields = ("title", "description", "call_to_action")


@register(models.Video)
class VideoTranslation(TranslationOptions):
    fields = ("description",)
