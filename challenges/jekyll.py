"""Challenges of a Jekyll tree: the collection, the data beside it, and who took part."""

import re
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from django.utils.text import slugify

from challenges.models import Challenge, ChallengeFigure, Deliverable, Participation, Video
from community.models import Administration, Cohort, Person
from community.roles import Role
from eig.importing.lists import ManyKeys, Rows, TagKeys
from eig.importing.move import bare_key, free_key
from eig.importing.records import Kind, Record, in_languages
from eig.jekyll.names import Names, folded
from eig.languages.columns import columns
from eig.tags.jekyll import names_of, tag_key
from eig.text.embeds import Provider
from eig.text.folding import fold

COLLECTION, DATA = "defis", "defis"
LISTED = (f"site.data.{DATA}", f"site.{COLLECTION}")

ADMINISTRATIONS, NAMED = Kind("administrations", Administration), Kind("people only named", Person)
FIGURES = Rows(ChallengeFigure, "challenge", ("key", "before", "amount", "after", *columns("description")))
DELIVERABLES = Rows(
    Deliverable,
    "challenge",
    ("key", "url", *columns("title"), *columns("description"), *columns("call_to_action")),
    ("image",),
)
VIDEOS = Rows(Video, "challenge", ("key", "kind", "platform", "video_id", "shown", *columns("description")))
TEAM = Rows(Participation, "challenge", ("role",), ("person", "skill"), told_by=("person", "role"))
CHALLENGES = Kind(
    "challenges",
    Challenge,
    {
        "administrations": ManyKeys("administrations"),
        "skills": ManyKeys("skills"),
        "tags": TagKeys(),
        "figures": FIGURES,
        "deliverables": DELIVERABLES,
        "videos": VIDEOS,
        "participations": TEAM,
    },
)
IN_COHORT = Rows(
    Participation,
    "cohort",
    ("role",),
    ("person", "skill"),
    told_by=("person", "role"),
    where={"challenge__isnull": True},
)
COHORT_ROLES = Kind("roles in a cohort", Cohort, {"participations": IN_COHORT})

ROLES = {"eigs": Role.EIG, "mentors": Role.MENTOR}
FILMS = {
    "end_of_project_videos": Video.Kind.RETROSPECTIVE,
    "videos": Video.Kind.INTRODUCTION,
    "intro_videos": Video.Kind.INTRODUCTION,
}
PROJECTS = ("projects", "deliverables")
ROW_KEYS = {
    *("image", "link_to", "skills", "description", "promotion", "duration_months", "administration", "city"),
    *("administration_website", "poster", "website", "source_code", "key_figures", *PROJECTS, "tags", *ROLES, *FILMS),
}
ROW_REASONS = {"year": "follows from the cohort", "title": "the title of the challenge's own page is kept"}
PAGE_KEYS = {"title", "slug", "lang-ref", "permalink", "published", "date", "description", "tags", "image"}
PAGE_REASONS = {"layout": "the look of a page is the site's own", "site": "the page's own old address"}
FIGURE_KEYS, FILM_KEYS = {"amount", "before", "after", "description"}, {"id", "platform", "description", "show"}
PROJECT_KEYS = {"image", "title", "description", "url", "call_to_action"}
ACRONYM = re.compile(r"^(.*\S)\s*\(([A-ZÉ][\wÉéÀà-]{1,15})\)$")


@dataclass
class Quest:
    """A challenge of the tree: key, name in the data, row, documents by language."""

    key: str
    name: str
    slug: str
    source: str
    line: int
    row: dict = field(default_factory=dict)
    pages: dict = field(default_factory=dict)

    def line_of(self, tree, key):
        """Where a key of the row stands."""
        return tree.line_of(self.source, self.name, key) if self.row else self.line


def find_quests(move):
    """Every challenge with a page or a row, in the order of the files."""
    tree, taken, rows = move.tree, set(), move.rows(DATA)
    source = f"_data/{DATA}.yml"
    documents = {}
    for page in tree.collection(COLLECTION):
        year = page.date.year if page.date else ""
        documents.setdefault(page.lang_ref or f"{year}-{page.slug.lower()}", {}).setdefault(page.language, page)
    by_name = Names({name: name for name in rows})
    by_address = {str(row.get("link_to") or ""): name for name, row in rows.items()}
    quests, used = [], set()
    for pages in documents.values():
        page = pages.get(move.source_language) or next(iter(pages.values()))
        row_name = by_name.get(page.title) or by_address.get(page.address) or ""
        row_name = "" if row_name in used else row_name
        used.add(row_name)
        row = rows.get(row_name, {})
        slug = slugify(fold(page.slug))[:120]
        year = page.date.year if page.date else row.get("year", "")
        key = free_key(bare_key(f"{year}-{slug}"), taken)
        line = tree.line_of(source, row_name) if row_name else 1
        quests.append(Quest(key, row_name or page.title, slug, source if row_name else page.source, line, row, pages))
    for name, row in rows.items():
        if name not in used:
            slug = slugify(fold(name))[:120]
            key = free_key(bare_key(f"{row.get('year', '')}-{slug}"), taken)
            quests.append(Quest(key, name, slug, source, tree.line_of(source, name), row))
    return quests


