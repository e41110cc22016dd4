"""What the publication gate asks of posts."""

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blog.models import Post
from eig.languages.columns import column
from eig.publishing.gate import Family, Finding, Length, Level, each, register, register_lengths, register_rules
from eig.seo.gate import register_pages


@each
def cover(sheet):
    """A post without a picture: lists and social networks show one."""
    if not sheet.item.cover_id:
        words = _("There is no cover: lists and social networks show one.")
        yield Finding("cover-missing", Level.WARNING, words, "cover")


@each
def date(sheet):
    """A date that is still to come when visitors read the post."""
    if sheet.item.date and sheet.item.date > localdate(sheet.at):
        words = _("The date shown is later than the day it goes out: visitors would read a post from the future.")
        yield Finding("date-to-come", Level.WARNING, words, "date", place=sheet.item.date.isoformat())


def _posts(language, at, places):
    """The places at which readers find a post, in one query."""
    slug = column("slug", language)
    found = Post.objects.published(language, at).filter(**{f"{slug}__in": {place["slug"] for place in places}})
    known = {(day.year, day.month, day.day, name) for day, name in found.order_by().values_list("date", slug)}
    return [place for place in places if (place["year"], place["month"], place["day"], place["slug"]) in known]


def connect():
    register_lengths(
        Post,
        Length("title", 120, 10, gettext_lazy("There is no title: what is the post about?"), Level.ERROR),
        Length("standfirst", 450, 60, gettext_lazy("There is no standfirst: two or three sentences make one read on.")),
        Length("body", 60_000, 0, gettext_lazy("The post has no text yet."), Level.ERROR),
    )
    register_rules(Family.INCOMPLETE, {"cover-missing": gettext_lazy("no picture for lists")})
    register_rules(Family.TEXTS, {"date-to-come": gettext_lazy("dated later than it goes out")})
    register(cover, Post)
    register(date, Post)
    register_pages("blog:post", _posts)
