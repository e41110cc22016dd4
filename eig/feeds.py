"""The feed of the whole site: what is new in each section, the latest first."""

from django.urls import reverse

from blog import feeds as blog
from blog.models import Post
from challenges import feeds as challenges
from community import feeds as community
from eig.languages.fallbacks import shown_text
from eig.pages.models import SiteIdentity
from eig.seo.feeds import Followed


def site():
    """The latest posts, challenges and calls."""
    identity = SiteIdentity.current()
    entries = [*blog.entries(Post.objects.all()), *challenges.entries(), *community.entries()]
    return Followed(
        shown_text(identity, "service_name")[0],
        shown_text(identity, "tagline")[0],
        reverse("home"),
        sorted(entries, key=lambda entry: entry.published, reverse=True),
    )
