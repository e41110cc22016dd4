"""What posts are put together by: tags, years, authors – and in which languages each has a page of its own."""

from django.db.models import Exists, OuterRef, Q

from blog.models import Post
from challenges.models import Challenge
from community.models import Person
from eig.languages.columns import codes
from eig.tags.models import Tag


def tags():
    """Every tag, with `shown_in_CODE`: whether its page there shows a post or, as all languages do, a challenge."""
    challenges = Exists(Challenge.objects.published().filter(tags=OuterRef("pk")))
    return Tag.objects.annotate(
        **{
            f"shown_in_{code}": Exists(Post.objects.published(code).filter(tags=OuterRef("pk"))) | Q(challenges)
            for code in codes()
        }
    )


def authors():
    """The people who have a page, with `shown_in_CODE`: whether they wrote a post that is live there."""
    return Person.objects.published().annotate(
        **{f"shown_in_{code}": Exists(Post.objects.published(code).filter(authors=OuterRef("pk"))) for code in codes()}
    )


def years():
    """`{year: codes of the languages in which a post is dated so}`, the latest first."""
    found = {}
    for code in codes():
        for year in Post.objects.published(code).years():
            found.setdefault(year, []).append(code)
    return dict(sorted(found.items(), reverse=True))


def languages_of(item):
    """Codes of the languages in which a tag or an author of those above has a page."""
    return [code for code in codes() if getattr(item, f"shown_in_{code}")]
