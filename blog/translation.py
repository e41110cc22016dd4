from modeltranslation.translator import TranslationOptions, register

from blog.models import Post


@register(Post)
class PostTranslation(TranslationOptions):
    fields = ("title", "slug", "standfirst", "body", "body_html", "byline")
    empty_values = {"slug": None}
