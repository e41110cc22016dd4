"""Where things are in the back office: its desks, and its sections in the order staff think."""

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

# What concerns all kinds of items, before the sections: the name of an address, and its words.
DESKS = (
    ("admin:index", _("Home")),
    ("admin:calendar", _("Calendar")),
    ("admin:notices", _("Notices")),
    ("admin:languages", _("Translations")),
    ("admin:health", _("Health")),
)
# What is at the end: the same for everybody.
ENDS = (
    ("admin:bin", _("Bin")),
    ("guide", _("Guide")),
)
# Sections, whatever application a model lives in.
SECTIONS = (
    ("posts", _("Posts"), ("blog.Post", "tags.Tag")),
    ("challenges", _("Challenges"), ("challenges.Challenge", "community.Administration", "community.Skill")),
    ("people", _("People"), ("community.Person", "community.EIG", "community.Mentor")),
    ("cohorts", _("Cohorts and calls"), ("community.Cohort", "community.Call")),
    (
        "pages",
        _("Pages"),
        (
            "pages.Page",
            "pages.FAQEntry",
            "pages.Audience",
            "pages.Document",
            "pages.Testimonial",
            "pages.PressRelease",
            "pages.PressPicture",
        ),
    ),
    ("messages", _("Messages"), ("contact.Message", "contact.Subject")),
    ("images", _("Images"), ("images.Image",)),
    ("languages", _("Languages"), ("languages.Term",)),
    (
        "settings",
        _("Settings"),
        (
            "pages.SiteIdentity",
            "pages.MenuItem",
            "pages.ProgrammeStep",
            "pages.ProgrammeFigure",
            "seo.Redirect",
            "search.Miss",
            "accounts.User",
            "auth.Group",
            "notifications.OutgoingMail",
        ),
    ),
)
# What staff begin most often: the model, the screen, and the words.
QUICK_STARTS = (
    ("blog.Post", "add", _("Write a post")),
    ("challenges.Challenge", "add", _("Add a challenge")),
    ("community.Person", "add", _("Add a person")),
    ("images.Image", "upload", _("Add images")),
    ("community.Cohort", "next", _("Start the next cohort")),
)


def found(path, places):
    """`(words, address, whether the page at `path` is it)` of the places there are."""
    lines = []
    for name, words in places:
        try:
            address = reverse(name)
        except NoReverseMatch:
            continue
        here = path == address if name == "admin:index" else path.startswith(address)
        lines.append((words, address, here))
    return lines
