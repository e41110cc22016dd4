from blog.models import Post
from eig.languages.columns import columns
from eig.seo.sitemaps import PublishedSitemap


class PostSitemap(PublishedSitemap):
    """Every post, in the languages where it is live."""

    queryset = Post.objects.defer(*columns("body"), *columns("body_html"))
