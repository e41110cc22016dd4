from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from community.dated import Call  # noqa: F401 - a model like those below, in a module of its own
from community.handles import NAMES, HandleField, bare_handles, handle_address
from community.roles import MENTORS, Role
from community.slugs import free_slug
from eig.images.models import Image
from eig.languages.columns import columns
from eig.publishing.keys import Keyed
from eig.publishing.models import Publishable, PublishableQuerySet
from eig.seo.models import Addressed
from eig.text.models import Foldable, Rendered


class CohortQuerySet(models.QuerySet):
    def newest_first(self):
        return self.order_by("-year", F("start").desc(nulls_last=True), "slug")

    def in_sight(self):
        """Cohorts that visitors may read about: those shown, and those of a challenge or a person who has a page."""
        challenges = self.model._meta.get_field("challenges").related_model._default_manager.published()
        parts = self.model._meta.get_field("participations").related_model._default_manager.all()
        parts = parts.filter(cohort=OuterRef("pk"), person__in=Person.objects.published())
        return self.filter(Q(shown=True) | Exists(challenges.filter(cohort=OuterRef("pk"))) | Exists(parts))

    def for_cards(self):
        """With cover, and how many challenges, administrations and EIGs visitors may read about, in the same query."""
        challenges = self.model._meta.get_field("challenges").related_model._default_manager.published()
        eigs = self.model._meta.get_field("participations").related_model._default_manager.filter(role=Role.EIG)
        return self.select_related("cover").annotate(
            number_of_challenges=_number("pk", challenges),
            number_of_administrations=_number("administrations", challenges),
            number_of_eigs=_number("person", eigs),
        )


def _number(counted, rows):
    """How many distinct values a cohort's rows hold."""
    own = rows.filter(cohort=OuterRef("pk")).order_by().values("cohort")
    return Coalesce(Subquery(own.annotate(number=Count(counted, distinct=True)).values("number")), 0)


class Cohort(Addressed, Rendered, Keyed):
    """A year of the programme: its challenges and the people who took them up."""

    named_by = "name"
    markdown_fields = ("introduction",)

    slug = models.SlugField(_("slug"), max_length=40, unique=True, help_text=_("eig-2, dig…"))
    programme = models.CharField(_("programme"), max_length=30, help_text=_("EIG, DIG…"))
    name = models.CharField(_("name"), max_length=100)
    year = models.PositiveSmallIntegerField(_("year"))
    start = models.DateField(_("start"), null=True, blank=True)
    end = models.DateField(_("end"), null=True, blank=True)
    introduction = models.TextField(_("introduction"), blank=True)
    introduction_html = models.TextField(editable=False, blank=True)
    cover = models.ForeignKey(
        Image, on_delete=models.PROTECT, null=True, blank=True, related_name="cohort_covers", verbose_name=_("cover")
    )
    shown = models.BooleanField(
        _("on the site"),
        default=True,
        help_text=_(
            "Unticked, visitors see neither its page nor its calls; the page alone shows all the same "
            "once one of its challenges is published."
        ),
    )

    objects = CohortQuerySet.as_manager()

    class Meta:
        verbose_name = _("cohort")
        verbose_name_plural = _("cohorts")
        ordering = ["-year", "-start", "slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(start__isnull=True) | Q(end__isnull=True) | Q(end__gt=F("start")),
                name="cohort_dates_in_order",
                violation_error_message=_("A cohort ends after it starts."),
            ),
        ]

    def __str__(self):
        return self.name

    def address_in(self, language):
        with override(language):
            return reverse("community:cohort", args=[self.slug])

    @property
    def is_to_come(self):
        """Whether its first day is still to come, in Paris; a cohort without one says nothing of the sort."""
        return bool(self.start) and timezone.localdate() < self.start

    @property
    def is_under_way(self):
        """Whether today is one of its days, in Paris."""
        return bool(self.start and self.end) and self.start <= timezone.localdate() <= self.end

    @property
    def all_posts(self):
        """Posts related to the cohort or to one of its challenges: they live in a section above this one."""
        return self._meta.get_field("posts").related_model._default_manager.of_cohort(self)


