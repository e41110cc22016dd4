from urllib.parse import unquote

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from eig.languages.columns import codes, columns
from eig.publishing import replacements
from eig.text.folding import fold


def path_key(path):
    """How an old path is looked up: decoded, without case or accents, query or fragment, with one leading slash."""
    # No database key holds a NUL, and PostgreSQL refuses to look for one.
    bare = unquote(path).replace("\x00", "").split("#")[0].split("?")[0]
    return "/" + fold(bare).lstrip("/")


class RedirectQuerySet(models.QuerySet):
    def for_path(self, path):
        """The redirect that an old address asks for, whatever its letter case, or None."""
        return self.filter(path_key=path_key(path)).first()

    def to(self, item):
        """The redirects that lead to the item."""
        return self.filter(content_type=ContentType.objects.get_for_model(item), object_id=item.pk)

    def leads_back(self, path, old_path):
        """Whether redirects written by hand lead from the path to the old one."""
        passed = set()
        while path and path_key(path) not in passed:
            passed.add(path_key(path))
            redirect = self.for_path(path)
            path = redirect.target_path if redirect else ""
        return path_key(old_path) in passed

    def point(self, path, item, language):
        """Make the old path lead to the item in that language: `(redirect, created)`."""
        target = {
            "path": path,
            "content_type": ContentType.objects.get_for_model(item),
            "object_id": item.pk,
            "language": language,
            "target_path": "",
        }
        return self.update_or_create(path_key=path_key(path), defaults=target)


class Redirect(models.Model):
    """An old address and the item, or the path, that stands there now: one hop, whatever moved in between."""

    path = models.CharField(_("old path"), max_length=500, help_text=_("Begins with a slash: /old/page.html"))
    path_key = models.CharField(max_length=500, unique=True, editable=False)
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    object_id = models.PositiveBigIntegerField(null=True, blank=True)
    item = GenericForeignKey()
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES, blank=True)
    target_path = models.CharField(_("new path"), max_length=500, blank=True)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    objects = RedirectQuerySet.as_manager()

    class Meta:
        verbose_name = _("redirect")
        verbose_name_plural = _("redirects")
        ordering = ["path_key"]
        constraints = [
            models.CheckConstraint(
                condition=Q(target_path="", object_id__isnull=False, content_type__isnull=False)
                | Q(~Q(target_path=""), object_id__isnull=True, content_type__isnull=True),
                name="redirect_to_item_or_path",
            ),
            models.CheckConstraint(
                condition=Q(target_path="") | Q(target_path__startswith="/") & ~Q(target_path__startswith="//"),
                name="redirect_stays_on_the_host",
            ),
        ]

    def __str__(self):
        return self.path

    def save(self, *args, **kwargs):
        self.path_key = path_key(self.path)
        super().save(*args, **kwargs)

    def address(self):
        """Where to go now, or "" when the item is gone or not public in that language."""
        if self.target_path:
            return self.target_path
        if self.item is None:
            return ""
        language = self.language or settings.LANGUAGE_CODE
        with translation.override(language):
            if address := self.item.public_address():
                return address
            other = replacements.in_place_of(self.item, language)
            return replacements.public_address(other, language) if other is not None else ""


class Addressed(models.Model):
    """A model whose rows have a page of their own in each language, and leave a redirect when it moves.

    Concrete models give `address_in(language)`: the page's path in that language, "" when it has none.
    """

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        for name in columns("slug"):
            if getattr(self, name, None) == "":
                setattr(self, name, None)
        before = self._addresses_before()
        super().save(*args, **kwargs)
        self._leave_redirects(before)

    def get_absolute_url(self):
        return self.address_in(translation.get_language())

    def public_address(self):
        """The path in the active language if visitors may read it there, else ""."""
        language = translation.get_language()
        shown = self.languages_shown() if hasattr(self, "languages_shown") else codes()
        return self.address_in(language) if language in shown else ""

    def addresses(self):
        """Path by language code, only for the languages that have one."""
        return {code: path for code in codes() if (path := self.address_in(code))}

    def _addresses_before(self):
        if self.pk is None:
            return {}
        stored = type(self)._base_manager.filter(pk=self.pk).first()
        return stored.addresses() if stored else {}

    def leave_addresses_to(self, other):
        """Before this item goes: its pages and the old addresses that led to it lead to `other`."""
        Redirect.objects.to(self).update(object_id=other.pk, content_type=ContentType.objects.get_for_model(other))
        for language, path in self.addresses().items():
            Redirect.objects.point(path, other, language)

    def _leave_redirects(self, before):
        now = self.addresses()
        for language, path in before.items():
            if language in now and now[language] != path:
                # An address in use again stops redirecting.
                Redirect.objects.filter(path_key=path_key(now[language])).delete()
                Redirect.objects.point(path, self, language)


def lead_on(item):
    """Something takes the item's place: its addresses, once they lead nowhere, ask what that is."""
    if isinstance(item, Addressed):
        for language, path in item.addresses().items():
            Redirect.objects.point(path, item, language)


def keep_address(item):
    """The item is on the site again: its addresses are its own."""
    if isinstance(item, Addressed):
        paths = [path_key(path) for path in item.addresses().values()]
        Redirect.objects.to(item).filter(path_key__in=paths).delete()
