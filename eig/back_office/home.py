"""Home: what needs the person who looks, then what is planned, then how the site stands."""

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.paginator import Paginator
from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch

from community.models import Call
from eig.back_office import charts
from eig.back_office.blocks import BLOCKS, NEEDS, OUT, PLANNED, STEPS, lines
from eig.back_office.calls import calls_in_sight
from eig.back_office.health import summary
from eig.back_office.office import Office, together
from eig.back_office.standing import owed_by_site, standing, to_answer, to_translate
from eig.publishing.screens.history import changes_of

LINES = 6
READ = 2 * LINES + 1  # an item may come out in several languages at once
LINES_A_PAGE = 50


class HomeScreen:
    """Of the admin site: its home, and a page for the whole of each of its blocks."""

    def index(self, request, extra_context=None):
        office = Office(self, request)
        groups, idle = _blocks_of(office)
        health, stands = summary(office), standing(office)
        waiting = to_translate(office, stands["coverage"] or ())
        messages = to_answer(office)
        home = {
            "quick_starts": [*office.ways_to_translate, *self.quick_starts(request)],
            "groups": groups,
            "idle": idle and not waiting and not (messages and messages[0]) and not (health and health["families"]),
            "to_translate": waiting,
            "to_answer": messages,  # “messages” are Django's own
            "owed": owed_by_site(office),
            "calls": calls_in_sight(self._registry[Call], request),
            "health": health,
            "standing": stands,
            "posts_a_month": charts.posts_a_month(office),
            "recent": self._recent(request),
        }
        return super().index(request, {**home, **(extra_context or {})})

    def work(self, request, block):
        """All that a block of the home begins to list; 404 for those the person has no part in."""
        office, block = Office(self, request), BLOCKS.get(block)
        rows = None if block is None else block.rows(office)
        if rows is None:
            raise Http404
        pages = Paginator(rows, LINES_A_PAGE)
        page = pages.get_page(request.GET.get("p"))
        found = together(office.fill(lines(block, page.object_list), steps=STEPS if block.more == "step" else ()))
        context = {**self.each_context(request), "title": block.title, "work": block, "lines": found, "page": page}
        return TemplateResponse(request, "admin/work.html", context)

    def _recent(self, request):
        """The last changes by anyone to what the user may see, each as `{"entry", "words", "address"}`."""
        seen = [
            model for model, model_admin in self._registry.items() if model_admin.has_view_or_change_permission(request)
        ]
        kinds = ContentType.objects.get_for_models(*seen, for_concrete_models=False).values()
        entries = LogEntry.objects.filter(content_type__in=kinds).select_related("user", "content_type")[:LINES]
        return [
            {"entry": entry, "words": changes_of(entry), "address": "" if entry.is_deletion() else _address(entry)}
            for entry in entries
        ]


def _address(entry):
    try:
        return entry.get_admin_url() or ""
    except NoReverseMatch:
        return ""


def _blocks_of(office):
    """`({group: [{"block", "lines", "more"}, …]}, whether nothing waits)`; the items of all blocks are read at once."""
    shown, everything = {"needs": [], "planned": [], "out": []}, []
    for name, blocks in (("needs", NEEDS), ("planned", PLANNED), ("out", OUT)):
        for block in blocks:
            rows = block.rows(office) if office.admins else None
            if rows is None:
                continue
            found = lines(block, rows[:READ])
            shown[name].append({"block": block, "lines": found})
            everything += found
    known = set(map(id, office.fill(everything, steps=STEPS)))
    for blocks in shown.values():
        for part in blocks:
            found = together([line for line in part["lines"] if id(line) in known])
            part |= {"lines": found[:LINES], "more": len(found) > LINES}
        blocks[:] = [part for part in blocks if part["lines"] or part["block"].nothing]
    return shown, not any(part["lines"] for part in shown["needs"])
