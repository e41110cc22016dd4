"""What visitors find of posts."""

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from blog.models import Authorship, Post
from community.models import Person
from eig.languages.fallbacks import line
from eig.search.kinds import Kind, Part, of_field, of_html, of_words
from eig.search.registration import register
from eig.tags.models import Tag, TaggedItem
from eig.tags.search import tagged


def connect():
    register(
        Kind(
            name="post",
            label=_("posts"),
            model=Post,
            visible=Post.objects.published,
            segments=_segments,
            details=lambda post: [date_format(post.dated, "DATE_FORMAT")],
            for_index=lambda posts: posts.prefetch_related("tags", "authors"),
            for_results=lambda posts: posts.in_order(),
            related={
                Authorship: lambda authorship: [authorship.post_id],
                Person: "authors",
                Tag: "tags",
                TaggedItem: tagged(Post),
            },
        )
    )


def _segments(post):
    byline = of_field(post, "byline", Part.LEAD)
    return [
        *of_field(post, "title", Part.NAME),
        *of_field(post, "standfirst", Part.LEAD),
        *(byline or of_words([person.name for person in post.authors.all()], Part.LEAD)),
        *of_words([line(tag, "name") for tag in post.tags.all()], Part.LEAD),
        *of_html(post, "body_html"),
    ]
