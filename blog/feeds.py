import re

from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from blog.models import Post
from blog.signatures import signature
from eig.pages.models import SiteIdentity
from eig.text.references import resolve

POSTS_IN_THE_FEED = 20
# XML has no word for them; pasted texts do.
CONTROL_CHARACTERS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# The cleaner leaves no comment in a text, and templates escape what they print.
BETWEEN_TEXTS = "<!-- next post -->"
ADDRESSES = re.compile(r'\b(href|src|srcset)="([^"]*)"')


class FullTextFeed(Atom1Feed):
    """Atom with each post's whole text beside its standfirst."""

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        if item["content"]:
            handler.addQuickElement("content", item["content"], {"type": "html"})


class PostFeed(Feed):
    """The latest posts of the active language, each with its whole text."""

    feed_type = FullTextFeed

    def get_object(self, request):
        return request

    def title(self, request):
        return _plain(_("%(service)s – blog") % {"service": SiteIdentity.current().service_name})

    def subtitle(self, request):
        return _("News of the programme, its challenges and its people.")

    def link(self, request):
        return reverse("blog:list")

    def items(self, request):
        posts = list(Post.objects.published().in_order().for_page()[:POSTS_IN_THE_FEED])
        for post, text in zip(posts, _texts(posts, request.build_absolute_uri("/")[:-1]), strict=True):
            post.whole_text = text
            post.feed_id = f"tag:{request.get_host()},{post.date:%Y-%m-%d}:{post.key}/{get_language()}"
        return posts

    def item_title(self, post):
        return _plain(post.title)

    def item_description(self, post):
        return _plain(post.standfirst)

    def item_guid(self, post):
        return post.feed_id

    def item_pubdate(self, post):
        return post.live_since

    def item_updateddate(self, post):
        return max(post.live_since, post.updated_at)

    def item_author_name(self, post):
        return _plain("".join(piece.words for piece in signature(post))) or None

    def item_categories(self, post):
        return [_plain(tag.name) for tag in post.its_tags]

    def item_extra_kwargs(self, post):
        return {"content": post.whole_text}


def _plain(text):
    return CONTROL_CHARACTERS.sub("", text or "")


def _texts(posts, site):
    """The texts of the posts with references resolved and whole addresses, for one query a kind in all."""
    if not posts:
        return []
    resolved = resolve(BETWEEN_TEXTS.join(post.body_html or "" for post in posts))
    return [_with_whole_addresses(_plain(text), site) for text in resolved.split(BETWEEN_TEXTS)]


def _with_whole_addresses(html, site):
    def whole(match):
        parts = [f"{site}{part}" if re.match(r"/(?!/)", part) else part for part in match[2].split(", ")]
        return f'{match[1]}="{", ".join(parts)}"'

    return ADDRESSES.sub(whole, html)
