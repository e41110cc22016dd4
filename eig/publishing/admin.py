"""Publishing from the admin: the state of each language in lists and forms, and what can be done about it."""

from django import forms
from django.contrib import admin, messages
from django.db.models import Exists, Q, prefetch_related_objects
from django.http import HttpResponseRedirect
from django.utils import timezone
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from eig.languages.admin import TranslatedAdmin
from eig.languages.columns import codes, value
from eig.languages.forms import Screen, ScreenForm, translated_fields
from eig.languages.names import language_name, quoted
from eig.publishing.desk import Desk
from eig.publishing.models import Edition, Version
from eig.publishing.permissions import Right, has_right, may_read, may_write
from eig.publishing.screen import EditionScreen
from eig.publishing.states import chips, state_of
from eig.publishing.versions import VersionsScreen
from eig.publishing.workflow import edition_of, keep_version, publish, submit, unpublish


class StateFilter(admin.SimpleListFilter):
    """Items by the state of their edition in one language."""

    language = None

    def lookups(self, request, model_admin):
        return [
            ("published", _("published")),
            ("scheduled", _("scheduled")),
            ("draft", _("draft")),
            ("unpublished", _("unpublished")),
            ("missing", _("to translate")),
        ]

    def queryset(self, request, queryset):
        if self.value() not in {value for value, _label in self.lookup_choices}:
            return queryset
        editions = queryset.editions_in(self.language)
        nothing = ~Exists(editions)
        chosen = {
            "published": Exists(editions.live()),
            "scheduled": Exists(editions.scheduled()),
            # An item without any edition yet is a draft in its source language, and untranslated in the others.
            "draft": Exists(editions.filter(state=Edition.State.DRAFT)) | (nothing & Q(source_language=self.language)),
            "unpublished": Exists(editions.over()),
            "missing": nothing & ~Q(source_language=self.language),
        }
        return queryset.filter(chosen[self.value()])


def state_filters():
    """One filter a language of the site."""
    return [
        type(
            f"StateFilter{code.title()}",
            (StateFilter,),
            {
                "language": code,
                "parameter_name": f"state_{code}",
                "title": format_lazy(_("state in {language}"), language=language_name(code)),
            },
        )
        for code in codes()
    ]


def publishing_actions():
    """Two list actions a language: publish and unpublish."""
    actions = []
    for code in codes():
        for verb, words in (("publish", _("Publish in {language}")), ("unpublish", _("Unpublish in {language}"))):

            def act(model_admin, request, queryset, verb=verb, code=code):
                getattr(model_admin, f"{verb}_chosen")(request, queryset, code)

            act.__name__ = f"{verb}_{code}"
            description = format_lazy(words, language=language_name(code))
            actions.append(admin.action(act, permissions=["publish"], description=description))
    return actions


