from django.core.exceptions import ValidationError
from django.core.validators import FileExtensionValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from eig.images.models import Image
from eig.languages.columns import (
    codes,
    column,
    never_blank_in_any_language,
    required_in_source_language,
    unique_in_each_language,
)
from eig.languages.names import language_name
from eig.pages import notices, places
from eig.pages.files import check_file, check_language
from eig.pages.identity import SiteIdentity
from eig.pages.press import PressPicture
from eig.pages.programme import ProgrammeFigure, ProgrammeStep, Testimonial
from eig.publishing.keys import Keyed
from eig.publishing.models import Publishable, PublishableQuerySet
from eig.seo.models import Addressed
from eig.text.models import Foldable, Rendered

__all__ = [
    "Audience",
    "Document",
    "FAQEntry",
    "MenuItem",
    "Page",
    "PressPicture",
    "PressRelease",
    "ProgrammeFigure",
    "ProgrammeStep",
    "SiteIdentity",
    "Testimonial",
]


class PageQuerySet(PublishableQuerySet):
    def standing_at(self, place):
        """The published page whose words stand at that place of the site, or None."""
        return self.published().filter(place=place).with_warning().select_related("cover").first()

    def with_own_address(self):
        """Ordinary pages: the words of the others stand at a place of the site."""
        return self.filter(place="")


class Page(Addressed, Rendered, Foldable, Publishable):
    """A page that no section owns, or the words at the head of a section's own page."""

    translated_texts = ("title", "slug", "standfirst", "body")
    found_by = ("title", "standfirst")

    title = models.CharField(_("title"), max_length=250)
    slug = models.SlugField(_("slug"), max_length=120, null=True, blank=True)
    standfirst = models.TextField(
        _("standfirst"), blank=True, help_text=_("One or two sentences: why someone would read on.")
    )
    body = models.TextField(_("text"), blank=True)
    body_html = models.TextField(editable=False, blank=True)
    cover = models.ForeignKey(
        Image, on_delete=models.PROTECT, null=True, blank=True, related_name="page_covers", verbose_name=_("cover")
    )
    place = models.CharField(
        _("place"),
        max_length=20,
        choices=places.choices,
        blank=True,
        help_text=_("Leave empty for an ordinary page at an address of its own."),
    )
    notice = models.CharField(
        _("under the title"),
        max_length=40,
        choices=notices.choices,
        blank=True,
        help_text=_("For a page about a call: whether it is open, and until when. It follows the dates."),
    )

    objects = PageQuerySet.as_manager()

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        ordering = ["sort_key"]
        constraints = [
            *unique_in_each_language("page", "slug"),
            *never_blank_in_any_language("page", "slug"),
            *required_in_source_language("page", "title"),
            models.UniqueConstraint(
                fields=["place"],
                condition=~Q(place=""),
                name="page_one_per_place",
                violation_error_code="unique",
                violation_error_message=_(
                    "Another page stands there already: change that one, or choose another place."
                ),
            ),
            models.CheckConstraint(
                condition=Q(place="") | Q(notice=""),
                name="page_notice_at_an_address_of_its_own",
                violation_error_message=_("What stands under the title is for an ordinary page: leave “place” empty."),
            ),
        ]

    def __str__(self):
        return self.title

    def address_in(self, language):
        with override(language):
            if self.place:
                return places.path_of(self.place)
            slug = getattr(self, column("slug", language))
            return reverse("pages:page", args=[slug]) if slug else ""

    @property
    def fields_out_of_sight(self):
        """The cover of a page whose words stand elsewhere."""
        return ("cover",) if self.place else ()


class AudienceQuerySet(models.QuerySet):
    def answered(self, language=None):
        """Audiences with a question that visitors of the language (the active one by default) may read."""
        return self.filter(self._answered(language))

    def with_languages(self):
        """With the languages in which visitors may read an answer."""
        return self.annotate(**{f"is_answered_{code}": self._answered(code) for code in codes()})

    def _answered(self, language):
        return Exists(FAQEntry.objects.published(language).filter(audience=OuterRef("pk")))


