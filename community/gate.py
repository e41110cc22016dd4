"""What the publication gate asks of people, and of the texts of cohorts and calls."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.models import Call, Cohort, Person
from eig.publishing.gate import (
    Family,
    Finding,
    Length,
    Level,
    register,
    register_content,
    register_lengths,
    register_rules,
)
from eig.publishing.models import ImportedItem
from eig.seo.gate import at_slugs, register_pages

# The kinds under which the importer remembers people.
IMPORTED_AS = ("people", "people only named")


def consent(sheets):
    """People who did not agree to a page with their name: those of the old site are to be asked, in one query."""
    without = [sheet for sheet in sheets if not sheet.item.consent and not sheet.is_translation]
    if not without:
        return
    keys = [sheet.item.key for sheet in without]
    imported = ImportedItem.objects.filter(kind__in=IMPORTED_AS, key__in=keys)
    imported = set(imported.values_list("key", flat=True))
    for sheet in without:
        if sheet.item.key in imported:
            words = _("This person comes from the old site: ask whether they agree to this page, and note it here.")
            yield sheet, Finding("person-consent", Level.WARNING, words, "consent")
        else:
            words = _("Nothing says that this person agrees to a page with name and portrait: ask, and note it here.")
            yield sheet, Finding("person-consent", Level.ERROR, words, "consent")


def connect():
    register_lengths(Person, Length("profile", 80))
    register_rules(Family.INCOMPLETE, {"person-consent": gettext_lazy("people who have not agreed to their page")})
    register(consent, Person)
    register_content(Cohort, lambda language, at: Cohort.objects.in_sight())
    register_content(Call, lambda language, at: Call.objects.announced())
    register_pages(
        "community:person",
        lambda language, at, places: at_slugs(Person.objects.published(language, at), "slug", places),
    )
    register_pages("community:cohort", lambda language, at, places: at_slugs(Cohort.objects.in_sight(), "slug", places))
