"""The sections of the site, for its main menu and its site map."""

from django.urls import reverse
from django.utils.translation import gettext as _

from blog.models import Post
from community.models import Cohort, Skill
from eig.languages.columns import columns
from eig.languages.fallbacks import line
from eig.pages.models import Audience, Page
from eig.pages.site_map import Branch


def sections():
    """`(label, path)` of each section, in the order of the main menu."""
    return [
        (_("Programme"), reverse("community:cohorts")),
        (_("Challenges"), reverse("challenges:list")),
        (_("Community"), reverse("community:list")),
        (_("Blog"), reverse("blog:list")),
        (_("Take part"), reverse("community:take_part")),
    ]


def branches():
    """The sections with what stands under them, then the pages of the site."""
    programme, challenges, community, blog, take_part = sections()
    return [
        Branch(*programme, [(line(cohort, "name"), cohort.get_absolute_url()) for cohort in _cohorts()]),
        Branch(*challenges, [(_("Administrations"), reverse("community:administrations"))]),
        Branch(*community, [(line(skill, "name"), skill.get_absolute_url()) for skill in Skill.objects.in_sight()]),
        Branch(*blog, [*_years(), *_tags()]),
        Branch(*take_part),
        Branch(_("Frequent questions"), reverse("pages:faq"), _audiences()),
        Branch(_("Pages"), "", _pages()),
        Branch(
            _("About this site"),
            "",
            [
                (_("Contact"), reverse("pages:contact")),
                (_("Press"), reverse("pages:press")),
                (_("Documents"), reverse("pages:documents")),
                (_("Accessibility"), reverse("pages:accessibility")),
                (_("Legal notice"), reverse("pages:legal")),
                (_("Personal data and cookies"), reverse("pages:privacy")),
                (_("Terms of use"), reverse("pages:terms")),
                (_("Picture credits"), reverse("pages:credits")),
            ],
        ),
    ]


def _cohorts():
    return Cohort.objects.in_sight().newest_first().defer(*columns("introduction"), *columns("introduction_html"))


def _years():
    return [(str(year), reverse("blog:year", args=[year])) for year in Post.objects.published().years()]


def _tags():
    return [(line(tag, "name"), tag.get_absolute_url()) for tag in Post.objects.published().tags()]


def _audiences():
    return [
        (line(audience, "name"), path)
        for audience in Audience.objects.answered()
        if (path := audience.get_absolute_url())
    ]


def _pages():
    pages = Page.objects.published().with_own_address().defer(*columns("body"), *columns("body_html"))
    return [(page.shown_text("title")[0], path) for page in pages if (path := page.get_absolute_url())]