class AdministrationQuerySet(models.QuerySet):
    def in_sight(self):
        """Administrations that visitors may read about: those of a challenge that has a page."""
        return self.filter(Exists(self._proposals()))

    def with_numbers(self):
        """With `number_of_challenges` that visitors may read, in the same query."""
        own = self._proposals().order_by().values("administrations").annotate(number=Count("pk"))
        return self.annotate(number_of_challenges=Coalesce(Subquery(own.values("number")[:1]), 0))

    def _proposals(self):
        challenges = self.model._meta.get_field("challenges").related_model._default_manager.published()
        return challenges.filter(administrations=OuterRef("pk"))


class Administration(Addressed, Foldable, Keyed):
    """A ministry, agency or service that proposes challenges."""

    named_by = "name"
    found_by = ("name", "acronym")

    name = models.CharField(_("name"), max_length=250)
    acronym = models.CharField(_("acronym"), max_length=40, blank=True)
    slug = models.SlugField(
        _("slug"),
        max_length=80,
        unique=True,
        blank=True,
        help_text=_("The same in every language. Left empty, it is made of the acronym, else of the name."),
    )
    website = models.URLField(_("website"), max_length=500, blank=True)

    objects = AdministrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("administration")
        verbose_name_plural = _("administrations")
        ordering = ["sort_key"]
        constraints = [models.UniqueConstraint(fields=["sort_key"], name="administration_name_unique")]

    def __str__(self):
        return self.acronym or self.name

    def save(self, *args, **kwargs):
        if not self.slug:
            others = Administration.objects.exclude(pk=self.pk)
            names = [self.acronym, *self._texts("name")[:1]]
            self.slug = free_slug(names, lambda slug: others.filter(slug=slug).exists())
        super().save(*args, **kwargs)

    def address_in(self, language):
        with override(language):
            return reverse("community:administration", args=[self.slug])


class SkillQuerySet(models.QuerySet):
    def in_sight(self):
        """Skills that visitors may read about: those of a challenge or a person who has a page."""
        challenges = self.model._meta.get_field("challenges").related_model._default_manager.published()
        parts = self.model._meta.get_field("participations").related_model._default_manager.all()
        parts = parts.filter(skill=OuterRef("pk"), person__in=Person.objects.published())
        return self.filter(Exists(challenges.filter(skills=OuterRef("pk"))) | Exists(parts))


