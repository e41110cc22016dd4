from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from blog.models import Post
from blog.signatures import signature
from challenges.models import Challenge
from eig.pages.contents import contents
from eig.pages.models import Page
from eig.seo import alternates
from eig.tags.models import Tag

POSTS_A_PAGE = 12
TAGS_OFFERED = 16


def post_list(request):
    """The posts of the active language, newest first."""
    context = {
        "standing": Page.objects.standing_at("blog"),
        "crumbs": [(_("Blog"), None)],
        "alternates": alternates.of_view(lambda: reverse("blog:list")),
    }
    return _list_of(request, Post.objects.all(), context)


def posts_by_tag(request, slug):
    tag = get_object_or_404(Tag.objects.at(slug))
    posts = Post.objects.tagged(tag)
    context = {
        "tag": tag,
        "crumbs": [(_("Blog"), reverse("blog:list")), (tag.name, None)],
        "alternates": _where_any(posts, tag.get_absolute_url),
    }
    return _list_of(request, posts, context)


def posts_by_year(request, year):
    posts = Post.objects.in_year(year)
    context = {
        "year": year,
        "crumbs": [(_("Blog"), reverse("blog:list")), (str(year), None)],
        "alternates": _where_any(posts, lambda: reverse("blog:year", args=[year])),
    }
    return _list_of(request, posts, context)


def _where_any(posts, path_in):
    """The alternates of a list that exists only in the languages where it shows a post; 404 if not in this one."""
    shown = posts.languages()
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


def post(request, year, month, day, slug):
    posts = Post.objects.published().at(year, month, day, slug).in_order()
    post = get_object_or_404(posts.for_page().with_neighbours())
    related = Challenge.objects.published().filter(posts=post).for_cards().in_order()
    context = {
        "post": post,
        "signature": signature(post),
        "related_challenges": related if post.has_challenges else [],
        "contents": contents(post.body_html),
        "previous": next(iter(post.previous), None),
        "following": next(iter(post.following), None),
        "address": request.build_absolute_uri(post.get_absolute_url()),
        "crumbs": [(_("Blog"), reverse("blog:list")), (post.title, None)],
        "alternates": post.alternates,
    }
    return render(request, "blog/post.html", context)
