"""The translation radar: every item that visitors read, language by language, and what is left to translate in it."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from django.core.paginator import Paginator
from django.db.models import Min
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from community.models import Cohort
from eig.back_office.office import long_texts
from eig.back_office.places import SECTIONS
from eig.exchange.screens import languages_for
from eig.languages.choices import is_id
from eig.languages.columns import codes
from eig.languages.names import language_name
from eig.languages.survey import TO_DO, State, fields_of
from eig.publishing.coverage import surveys
from eig.publishing.gate import label
from eig.publishing.models import Edition, Publishable

LINES_A_PAGE = 50
MOST_NAMED = 4  # fields of a cell
ANY_WORK = "todo"
AGES = {
    "month": (_("published less than a month ago"), timedelta(days=31)),
    "year": (_("published less than a year ago"), timedelta(days=366)),
    "older": (_("published over a year ago"), None),
}
# How items of a kind hang on a cohort: what they can be narrowed to.
TO_COHORT = {
    "blog.Post": "cohort",
    "challenges.Challenge": "cohort",
    "community.Call": "cohort",
    "community.Cohort": "pk",
    "community.Person": "participations__cohort",
}


@dataclass
class Asked:
    """What the address asks for: whatever it says, filters that exist."""

    language: str
    kind: str
    state: str
    cohort: int | None
    age: str

    @classmethod
    def by(cls, request, kinds):
        said = request.GET
        state, cohort = said.get("state", ANY_WORK), said.get("cohort", "")
        return cls(
            language=said["to"] if said.get("to") in codes() else "",
            kind=said["kind"] if said.get("kind") in kinds else "",
            state=state if state in {ANY_WORK, "", *map(str, State)} else ANY_WORK,
            cohort=int(cohort) if is_id(cohort) else None,
            age=said["age"] if said.get("age") in AGES else "",
        )

    def address(self, **changes):
        """The address of the radar with some of it changed; what is usual is not said."""
        said = {"to": self.language, "kind": self.kind, "cohort": self.cohort or "", "age": self.age}
        said |= {"state": self.state} | changes
        if said["state"] == ANY_WORK:
            del said["state"]
        kept = {name: value for name, value in said.items() if value or name == "state"}
        return f"?{urlencode(kept)}" if kept else "?"

    def wants(self, cell):
        """Whether a cell is among what is asked for; the source of an item is never."""
        if cell.is_source or cell.state == State.NOTHING:
            return self.state == "" and not cell.is_source
        return cell.state in TO_DO if self.state == ANY_WORK else self.state in {"", cell.state}


@dataclass
class Line:
    """An item of the radar: what it is, when it came out, and how each language stands."""

    model: type
    pk: int
    cells: dict
    since: object = None
    item: object = None
    address: str = ""  # of its screen in the language it was written in
    columns: tuple = ()

    @property
    def kind(self):
        return capfirst(self.model._meta.verbose_name)


class LanguagesScreen:
    """Of the admin site: the translation radar."""

    def languages(self, request):
        admins = self._translated(request)
        kinds = {model._meta.label_lower: model for model in admins}
        asked = Asked.by(request, kinds)
        chosen = [model for model in admins if asked.kind in {"", model._meta.label_lower}]
        chosen = [model for model in chosen if asked.cohort is None or model._meta.label in TO_COHORT]
        found = surveys(chosen, among=lambda model: _among(admins[model], asked))
        since = _since(found)
        every = [
            Line(model, pk, cells, since.get((model, pk)))
            for model, items in found.items()
            for pk, cells in items.items()
        ]
        every = [line for line in every if _is_of_age(line, asked.age)]
        languages = [asked.language] if asked.language else codes()
        shown = [line for line in every if any(asked.wants(line.cells[code]) for code in languages)]
        page = Paginator(_in_order(shown, list(admins)), LINES_A_PAGE).get_page(request.GET.get("p"))
        context = {
            **self.each_context(request),
            "title": _("Translations"),
            "asked": asked,
            "page": page,
            "lines": _filled(page.object_list, admins),
            "languages": [(code, capfirst(language_name(code))) for code in codes()],
            "numbers": _numbers(every, asked),
            "exchange": self._exchange(request, asked),
            **_filters(asked, kinds),
        }
        return TemplateResponse(request, "admin/languages.html", context)

    def _exchange(self, request, asked):
        """`[(words, address)]` of the screens that send what is asked for to a translator, and take it back."""
        if not languages_for(request.user):
            return []
        said = {"to": asked.language, "kind": asked.kind, "cohort": asked.cohort}
        query = urlencode({name: value for name, value in said.items() if value})
        return [
            (_("Send texts to a translator"), f"{reverse('admin:export_translations')}?{query}".rstrip("?")),
            (_("Take translations back"), reverse("admin:import_translations")),
        ]

    def _translated(self, request):
        """`{model: its admin}` of what is translated and the person may see, in the order of the sections."""
        order = [label for _slug, _words, labels in SECTIONS for label in labels]
        found = {
            model: found
            for model, found in self._registry.items()
            if hasattr(found, "to_be_translated")
            and not model._meta.proxy
            and fields_of(model)
            and found.has_view_or_change_permission(request)
        }
        return dict(sorted(found.items(), key=lambda pair: order.index(pair[0]._meta.label)))


def _among(model_admin, asked):
    model, items = model_admin.model, model_admin.to_be_translated()
    if asked.cohort is not None:
        of_cohort = model._base_manager.filter(**{TO_COHORT[model._meta.label]: asked.cohort})
        items = items.filter(pk__in=of_cohort.values("pk"))
    return items


def _since(found):
    """`{(model, id): when it first came out}`, in one query."""
    kinds = {model._meta.concrete_model: model for model in found if issubclass(model, Publishable)}
    if not kinds:
        return {}
    by_name = {(model._meta.app_label, model._meta.model_name): model for model in kinds}
    rows = Edition.objects.live().order_by().values("content_type__app_label", "content_type__model", "object_id")
    rows = rows.annotate(first=Min("published_at")).values_list(
        "content_type__app_label", "content_type__model", "object_id", "first"
    )
    return {(by_name[app, name], pk): first for app, name, pk, first in rows if (app, name) in by_name}


def _is_of_age(line, age):
    if not age:
        return True
    if line.since is None:
        return False
    _words, most = AGES[age]
    since = timezone.now() - (most or AGES["year"][1])
    return line.since < since if most is None else line.since >= since


def _in_order(lines, models):
    """The newest first; what has no date last, kind by kind as staff think of them."""
    rank = {model: place for place, model in enumerate(models)}
    dated = sorted((line for line in lines if line.since), key=lambda line: line.since, reverse=True)
    undated = sorted((line for line in lines if not line.since), key=lambda line: (rank[line.model], line.pk))
    return [*dated, *undated]


def _filled(lines, admins):
    """The lines of a page with their items, one query a kind, and what each cell says."""
    lines = list(lines)
    wanted = {}
    for line in lines:
        wanted.setdefault(line.model, []).append(line.pk)
    items = {}
    for model, keys in wanted.items():
        for item in model._base_manager.filter(pk__in=keys).defer(*long_texts(model)):
            items[model, item.pk] = item
    for line in lines:
        line.item = items.get((line.model, line.pk))
        if line.item is not None:
            model_admin = admins[line.model]
            line.address = model_admin.screen_address(line.item, model_admin.source_of(line.item))
            line.columns = [_column(line, code, model_admin) for code in codes()]
    return [line for line in lines if line.item is not None]


def _column(line, code, model_admin):
    """A cell in words: its state, the fields that call for work, and where it is written."""
    cell = line.cells[code]
    words = []
    for state in TO_DO:
        names = [_named(line.model, place) for place, found in cell.states.items() if found == state]
        if names and cell.state != State.MISSING:
            number = Counter(names)
            names = [name if count == 1 else f"{name} × {count}" for name, count in number.items()]
            words.append((state.words, names[:MOST_NAMED], len(names[MOST_NAMED:])))
    return {
        "name": capfirst(language_name(code)),
        "cell": cell,
        "words": words,
        "address": model_admin.screen_address(line.item, code),
    }


def _named(model, place):
    field, row = place
    return label(row[0] if row else model, field)


def _numbers(lines, asked):
    """`(code, name, [(state, number, address, whether it is asked for)])` of each language translated into."""
    found = []
    for code in codes():
        number = Counter(line.cells[code].state for line in lines if not line.cells[code].is_source)
        states = [
            (state, number[state], asked.address(to=code, state=state), (code, state) == (asked.language, asked.state))
            for state in State
            if state != State.NOTHING and number[state]
        ]
        if states:
            found.append((code, language_name(code), states))
    return found


def _filters(asked, kinds):
    """What one may choose from: `(value, words, whether it is chosen)` by name."""
    states = [(ANY_WORK, _("all that is to be done")), ("", pgettext_lazy("states", "all"))]
    states += [(str(state), state.words) for state in State if state != State.NOTHING]
    cohorts = [(cohort.pk, str(cohort)) for cohort in Cohort.objects.order_by("-year", "pk")]
    choices = {
        "to": (
            _("Language"),
            asked.language,
            [("", pgettext_lazy("languages", "all")), *((code, language_name(code)) for code in codes())],
        ),
        "kind": (
            _("Kind"),
            asked.kind,
            [
                ("", pgettext_lazy("kinds", "all")),
                *((name, model._meta.verbose_name_plural) for name, model in kinds.items()),
            ],
        ),
        "state": (_("State"), asked.state, states),
        "cohort": (_("Cohort"), asked.cohort or "", [("", pgettext_lazy("cohorts", "all")), *cohorts]),
        "age": (
            _("Age"),
            asked.age,
            [("", pgettext_lazy("ages", "all")), *((name, words) for name, (words, _most) in AGES.items())],
        ),
    }
    return {
        "filters": [
            (name, words, [(value, said, str(value) == str(chosen)) for value, said in lines])
            for name, (words, chosen, lines) in choices.items()
        ],
        "is_filtered": bool(asked.language or asked.kind or asked.cohort or asked.age or asked.state != ANY_WORK),
    }
