from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Prefetch, Q, Value, When
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from challenges.rows import Rows
from community.models import Administration, Call, Cohort, Person, Skill
from community.roles import MENTORS, Role, RoleGroup
from community.slugs import slug_of
from eig.images.models import Image
from eig.languages.columns import (
    codes,
    column,
    columns,
    never_blank_in_any_language,
    required_in_source_language,
    unique_in_each_language,
    value,
)
from eig.publishing.keys import Keyed
from eig.publishing.models import Publishable, PublishableQuerySet
from eig.seo.models import Addressed
from eig.tags.models import Tag, TaggedItem
from eig.text.embeds import Played, Provider
from eig.text.models import Foldable, Rendered

OTHER_CHALLENGES = 3
CALL_TEXTS = [name for field in Call.markdown_fields for name in (*columns(field), *columns(f"{field}_html"))]


class ChallengeQuerySet(PublishableQuerySet):
    def in_order(self):
        """Newest cohort first, then by title."""
        return self.order_by(
            "-cohort__year", F("cohort__start").desc(nulls_last=True), "cohort__slug", "sort_key", "key"
        )

    def at(self, cohort, slug):
        """The challenges at that address in the active language; the source's slug serves where it has none."""
        own = column("slug", get_language())
        found = Q(**{own: slug})
        for code in codes():
            found |= Q(**{f"{own}__isnull": True, "source_language": code, column("slug", code): slug})
        return self.filter(found, cohort__slug=cohort)

    def for_cards(self):
        """With all that a challenge card shows, in the same query."""
        return self.select_related("cohort", "cover", "logo").annotate(
            its_administrations=Rows(Administration.objects.filter(challenges=OuterRef("pk"))),
            its_skills=Rows(Skill.objects.filter(challenges=OuterRef("pk"))),
        )

    def for_filters(self):
        """With all that a list of challenges is narrowed by, and no more, in the same query."""
        long = [*columns("introduction"), *columns("introduction_html"), "introduction", "introduction_html"]
        return self.only("source_language", "city", *columns("title"), *columns("tagline")).annotate(
            its_cohorts=Rows(Cohort.objects.filter(challenges=OuterRef("pk")), leave_out=long),
            its_administrations=Rows(Administration.objects.filter(challenges=OuterRef("pk"))),
            its_skills=Rows(Skill.objects.filter(challenges=OuterRef("pk"))),
            its_tags=Rows(_tags()),
        )

    def for_page(self):
        """With all that a challenge's page shows of itself, in the same query."""
        calls = Call.objects.announced().to_come_or_open().for_applications().filter(cohort=OuterRef("cohort"))
        sought = Skill.objects.filter(sought_profiles__challenge=OuterRef("pk"))
        page = self.for_cards().with_warning()
        return page.annotate(
            its_figures=Rows(ChallengeFigure.objects.filter(challenge=OuterRef("pk"))),
            its_deliverables=Rows(Deliverable.objects.filter(challenge=OuterRef("pk"))),
            its_pictures=Rows(Image.objects.filter(deliverables__challenge=OuterRef("pk"))),
            its_tags=Rows(_tags()),
            its_videos=Rows(Video.objects.filter(challenge=OuterRef("pk"), shown=True)),
            its_sought_profiles=Rows(sought.annotate(places=F("sought_profiles__places"))),
            its_calls=Rows(calls, leave_out=CALL_TEXTS),
        )

    def around(self, challenge):
        """`(previous, following, some others)`: those beside it in its cohort, and others worth a look.

        The others are of the same administrations first, then of the cohort, going on from the challenge.
        """
        proposals = Challenge.administrations.through.objects.filter(
            challenge=OuterRef("pk"), administration__in=challenge.its_administrations
        )
        akin = self.annotate(is_of_same_administration=Exists(proposals)).filter(
            Q(cohort=challenge.cohort_id) | Q(is_of_same_administration=True)
        )
        akin = list(akin.for_cards().in_order())
        cohort = [other for other in akin if other.cohort_id == challenge.cohort_id]
        place = cohort.index(challenge)
        before, after = cohort[:place], cohort[place + 1 :]
        relatives = [other for other in akin if other.is_of_same_administration and other != challenge]
        others = [*relatives, *(other for other in after + before if other not in relatives)]
        return before[-1] if before else None, after[0] if after else None, others[:OTHER_CHALLENGES]


def _tags():
    """The tags of each challenge, for a subquery."""
    kind = ContentType.objects.get_for_model(Challenge)
    return Tag.objects.filter(items__content_type=kind, items__object_id=OuterRef("pk"))


