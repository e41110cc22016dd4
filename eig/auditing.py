"""All that is published, checked by the rules of the publication gate: what `audit_content` prints."""

import json
from collections import Counter

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eig.publishing.gate import Level, audit

GRAVITY = {Level.WARNING: 1, Level.ERROR: 2}


def entries(language=None, progress=lambda model, language, done: None):
    """Yield a dict of stable keys for each defect of what visitors may read, item by item."""
    for sheet, findings in audit(language, progress=progress):
        for finding in findings:
            yield {
                "kind": sheet.model._meta.label_lower,
                "key": sheet.item.key,
                "language": sheet.language,
                "code": finding.code,
                "level": str(finding.level),
                "words": finding.words,
                "place": finding.place,
                "address": finding.address or sheet.address(),
                "title": str(sheet.item),
                "name": capfirst(sheet.model._meta.verbose_name),
            }


class Tally:
    """How many defects there are by rule and level, and whether one is as grave as what fails."""

    def __init__(self, fail_on):
        self.fail_on, self.rules, self.levels = Level(fail_on), Counter(), Counter()

    def add(self, entry):
        self.rules[entry["code"], entry["level"]] += 1
        self.levels[entry["level"]] += 1

    @property
    def fails(self):
        return any(GRAVITY[Level(level)] >= GRAVITY[self.fail_on] for level in self.levels)

    def lines(self):
        """The summary, most frequent rules first."""
        if not self.rules:
            return [_("Everything published passes: nothing to mend, nothing to check.")]
        ordered = sorted(self.rules.items(), key=lambda rule: (-rule[1], rule[0]))
        width = max(len(code) for code, _level in self.rules)
        lines = [f"{code:<{width}}  {level:<7}  {count:>6}" for (code, level), count in ordered]
        errors, warnings = self.levels[Level.ERROR], self.levels[Level.WARNING]
        return [
            *lines,
            ngettext("%(count)d thing to mend", "%(count)d things to mend", errors) % {"count": errors},
            ngettext("%(count)d thing to check", "%(count)d things to check", warnings) % {"count": warnings},
        ]


def write_json(found, tally, write):
    """The defects as one JSON array, written one by one."""
    write("[")
    for index, entry in enumerate(found):
        tally.add(entry)
        shown = {name: entry[name] for name in entry if name not in {"title", "name"}}
        write(("," if index else "") + "\n" + json.dumps(shown, ensure_ascii=False))
    write("\n]\n")


def write_text(found, tally, write):
    """The defects as lines under the item they are in, then the summary by rule."""
    item = None
    for entry in found:
        tally.add(entry)
        heading = (entry["kind"], entry["key"], entry["language"])
        if heading != item:
            item = heading
            write(f"\n{entry['name']}: {entry['title']} [{entry['language']}] {entry['key']}\n")
        write(f"  {entry['level']:<7}  {entry['words']}  ({entry['code']})\n")
    write("\n" + "\n".join(tally.lines()) + "\n")