class PublishableForm(ScreenForm):
    """The form of something published: a plan for later, and what an edition cannot go out without."""

    publish_at = forms.DateTimeField(
        label=_("Date and time of publication"),
        required=False,
        help_text=_("Paris time."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self._edition and self._edition.is_scheduled:
            self.initial["publish_at"] = self._edition.published_at

    @property
    def _edition(self):
        return None if self.instance._state.adding else self.instance.edition(self.screen.language)

    @property
    def _goes_out(self):
        return "_publish" in self.data or "_schedule" in self.data

    def is_required(self, name):
        """A translation on the site, or on its way there, has at least what the model asks of every item."""
        if super().is_required(name) or not self.screen.is_translation or self.instance.shown_in_every_language:
            return super().is_required(name)
        mandatory = not self._meta.model._meta.get_field(name).blank and name not in self.slugs
        out = self._goes_out or bool(self._edition and self._edition.published_at)
        return mandatory and out

    def kept_slug(self, name):
        """Once published, an address stays until someone writes another."""
        return super().kept_slug(name) if self._edition and self._edition.published_at else None

    def clean_publish_at(self):
        instant = self.cleaned_data["publish_at"]
        if "_schedule" in self.data:
            if instant is None:
                raise forms.ValidationError(_("Choose the date and time of publication."))
            if instant <= timezone.now():
                raise forms.ValidationError(_("This instant is past: choose a later one, or publish now."))
        return instant


class PublishableAdmin(EditionScreen, VersionsScreen, TranslatedAdmin):
    """Lists with the state in each language; forms whose buttons publish, schedule and unpublish the edition shown."""

    form = PublishableForm
    chooses_source_language = True
    view_on_site = False  # the form links to the page in each language
    list_prefetch_related = ("editions",)
    actions = publishing_actions()

    def get_object(self, request, object_id, from_field=None):
        item = super().get_object(request, object_id, from_field)
        if item is not None:
            prefetch_related_objects([item], "editions")
        return item

    @admin.display(description=_("state"))
    def states(self, item):
        return chips(item)

    def has_publish_permission(self, request):
        return has_right(request.user, Right.PUBLISH, self.model)

    def has_view_permission(self, request, obj=None):
        return super().has_view_permission(request, obj) or (obj is not None and may_read(request.user, obj))

    def has_change_permission(self, request, obj=None):
        if obj is None or not hasattr(obj, "editions"):
            return super().has_change_permission(request, obj)
        return may_write(request.user, obj)

    def state_in(self, item, code):
        return state_of(item, code)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        item, code = form.instance, request.screen.language
        if code == item.source_language or any(value(item, name, code) for name in translated_fields(self.model)):
            edition_of(item, code)

    def save_model(self, request, obj, form, change):
        if not change:
            obj.created_by = request.user
        super().save_model(request, obj, form, change)

    def response_add(self, request, obj, post_url_continue=None):
        if request.POST.keys() & {"_publish", "_schedule", "_submit"}:
            return self._send_new(request, obj)
        return super().response_add(request, obj, post_url_continue)

    def _send_new(self, request, obj):
        """A new item that goes further at once, through the same door as those that stand there already."""
        desk = Desk(self, request, self.get_object(request, str(obj.pk)))
        if "_submit" in request.POST:
            submit(obj, desk.language, request.user)
            self.say(request, obj, desk.language, _("“%(item)s” is submitted for review in %(language)s."))
            return self._stay(request, obj)
        at = forms.DateTimeField().clean(request.POST["publish_at"]) if "_schedule" in request.POST else None
        edition = publish(obj, desk.language, by=request.user, at=at)
        keep_version(obj, desk.language, desk.live(), Version.Kind.PUBLISHED, request.user)
        self._say_out(request, obj, edition)
        return self._stay(request, obj)

    def _say_published(self, request, item, code):
        item = self.model._base_manager.get(pk=item.pk)
        words = _("“%(item)s” is published in %(language)s.")
        if code not in item.languages_shown():
            words = _(
                "“%(item)s” is published in %(language)s; "
                "visitors will read it once it is published in its source language."
            )
        self.say(request, item, code, words)

    def public_address(self, item, code):
        """Where visitors read the item in that language, "" when they cannot."""
        return self.public_addresses(item).get(code, "")

    def public_addresses(self, item):
        """`{code: address}` of the languages in which visitors read the item, as the database has it now."""
        if not hasattr(item, "address_in"):
            return {}
        item = self.model._base_manager.prefetch_related("editions").get(pk=item.pk)
        return {code: item.address_in(code) for code in item.languages_shown()}

    def _stay(self, request, obj):
        return HttpResponseRedirect(self.screen_address(obj, request.screen.language))

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None:
            language = request.screen.language
            edition = obj.edition(language)
            context.update(
                edition=edition,
                edition_chip=state_of(obj, language),
                edition_live=bool(edition and edition.is_live()),
                edition_out=bool(edition and edition.is_out),
                reasons=Edition.Reason.choices,
                preview_address=self.preview_address(obj, language),
                versions_address=self.versions_address(obj, language),
                public_addresses=[
                    (capfirst(language_name(code)), address)
                    for code, address in self.public_addresses(obj).items()
                    if address
                ],
            )
        context["publishing"] = self.has_publish_permission(request) if obj is None else None
        return super().render_change_form(request, context, add, change, form_url, obj)

    def publish_chosen(self, request, queryset, code):
        """The list action: what lacks its first words in the language, or does not validate, stays and is named."""
        done, left, unfinished = 0, [], []
        for item in queryset.with_editions():
            if not self._is_written(item, code):
                left.append(str(item))
                continue
            edition = item.edition(code)
            stands = edition is not None and edition.is_live() and not edition.has_draft
            if not stands and not self._publish_as_kept(request, item, code):
                unfinished.append(str(item))
                continue
            done += 1
        self._count(request, ngettext("%(count)d item is published.", "%(count)d items are published.", done), done)
        if left:
            words = gettext("Nothing is written in %(language)s yet for: %(names)s.")
            messages.warning(request, words % {"language": language_name(code), "names": quoted(left)})
        if unfinished:
            words = gettext("To be finished first, on its own screen: %(names)s.")
            messages.warning(request, words % {"names": quoted(unfinished)})

    def _publish_as_kept(self, request, item, code):
        """Publish the item with its working draft, if it has one; False when that does not validate."""
        request.screen = Screen(code, self.source_of(item))
        desk = Desk(self, request, item)
        before = desk.live() if desk.is_out else None
        if desk.has_draft:
            bound = desk.bind(desk.draft())
            if not bound.is_valid():
                return False
            item = desk.save(bound)
        publish(item, code, by=request.user)
        self.remember(request, desk, before)
        return True

    def unpublish_chosen(self, request, queryset, code):
        """The list action: what is neither published nor scheduled in the language stays as it is."""
        done = 0
        for item in queryset.with_editions():
            edition = item.edition(code)
            if edition and (edition.is_live() or edition.is_scheduled):
                unpublish(item, code, by=request.user)
                done += 1
        self._count(request, ngettext("%(count)d item is unpublished.", "%(count)d items are unpublished.", done), done)

    def _count(self, request, words, count):
        if count:
            messages.success(request, words % {"count": count})

    def _is_written(self, item, code):
        """Whether the item has, in the language, the text without which its page there would be nothing."""
        if code == item.source_language:
            return True
        names = translated_fields(self.model) - self.slugs.keys()
        if not item.shown_in_every_language:
            names &= {self.model.named_by}
        return any(value(item, name, code) for name in names)
