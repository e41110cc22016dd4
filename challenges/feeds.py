"""What the feed of the challenges follows."""

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from challenges.models import Challenge
from eig.languages.fallbacks import shown_text
from eig.pages.models import SiteIdentity
from eig.seo.feeds import ENTRIES_IN_A_FEED, Entry, Followed


def challenges():
    """The latest challenges that visitors may read."""
    return Followed(
        _("%(service)s – challenges") % {"service": SiteIdentity.current().service_name},
        _("What administrations proposed, and what teams made of it."),
        reverse("challenges:list"),
        entries(),
    )


def entries():
    """The latest challenges as entries, in one query; one without a translation is dated by its source."""
    published = Challenge.objects.published()
    edition = published.editions_in(OuterRef("shown_language"))
    latest = published.for_cards().annotate(
        shown_since=Subquery(edition.values("published_at")[:1]),
        shown_again_at=Subquery(edition.with_last_publication().values("published_again_at")[:1]),
    )
    return [_entry(challenge) for challenge in latest.order_by("-shown_since", "key")[:ENTRIES_IN_A_FEED]]


def _entry(challenge):
    title, language = challenge.shown_text("title")
    names = [shown_text(one, "name")[0] for one in (challenge.cohort, *challenge.its_skills)]
    return Entry(
        name=f"{challenge.cohort.year}:challenge/{challenge.key}",
        path=challenge.get_absolute_url(),
        title=title,
        summary=challenge.shown_text("tagline")[0],
        html=challenge.shown_text("body_html")[0],
        language=language,
        published=challenge.shown_since,
        updated=max(challenge.shown_since, challenge.shown_again_at or challenge.shown_since),
        author=", ".join(shown_text(one, "name")[0] for one in challenge.its_administrations),
        categories=tuple(names),
    )
