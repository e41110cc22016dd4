from challenges.models import Challenge
from eig.languages.columns import columns
from eig.seo.sitemaps import PublishedSitemap


class ChallengeSitemap(PublishedSitemap):
    """Every challenge, in every language: without a translation it is shown in its source language."""

    queryset = Challenge.objects.select_related("cohort").defer(*columns("body"), *columns("body_html"))
    pictures = {"cover": "cover"}
