"""Acts on many items of a list: first a page that says what would happen to each, then one request that does it."""

from dataclasses import dataclass, field

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext, ngettext

from eig.languages.choices import is_id
from eig.languages.columns import codes
from eig.languages.forms import Screen
from eig.languages.translators import languages_of, translates_kind
from eig.notifications.telling import together
from eig.publishing.drafts.desk import Desk, UnfinishedError
from eig.publishing.gate import BlockedError
from eig.publishing.permissions import Right, has_right
from eig.publishing.screens.bulk_acts import ACTS, BulkForm, SkippedError, acts_for
from eig.publishing.states import state_of
from eig.publishing.workflow import OvertakenError, hold

MOST = 500  # items at once: nobody reads a longer page


@dataclass
class Effect:
    """What the act would do to one item: `words` say it, or why it is left alone; `findings` are to be mended first."""

    item: object
    address: str
    chip: tuple
    revision: int
    happens: bool
    words: str
    findings: list = field(default_factory=list)


def bulk_actions():
    """The list's actions: each leads to the page of its effect."""
    return [_action(verb, act) for verb, act in ACTS.items()]


def _action(verb, act):
    def begin(model_admin, request, queryset):
        return model_admin.begin_bulk(request, queryset, verb)

    begin.__name__ = f"bulk_{verb}"
    return admin.action(begin, permissions=[f"bulk_{verb}"], description=act.description)


