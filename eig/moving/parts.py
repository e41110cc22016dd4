"""What the tree holds, section by section, read before anything is written."""

from dataclasses import dataclass, field

from django.urls import reverse

from blog import jekyll as blog
from challenges import jekyll as challenges
from challenges.jekyll_teams import Teams
from community import jekyll as community
from eig.importing.records import Record
from eig.jekyll.names import Names
from eig.pages.jekyll import menus, plan, press, questions, words
from eig.pages.places import Place
from eig.tags import jekyll as tags


@dataclass
class Parts:
    """The tree by section: what was found, then the records read from it."""

    fellows: list = field(default_factory=list)
    quests: list = field(default_factory=list)
    articles: list = field(default_factory=list)
    leaves: list = field(default_factory=list)
    leave_out: tuple = ()
    records: dict[str, list[Record]] = field(default_factory=dict)


def find(move):
    """Everything the tree holds, with the references it will be known by."""
    parts = Parts(community.find_fellows(move), challenges.find_quests(move), blog.find_articles(move))
    parts.leaves = plan.make_plan(move, _owners(move.tree))
    parts.leave_out = _lists_of_ours(move.tree)
    for references in (
        tags.references(move.tree),
        press.references(move.tree),
        plan.references(parts.leaves),
        community.references(parts.fellows),
        challenges.references(parts.quests),
        blog.references(parts.articles),
    ):
        move.references |= references
    if parts.articles:
        move.references[blog.FEED] = reverse("blog:feed")
    move.people = community.names(parts.fellows)
    return parts


def _owners(tree):
    """The place whose page shows what a page of the tree loops over."""
    owners = dict.fromkeys(challenges.LISTED, "challenges")
    owners |= dict.fromkeys(community.LISTED, "community")
    owners |= dict.fromkeys(blog.LISTED, "blog")
    owners |= dict.fromkeys((f"site.data.{name}" for name in menus.navigation_files(tree)), Place.SITE_MAP)
    return owners


def _lists_of_ours(tree):
    """The loops of the tree's pages whose items our own pages list."""
    data = [community.COHORT_DATA, community.SKILL_DATA, *plan.question_files(tree), *press.testimonial_files(tree)]
    return (*_owners(tree), *(f"site.data.{name}" for name in data))


def read(move, parts):
    """Turn what was found into records; the first use of a picture in this order gives the library its words."""
    cohorts, by_name = community.read_cohorts(move, challenges.promotions(parts.quests))
    by_year = {record.values["year"]: record.key for record in reversed(cohorts)}
    named = {"records": cohorts, "by_name": by_name, "by_year": by_year}
    skills = community.read_skills(move)
    administrations, known = challenges.read_administrations(move, parts.quests)
    records = parts.records
    skill_names = Names([(record.key, record.key) for record in skills] + _labels(skills, "name"))
    found = challenges.read_challenges(move, parts.quests, named, skill_names, known)
    teams = Teams(move, parts.quests, parts.fellows, [record.key for record in skills])
    for record in found:
        record.lists["participations"] = teams.of(record.key)
    cohort_of = {record.key: record.links["cohort"] for record in found}
    posts = blog.read_posts(move, parts.articles, _parts_of_people(parts.quests, found), cohort_of)
    labels = menus.labels(move)
    records |= {
        "cohorts": cohorts,
        "skills": skills,
        "administrations": administrations,
        "people": community.read_people(move, parts.fellows),
        "named": teams.named_records(),
        "challenges": found,
        "roles": teams.cohort_roles(named, cohort_of),
        "posts": posts,
        "pages": words.read_pages(move, parts.leaves, parts.leave_out, labels),
        "audiences": questions.read_audiences(move, parts.leaves, parts.leave_out, labels),
        "questions": questions.read_questions(move, parts.leaves),
        "documents": press.read_documents(move),
        "testimonials": press.read_testimonials(move),
        "releases": press.read_releases(move, parts.leaves),
        "menus": menus.read_menus(move, parts.leaves),
    }


def _labels(records, field_name):
    pairs = []
    for record in records:
        pairs += [(text, record.key) for name, text in record.values.items() if name.startswith(field_name) and text]
    return pairs


def _parts_of_people(quests, found):
    """`{person: [(challenge, its names)]}`."""
    names = {
        quest.key: {quest.name, str(quest.row.get("title") or ""), *(page.title for page in quest.pages.values())}
        - {""}
        for quest in quests
    }
    parts = {}
    for record in found:
        for row in record.lists["participations"]:
            parts.setdefault(row["person"], []).append((record.key, sorted(names[record.key])))
    return parts