class Challenge(Addressed, Rendered, Foldable, Publishable):
    """A problem an administration proposes, and what a team of EIGs made of it in some months."""

    shown_in_every_language = True
    translated_texts = ("title", "slug", "tagline", "body")
    found_by = ("title", "tagline")

    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="challenges", verbose_name=_("cohort"))
    administrations = models.ManyToManyField(
        Administration, related_name="challenges", verbose_name=_("administrations"), blank=True
    )
    title = models.CharField(_("title"), max_length=200)
    slug = models.SlugField(_("slug"), max_length=120, null=True, blank=True)
    tagline = models.CharField(_("tagline"), max_length=300, blank=True)
    body = models.TextField(_("text"), blank=True)
    body_html = models.TextField(editable=False, blank=True)
    city = models.CharField(_("city"), max_length=100, blank=True)
    months = models.PositiveSmallIntegerField(_("duration in months"), null=True, blank=True)
    skills = models.ManyToManyField(Skill, related_name="challenges", verbose_name=_("skills"), blank=True)
    tags = TaggableManager(through=TaggedItem, verbose_name=_("themes"), blank=True, related_name="challenges")
    cover = models.ForeignKey(
        Image, on_delete=models.PROTECT, null=True, blank=True, related_name="challenge_covers", verbose_name=_("cover")
    )
    logo = models.ForeignKey(
        Image, on_delete=models.PROTECT, null=True, blank=True, related_name="challenge_logos", verbose_name=_("logo")
    )
    website = models.URLField(_("website"), max_length=500, blank=True)
    source_code = models.URLField(_("source code"), max_length=500, blank=True)
    successor = models.URLField(
        _("successor service"), max_length=500, blank=True, help_text=_("The service that lives on today.")
    )
    poster_url = models.URLField(_("poster"), max_length=500, blank=True)
    participants = models.ManyToManyField(
        Person, through="Participation", related_name="challenges", verbose_name=_("people"), blank=True
    )

    objects = ChallengeQuerySet.as_manager()

    class Meta:
        verbose_name = _("challenge")
        verbose_name_plural = _("challenges")
        ordering = ["-cohort__year", "-cohort__start", "cohort__slug", "sort_key"]
        constraints = [
            *unique_in_each_language("challenge", "slug", "cohort"),
            *never_blank_in_any_language("challenge", "slug"),
            *required_in_source_language("challenge", "title"),
            *required_in_source_language("challenge", "slug"),
        ]

    def __str__(self):
        return self.title

    @property
    def fields_out_of_sight(self):
        """The logo stands where there is no cover."""
        return ("logo",) if self.cover_id else ()

    def address_in(self, language):
        # Shown in every language: without a slug of its own the source's serves.
        slug = getattr(self, column("slug", language)) or getattr(self, column("slug", self.source_language))
        with override(language):
            return reverse("challenges:challenge", args=[self.cohort.slug, slug]) if slug else ""

    @property
    def city_slug(self):
        """Its city as an address names it, however it is written."""
        return slug_of(self.city)

    def claim_parts(self):
        """Let the parts of `for_page()` know whose they are, as their language follows from it, and their picture."""
        for part in (*self.its_figures, *self.its_deliverables, *self.its_videos):
            part.challenge = self
        for call in self.its_calls:
            call.cohort = self.cohort
        pictures = {picture.pk: picture for picture in self.its_pictures}
        for deliverable in self.its_deliverables:
            deliverable.image = pictures.get(deliverable.image_id)


class ParticipationQuerySet(models.QuerySet):
    def with_people(self):
        """With person and portrait, in the same query; `person_is_public` where the person has a page."""
        public = Person.objects.published().filter(pk=OuterRef("person_id"))
        return self.select_related("person__portrait").annotate(person_is_public=Exists(public))

    def by_date(self):
        """Newest first, as a timeline of roles."""
        return self.order_by("-cohort__year", F("cohort__start").desc(nulls_last=True), "position", "pk")

    def by_name(self):
        return self.order_by("person__sort_key", "person__key", "position", "pk")

    def for_filters(self):
        """`(person, {facet: its value, None where it has none})` of each: what people are narrowed by."""
        parts = self.with_role_group().order_by().values_list("person", "cohort__slug", "role_group", "skill__slug")
        return [(person, {"cohort": cohort, "role": role, "skill": skill}) for person, cohort, role, skill in parts]

    def with_role_group(self):
        """Each with its `role_group`, a value of RoleGroup."""
        mentor = When(role__in=MENTORS, then=Value(RoleGroup.MENTOR.value))
        return self.annotate(role_group=Case(mentor, default=F("role")))

    def with_challenges(self):
        """With cohort and challenge, in two queries; `challenge` is None where visitors may not read it."""
        challenges = Challenge.objects.published().for_cards()
        return self.select_related("cohort", "skill").prefetch_related(Prefetch("challenge", challenges))


