from modeltranslation.translator import TranslationOptions, register

from eig.pages import models


@register(models.Page)
class PageTranslation(TranslationOptions):
    fields = ("title", "slug", "standfirst", "body", "body_html")
    empty_values = {"slug": None}


@register(models.Audience)
class AudienceTranslation(TranslationOptions):
    fields = ("name", "slug")
    empty_values = {"slug": None}


@register(models.FAQEntry)
class FAQEntryTranslation(TranslationOptions):
    fields = ("question", "answer", "answer_html")


@register(models.Document)
class DocumentTranslation(TranslationOptions):
    fields = ("title", "description")


@register(models.Testimonial)
class TestimonialTranslation(TranslationOptions):
    fields = ("quote", "role")


@register(models.PressRelease)
class PressReleaseTranslation(TranslationOptions):
    fields = ("title",)


@register(models.ProgrammeStep)
class ProgrammeStepTranslation(TranslationOptions):
    fields = ("title", "text")


@register(models.ProgrammeFigure)
class ProgrammeFigureTranslation(TranslationOptions):
    fields = ("label",)


@register(models.MenuItem)
class MenuItemTranslation(TranslationOptions):
    fields = ("label",)


@register(models.SiteIdentity)
class SiteIdentityTranslation(TranslationOptions):
    fields = (
        "service_name",
        "tagline",
        "operator",
        "footer_text",
        "publication_director",
        "dpo",
        "press_name",
        "boilerplate",
        "audited_pages",
        "audit_environment",
        "audit_tools",
        "gaps",
        "exemptions",
        "outside_scope",
    )
