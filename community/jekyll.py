"""People, cohorts and skills of a Jekyll tree: the collection of people, and the data that speaks of them."""

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.text import slugify

from community.handles import normalise_handle
from community.models import Cohort, Person, Skill
from eig.importing.errors import said
from eig.importing.move import bare_key, free_key
from eig.importing.records import Kind, Record, in_languages
from eig.jekyll.names import Names, folded
from eig.text.folding import fold

COLLECTION, PEOPLE_DATA, COHORT_DATA, SKILL_DATA = "communaute", "personnes", "promos", "skills"
# Loops over these make the lists that the community's own pages show.
LISTED = (f"site.data.{PEOPLE_DATA}", f"site.{COLLECTION}")

COHORTS, SKILLS, PEOPLE = Kind("cohorts", Cohort), Kind("skills", Skill), Kind("people", Person)

# A portrait that so many share shows none of them.
STAND_IN_USES = 3

SERVICES = ("github", "gitlab", "linkedin", "twitter", "mastodon")
COHORT_KEYS = {"slug", "promotion", "class"}
COHORT_REASONS = {
    "title": "a heading of the old list: the page of a cohort is headed by its name",
    "image": "an icon of the old list",
    "colorback": "a colour of the old list",
    "defi": "where the old list put its heading",
}
ROW_KEYS = {"title", "profil", "image_url", "link_to", "defis", "class", "annees", "website", *SERVICES}
ROW_REASONS = {"programme": "follows from the cohorts the person belongs to"}
PAGE_KEYS = {"nom", "title", "slug", "lang-ref", "permalink", "published", "date", "website", "images", *SERVICES}
PAGE_REASONS = {
    "layout": "the look of a page is the site's own",
    "annees": "follows from the cohorts the person belongs to",
    "defis": "follows from the challenges of the people's data",
    "profil": "the people's data says it",
}


@dataclass
class Fellow:
    """Someone of the tree: key and name, row of the data, documents by language."""

    key: str
    name: str
    source: str
    line: int
    row_name: str = ""
    row: dict = field(default_factory=dict)
    pages: dict = field(default_factory=dict)

    def line_of(self, tree, key):
        """Where a key of the row stands."""
        return tree.line_of(self.source, self.row_name, key) if self.row_name else self.line

    @property
    def classes(self):
        listed = self.row.get("class") or []
        return [str(name) for name in (listed if isinstance(listed, list) else str(listed).split())]

    @property
    def years(self):
        """The years the data gives, whatever way it writes them."""
        written = self.row.get("annees") or next((page.front.get("annees") for page in self.pages.values()), "")
        return sorted({int(year) for year in re.findall(r"\b\d{4}\b", str(written))})


def find_fellows(move):
    """Everyone with a page or a row, in the order of the files."""
    tree, taken, rows = move.tree, set(), move.rows(PEOPLE_DATA)
    source = f"_data/{PEOPLE_DATA}.yml"
    documents = {}
    for page in tree.collection(COLLECTION):
        documents.setdefault(page.lang_ref or page.slug.lower(), {}).setdefault(page.language, page)
    by_name = Names({name: name for name in rows})
    by_address = {str(row.get("link_to") or ""): name for name, row in rows.items()}
    fellows, used = [], set()
    for pages in documents.values():
        page = pages.get(move.source_language) or next(iter(pages.values()))
        name = move.text(page.front.get("nom") or page.title, page.source, page.line_of("nom"), "name") or page.slug
        row_name = by_name.get(name) or by_address.get(page.address)
        if row_name in used:
            row_name = None
        used.add(row_name)
        key = free_key(bare_key(slugify(fold(page.slug)) or page.slug), taken)
        line = tree.line_of(source, row_name) if row_name else 1
        fellows.append(
            Fellow(key, name, source if row_name else page.source, line, row_name or "", rows.get(row_name, {}), pages)
        )
    for name, row in rows.items():
        if name not in used:
            key = free_key(bare_key(slugify(fold(name)) or name), taken)
            fellows.append(Fellow(key, move.plain(name), source, tree.line_of(source, name), name, row))
    return fellows


def references(fellows):
    """`{address: "person:KEY"}` of everyone's old page."""
    return {
        page.address: f"person:{fellow.key}" for fellow in fellows for page in fellow.pages.values() if page.published
    }


def names(fellows):
    """Keys by name, as the data and the pages spell it."""
    pairs = [(fellow.name, fellow.key) for fellow in fellows]
    pairs += [
        (str(page.front.get("nom") or page.title), fellow.key) for fellow in fellows for page in fellow.pages.values()
    ]
    return Names(pairs)


def read_people(move, fellows):
    """A record for each fellow, texts converted and portraits in use."""
    shared = Counter(portrait for fellow in fellows if (portrait := _portrait(move, fellow)))
    stand_ins = {portrait for portrait, uses in shared.items() if uses >= STAND_IN_USES}
    for portrait in stand_ins:
        first = next(fellow for fellow in fellows if _portrait(move, fellow) == portrait)
        message = f"the portrait {portrait} stands for {shared[portrait]} people: left out, initials are shown instead"
        move.report.warn(first.source, first.line_of(move.tree, "image_url"), message, "stand-in")
    return [_person(move, fellow, stand_ins) for fellow in fellows]


def consents(records):
    """`{portrait: the day its person agreed}`, where everyone it stands for is known here to have agreed."""
    agreed = Person.objects.filter(consent=True, consent_date__isnull=False)
    days = {name: day for *names, day in agreed.values_list("key", "slug", "consent_date") for name in names}
    shown = {}
    for record in records:
        if portrait := record.links["portrait"]:
            shown.setdefault(portrait, []).append(days.get(record.key))
    return {portrait: max(found) for portrait, found in shown.items() if all(found)}