def references(quests):
    """`{address: "challenge:KEY"}` of every old page of a challenge."""
    return {
        page.address: f"challenge:{quest.key}" for quest in quests for page in quest.pages.values() if page.published
    }


def promotions(quests):
    """`{promotion: year}` as the data names the cohorts of the challenges."""
    found = {}
    for quest in quests:
        if quest.row.get("promotion") not in (None, ""):
            years = [found.get(str(quest.row["promotion"])), _year(quest)]
            found[str(quest.row["promotion"])] = min(year for year in years if year)
    return found


def _year(quest):
    written = re.search(r"\d{4}", str(quest.row.get("year") or ""))
    page = next(iter(quest.pages.values()), None)
    return int(written.group(0)) if written else page.date.year if page and page.date else 2000


def titles(quests):
    """Keys by title, as data and pages spell it."""
    pairs = [(quest.name, quest.key) for quest in quests]
    pairs += [(page.title, quest.key) for quest in quests for page in quest.pages.values()]
    pairs += [(str(quest.row["title"]), quest.key) for quest in quests if quest.row.get("title")]
    return Names(pairs)


def read_administrations(move, quests):
    """`(records, keys by folded name)` of whoever proposes a challenge; the first address given counts."""
    records, known = {}, {}
    for quest in quests:
        line = quest.line_of(move.tree, "administration")
        for written in move.listed(quest.row.get("administration"), quest.source, line, "administration"):
            name = move.text(written, quest.source, line, "administration").strip(" ,;")
            found = ACRONYM.match(name)
            name, acronym = found.groups() if found else (name, "")
            if not name:
                continue
            key = bare_key(slugify(fold(name))[:100])
            known[folded(written)] = key
            website = quest.row.get("administration_website")
            website = move.url(website, quest.source, quest.line_of(move.tree, "administration_website"), "website")
            values = {"acronym": acronym, "website": website} | in_languages("name", {move.source_language: name})
            record = records.setdefault(
                key, Record(key, quest.source, line, values, adopt={"sort_key": fold(name)[:250]})
            )
            for field_name in ("acronym", "website"):
                record.values[field_name] = record.values[field_name] or values[field_name]
            if website and record.values["website"].rstrip("/") != website.rstrip("/"):
                message = f"{name} has the address {record.values['website']} already: {website} is left out"
                move.report.warn(quest.source, line, message, "other-address")
    return list(records.values()), known


def read_challenges(move, quests, cohorts, skills, administrations):
    """A record for each challenge; one without a cohort is reported and left out."""
    records = []
    for quest in quests:
        cohort = _cohort_of(move, quest, cohorts)
        if cohort:
            records.append(_challenge(move, quest, cohort, skills, administrations))
    return records


def _cohort_of(move, quest, cohorts):
    promotion = str(quest.row.get("promotion") or "")
    if key := cohorts["by_name"].get(folded(promotion)):
        return key
    if key := cohorts["by_year"].get(_year(quest)):
        move.report.warn(
            quest.source, quest.line, f"“{quest.name}” names no promotion: taken for that of its year", "cohort"
        )
        return key
    move.report.error(quest.source, quest.line, f"“{quest.name}” belongs to no cohort: left out", "cohort")
    return None


def _challenge(move, quest, cohort, skills, administrations):
    row, source = quest.row, quest.source
    main = move.source_language

    def line(key):
        return quest.line_of(move.tree, key)

    page = quest.pages.get(main) or next(iter(quest.pages.values()), None)
    titles = {language: move.text(item.title, item.source, 1, "title") for language, item in quest.pages.items()}
    titles.setdefault(main, move.plain(row.get("title") or quest.name))
    taglines = {
        language: move.text(item.front.get("description"), item.source, 1, "description")
        for language, item in quest.pages.items()
    }
    taglines[main] = move.text(row.get("description"), source, line("description"), "description") or taglines.get(
        main, ""
    )
    values = {
        "source_language": main,
        "city": move.text(row.get("city"), source, line("city"), "city"),
        "months": move.number(row.get("duration_months"), source, line("duration_months"), "duration"),
        "website": move.url(row.get("website"), source, line("website"), "website"),
        "source_code": move.url(row.get("source_code"), source, line("source_code"), "source code"),
        "poster_url": move.url(row.get("poster"), source, line("poster"), "poster"),
    }
    values |= in_languages("title", titles) | in_languages("tagline", taglines)
    values |= in_languages(
        "slug",
        {language: slugify(fold(item.slug))[:120] for language, item in quest.pages.items()} | {main: quest.slug},
    )
    values |= in_languages("body", {language: move.markdown(item) for language, item in quest.pages.items()})
    links = {
        "cohort": cohort,
        "logo": move.picture(row.get("image"), source, line("image"), alt=titles[main], what="logo"),
    }
    links["cover"] = move.picture(page.front.get("image"), page.source, 1, what="cover") if page else None
    lists = {
        "administrations": sorted(
            {
                administrations[folded(name)]
                for name in _names(row.get("administration"))
                if folded(name) in administrations
            }
        ),
        "skills": _skills(move, quest, skills, line("skills")),
        "tags": sorted({tag_key(name) for item in quest.pages.values() for name in names_of(item)}),
        "figures": _figures(move, quest),
        "deliverables": _deliverables(move, quest),
        "videos": _videos(move, quest),
    }
    _note_keys(move, quest)
    return Record(quest.key, source, quest.line, values, links, lists, editions=_editions(move, quest, titles))


