"""What texts and key figures of the site may refer to in this section."""

from django.utils.translation import get_language

from blog import shelves
from blog.models import Post


def posts(keys):
    """`{key: path}` of the posts that visitors may read in the active language."""
    return {post.key: post.get_absolute_url() for post in Post.objects.published().filter(key__in=keys)}


def tags(keys):
    """`{key: path}` of the tags whose page shows something in the active language."""
    found = shelves.tags().filter(key__in=keys, **{f"shown_in_{get_language()}": True})
    return {tag.key: tag.get_absolute_url() for tag in found}


def number_of_posts():
    return Post.objects.published().count()
