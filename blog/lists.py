"""The posts of the active language: all of them, and those of a tag, a year or an author."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from blog import shelves
from blog.models import Post
from challenges.lists import theme_value
from challenges.models import Challenge
from community.models import Cohort
from eig.languages.columns import columns
from eig.languages.fallbacks import line
from eig.pages.models import Page
from eig.seo import alternates

POSTS_A_PAGE = 12
TAGS_OFFERED = 16
CHALLENGES_OF_A_TAG = 6


def post_list(request):
    """The posts of the active language, newest first."""
    context = {
        "standing": Page.objects.standing_at("blog"),
        "crumbs": [(_("Blog"), None)],
        "alternates": alternates.of_view(lambda: reverse("blog:list")),
    }
    return _list_of(request, Post.objects.all(), context)


def posts_by_tag(request, slug):
    """A theme: the challenges that carry it, the latest first, then the posts."""
    tag = get_object_or_404(shelves.tags().at(slug))
    challenges = Challenge.objects.published().filter(tags=tag).in_order().for_cards()
    challenges = list(challenges[: CHALLENGES_OF_A_TAG + 1])  # one more says whether there are more
    context = {
        "tag": tag,
        "theme": theme_value(tag),
        "challenges": challenges[:CHALLENGES_OF_A_TAG],
        "has_more_challenges": len(challenges) > CHALLENGES_OF_A_TAG,
        "crumbs": [(_("Blog"), reverse("blog:list")), (line(tag, "name"), None)],
        "alternates": _where_any(shelves.languages_of(tag), tag.get_absolute_url),
    }
    return _list_of(request, Post.objects.tagged(tag), context)


def posts_by_year(request, year):
    """The posts dated that year, with the way to its cohorts."""
    posts = Post.objects.in_year(year)
    context = {
        "year": year,
        "alternates": _where_any(posts.languages(), lambda: reverse("blog:year", args=[year])),
        "cohorts": Cohort.objects.in_sight().filter(year=year).defer(*columns("introduction_html")),
        "crumbs": [(_("Blog"), reverse("blog:list")), (str(year), None)],
    }
    return _list_of(request, posts, context)


def posts_by_author(request, slug):
    """The posts that someone who has a page wrote."""
    author = get_object_or_404(shelves.authors().select_related("portrait"), slug=slug)
    context = {
        "author": author,
        "crumbs": [(_("Blog"), reverse("blog:list")), (author.name, None)],
        "alternates": _where_any(shelves.languages_of(author), lambda: reverse("blog:author", args=[slug])),
    }
    return _list_of(request, Post.objects.filter(authors=author), context)


def _where_any(shown, path_in):
    """The alternates of a list that exists only in the languages where it shows something; 404 if not in this one."""
    if get_language() not in shown:
        raise Http404(_("No post here."))
    return [(code, path) for code, path in alternates.of_view(path_in) if code in shown]


def _list_of(request, posts, context):
    published = Post.objects.published()
    context["page_obj"] = Paginator(posts.published().in_order().for_cards(), POSTS_A_PAGE).get_page(
        request.GET.get("page")
    )
    context["years"] = published.years()
    context["tags"] = published.tags()[:TAGS_OFFERED]
    return render(request, "blog/list.html", context)