def _portrait(move, fellow):
    """The address of the fellow's portrait, as the data or else the page gives it."""
    page = _page(move, fellow)
    listed = move.listed(page.front.get("images"), fellow.source, fellow.line, "images") if page else []
    return str(fellow.row.get("image_url") or next(iter(listed), None) or "")


def _page(move, fellow):
    return fellow.pages.get(move.source_language) or next(iter(fellow.pages.values()), None)


def _person(move, fellow, stand_ins):
    row, source = fellow.row, fellow.source
    page = _page(move, fellow)
    front = page.front if page else {}

    def line(key):
        return fellow.line_of(move.tree, key)

    profile = row.get("profil") or front.get("profil")
    website = move.url(row.get("website") or front.get("website"), source, line("website"), "website")
    values = {"source_language": move.source_language, "name": fellow.name, "slug": fellow.key, "website": website}
    values |= in_languages("profile", {move.source_language: move.text(profile, source, line("profil"), "profile")})
    values |= in_languages("bio", {language: move.markdown(item) for language, item in fellow.pages.items()})
    for service in SERVICES:
        values[service] = _handle(move, service, row.get(service) or front.get(service), source, line(service))
    portrait = _portrait(move, fellow)
    portrait = "" if portrait in stand_ins else portrait
    picture = move.picture(portrait, source, line("image_url"), alt=fellow.name, what="portrait")
    _note_keys(move, fellow, profile)
    return Record(
        fellow.key,
        source,
        fellow.line,
        values,
        {"portrait": picture},
        editions=_editions(move, fellow, values),
        adopt={"slug": fellow.key},
    )


def _editions(move, fellow, values):
    """Live in the source language since the date of the page, or the first year; in others where there is a text."""
    years = fellow.years
    start = datetime(years[0], 1, 1, tzinfo=move.tree.config.timezone) if years else move.since
    editions = {}
    for language in dict.fromkeys([move.source_language, *fellow.pages]):
        page = fellow.pages.get(language)
        if page and not page.published:
            editions[language] = None
        elif language == move.source_language or values.get(f"bio_{language}"):
            editions[language] = (page and page.date) or start
    return editions


def _note_keys(move, fellow, profile):
    def line(key):
        return fellow.line_of(move.tree, key)

    title = fellow.row.get("title")
    if title and folded(title) != folded(fellow.name):
        message = f"the row of “{fellow.name}” is titled “{title}”: the name of the row is kept"
        move.report.warn(fellow.source, fellow.line, message, "other-name")
    move.note_keys("people (data)", fellow.source, fellow.row, ROW_KEYS, ROW_REASONS, line)
    for page in fellow.pages.values():
        same = {"profil"} if folded(page.front.get("profil") or "") == folded(profile or "") else set()
        move.note_keys("people", page.source, page.front, PAGE_KEYS | same, PAGE_REASONS, page.line_of)


def _handle(move, service, value, source, line):
    """The bare handle, or "" with the reason in the report."""
    try:
        return normalise_handle(service, str(value or ""))
    except ValidationError as error:
        move.report.warn(source, line, said(error), "handle")
        return ""


def read_cohorts(move, promotions):
    """`(records, keys by what names a cohort)`; `promotions` are `{promotion: year}` of the challenges."""
    source, records, known = f"_data/{COHORT_DATA}.yml", [], {}
    for name, row in move.rows(COHORT_DATA).items():
        line = move.tree.line_of(source, name)
        label = move.text(row.get("slug") or name, source, line, "slug") or name
        key = bare_key(slugify(fold(label)))
        classes = str(row.get("class") or "").split()
        promotion = str(row.get("promotion") or "")
        year = next((int(word) for word in classes if re.fullmatch(r"\d{4}", word)), promotions.get(promotion))
        for word in (promotion, key, label, name, *[word for word in classes if not word.isdigit()]):
            known.setdefault(folded(word), key)
        records.append(_cohort(move, key, label, year, source, line))
        move.note_keys("cohorts", source, row, COHORT_KEYS, COHORT_REASONS)
    for promotion, year in promotions.items():
        if promotion and folded(promotion) not in known:
            key = bare_key(slugify(fold(promotion)))
            known[folded(promotion)] = key
            move.report.warn(source, 1, f"no row for the promotion “{promotion}”: made from its challenges", "cohort")
            records.append(_cohort(move, key, promotion, year, source, 1))
    return records, known


def _cohort(move, key, label, year, source, line):
    programme = re.match(r"[^\W\d_]*", label).group(0).upper()
    values = {"slug": key, "programme": programme, "year": year or move.since.year}
    values |= in_languages("name", {move.source_language: label})
    return Record(key, source, line, values, adopt={"slug": key})


def read_skills(move):
    """A record for each skill of the data."""
    source, records = f"_data/{SKILL_DATA}.yml", []
    value = move.tree.data.get(SKILL_DATA)
    for code, label in (value if isinstance(value, dict) else {}).items():
        line = move.tree.line_of(source, code)
        key = bare_key(slugify(fold(str(code))) or str(code))
        values = {"slug": key} | in_languages("name", _by_language(move, label, code))
        records.append(Record(key, source, line, values, adopt={"slug": key}))
    return records


def _by_language(move, label, code):
    """A label for all, or one a language."""
    if isinstance(label, dict):
        return {str(language): move.plain(text) for language, text in label.items()}
    return {move.source_language: move.plain(label) or str(code)}


def skill_of(classes, skills):
    """The key of the skill that a person's classes tell ("webdev" → "dev", "designer" → "design"), or None."""
    for name in classes:
        for key in skills:
            if key in name or name[:6] == key[:6] or _shared(key, name) >= 8:
                return key
    return None


def _shared(one, other):
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count
