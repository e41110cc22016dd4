"""Old addresses: every one the tree knows leads to its item in its language, in one hop."""

from urllib.parse import unquote

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from blog.jekyll import FEED
from blog.models import Post
from challenges.models import Challenge
from community.models import Person
from eig.importing.values import digest
from eig.jekyll.addresses import clean_path
from eig.jekyll.names import Names, folded
from eig.languages.columns import codes
from eig.moving.visits import Visitor
from eig.pages.jekyll.press import stored_name
from eig.pages.models import Audience, Document, Page
from eig.pages.places import path_of, routes
from eig.publishing.models import ImportedItem
from eig.seo.models import Redirect, path_key
from eig.tags.models import Tag

KIND = "redirects"
MODELS = {"post": Post, "challenge": Challenge, "person": Person, "page": Page, "faq": Audience, "tag": Tag}


class Targets:
    """Where each old address shall lead: `(path, canonical target)` by the key it is looked up under."""

    def __init__(self, move):
        self.move, self.wanted, self.live = move, {}, set()
        for code in codes():
            with translation.override(code):
                self.live |= {reverse(route) for route in routes().values()}

    def item(self, address, reference, language, source, line=0):
        """Lead an old address, and its other spellings, to the item of a reference."""
        kind, _colon, key = reference.partition(":")
        if kind == "document":
            self.path(address, document_address(address), source, line)
            return
        pk = self.move.writer.keys.pk(MODELS[kind], key)
        if pk is None:
            self.move.report.warn(
                source, line, f"{address} leads to {reference}, which is not here", "redirect-target-gone"
            )
            return
        self._add(address, f"{kind}:{pk}:{language}", source, line)

    def path(self, address, target, source, line=0):
        """Lead an old address to a path of the site."""
        if target.startswith("/"):
            self._add(address, target, source, line)

    def _add(self, address, target, source, line):
        for spelling in spellings(address):
            key = path_key(spelling)
            if spelling in self.live or target == spelling:
                continue
            known = self.wanted.setdefault(key, (spelling, target))
            if known[1] != target and spelling == address:
                message = f"{address} leads to {known[1]} already: not to {target}"
                self.move.report.warn(source, line, message, "same-address")


def spellings(address):
    """The ways servers answered an address: "/a.html", "/a", "/a/"; "/b/index.html", "/b/", "/b"."""
    yield address
    if address.endswith("/index.html"):
        folder = address.removesuffix("index.html")
        yield from (folder, folder.rstrip("/") or "/")
    elif address.endswith(".html"):
        yield from (address.removesuffix(".html"), address.removesuffix(".html") + "/")
    elif address.endswith("/"):
        yield from (address + "index.html", address.rstrip("/") or "/")


def document_address(path):
    """Where the file of a document is read now."""
    return Document._meta.get_field("file").storage.url(stored_name(path.lstrip("/")))


def write_redirects(move, parts, listing):
    """Write the redirects of every document, page number, rule and file, and of a list of addresses beside the tree."""
    targets = Targets(move)
    tree = move.tree
    for address, document in tree.addresses():
        if address == document.address and (reference := move.resolve(address)):
            targets.item(address, reference, document.language, document.source)
    _page_numbers(move, parts, targets)
    _files(move, targets)
    _rules(move, targets)
    if feed := move.resolve(FEED):
        targets.path(FEED, feed, "_config.yml")
    if listing:
        _listed(move, targets, listing)
    _write(move, targets.wanted)


def _page_numbers(move, parts, targets):
    """Old page numbers of an index lead to the same number of ours, which leads to the last one past its end."""
    leaves = {page.source: leaf for leaf in parts.leaves for page in leaf.pages.values()}
    for pagination in move.tree.paginations:
        leaf = leaves.get(pagination.document.source)
        if not leaf or not leaf.place or pagination.document.language not in codes():
            continue
        with translation.override(pagination.document.language):
            first = path_of(leaf.place)
        for number, address in enumerate(pagination.addresses[1:], 2):
            targets.path(address, f"{first}?page={number}", pagination.document.source)


def _files(move, targets):
    for address, reference in move.references.items():
        if reference.startswith("document:"):
            targets.item(address, reference, "", address.lstrip("/"))


