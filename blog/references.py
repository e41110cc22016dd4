"""What texts and key figures of the site may refer to in this section."""

from blog.models import Post
from eig.tags.models import Tag


def posts(keys):
    """`{key: path}` of the posts that visitors may read in the active language."""
    return {post.key: post.get_absolute_url() for post in Post.objects.published().filter(key__in=keys)}


def tags(keys):
    """`{key: path}` of the tags whose page shows a post in the active language."""
    found = Tag.objects.filter(posts__in=Post.objects.published(), key__in=keys).distinct()
    return {tag.key: tag.get_absolute_url() for tag in found}


def number_of_posts():
    return Post.objects.published().count()
