"""The health of the site: what the last inspection found in what visitors read, and the words of it as it is now."""

from collections import Counter
from dataclasses import dataclass, field

from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Min, Q, Sum
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from eig.back_office.office import Office
from eig.languages.columns import codes
from eig.languages.names import language_name
from eig.publishing.gate import Family, Level, examine, kinds, public_sheets, rule_of, rules
from eig.publishing.inspection import inspect
from eig.publishing.models import Defect, Inspection

LINES_A_PAGE = 50
MOST_AT_ONCE = 5  # of the findings of one level in one item; the rest unfolds
LEVELS = {Level.ERROR: _("to mend"), Level.WARNING: _("to check")}


@dataclass
class Asked:
    """What the address asks for: whatever it says, only what there is."""

    family: str = ""
    rule: str = ""
    level: str = ""
    kind: str = ""
    language: str = ""

    @classmethod
    def by(cls, request, kinds):
        asked = request.GET
        known = {rule.name: rule for rule in rules()}
        rule = known.get(asked.get("rule"))
        return cls(
            family=rule.family.value if rule else _one_of(Family.values, asked.get("family")),
            rule=rule.name if rule else "",
            level=_one_of(LEVELS, asked.get("level")),
            kind=_one_of(kinds, asked.get("kind")),
            language=_one_of(codes(), asked.get("language")),
        )

    def address(self, **changes):
        """The address of the page with some of it changed; what is usual is not said."""
        said = {name: text for name, text in (vars(self) | changes).items() if text}
        return f"?{urlencode(said)}" if said else "?"

    def concerns(self, finding):
        """Whether a finding is among what is asked for."""
        rule = rule_of(finding.code)
        return (
            self.family in {"", rule.family} and self.rule in {"", rule.name} and self.level in {"", str(finding.level)}
        )


def _one_of(known, text):
    return text if text in known else ""


@dataclass
class Numbers:
    """How many defects there are of a family or a rule, and where they are listed."""

    words: str
    address: str
    errors: int = 0
    warnings: int = 0
    chosen: bool = False
    rules: list = field(default_factory=list)

    @property
    def number(self):
        return self.errors + self.warnings


@dataclass
class Faulty:
    """An item in a language in which something is wrong: what, and where each is mended."""

    item: object
    kind: str
    language: str
    address: str
    groups: list


@dataclass
class Group:
    """What is equally grave in an item; each finding with where it is mended."""

    level: str
    number: int
    shown: list
    rest: list


class Seen:
    """The defects of what one member of the team sees: items that are published, and what is public without it."""

    def __init__(self, office):
        self.office, self.admins = office, dict(office.admins)
        for model in kinds():
            model_admin = office.site._registry.get(model)
            if model_admin is not None and model_admin.has_view_or_change_permission(office.request):
                self.admins.setdefault(model, model_admin)
        self.kinds = ContentType.objects.get_for_models(*self.admins) if self.admins else {}

    @property
    def may_inspect(self):
        """Whether the person may have everything looked at again: whoever mends what others wrote."""
        return bool(self.office.models_with("change"))

    def defects(self, asked=None):
        """Those asked for, whatever the rule; the bin apart, and the items of others where they see only their own."""
        own = [model for model in self.office.admins if model not in self.office.whole]
        seen = Q(content_type__in=[kind for model, kind in self.kinds.items() if model not in own])
        for model in own:
            seen |= Q(content_type=self.kinds[model], object_id__in=self.office.items(model).values("pk"))
        for kind_id, ids in self.office.binned.items():
            seen &= ~Q(content_type=kind_id, object_id__in=ids)
        found = Defect.objects.filter(seen)
        if asked is None:
            return found
        if asked.kind:
            wanted = [kind for model, kind in self.kinds.items() if model._meta.label_lower == asked.kind]
            found = found.filter(content_type__in=wanted)
        chosen = {"language": asked.language, "level": asked.level}
        return found.filter(**{name: value for name, value in chosen.items() if value})

    def faulty(self, rows, asked):
        """Of `(id of the kind, id of the item, language)`, those in which something is wrong now, with what it is."""
        models = {kind.pk: model for model, kind in self.kinds.items()}
        at, wanted, found = timezone.now(), {}, {}
        for kind_id, item_id, language in rows:
            wanted.setdefault((kind_id, language), []).append(item_id)
        sheets = []
        for (kind_id, language), ids in wanted.items():
            sheets += public_sheets(models[kind_id], language, ids, at)
        for sheet, findings in examine(sheets).items():
            concerned = [finding for finding in findings if asked.concerns(finding)]
            if concerned:
                found[self.kinds[sheet.model].pk, sheet.item.pk, sheet.language] = self._faulty(sheet, concerned)
        return [found[row] for row in rows if row in found]

    def _faulty(self, sheet, findings):
        return Faulty(
            sheet.item,
            capfirst(sheet.model._meta.verbose_name),
            sheet.language,
            sheet.address(),
            [_group(sheet, level, found) for level in LEVELS if (found := _of_level(findings, level))],
        )