class BulkScreen:
    """The list of publishable items: its acts upon many of them."""

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_bulk"
        return [path("bulk/<str:verb>/", self.admin_site.admin_view(self.bulk_view), name=name), *super().get_urls()]

    def get_actions(self, request, action_location=admin.ActionLocation.CHANGE_LIST):
        """Without those that make no sense for such items."""
        known = {f"bulk_{act.verb}" for act in acts_for(self.model)}
        found = super().get_actions(request, action_location)
        return {name: action for name, action in found.items() if name in known or not name.startswith("bulk_")}

    # Who may begin; what may be done to each item is asked item by item.

    def has_bulk_publish_permission(self, request):
        return has_right(request.user, Right.PUBLISH, self.model)

    has_bulk_unpublish_permission = has_bulk_publish_permission

    def has_bulk_tag_permission(self, request):
        return has_right(request.user, "change", self.model) or has_right(request.user, "add", self.model)

    has_bulk_untag_permission = has_bulk_review_permission = has_bulk_tag_permission

    def has_bulk_submit_permission(self, request):
        return self.has_bulk_tag_permission(request) or translates_kind(request.user, self.model)

    def begin_bulk(self, request, queryset, verb):
        """The page of the effect on the items chosen in the list."""
        chosen = list(queryset.order_by(*self.get_ordering(request)).values_list("pk", flat=True)[: MOST + 1])
        if len(chosen) > MOST:
            words = gettext("These are too many to look at: choose %(most)d at most, with a filter.")
            messages.warning(request, words % {"most": MOST})
            return None
        return self._bulk_page(request, ACTS[verb], chosen, None, request.GET.urlencode())

    def bulk_view(self, request, verb):
        """Where that page is sent: to show the effect of other answers, or to do it."""
        act = ACTS.get(verb)
        if act is None or act not in acts_for(self.model):
            raise Http404
        if not getattr(self, f"has_bulk_{verb}_permission")(request):
            raise PermissionDenied
        if request.method != "POST":
            return self._back_from_bulk()
        filters = request.POST.get("filters", "")
        chosen = [int(part) for part in request.POST.get("chosen", "").split(",")[:MOST] if is_id(part)]
        if not chosen:
            messages.warning(request, gettext("Choose at least one item first."))
            return self._back_from_bulk(filters)
        form = self._bulk_form(request, act, chosen, request.POST)
        looked_at = {name: request.POST.get(f"shown_{name}", "") for name in act.decisive if name in form.fields}
        asked = {name: request.POST.get(name, "") for name in looked_at}
        if "_do" not in request.POST or looked_at != asked or not form.is_valid():
            return self._bulk_page(request, act, chosen, form, filters)
        self._do_bulk(request, act, form.cleaned_data, _revisions(request.POST.get("revisions", "")))
        return self._back_from_bulk(filters)

    def _back_from_bulk(self, filters=""):
        # Only ever our own list: what came with the form stands after the question mark.
        address = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")
        return HttpResponseRedirect(f"{address}?{filters}".rstrip("?"))

    def _bulk_form(self, request, act, chosen, data=None):
        initial = {"language": self._first_of_bulk(request)}
        return BulkForm(data, act=act, items=self.get_queryset(request).filter(pk__in=chosen), initial=initial)

    def _bulk_page(self, request, act, chosen, form, filters):
        form = form or self._bulk_form(request, act, chosen)
        options = self._bulk_answers(request, act, form)
        effects = self._bulk_effects(request, act, chosen, options) if options is not None else []
        happening = [effect for effect in effects if effect.happens]
        context = {
            **self.admin_site.each_context(request),
            "title": str(act.description).rstrip("…"),
            "opts": self.opts,
            "act": act,
            "form": form,
            "number_chosen": len(chosen),
            "is_known": options is not None,
            "happening": happening,
            "skipped": [effect for effect in effects if not effect.happens],
            "button": act.button(len(happening)),
            "chosen": ",".join(str(pk) for pk in chosen),
            "revisions": ",".join(f"{effect.item.pk}:{effect.revision}" for effect in happening),
            "shown": [(name, form[name].value() or "") for name in act.decisive if name in form.fields],
            "filters": filters,
            "media": self.media,
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/publishing/bulk.html", context)

    def _first_of_bulk(self, request):
        """The language that is chosen at first: who only translates begins with one of their own."""
        is_translator = not self.has_bulk_tag_permission(request)
        return next(iter(languages_of(request.user) if is_translator else ()), codes()[0])

    def _bulk_answers(self, request, act, form):
        """What the effect hangs on, as far as it is known; None while it is not."""
        if not form.is_bound:
            return {"language": self._first_of_bulk(request)} if act.decisive in ((), ("language",)) else None
        form.full_clean()
        if any(name in form.errors for name in act.decisive):
            return None
        return form.cleaned_data

    def _bulk_desk(self, request, item, act, options):
        language = options["language"] if act.in_language else item.source_language
        request.screen = Screen(language, item.source_language)
        return Desk(self, request, item)

    def _bulk_effects(self, request, act, chosen, options):
        """An Effect for each item, in the order of the list."""
        items = self.get_queryset(request).with_editions()
        if hasattr(self.model, "tags"):
            items = items.prefetch_related("tags")
        found = items.in_bulk(chosen)
        return [self._bulk_effect(request, act, found[pk], options) for pk in chosen if pk in found]

    def _bulk_effect(self, request, act, item, options):
        desk = self._bulk_desk(request, item, act, options)
        happens, findings = True, []
        try:
            words = act.effect(desk, options)
        except SkippedError as skipped:
            happens, words, findings = False, skipped.words, skipped.findings
        address, chip = self.screen_address(item, desk.language), state_of(item, desk.language)
        return Effect(item, address, chip, desk.revision, happens, words, list(findings))

    def _do_bulk(self, request, act, options, revisions):
        """Each item in a transaction of its own: one that fails leaves the others done, and is named."""
        items = self.get_queryset(request).with_editions().in_bulk(list(revisions))
        done, left = 0, []
        with together():
            for pk, revision in revisions.items():
                if pk not in items:
                    continue
                reason = self._do_one_of_bulk(request, act, items[pk], options, revision)
                if reason is None:
                    done += 1
                else:
                    left.append((items[pk], reason))
        self._say_bulk_done(request, act, done, left)

    def _do_one_of_bulk(self, request, act, item, options, revision):
        """Do it; the words of what went against it, or None."""
        desk = self._bulk_desk(request, item, act, options)
        try:
            with transaction.atomic():
                hold(item, desk.language, revision)
                act.effect(desk, options)
                act.do(desk, options)
        except OvertakenError:
            return gettext("it changed since you looked")
        except SkippedError as skipped:
            return skipped.words
        except PermissionDenied as refusal:
            return str(refusal) or gettext("you may not")
        except (UnfinishedError, BlockedError, ValidationError):
            return gettext("something is to be mended first, on its own screen")
        except DatabaseError:
            return gettext("it could not be written: try it on its own screen")
        return None

    def _say_bulk_done(self, request, act, done, left):
        if done:
            messages.success(request, act.done % {"count": done})
        if left:
            words = ngettext("%(count)d item is left as it was:", "%(count)d items are left as they were:", len(left))
            lines = [gettext("“%(item)s” (%(reason)s)") % {"item": item, "reason": reason} for item, reason in left]
            messages.warning(request, f"{words % {'count': len(left)}} {' · '.join(lines)}")
        if not done and not left:
            messages.warning(request, gettext("Nothing was to be done."))


def _revisions(text):
    """`{pk: revision}` of what the page said would happen: “12:3,14:0”."""
    pairs = (part.partition(":") for part in text.split(",")[:MOST])
    return {int(pk): revision for pk, _colon, revision in pairs if is_id(pk) and is_id(revision)}