def _names(value):
    return [str(name) for name in (value if isinstance(value, list) else [value]) if name]


def _skills(move, quest, skills, line):
    found = set()
    for name in move.listed(quest.row.get("skills"), quest.source, line, "skills"):
        if key := skills.get(str(name)):
            found.add(key)
        else:
            near = ", ".join(skills.nearest(name)) or "none"
            move.report.warn(quest.source, line, f"no skill is called “{name}”; nearest: {near}", "unmatched")
    return sorted(found)


def _nested(move, quest, key, known):
    """`(number, row, line)` of each mapping in a list of the challenge's row."""
    for number, row in enumerate(move.listed(quest.row.get(key), quest.source, quest.line_of(move.tree, key), key)):
        line = move.tree.line_of(quest.source, quest.name, key, number)
        if not isinstance(row, dict):
            move.report.warn(quest.source, line, f"an entry of {key} is no mapping: left out: {row}", "shape")
            continue
        move.note_keys(key, quest.source, row, known, {}, lambda _key, at=line: at)
        yield number + 1, row, line


def _figures(move, quest):
    figures = []
    for number, row, line in _nested(move, quest, "key_figures", FIGURE_KEYS):
        numbers = {name: move.text(row.get(name), quest.source, line, name) for name in ("before", "amount", "after")}
        text = move.inline(row.get("description"), quest.source, line, move.source_language)
        if not numbers["amount"] and not (numbers["before"] and numbers["after"]):
            move.report.warn(quest.source, line, f"a key figure without a number was left out: {text}", "figure")
            continue
        figures.append(
            _row(quest, "figure", number, numbers | in_languages("description", {move.source_language: text}))
        )
    return figures


def _deliverables(move, quest):
    deliverables = []
    rows = [found for name in PROJECTS for found in _nested(move, quest, name, PROJECT_KEYS)]
    for number, (_number, row, line) in enumerate(rows, 1):
        title = move.text(row.get("title"), quest.source, line, "title")
        texts = {
            "title": title,
            "description": move.inline(row.get("description"), quest.source, line, move.source_language),
        }
        texts["call_to_action"] = move.text(row.get("call_to_action"), quest.source, line, "call to action")
        columns_ = {}
        for name, text in texts.items():
            columns_ |= in_languages(name, {move.source_language: text})
        columns_["url"] = move.url(row.get("url"), quest.source, line, "address")
        columns_["image"] = move.picture(row.get("image"), quest.source, line, alt=title, what="picture")
        deliverables.append(_row(quest, "deliverable", number, columns_))
    return deliverables


def _videos(move, quest):
    videos, seen = [], set()
    for key, kind in FILMS.items():
        for number, row, line in _nested(move, quest, key, FILM_KEYS):
            platform = str(row.get("platform") or "").strip().lower().replace(" ", "")
            identifier = str(row.get("id") or "").strip()
            text = move.inline(row.get("description"), quest.source, line, move.source_language)
            if platform not in Provider.values or not identifier or (platform, identifier) in seen:
                reason = "given twice" if (platform, identifier) in seen else "unknown platform or no identifier"
                move.report.warn(
                    quest.source, line, f"a video was left out ({reason}): {platform} {identifier} {text}", "video"
                )
                continue
            seen.add((platform, identifier))
            columns_ = {
                "kind": kind.value,
                "platform": platform,
                "video_id": identifier,
                "shown": row.get("show") is not False,
            }
            videos.append(
                _row(
                    quest,
                    f"{kind.value}-video",
                    number,
                    columns_ | in_languages("description", {move.source_language: text}),
                )
            )
    return videos


def _row(quest, what, number, values):
    return {name: None if value == "" else value for name, value in values.items()} | {
        "key": f"{quest.key}-{what}-{number}"
    }


def _editions(move, quest, titles):
    start = datetime(_year(quest), 1, 1, tzinfo=move.tree.config.timezone)
    editions = {}
    for language in dict.fromkeys([move.source_language, *quest.pages]):
        page = quest.pages.get(language)
        editions[language] = None if page and not page.published else (page and page.date) or start
    return {language: at for language, at in editions.items() if titles.get(language)}


def _note_keys(move, quest):
    known = {folded(quest.name), *(folded(page.title) for page in quest.pages.values())}
    same = {"title"} if folded(quest.row.get("title") or "") in known else set()
    line_of = partial(quest.line_of, move.tree)
    move.note_keys("challenges (data)", quest.source, quest.row, ROW_KEYS | same, ROW_REASONS, line_of)
    for page in quest.pages.values():
        move.note_keys("challenges", page.source, page.front, PAGE_KEYS, PAGE_REASONS, page.line_of)
