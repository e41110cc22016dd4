"""Linking to an item of the site from a text: what there is to choose among, and which item an address shows."""

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import FileField, Q
from django.http import JsonResponse
from django.shortcuts import render
from django.urls import Resolver404, path, resolve
from django.utils.text import capfirst
from django.utils.translation import get_language, get_language_from_path, override
from django.views.decorators.cache import never_cache

from eig.languages.choices import is_id
from eig.languages.columns import codes, columns
from eig.languages.names import language_name
from eig.publishing.models import Publishable
from eig.publishing.states import state_of
from eig.text.folding import fold
from eig.text.references import link_models

# Of all kinds together, and of one kind alone.
MOST_OF_EACH = 12
MOST_SHOWN = 30
PER_PAGE = 30
LONGEST_ADDRESS = 2000


@dataclass(frozen=True)
class Target:
    """An item that a text in some language may link to."""

    reference: str
    name: str
    kind: str
    chip: tuple | None
    is_on_the_site: bool
    updated_at: object = None


class LinkViews:
    """The pages of the dialog in which a link is chosen, for the admin site to inherit."""

    def get_urls(self):
        return [
            path("links/", self.admin_view(never_cache(self.link_targets_view)), name="link_targets"),
            path("links/address/", self.admin_view(never_cache(self.link_address_view)), name="link_address"),
            *super().get_urls(),
        ]

    def linkable(self, request):
        """`{kind: ModelAdmin}` of the items that the user may see, and so link to."""
        return {
            kind: self._registry[model]
            for kind, model in link_models().items()
            if model in self._registry and self._registry[model].has_view_or_change_permission(request)
        }

    def link_targets_view(self, request):
        """`?q=` words, `?kind=` one kind, `?page=`; `?reference=` what stands first; `?language=` that of the text."""
        kinds = self.linkable(request)
        targets = Targets(kinds, request)
        query = request.GET.get("q", "").strip()
        asked = request.GET.get("kind")
        page = None
        if asked in kinds:
            page = Paginator(targets.items(asked, query), PER_PAGE).get_page(request.GET.get("page"))
        context = {
            "targets": targets.of_all_kinds(query) if page is None else [targets.target(asked, item) for item in page],
            "chosen": targets.named(request.GET.get("reference", "")),
            "query": query,
            "page": page,
            "may_choose": bool(kinds),
            "language": language_name(targets.language),
        }
        return render(request, "admin/text/link_targets.html", context, status=200 if kinds else 403)

    def link_address_view(self, request):
        """In JSON, the reference and the name of the item that an address of this site shows; {} for any other."""
        address = request.GET.get("address", "")[:LONGEST_ADDRESS].replace("\x00", "")
        targets = Targets(self.linkable(request), request)
        found = targets.shown_at(address)
        if found is None:
            return JsonResponse({})
        kind, item, anchor = found
        target = targets.target(kind, item)
        return JsonResponse({"reference": f"{target.reference}{anchor}", "name": target.name})


class Targets:
    """What a text in the language asked for may link to, among the kinds that the user may see."""

    def __init__(self, kinds, request):
        self.kinds, self.request = kinds, request
        asked = request.GET.get("language")
        self.language = asked if asked in codes() else get_language()

    def target(self, kind, item):
        """The item as a Target."""
        with override(self.language):
            name = str(item)
        chip, on_the_site, updated_at = None, True, None
        if isinstance(item, Publishable):
            code = self.language if self.language in item.live_languages() else item.source_language
            chip = state_of(item, code if item.shown_in_every_language else self.language)
            on_the_site, updated_at = self.language in item.languages_shown(), item.updated_at
        return Target(f"{kind}:{item.key}", name, capfirst(item._meta.verbose_name), chip, on_the_site, updated_at)

    def items(self, kind, query):
        """The items of a kind that match, those at work upon last first."""
        model_admin = self.kinds[kind]
        model = model_admin.model
        items = model._default_manager.all()
        if issubclass(model, Publishable):
            items = items.kept().with_editions().order_by("-updated_at", "-pk")
        else:
            items = items.order_by("-pk")
        related = model_admin.list_select_related
        items = items.select_related(*related) if isinstance(related, (tuple, list)) else items
        return model_admin.get_search_results(self.request, items, query)[0] if query else items

    def of_all_kinds(self, query):
        """The first targets of each kind, together."""
        found = [self.target(kind, item) for kind in self.kinds for item in self.items(kind, query)[:MOST_OF_EACH]]
        dated = sorted((one for one in found if one.updated_at), key=lambda one: one.updated_at, reverse=True)
        found = [*dated, *(one for one in found if not one.updated_at)]
        # What is called like that comes before what only mentions it.
        wanted = fold(query)
        found.sort(key=lambda one: not fold(one.name).startswith(wanted))
        return found[:MOST_SHOWN]

    def named(self, reference):
        """The target of a reference such as `post:KEY#anchor`, or None."""
        kind, _colon, key = reference.replace("\x00", "").partition(":")
        if kind not in self.kinds:
            return None
        item = self.kinds[kind].model._default_manager.filter(key=key.partition("#")[0]).first()
        return self.target(kind, item) if item else None

    def shown_at(self, address):
        """`(kind, item, "#anchor")` of what stands at an address of this site, a screen of the back office included."""
        try:
            parts = urlsplit(address)
        except ValueError:
            return None
        if parts.scheme not in {"http", "https"} or parts.netloc.lower() not in _hosts(self.request):
            return None
        where = unquote(parts.path).replace("\x00", "")
        language = get_language_from_path(where) or settings.LANGUAGE_CODE
        try:
            with override(language):
                match = resolve(where)
        except Resolver404:
            return self._file_at(where)
        if number := match.kwargs.get("object_id"):
            return self._edited_at(match.url_name or "", number)
        if slug := match.kwargs.get("slug"):
            return self._page_at(where, slug, language, f"#{parts.fragment}" if parts.fragment else "")
        return self._file_at(where)

    def _edited_at(self, name, number):
        for kind, model_admin in self.kinds.items():
            opts = model_admin.opts
            if name.startswith(f"{opts.app_label}_{opts.model_name}_") and is_id(number):
                item = model_admin.model._default_manager.filter(pk=number).first()
                return (kind, item, "") if item else None
        return None

    def _page_at(self, where, slug, language, anchor):
        for kind, model_admin in self.kinds.items():
            model = model_admin.model
            if not hasattr(model, "address_in") or not hasattr(model, "slug"):
                continue
            names = columns("slug") if hasattr(model, columns("slug")[0]) else ["slug"]
            written = Q(*[(name, slug) for name in names], _connector=Q.OR)
            for item in model._default_manager.filter(written):
                if item.address_in(language) == where:
                    return kind, item, anchor
        return None

    def _file_at(self, where):
        """The item whose file lies there."""
        if not where.startswith(settings.MEDIA_URL):
            return None
        for kind, model_admin in self.kinds.items():
            for field in model_admin.model._meta.fields:
                if isinstance(field, FileField):
                    named = {field.name: where.removeprefix(settings.MEDIA_URL)}
                    if item := model_admin.model._default_manager.filter(**named).first():
                        return kind, item, ""
        return None


def _hosts(request):
    """Whose addresses are ours: the one asked, and the one the site is known by."""
    public = urlsplit(getattr(settings, "SITE_ADDRESS", "")).netloc
    return {request.get_host().lower(), public.lower()} - {""}