def _rules(move, targets):
    """Rules of the tree's own; one whose target is gone was reported when the tree was read."""
    for rule in move.tree.redirects:
        if rule.leaves_site:
            message = f"{rule.old} left the site for {rule.new}: a redirect here stays on the host"
            move.report.warn(rule.source, rule.line, message, "redirect-leaves")
            continue
        document, file = move.tree.document_at(rule.new), move.tree.file_at(rule.new)
        reference = move.resolve(document.address if document else f"/{file}")
        if reference:
            targets.item(rule.old, reference, document.language if document else "", rule.source, rule.line)
        elif document or file:
            message = f"{rule.old} leads to {rule.new}, which has no place here"
            move.report.warn(rule.source, rule.line, message, "redirect-target-gone")


def read_list(path):
    """`(line, address, title)` of each line of a list: an old path and, after a tab, the title of what stood there."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        address, _tab, title = line.partition("\t")
        if address.strip():
            yield number, clean_path(address.strip().partition("?")[0])[0], title.strip()


def _listed(move, targets, listing):
    """Lead the addresses of the list that the tree does not explain to the one item of their title."""
    by_title = _titles()
    for number, address, title in read_list(listing):
        if path_key(address) in targets.wanted or address in targets.live:
            continue
        found = by_title.get(title) if title else None
        if found:
            kind, key, language = found
            targets.item(address, f"{kind}:{key}", language, listing.name, number)
            continue
        near = ", ".join(by_title.nearest(title)) if title else ""
        reason = (
            f"no single item is titled “{title}”; nearest: {near or 'none'}" if title else "the tree does not know it"
        )
        move.report.warn(listing.name, number, f"{address}: {reason}", "address")


def _titles():
    """What each title names: `(kind, key, language)`."""
    pairs = []
    for kind, model, field in (("post", Post, "title"), ("challenge", Challenge, "title"), ("page", Page, "title")):
        for code in codes():
            rows = model._base_manager.values_list(f"{field}_{code}", "key")
            pairs += [(title, (kind, key, code)) for title, key in rows if title]
    pairs += [(name, ("person", key, codes()[0])) for name, key in Person._base_manager.values_list("name", "key")]
    counted = {}
    for title, found in pairs:
        counted.setdefault(folded(title), []).append(found)
    return Names([(title, found) for title, found in pairs if len(counted[folded(title)]) == 1])


def _write(move, wanted):
    """Create, change or keep each redirect, by the same rule as items: what staff changed since stays."""
    writer, report = move.writer, move.report
    standing = {redirect.path_key: redirect for redirect in Redirect.objects.all()}
    memory, _created = ImportedItem.objects.get_or_create(kind=KIND, key="all")
    content_types = {kind: ContentType.objects.get_for_model(model) for kind, model in MODELS.items()}
    kinds = {content_type.pk: kind for kind, content_type in content_types.items()}
    made, digests = [], dict(memory.digests)
    with transaction.atomic():
        for key, (path, target) in sorted(wanted.items()):
            redirect = standing.get(key)
            current = _canonical(redirect, kinds) if redirect else None
            remembered = digests.get(key)
            if current == target:
                outcome = "unchanged"
            elif redirect is None and remembered and not writer.overwrite:
                outcome = "skipped"
                report.warn(path, 0, "the redirect was deleted since the last import: left so", "deleted")
            elif redirect is None:
                outcome = "created"
                made.append(_redirect(Redirect(path_key=key), path, target, content_types))
            elif not writer.overwrite and remembered != digest(current):
                outcome = "kept"
                report.warn(path, 0, f"the redirect was edited here since: it leads to {current}", "kept")
            else:
                outcome = "updated"
                _redirect(redirect, path, target, content_types).save()
            if outcome in ("created", "updated", "unchanged"):
                digests[key] = digest(target)
            report.count(KIND, outcome)
        Redirect.objects.bulk_create(made, batch_size=500)
        if digests != memory.digests:
            memory.digests = digests
            memory.save()


def _canonical(redirect, kinds):
    if redirect.target_path:
        return redirect.target_path
    return f"{kinds.get(redirect.content_type_id, redirect.content_type_id)}:{redirect.object_id}:{redirect.language}"


def _redirect(redirect, path, target, content_types):
    redirect.path = path
    if target.startswith("/"):
        redirect.content_type, redirect.object_id, redirect.language, redirect.target_path = None, None, "", target
    else:
        kind, pk, language = target.split(":")
        redirect.content_type, redirect.object_id = content_types[kind], int(pk)
        redirect.language, redirect.target_path = language, ""
    return redirect


def check(report, listing):
    """Ask for every address of the list; those that do not show their title, or nothing, are named."""
    visitor = Visitor()
    for _number, address, title in read_list(listing):
        status, _html = visitor.visit(address)
        if status != 200 or (title and folded(unquote(title)) not in folded(visitor.heading(address))):
            report.unanswered.append(address)