class Participation(models.Model):
    """The part someone has in a challenge, or in a cohort as a whole."""

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="participations", verbose_name=_("person")
    )
    role = models.CharField(_("role"), max_length=20, choices=Role, default=Role.EIG)
    challenge = models.ForeignKey(
        Challenge,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="participations",
        verbose_name=_("challenge"),
    )
    cohort = models.ForeignKey(
        Cohort,
        on_delete=models.PROTECT,
        related_name="participations",
        verbose_name=_("cohort"),
        blank=True,
        help_text=_("Follows from the challenge when there is one."),
    )
    skill = models.ForeignKey(
        Skill, on_delete=models.PROTECT, null=True, blank=True, related_name="participations", verbose_name=_("skill")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "role", "challenge"],
                condition=Q(challenge__isnull=False),
                name="participation_once_per_challenge",
                violation_error_message=_("This person already has this role here."),
            ),
            models.UniqueConstraint(
                fields=["person", "role", "cohort"],
                condition=Q(challenge__isnull=True),
                name="participation_once_per_cohort",
                violation_error_message=_("This person already has this role here."),
            ),
        ]

    def __str__(self):
        return f"{self.person} – {self.get_role_display()}"

    def save(self, *args, **kwargs):
        if self.challenge_id:
            self.cohort_id = self.challenge.cohort_id
        super().save(*args, **kwargs)


class ChallengePart(Keyed):
    """What a challenge shows beside its text: its words are public in the language its challenge is shown in."""

    class Meta:
        abstract = True

    def shown_text(self, field):
        """As `Publishable.shown_text`: `(text, code)`."""
        shown = getattr(self.challenge, "shown_language", None) or get_language()
        for code in (shown, self.challenge.source_language):
            if text := value(self, field, code):
                return text, code
        return "", shown


class ChallengeFigure(ChallengePart):
    """A number that shows what a challenge changed: an amount, or before and after."""

    challenge = models.ForeignKey(
        Challenge, on_delete=models.CASCADE, related_name="figures", verbose_name=_("challenge")
    )
    before = models.CharField(_("before"), max_length=40, blank=True)
    amount = models.CharField(_("amount"), max_length=40, blank=True)
    after = models.CharField(_("after"), max_length=40, blank=True)
    description = models.TextField(_("description"), blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("challenge figure")
        verbose_name_plural = _("challenge figures")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(amount="") | (~Q(before="") & ~Q(after="")),
                name="challenge_figure_has_number",
                violation_error_message=_("Give the amount, or both what it was before and what it is now."),
            ),
        ]

    def __str__(self):
        return self.amount or f"{self.before} → {self.after}"


class Deliverable(ChallengePart):
    """Something a challenge produced and that one can look at."""

    challenge = models.ForeignKey(
        Challenge, on_delete=models.CASCADE, related_name="deliverables", verbose_name=_("challenge")
    )
    title = models.CharField(_("title"), max_length=250)
    description = models.TextField(_("description"), blank=True)
    image = models.ForeignKey(
        Image, on_delete=models.PROTECT, null=True, blank=True, related_name="deliverables", verbose_name=_("image")
    )
    url = models.URLField(_("address"), max_length=500, blank=True)
    call_to_action = models.CharField(
        _("words of the link"), max_length=150, blank=True, help_text=_("“Explore the code”, “See the map”…")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("deliverable")
        verbose_name_plural = _("deliverables")
        ordering = ["position", "pk"]

    def __str__(self):
        return self.title


class Video(Played, ChallengePart):
    """A film about a challenge, on a platform elsewhere."""

    class Kind(models.TextChoices):
        INTRODUCTION = "introduction", _("introduction")
        RETROSPECTIVE = "retrospective", _("retrospective")

    challenge = models.ForeignKey(
        Challenge, on_delete=models.CASCADE, related_name="videos", verbose_name=_("challenge")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.INTRODUCTION)
    platform = models.CharField(_("platform"), max_length=20, choices=Provider)
    video_id = models.CharField(_("identifier on the platform"), max_length=100)
    description = models.TextField(_("description"), blank=True)
    shown = models.BooleanField(_("shown"), default=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("video")
        verbose_name_plural = _("videos")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["challenge", "platform", "video_id"],
                name="video_once_per_challenge",
                violation_error_message=_("This challenge has this video already: take one of the two out."),
            ),
        ]

    def __str__(self):
        return self.description or self.video_id


class SoughtProfile(models.Model):
    """A profile a challenge seeks while its cohort's call for applications is open, and how many places."""

    challenge = models.ForeignKey(
        Challenge, on_delete=models.CASCADE, related_name="sought_profiles", verbose_name=_("challenge")
    )
    skill = models.ForeignKey(Skill, on_delete=models.PROTECT, related_name="sought_profiles", verbose_name=_("skill"))
    places = models.PositiveSmallIntegerField(_("places"), default=1)

    class Meta:
        verbose_name = _("profile sought")
        verbose_name_plural = _("profiles sought")
        ordering = ["skill__sort_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["challenge", "skill"],
                name="sought_profile_once_per_skill",
                violation_error_message=_("This skill is sought already: change the number of places there."),
            ),
            models.CheckConstraint(condition=Q(places__gt=0), name="sought_profile_has_places"),
        ]

    def __str__(self):
        return f"{self.skill} × {self.places}"
