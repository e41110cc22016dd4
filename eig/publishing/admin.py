"""Publishing from the admin: the state of each language in lists and forms, and what can be done about it."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, Q
from django.http import HttpResponseRedirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from eig.languages.admin import TranslatedAdmin
from eig.languages.columns import codes, value
from eig.languages.forms import ScreenForm, translated_fields
from eig.languages.names import language_name, quoted
from eig.publishing.models import Edition
from eig.publishing.states import chips, state_of
from eig.publishing.workflow import publish, save_draft, unpublish


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
            actions.append(admin.action(act, permissions=["change"], description=description))
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


class PublishableAdmin(TranslatedAdmin):
    """Lists with the state in each language; forms whose buttons publish, schedule and unpublish the edition shown."""

    form = PublishableForm
    chooses_source_language = True
    view_on_site = False  # the form links to the page in each language
    list_prefetch_related = ("editions",)
    actions = publishing_actions()

    @admin.display(description=_("state"))
    def states(self, item):
        return chips(item)

    def state_in(self, item, code):
        return state_of(item, code)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        item = self.get_object(request, unquote(object_id)) if object_id else None
        code = getattr(request, "screen_language", None) or (item.source_language if item else None)
        if item is not None and request.method == "POST" and "_unpublish" in request.POST:
            # Taking something off the site is urgent: it never waits for a form without errors.
            self._unpublish(request, item, code)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def _unpublish(self, request, item, code):
        if not self.has_change_permission(request, item):
            raise PermissionDenied
        edition = unpublish(item, code, by=request.user)
        words = (
            _("“%(item)s” is no longer scheduled in %(language)s.")
            if edition.state == Edition.State.DRAFT
            else _("“%(item)s” is unpublished in %(language)s: visitors no longer read it.")
        )
        self._say(request, item, code, words, log=gettext("Unpublished in %(language)s."))

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        item, code = form.instance, request.screen.language
        if code == item.source_language or any(value(item, name, code) for name in translated_fields(self.model)):
            save_draft(item, code)
        if "_publish" in request.POST:
            publish(item, code, by=request.user)
            self._say_published(request, item, code)
        elif "_schedule" in request.POST:
            edition = publish(item, code, by=request.user, at=form.cleaned_data["publish_at"])
            instant = date_format(timezone.localtime(edition.published_at), "DATETIME_FORMAT")
            words = _("“%(item)s” will be published in %(language)s on %(instant)s, Paris time.")
            log = gettext("Scheduled in %(language)s for %(instant)s.")
            self._say(request, item, code, words, log=log, instant=instant)

    def _say_published(self, request, item, code):
        item = self.model._base_manager.get(pk=item.pk)
        words = _("“%(item)s” is published in %(language)s.")
        if code not in item.languages_shown():
            words = _(
                "“%(item)s” is published in %(language)s; "
                "visitors will read it once it is published in its source language."
            )
        self._say(request, item, code, words, log=gettext("Published in %(language)s."))

    def _say(self, request, item, code, words, log, **details):
        """A message with a link to the public page where there is one, and a line in the item's history."""
        details = {"item": item, "language": language_name(code), **details}
        message = words % details
        if address := self.public_address(item, code):
            message = format_html('{} <a href="{}">{}</a>', message, address, gettext("See it on the site"))
        messages.success(request, message)
        self.log_change(request, item, log % details)

    def public_address(self, item, code):
        """Where visitors read the item in that language, "" when they cannot."""
        shown = self.model._base_manager.get(pk=item.pk).languages_shown()
        return item.address_in(code) if code in shown and hasattr(item, "address_in") else ""

    def response_add(self, request, obj, post_url_continue=None):
        return self._stay(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        return self._stay(request, obj) or super().response_change(request, obj)

    def _stay(self, request, obj):
        if request.POST.keys() & {"_publish", "_schedule", "_unpublish"}:
            return HttpResponseRedirect(self.screen_address(obj, request.screen.language))
        return None

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None:
            language = request.screen.language
            edition = obj.edition(language)
            context.update(
                edition=edition,
                edition_chip=state_of(obj, language),
                edition_live=bool(edition and edition.is_live()),
                public_addresses=[
                    (capfirst(language_name(code)), address)
                    for code in codes()
                    if (address := self.public_address(obj, code))
                ],
            )
        context["publishing"] = self.has_change_permission(request, obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def publish_chosen(self, request, queryset, code):
        """The list action: what lacks its first words in the language stays as it is, and is named."""
        done, left = 0, []
        for item in queryset.with_editions():
            if not self._is_written(item, code):
                left.append(str(item))
                continue
            edition = item.edition(code)
            if not (edition and edition.is_live()):
                publish(item, code, by=request.user)
                log = gettext("Published in %(language)s.") % {"language": language_name(code)}
                self.log_change(request, item, log)
            done += 1
        self._count(request, ngettext("%(count)d item is published.", "%(count)d items are published.", done), done)
        if left:
            words = gettext("Nothing is written in %(language)s yet for: %(names)s.")
            messages.warning(request, words % {"language": language_name(code), "names": quoted(left)})

    def unpublish_chosen(self, request, queryset, code):
        """The list action: what is neither published nor scheduled in the language stays as it is."""
        done = 0
        for item in queryset.with_editions():
            edition = item.edition(code)
            if edition and (edition.is_live() or edition.is_scheduled):
                unpublish(item, code, by=request.user)
                log = gettext("Unpublished in %(language)s.") % {"language": language_name(code)}
                self.log_change(request, item, log)
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