def _of_level(findings, level):
    return [finding for finding in findings if finding.level == level]


def _group(sheet, level, findings):
    lines = [(finding.words, sheet.mending_address(finding)) for finding in findings]
    return Group(str(level), len(lines), lines[:MOST_AT_ONCE], lines[MOST_AT_ONCE:])


def numbers(defects, asked):
    """A `Numbers` a family in which something was found, in order, each with those of its rules; in one query."""
    counted = Counter()
    for rule, level, number in defects.order_by().values_list("rule", "level").annotate(number=Sum("number")):
        counted[rule, level] += number
    families = {}
    for rule in rules():
        errors, warnings = counted[rule.name, Level.ERROR], counted[rule.name, Level.WARNING]
        if not errors + warnings:
            continue
        family = families.get(rule.family)
        if family is None:
            address = asked.address(family=rule.family.value, rule="")
            family = Numbers(rule.family.label, address, chosen=asked.family == rule.family)
            families[rule.family] = family
        family.errors += errors
        family.warnings += warnings
        address = asked.address(family=rule.family.value, rule=rule.name)
        family.rules.append(Numbers(rule.words, address, errors, warnings, asked.rule == rule.name))
    return list(families.values())


def summary(office):
    """What home says of the site's health: the families in which something was found, and when that was."""
    seen = Seen(office)
    if not seen.admins:
        return None
    page = reverse("admin:health")
    families = numbers(seen.defects(), Asked())
    for family in families:
        family.address = f"{page}{family.address}"
    return {"families": families, "inspected": _inspected(), "may_inspect": seen.may_inspect}


def _inspected():
    """When the last inspection was done, in words; "" before the first one."""
    at = Inspection.objects.values_list("done_at", flat=True).first()
    if at is None:
        return ""
    at = timezone.localtime(at)
    if at.date() == timezone.localdate():
        return _("Checked today at %(hour)s") % {"hour": date_format(at, "TIME_FORMAT")}
    return _("Checked on %(instant)s") % {"instant": date_format(at, "DATETIME_FORMAT")}


class HealthScreen:
    """Of the admin site: all that is to be mended in what visitors read, by rule; looked at again when asked."""

    def health(self, request):
        seen = Seen(Office(self, request))
        if request.method == "POST":
            return _inspect_again(request, seen)
        names = {model._meta.label_lower: capfirst(model._meta.verbose_name_plural) for model in seen.admins}
        asked = Asked.by(request, names)
        defects = seen.defects(asked)
        families = numbers(defects, asked)
        pages = Paginator(_items(defects, asked), LINES_A_PAGE)
        page = pages.get_page(request.GET.get("p"))
        rows = [tuple(row[:3]) for row in page.object_list]
        context = {
            **self.each_context(request),
            "title": _("Health"),
            "asked": asked,
            "families": families,
            "family": next((family for family in families if family.chosen), None),
            "advice": Family(asked.family).advice if asked.family else "",
            "page": page,
            "faulty": seen.faulty(rows, asked),
            "inspected": _inspected(),
            "may_inspect": seen.may_inspect,
            "all_address": asked.address(family="", rule=""),
            **_filters(asked, names),
        }
        return TemplateResponse(request, "admin/health.html", context)


def _inspect_again(request, seen):
    if not seen.may_inspect:
        raise PermissionDenied
    inspect()
    messages.success(request, _("All that visitors read is checked."))
    return HttpResponseRedirect(request.get_full_path())


def _items(defects, asked):
    """`(id of the kind, id of the item, language, …)` of those with defects asked for, the gravest first."""
    if asked.family:
        names = [rule.name for rule in rules() if rule.family == asked.family and asked.rule in {"", rule.name}]
        defects = defects.filter(rule__in=names)
    rows = defects.order_by().values_list("content_type", "object_id", "language")
    # “error” comes before “warning”, by luck of the alphabet.
    ordered = rows.annotate(gravest=Min("level"), total=Sum("number"))
    return ordered.order_by("gravest", "-total", "content_type", "object_id", "language")


def _filters(asked, names):
    languages = {code: capfirst(language_name(code)) for code in codes()}
    return {
        "selects": [
            ("level", _("Level"), _choices(asked.level, _("All levels"), LEVELS)),
            ("kind", _("Kind"), _choices(asked.kind, _("All kinds"), names)),
            ("language", _("Language"), _choices(asked.language, _("All languages"), languages)),
        ],
        "has_filters": bool(asked.level or asked.kind or asked.language),
    }


def _choices(chosen, for_all, words):
    return [("", for_all, not chosen), *((str(key), capfirst(said), key == chosen) for key, said in words.items())]
