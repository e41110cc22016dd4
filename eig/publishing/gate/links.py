"""Links inside the site: that what they name is there, and that readers of the language may read it then."""

import re
from collections import defaultdict

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from eig.languages.names import language_name
from eig.publishing.gate.findings import Finding, Level
from eig.publishing.gate.rules import Family
from eig.publishing.gate.sheets import screen_address
from eig.publishing.gate.texts import quoted
from eig.publishing.models import Publishable
from eig.text.markdown import SCHEMES
from eig.text.references import link_models, paths

RULES = {
    Family.LINKS: {
        "link-dead": gettext_lazy("links to what is gone"),
        "link-unpublished": gettext_lazy("links to what is not published"),
        "link-unknown": gettext_lazy("links that lead nowhere"),
    }
}
KEY = re.compile(r"[a-z0-9][a-z0-9._-]{0,149}")


def references(sheets):
    """Links to items that are gone, in the bin, or not to be read in the language of the text."""
    named = list(_named(sheets))
    wanted = defaultdict(set)
    for sheet, _name, _link, kind, key in named:
        # What has an edition is read once, whatever the languages and instants it is asked for.
        wanted[kind, "" if _is_published(kind) else sheet.language].add(key)
    found = {asked: _targets(*asked, keys) for asked, keys in wanted.items()}
    for sheet, name, link, kind, key in named:
        item = found[kind, "" if _is_published(kind) else sheet.language].get(key)
        if item is not None and (item == sheet.item or not _is_published(kind) or _is_read(item, sheet)):
            continue
        code, words, address = _said(sheet, link, item)
        field = sheet.input(name)
        yield sheet, Finding(code, Level.ERROR, words, field, address, place=f"{name}:{kind}:{key}")


def _named(sheets):
    for sheet in sheets:
        for name, found in sheet.outlines.items():
            for link in found.links:
                kind, colon, rest = link.href.partition(":")
                if colon and kind not in SCHEMES:
                    yield sheet, name, link, kind, rest.partition("#")[0]


def _is_published(kind):
    model = link_models().get(kind)
    return model is not None and issubclass(model, Publishable)


def _targets(kind, language, keys):
    """`{key: item}` of those of that kind there are, or `{key: path}` for what has no edition; in one query."""
    keys = {key for key in keys if KEY.fullmatch(key)}  # what no item is called is not looked for
    if not _is_published(kind):
        with override(language):
            return {key: path for key, path in paths(kind, keys).items() if path}
    items = link_models()[kind]._base_manager.filter(key__in=keys).prefetch_related("editions")
    return {item.key: item for item in items}


def _is_read(item, sheet):
    """Whether readers of the sheet may read that item too."""
    return item.binned_at is None and sheet.language in item.languages_shown(sheet.at)


def _said(sheet, link, item):
    """`(code, words, where to mend it)` of a link to what readers cannot read."""
    details = {"text": quoted(link.text or link.href), "language": language_name(sheet.language)}
    if item is None:
        words = _("The link “%(text)s” leads to something that is not on the site any more: choose another target.")
        return "link-dead", words % details, ""
    details["item"] = item
    if item.binned_at is not None:
        words = _("The link “%(text)s” leads to “%(item)s”, which is in the bin: choose another target.")
        return "link-dead", words % details, ""
    words = _("The link “%(text)s” leads to “%(item)s”, which visitors cannot read in %(language)s: publish it first.")
    return "link-unpublished", words % details, screen_address(item, sheet.language)


def unknown(sheets):
    """Links whose address the site refuses, so that only their words would show."""
    for sheet in sheets:
        for name, found in sheet.outlines.items():
            for link in found.links:
                if not link.href and link.text:
                    words = _("The link “%(text)s” leads nowhere: its address is not one that the site knows.")
                    details = {"text": quoted(link.text)}
                    place = f"{name}:{link.text}"
                    yield sheet, Finding("link-unknown", Level.ERROR, words % details, sheet.input(name), place=place)