class Skill(Addressed, Foldable, Keyed):
    """What an EIG is recruited for: development, data science, design…"""

    named_by = "name"
    found_by = ("name",)

    slug = models.SlugField(_("slug"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=100)

    objects = SkillQuerySet.as_manager()

    class Meta:
        verbose_name = _("skill")
        verbose_name_plural = _("skills")
        ordering = ["sort_key"]

    def __str__(self):
        return self.name

    def address_in(self, language):
        with override(language):
            return reverse("community:skill", args=[self.slug])


class PersonQuerySet(PublishableQuerySet):
    def in_order(self):
        """By name, then by key where names are equal."""
        return self.order_by("sort_key", "key")

    def in_role(self, *roles):
        """People who hold one of the roles somewhere."""
        return self.taking(self._all_participations().filter(role__in=roles))

    def having_part_in(self, **lookups):
        """People with one participation that matches all the lookups at once."""
        return self.taking(self._all_participations().filter(**lookups))

    def taking(self, participations):
        """People with one of the participations."""
        return self.filter(Exists(participations.filter(person=OuterRef("pk"))))

    def participations(self):
        """The parts these people take."""
        return self._all_participations().filter(person__in=self.order_by())

    def for_cards(self):
        """With all that a person's card shows, in two queries: portrait, and roles with the latest first."""
        roles = self._all_participations().by_date().select_related("cohort")
        return self.select_related("portrait").prefetch_related(Prefetch("participations", roles))

    def for_filters(self):
        """With the words that people are found by, and no more."""
        return self.only("name", "source_language", *columns("profile"))

    def _all_participations(self):
        # They live in a section above this one.
        return self.model._meta.get_field("participations").related_model._default_manager.all()


class Person(Addressed, Rendered, Foldable, Publishable):
    """Someone of the programme, with a page while an edition is live; else only a name."""

    shown_in_every_language = True
    translated_texts = ("profile", "bio")
    markdown_fields = ("bio",)
    named_by = "name"
    found_by = ("name", "profile")

    name = models.CharField(_("name"), max_length=150)
    slug = models.SlugField(_("slug"), max_length=150, unique=True)
    profile = models.CharField(
        _("profile"), max_length=200, blank=True, help_text=_("The trade in two words: data scientist, designer…")
    )
    bio = models.TextField(_("biography"), blank=True)
    bio_html = models.TextField(editable=False, blank=True)
    portrait = models.ForeignKey(
        Image, on_delete=models.PROTECT, null=True, blank=True, related_name="portraits", verbose_name=_("portrait")
    )
    website = models.URLField(_("website"), max_length=500, blank=True)
    github = HandleField("GitHub", service="github")
    gitlab = HandleField("GitLab", service="gitlab")
    linkedin = HandleField("LinkedIn", service="linkedin")
    twitter = HandleField("X (Twitter)", service="twitter")
    mastodon = HandleField("Mastodon", service="mastodon")
    consent = models.BooleanField(
        _("consent"), default=False, help_text=_("The person agreed to a page with name and portrait.")
    )
    consent_date = models.DateField(_("date of consent"), null=True, blank=True)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["sort_key", "key"]
        constraints = [
            *bare_handles("person", "github", "gitlab", "linkedin", "twitter", "mastodon"),
            models.CheckConstraint(
                condition=Q(consent_date__isnull=True) | Q(consent=True),
                name="person_consent_date_with_consent",
                violation_error_message=_("A date of consent goes with a consent."),
            ),
        ]

    def __str__(self):
        return self.name

    def address_in(self, language):
        with override(language):
            return reverse("community:person", args=[self.slug])

    @property
    def roles_held(self):
        """`(role, its cohorts)` of each role, the latest first; free of queries after `for_cards()`."""
        held = {}
        for participation in self.participations.all():
            cohorts = held.setdefault(participation.role, (participation.get_role_display(), []))[1]
            if participation.cohort not in cohorts:
                cohorts.append(participation.cohort)
        return list(held.values())

    @property
    def initials(self):
        """Two letters at most, for people without a portrait."""
        words = [word for word in self.name.replace("-", " ").split() if word[0].isalpha()]
        return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()

    @property
    def tint(self):
        """One of four colours behind the initials, always the same for a person."""
        return sum(self.key.encode()) % 4

    @property
    def links(self):
        """`(name of the service, address)` of each profile elsewhere."""
        handles = [(NAMES[service], handle_address(service, getattr(self, service))) for service in NAMES]
        return [(name, address) for name, address in handles if address]


class EIGManager(models.Manager.from_queryset(PersonQuerySet)):
    def get_queryset(self):
        return super().get_queryset().in_role(Role.EIG)


class EIG(Person):
    """People who were or are public interest entrepreneurs."""

    objects = EIGManager()

    class Meta:
        proxy = True
        verbose_name = _("EIG")
        verbose_name_plural = _("EIGs")


class MentorManager(models.Manager.from_queryset(PersonQuerySet)):
    def get_queryset(self):
        return super().get_queryset().in_role(*MENTORS)


class Mentor(Person):
    """People who back a challenge inside their administration."""

    objects = MentorManager()

    class Meta:
        proxy = True
        verbose_name = _("mentor")
        verbose_name_plural = _("mentors")
