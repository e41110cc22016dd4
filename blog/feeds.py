"""What the feeds of the blog follow: its posts, and those about a tag."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from blog.models import Post
from blog.signatures import signature
from eig.languages.fallbacks import shown_text
from eig.pages.models import SiteIdentity
from eig.seo.feeds import ENTRIES_IN_A_FEED, Entry, Followed
from eig.tags.models import Tag


def posts():
    """The latest posts of the active language."""
    return Followed(
        _("%(service)s – blog") % {"service": SiteIdentity.current().service_name},
        _("News of the programme, its challenges and its people."),
        reverse("blog:list"),
        entries(Post.objects.all()),
    )


def posts_by_tag(slug):
    """The latest posts about a tag."""
    tag = get_object_or_404(Tag.objects.at(slug))
    name = shown_text(tag, "name")[0]
    return Followed(
        _("%(service)s – posts about “%(tag)s”") % {"service": SiteIdentity.current().service_name, "tag": name},
        _("Posts about “%(tag)s”") % {"tag": name},
        tag.get_absolute_url(),
        entries(Post.objects.tagged(tag)),
    )


def entries(found):
    """The latest of the posts as entries, in one query."""
    latest = found.published().in_order().with_last_publication().for_page()[:ENTRIES_IN_A_FEED]
    return [_entry(post) for post in latest]


def _entry(post):
    return Entry(
        name=f"{post.date:%Y-%m-%d}:{post.key}",
        path=post.get_absolute_url(),
        title=post.shown_text("title")[0],
        summary=post.shown_text("standfirst")[0],
        html=post.shown_text("body_html")[0],
        language=get_language(),
        published=post.live_since,
        updated=post.changed_since or post.live_since,
        author="".join(piece.words for piece in signature(post)),
        categories=tuple(shown_text(tag, "name")[0] for tag in post.its_tags),
    )
