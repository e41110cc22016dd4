"""What stands in sitemap.xml, section by section."""

from blog.sitemaps import PostSitemap
from challenges.sitemaps import ChallengeSitemap
from community.sitemaps import CohortSitemap, PersonSitemap
from eig.pages.sitemaps import AudienceSitemap, PageSitemap, PlaceSitemap

SITEMAPS = {
    "places": PlaceSitemap,
    "pages": PageSitemap,
    "questions": AudienceSitemap,
    "cohorts": CohortSitemap,
    "challenges": ChallengeSitemap,
    "people": PersonSitemap,
    "posts": PostSitemap,
}
