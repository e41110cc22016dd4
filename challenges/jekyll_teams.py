"""Who took part in what: the names that challenges and people of a Jekyll tree give each other."""

from django.utils.text import slugify

from challenges.jekyll import ROLES, titles
from community.jekyll import skill_of
from community.roles import Role
from eig.importing.move import bare_key, free_key
from eig.importing.records import Record
from eig.jekyll.names import folded
from eig.text.folding import fold


class Teams:
    """The participations of a tree, and the people who exist by their names alone."""

    def __init__(self, move, quests, fellows, skills):
        self.move, self.quests, self.fellows, self.skills = move, quests, fellows, skills
        self.by_key = {fellow.key: fellow for fellow in fellows}
        self.named, self._taken = {}, {fellow.key for fellow in fellows}
        self.rows = {quest.key: self._of_quest(quest) for quest in quests}
        self._from_people()

    def _of_quest(self, quest):
        rows = {}
        for field, role in ROLES.items():
            line = quest.line_of(self.move.tree, field)
            for name in self.move.listed(quest.row.get(field), quest.source, line, field):
                line = self.move.tree.line_of(quest.source, quest.name, field)
                person = self._person(str(name), quest.source, line)
                rows.setdefault((person, role.value), self._row(person, role))
        return rows

    def _person(self, name, source, line):
        """The key of the person so called; whoever has no page becomes a name."""
        if key := self.move.people.get(name) or self.named.get(folded(name), (None,))[0]:
            return key
        near = ", ".join(self.move.people.nearest(name)) or "none"
        self.move.report.warn(
            source, line, f"nobody is called “{name}”: a person without a page; nearest: {near}", "unmatched"
        )
        key = free_key(bare_key(slugify(fold(name)) or name), self._taken)
        self.named[folded(name)] = (key, self.move.plain(name), source, line)
        return key

    def _row(self, person, role):
        fellow = self.by_key.get(person)
        skill = skill_of(fellow.classes, self.skills) if fellow and role == Role.EIG else None
        return {"role": role.value, "person": person, "skill": skill}

    def _from_people(self):
        """What people say of their challenges: those that do not name them back are added, unknown ones reported."""
        by_title = titles(self.quests)
        for fellow in self.fellows:
            for name in self._challenges_named(fellow):
                line = fellow.line_of(self.move.tree, "defis")
                key = by_title.get(name)
                if key is None:
                    near = ", ".join(by_title.nearest(name)) or "none"
                    message = f"“{fellow.name}”: no challenge is called “{name}”; nearest: {near}"
                    self.move.report.warn(fellow.source, line, message, "unmatched")
                elif not any(person == fellow.key for person, _role in self.rows[key]):
                    role = role_of(fellow, self.skills)
                    self.rows[key][fellow.key, role.value] = self._row(fellow.key, role)

    def _challenges_named(self, fellow):
        line = fellow.line_of(self.move.tree, "defis")
        named = self.move.listed(fellow.row.get("defis"), fellow.source, line, "challenges")
        if not fellow.row:
            fronts = [page.front for page in fellow.pages.values()]
            named = [entry for front in fronts for entry in front.get("defis") or []]
        return [
            str(entry.get("nom") or entry.get("title") if isinstance(entry, dict) else entry)
            for entry in named
            if entry
        ]

    def named_records(self):
        """A record for each person who is only named: no edition, so no page."""
        return [
            Record(key, source, line, {"name": name, "slug": key}, adopt={"slug": key})
            for key, name, source, line in self.named.values()
        ]

    def of(self, quest_key):
        return list(self.rows[quest_key].values())

    def cohort_roles(self, cohorts, cohort_of_quest):
        """A record for each cohort that someone's classes name without a challenge of theirs in it."""
        years = {record.key: record.values["year"] for record in cohorts["records"]}
        belongs = {}
        for key, rows in self.rows.items():
            for person, _role in rows:
                belongs.setdefault(person, set()).add(cohort_of_quest.get(key))
        roles = {record.key: [] for record in cohorts["records"]}
        for fellow in sorted(self.fellows, key=lambda fellow: fold(fellow.name)):
            named = {key for word in fellow.classes if (key := cohorts["by_name"].get(folded(word)))}
            for cohort in sorted(named - belongs.get(fellow.key, set())):
                if fellow.key not in belongs or years[cohort] in fellow.years:
                    roles[cohort].append(self._row(fellow.key, role_of(fellow, self.skills)))
                else:
                    message = (
                        f"“{fellow.name}” is classed in {cohort}, of another year and without a challenge: left out"
                    )
                    line = fellow.line_of(self.move.tree, "class")
                    self.move.report.warn(fellow.source, line, message, "unmatched")
        return [
            Record(record.key, record.source, record.line, lists={"participations": roles[record.key]})
            for record in cohorts["records"]
        ]


def role_of(fellow, skills):
    """What someone did, by the classes of the people's data; who is neither EIG nor mentor belongs to the team."""
    if "eig" in fellow.classes or skill_of(fellow.classes, skills):
        return Role.EIG
    return Role.MENTOR if any(name.startswith("mentor") for name in fellow.classes) else Role.TEAM
