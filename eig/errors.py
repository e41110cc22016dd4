"""What a visitor reads when nothing stands at an address."""

from difflib import get_close_matches

from django.conf import settings
from django.shortcuts import render
from django.utils.translation import get_language

from blog.models import Post
from challenges.models import Challenge
from community.models import Person
from eig.languages.columns import column
from eig.pages.models import Page
from eig.text.folding import fold

NEAREST_SHOWN = 3
LONGEST_WORD = 100


def not_found(request, exception):
    """The page for what is not found, with the pages whose address ends most like the one asked for."""
    return render(request, "404.html", {"nearest": _nearest(request.path)}, status=404)


def _nearest(path):
    """`(title, path)` of each, in seven queries at most."""
    if path.startswith((settings.STATIC_URL, settings.MEDIA_URL)):
        return []
    word = fold(path.rstrip("/").rsplit("/", 1)[-1].removesuffix(".html"))[:LONGEST_WORD]
    found = {}
    for items, field in _sources():
        found |= {slug: (items, field) for slug in items.order_by().values_list(field, flat=True) if slug}
    nearest = get_close_matches(word, found, NEAREST_SHOWN)
    return [_title_and_path(*found[slug], slug) for slug in nearest]


def _title_and_path(items, field, slug):
    item = items.filter(**{field: slug}).first()
    title = item.shown_text("title")[0] if "title" in item.translated_texts else str(item)
    return title, item.get_absolute_url()


def _sources():
    """`(items a visitor may read, the field of their address)`."""
    translated = column("slug", get_language())
    return [
        (Person.objects.published(), "slug"),
        (Post.objects.published(), translated),
        (Challenge.objects.published().select_related("cohort"), translated),
        (Page.objects.published().with_own_address(), translated),
    ]
