from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from blog.models import Post
from blog.signatures import signature
from blog.structured import posting
from challenges.models import Challenge
from community.models import Person
from eig.pages.contents import contents
from eig.seo.structured import Site
from eig.text.references import references

RELATED_POSTS = 3


def post(request, year, month, day, slug):
    posts = Post.objects.published().at(year, month, day, slug).in_order()
    post = get_object_or_404(posts.for_page().with_neighbours().with_related().with_last_publication())
    related = Challenge.objects.published().filter(posts=post).for_cards().in_order()
    previous, following = next(iter(post.previous), None), next(iter(post.following), None)
    html = post.shown_text("body_html")[0]
    context = {
        "post": post,
        "signature": signature(post),
        "related_challenges": related if post.has_challenges else [],
        "related_people": _people_in(html, post.its_authors),
        "contents": contents(html),
        "related_posts": [other for other in post.related if other not in (previous, following)][:RELATED_POSTS],
        "previous": previous,
        "following": following,
        "address": request.build_absolute_uri(post.get_absolute_url()),
        "crumbs": [(_("Blog"), reverse("blog:list")), (post.shown_text("title")[0], None)],
        "alternates": post.alternates,
        "things": [posting(post, Site(request))],
    }
    return render(request, "blog/post.html", context)


def _people_in(html, authors):
    """The people that a text leads to and who have a page, but those who wrote it."""
    keys = {key for kind, key in references(html) if kind == "person"} - {author.key for author in authors}
    return Person.objects.published().filter(key__in=keys).for_cards().in_order() if keys else []
