"""What the site map shows of each section."""

from django.urls import reverse
from django.utils.translation import gettext as _

from blog.models import Post
from community.models import Cohort
from eig.languages.columns import columns
from eig.pages.models import Audience, FAQEntry, Page
from eig.pages.site_map import Branch


def branches():
    """The sections of the site, in the order of the main menu, then its pages."""
    return [
        Branch(
            _("Programme"),
            reverse("community:cohorts"),
            [(cohort.name, cohort.get_absolute_url()) for cohort in _cohorts()],
        ),
        Branch(_("Challenges"), reverse("challenges:list")),
        Branch(_("Community"), reverse("community:list")),
        Branch(_("Blog"), reverse("blog:list"), [*_years(), *_tags()]),
        Branch(_("Take part"), reverse("community:take_part")),
        Branch(_("Frequent questions"), reverse("pages:faq"), _audiences()),
        Branch(_("Pages"), "", _pages()),
        Branch(
            _("About this site"),
            "",
            [
                (_("Contact"), reverse("pages:contact")),
                (_("Press"), reverse("pages:press")),
                (_("Accessibility"), reverse("pages:accessibility")),
                (_("Legal notice"), reverse("pages:legal")),
                (_("Personal data and cookies"), reverse("pages:privacy")),
                (_("Picture credits"), reverse("pages:credits")),
            ],
        ),
    ]


def _cohorts():
    return Cohort.objects.newest_first().defer(*columns("introduction"), *columns("introduction_html"))


def _years():
    return [(str(year), reverse("blog:year", args=[year])) for year in Post.objects.published().years()]


def _tags():
    return [(tag.name, tag.get_absolute_url()) for tag in Post.objects.published().tags()]


def _audiences():
    audiences = Audience.objects.filter(entries__in=FAQEntry.objects.published()).distinct()
    return [(audience.name, path) for audience in audiences if (path := audience.get_absolute_url())]


def _pages():
    pages = Page.objects.published().filter(place="").defer(*columns("body"), *columns("body_html"))
    return [(page.title, path) for page in pages if (path := page.get_absolute_url())]
