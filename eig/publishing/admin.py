"""Publishing from the admin: the state of each language in lists and forms, and what can be done about it."""

from django.contrib import admin, messages
from django.db.models import Exists, Q, prefetch_related_objects
from django.http import HttpResponseRedirect
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from eig.languages.admin import TranslatedAdmin
from eig.languages.columns import codes, value
from eig.languages.forms import ScreenForm, translated_fields
from eig.languages.names import language_name
from eig.languages.survey import fields_of
from eig.publishing.coverage import on_the_site, survey
from eig.publishing.drafts.desk import Desk
from eig.publishing.gate import BlockedError
from eig.publishing.gate.lengths import advices
from eig.publishing.models import Edition
from eig.publishing.permissions import Right, has_right, may_change, may_read, may_write
from eig.publishing.screens.autosave import AutosaveScreen
from eig.publishing.screens.bin import BinScreen
from eig.publishing.screens.bulk import BulkScreen, bulk_actions
from eig.publishing.screens.duplicating import DuplicatingScreen
from eig.publishing.screens.edition import EditionScreen
from eig.publishing.screens.gate import GateScreen
from eig.publishing.screens.history import HistoryScreen
from eig.publishing.screens.links import LinksScreen
from eig.publishing.screens.lists import ListScreen
from eig.publishing.screens.new_items import NewItemScreen
from eig.publishing.screens.plan import PlanFields, posted_plan
from eig.publishing.screens.replacing import ReplacingScreen
from eig.publishing.screens.review_dates import ReviewDatesScreen
from eig.publishing.screens.versions import VersionsScreen
from eig.publishing.states import state_of
from eig.publishing.workflow import edition_of, submit


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


class PublishableForm(PlanFields, ScreenForm):
    """The form of something published: when it is on the site, and what an edition cannot go out without."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, (words, most) in advices(self._meta.model, self.screen.language).items():
            if (field := self.fields.get(name)) is not None and "data-markdown" not in field.widget.attrs:
                field.help_text = f"{field.help_text} {words}".strip()
                field.widget.attrs["data-advised-max"] = most

    @property
    def _goes_out(self):
        return bool({"_publish", "_schedule", "_approve_publish"} & self.data.keys())

    def is_required(self, name):
        """A translation on the site, or on its way there, has at least what the model asks of every item."""
        if super().is_required(name) or not self.screen.is_translation or self.instance.shown_in_every_language:
            return super().is_required(name)
        mandatory = not self._meta.model._meta.get_field(name).blank and name not in self.slugs
        out = self._goes_out or bool(self._edition and self._edition.published_at)
        return mandatory and out

    def taken_words(self, name, slug):
        """What lies in the bin keeps its address, to come back to it."""
        for others in self.holders(name, slug):
            if (binned := others.filter(binned_at__isnull=False).first()) is not None:
                words = gettext("“%(item)s”, in the bin, has this address: change a word, or delete it for good.")
                return words % {"item": binned}
        return super().taken_words(name, slug)

    def kept_slug(self, name):
        """Once published, an address stays until someone writes another."""
        return super().kept_slug(name) if self._edition and self._edition.published_at else None


class PublishableAdmin(
    AutosaveScreen,
    NewItemScreen,
    HistoryScreen,
    LinksScreen,
    ListScreen,
    ReplacingScreen,
    BulkScreen,
    DuplicatingScreen,
    GateScreen,
    ReviewDatesScreen,
    BinScreen,
    EditionScreen,
    VersionsScreen,
    TranslatedAdmin,
):
    """Lists with the state in each language; forms whose buttons publish, schedule and unpublish the edition shown."""

    form = PublishableForm
    chooses_source_language = True
    view_on_site = False  # the form links to the page in each language
    list_prefetch_related = ("editions",)
    actions = bulk_actions()

    def get_object(self, request, object_id, from_field=None):
        item = super().get_object(request, object_id, from_field)
        if item is not None:
            prefetch_related_objects([item], "editions")
        return item

    def has_publish_permission(self, request):
        return has_right(request.user, Right.PUBLISH, self.model)

    def has_view_permission(self, request, obj=None):
        return super().has_view_permission(request, obj) or (obj is not None and may_read(request.user, obj))

    def may_change_whole(self, request, obj=None):
        if obj is None or not hasattr(obj, "editions"):
            return super().may_change_whole(request, obj)
        return may_change(request.user, obj)

    def _translates(self, request, obj):
        screen = getattr(request, "screen", None)
        return obj is not None and screen is not None and may_write(request.user, obj, screen.language)

    def state_in(self, item, code):
        return state_of(item, code)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        item, code = form.instance, request.screen.language
        if code == item.source_language or any(value(item, name, code) for name in translated_fields(self.model)):
            edition_of(item, code)

    def target_languages(self):
        return codes() if fields_of(self.model) else []

    def to_be_translated(self):
        return on_the_site(self.model)

    def cells(self, items, languages):
        return survey(self.model, languages, items)

    def note_translations(self, request, form):
        """The desk does: working drafts and versions carry what their texts were made from."""

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
        plan = self._plan_of(posted_plan(request.POST)) if "_schedule" in request.POST else {}
        try:
            self._say_out(request, obj, desk.publish(**plan, comment=self._comment(request)))
        except BlockedError as blocked:
            words = _("“%(item)s” is kept as a draft. Before it goes out: %(findings)s")
            found = " ".join(str(finding.words) for finding in blocked.findings if finding.blocks)
            messages.error(request, words % {"item": obj, "findings": found})
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