class Audience(Addressed, Keyed):
    """Whom a set of frequent questions is for: candidates, administrations…"""

    name = models.CharField(_("name"), max_length=150)
    slug = models.SlugField(_("slug"), max_length=120, null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = AudienceQuerySet.as_manager()

    class Meta:
        verbose_name = _("audience")
        verbose_name_plural = _("audiences")
        ordering = ["position", "key"]
        constraints = [
            *unique_in_each_language("audience", "slug"),
            *never_blank_in_any_language("audience", "slug"),
        ]

    def __str__(self):
        return self.name

    def address_in(self, language):
        slug = getattr(self, column("slug", language))
        with override(language):
            return reverse("pages:faq_audience", args=[slug]) if slug else ""

    def languages_shown(self):
        """Codes of the languages in which visitors may read an answer; free of queries after `with_languages()`."""
        known = self
        if not hasattr(self, f"is_answered_{codes()[0]}"):
            known = Audience.objects.with_languages().get(pk=self.pk)
        return [code for code in codes() if getattr(known, f"is_answered_{code}")]


class FAQEntry(Rendered, Foldable, Publishable):
    """A frequent question and its answer, with an anchor that links may rely on."""

    translated_texts = ("question", "answer")
    markdown_fields = ("answer",)
    named_by = "question"
    found_by = ("question", "answer")

    audience = models.ForeignKey(Audience, on_delete=models.PROTECT, related_name="entries", verbose_name=_("audience"))
    anchor = models.SlugField(
        _("anchor"), max_length=120, help_text=_("The end of the question's address: /faq/candidates/#anchor")
    )
    question = models.CharField(_("question"), max_length=300)
    answer = models.TextField(_("answer"), blank=True)
    answer_html = models.TextField(editable=False, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = PublishableQuerySet.as_manager()

    class Meta:
        verbose_name = _("frequent question")
        verbose_name_plural = _("frequent questions")
        ordering = ["audience__position", "position", "key"]
        constraints = [
            models.UniqueConstraint(fields=["audience", "anchor"], name="faq_entry_anchor_unique"),
            *required_in_source_language("faq_entry", "question"),
        ]

    def __str__(self):
        return self.question

    def address_in(self, language):
        address = self.audience.address_in(language)
        return f"{address}#{self.anchor}" if address else ""

    def get_absolute_url(self):
        from_audience = self.audience.get_absolute_url()
        return f"{from_audience}#{self.anchor}" if from_audience else ""


class DocumentQuerySet(PublishableQuerySet):
    def latest_first(self):
        """By date, those without one at the end, whatever the database."""
        return self.order_by(F("date").desc(nulls_last=True), "sort_key")


class Document(Foldable, Publishable):
    """A file to read or keep: booklet, report, regulation… Its format and size are shown with its link."""

    class Kind(models.TextChoices):
        BOOKLET = "booklet", _("booklet")
        REPORT = "report", _("report")
        REGULATION = "regulation", _("regulation")
        OTHER = "other", _("document")

    translated_texts = ("title", "description")

    title = models.CharField(_("title"), max_length=250)
    description = models.TextField(_("description"), blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.OTHER)
    file = models.FileField(
        _("file"),
        upload_to="documents/%Y/",
        max_length=300,
        blank=True,
        validators=[FileExtensionValidator(["pdf", "odt", "ods", "odp", "csv", "txt", "zip", "docx", "xlsx", "pptx"])],
    )
    size = models.PositiveIntegerField(_("size in bytes"), null=True, editable=False)
    url = models.URLField(_("address elsewhere"), max_length=500, blank=True)
    language = models.CharField(_("language of the file"), max_length=10, blank=True)
    cover = models.ForeignKey(
        Image, on_delete=models.PROTECT, null=True, blank=True, related_name="document_covers", verbose_name=_("cover")
    )
    date = models.DateField(_("date"), null=True, blank=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["-date", "sort_key"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(file="") | ~Q(url=""),
                name="document_has_file_or_address",
                violation_error_message=_("A document is a file, or an address elsewhere."),
            ),
            *required_in_source_language("document", "title"),
        ]

    def __str__(self):
        return self.title

    def save(self, *args, **kwargs):
        self.size = self.file.size if self.file else None
        super().save(*args, **kwargs)

    def clean(self):
        super().clean()
        check_language(self.language)
        check_file(self.file)

    def get_absolute_url(self):
        return self.file.url if self.file else self.url

    @property
    def file_format(self):
        """The file's format as visitors read it ("PDF"), "" when unknown."""
        name = self.file.name if self.file else self.url.split("?")[0]
        last = name.rsplit("/", 1)[-1]
        return last.rsplit(".", 1)[-1].upper() if "." in last else ""

    @property
    def foreign_language(self):
        """What the file's language is called, where it is known and not that of the page; else ""."""
        try:
            return language_name(self.language) if self.language and self.language != get_language() else ""
        except KeyError:  # no language that anybody knows
            return ""


class PressReleaseQuerySet(models.QuerySet):
    def readable(self):
        """Releases whose day has come and that lead somewhere: to a document on the site, or elsewhere."""
        come = Q(date__isnull=True) | Q(date__lte=timezone.localdate())
        elsewhere = Q(document__isnull=True) & ~Q(url="")
        return self.filter(come, elsewhere | Q(document__in=Document.objects.published()))

    def sent(self):
        """Readable releases that bear a day."""
        return self.readable().exclude(date=None)


class PressRelease(Keyed):
    """A press release: its title, date and where it is read."""

    title = models.CharField(_("title"), max_length=300)
    date = models.DateField(_("date"), null=True, blank=True)
    document = models.ForeignKey(
        Document,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="press_releases",
        verbose_name=_("document"),
    )
    url = models.URLField(_("address elsewhere"), max_length=500, blank=True)

    objects = PressReleaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("press release")
        verbose_name_plural = _("press releases")
        ordering = ["-date", "key"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return self.document.get_absolute_url() if self.document_id else self.url


class MenuItemQuerySet(models.QuerySet):
    def leading_somewhere(self):
        """Entries whose page or audience, where they name one, has something for visitors of the active language."""
        pages = Q(page__isnull=True) | Q(page__in=Page.objects.published())
        return self.filter(pages, Q(audience__isnull=True) | Q(audience__in=Audience.objects.answered()))


class MenuItem(Keyed):
    """An entry of a menu: a page of the site, or an address."""

    class Menu(models.TextChoices):
        MAIN = "main", _("main menu")
        FOOTER = "footer", _("footer")

    menu = models.CharField(_("menu"), max_length=10, choices=Menu, default=Menu.MAIN)
    parent = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="children", verbose_name=_("under")
    )
    label = models.CharField(_("label"), max_length=80)
    page = models.ForeignKey(
        Page, on_delete=models.CASCADE, null=True, blank=True, related_name="menu_items", verbose_name=_("page")
    )
    audience = models.ForeignKey(
        Audience,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="menu_items",
        verbose_name=_("frequent questions"),
    )
    place = models.CharField(_("place of the site"), max_length=20, choices=places.choices, blank=True)
    url = models.CharField(_("address"), max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = MenuItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("menu item")
        verbose_name_plural = _("menu items")
        ordering = ["menu", "position", "key"]
        constraints = [
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("pk")), name="menu_item_not_under_itself"
            ),
        ]

    def __str__(self):
        return self.label

    def clean(self):
        # The constraint speaks of the key, which no form validates.
        if self.parent_id is not None and self.parent_id == self.pk:
            raise ValidationError({"parent": _("An entry does not stand under itself: choose another one, or none.")})
