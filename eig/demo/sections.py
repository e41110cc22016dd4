"""Puts the demo's cohorts, people, challenges and posts into the database."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.text import slugify

from blog.models import Authorship, Post
from challenges.models import Challenge, ChallengeFigure, Deliverable, Participation, SoughtProfile, Video
from community.models import Administration, Call, Cohort, Person, Skill
from eig.demo.reading import day, instant, morning, table, translate, translate_article
from eig.languages.columns import codes
from eig.languages.models import Term
from eig.pages.models import Audience
from eig.publishing.workflow import edition_of, publish
from eig.tags.models import Tag
from eig.text.folding import fold

AGREED = timedelta(days=-60)  # people agree to their page two months before today
HANDLES = ("github", "gitlab", "linkedin", "twitter", "mastodon")


def publish_everywhere(item, at, languages=None):
    """Publish the item in the languages (all by default), the source's first."""
    for code in sorted(languages or codes(), key=lambda code: code != item.source_language):
        publish(item, code, at=at)


def with_slugs(article):
    """The article, each language given the slug that follows from its title unless it has one."""
    for texts in article.texts.values():
        texts.setdefault("slug", slugify(fold(texts["title"]))[:120].strip("-"))
    return article


def load_lists():
    """Skills, administrations, tags, and the terms of the glossary."""
    for record in table("skills"):
        skill = Skill(key=record["key"], slug=record["key"])
        translate(skill, name=record["name"])
        skill.save()
    for record in table("administrations"):
        administration = Administration(key=record["key"], acronym=record["acronym"], website=record["website"])
        translate(administration, name=record["name"])
        administration.save()
    for record in table("tags"):
        tag = Tag(key=record["key"])
        translate(tag, name=record["name"])
        tag.save()
    for record in table("terms"):
        term = Term()
        translate(term, name=record["name"], note=record.get("note"))
        term.save()


def load_cohorts(library):
    for record in table("cohorts"):
        start, end = day(record["start"]), day(record["end"])
        cohort = Cohort(
            key=record["key"],
            slug=record["key"],
            programme=record["programme"],
            year=start.year,
            start=start,
            end=end,
            cover=library.get(record["cover"]),
        )
        translate(cohort, name=record["name"], introduction=record["introduction"])
        cohort.save()


def load_calls(documents):
    cohorts = {cohort.key: cohort for cohort in Cohort.objects.all()}
    audiences = {audience.key: audience for audience in Audience.objects.all()}
    for record in table("calls"):
        call = Call(
            key=record["key"],
            kind=record["kind"],
            cohort=cohorts[record["cohort"]],
            opens=instant(record["opens"]),
            closes=instant(record["closes"]),
            apply_url=record["apply_url"],
            regulation=documents.get(record.get("regulation")),
            audience=audiences.get(record.get("audience")),
        )
        translate(
            call, text_before=record["text_before"], text_open=record["text_open"], text_after=record["text_after"]
        )
        call.save()
        call.documents.set(documents[key] for key in record.get("documents", ()))


def load_people(records, library):
    """Everyone, with a page unless the record says `page: false`, live in the languages that it has words in."""
    agreed = timezone.localdate() + AGREED
    for record in records:
        has_page = record.get("page", True)
        person = Person(
            key=record["key"],
            name=record["name"],
            slug=record["key"],
            portrait=library.portrait_of(record["key"]),
            website=record.get("website", ""),
            consent=has_page,
            consent_date=agreed if has_page else None,
            **{service: record.get(service, "") for service in HANDLES},
        )
        translate(person, profile=record.get("profile"), bio=record.get("bio"))
        person.save()
        if has_page:
            publish_everywhere(person, morning(agreed), record.get("bio") or record.get("profile"))


def load_challenges(articles, library):
    cohorts = {cohort.key: cohort for cohort in Cohort.objects.all()}
    for article in articles:
        shared = with_slugs(article).shared
        challenge = Challenge(
            key=article.key,
            cohort=cohorts[shared["cohort"]],
            city=shared["city"],
            months=shared["months"],
            cover=library.get(shared["cover"]),
            logo=library.get(f"logo-{article.key}"),
            website=shared.get("website", ""),
            source_code=shared.get("source_code", ""),
            successor=shared.get("successor", ""),
        )
        translate_article(challenge, article, "title", "slug", "tagline", "body")
        challenge.save()
        challenge.administrations.set(Administration.objects.filter(key__in=shared["administrations"]))
        challenge.skills.set(Skill.objects.filter(key__in=shared["skills"]))
        challenge.tags.set(Tag.objects.filter(key__in=shared["tags"]))
        _load_outcomes(challenge, shared, library)
        announced = min(challenge.cohort.start, timezone.localdate() + timedelta(days=-24))
        publish_everywhere(challenge, morning(announced), article.texts)


def _load_outcomes(challenge, shared, library):
    """Figures, deliverables, videos and profiles sought, in the order of the file."""
    for position, record in enumerate(shared.get("figures", [])):
        numbers = {name: str(record[name]) for name in ("before", "amount", "after") if name in record}
        figure = ChallengeFigure(
            key=f"{challenge.key}-chiffre-{position + 1}", challenge=challenge, position=position, **numbers
        )
        translate(figure, description=record["description"])
        figure.save()
    for position, record in enumerate(shared.get("deliverables", [])):
        deliverable = Deliverable(
            key=record["key"],
            challenge=challenge,
            image=library.get(record.get("image")),
            url=record["url"],
            position=position,
        )
        translate(
            deliverable,
            title=record["title"],
            description=record["description"],
            call_to_action=record["call_to_action"],
        )
        deliverable.save()
    for position, record in enumerate(shared.get("videos", [])):
        video = Video(
            key=f"{challenge.key}-video-{position + 1}",
            challenge=challenge,
            kind=record["kind"],
            platform=record["platform"],
            video_id=record["video_id"],
            position=position,
        )
        translate(video, description=record["description"])
        video.save()
    for skill, places in shared.get("sought", {}).items():
        SoughtProfile.objects.create(challenge=challenge, skill=Skill.objects.get(key=skill), places=places)


def load_participations(records):
    challenges = {challenge.key: challenge for challenge in Challenge.objects.select_related("cohort")}
    cohorts = {cohort.key: cohort for cohort in Cohort.objects.all()}
    skills = {skill.key: skill for skill in Skill.objects.all()}
    people = {person.key: person for person in Person.objects.all()}
    for position, record in enumerate(records):
        for role in record["roles"]:
            Participation.objects.create(
                person=people[record["key"]],
                role=role["role"],
                challenge=challenges.get(role.get("challenge")),
                cohort=cohorts.get(role.get("cohort")) or challenges[role["challenge"]].cohort,
                skill=skills.get(role.get("skill")),
                position=position,
            )


def load_posts(articles, library):
    """Posts in the languages they have files for; a date to come makes a scheduled post, `draft: true` a draft."""
    people = {person.key: person for person in Person.objects.all()}
    for article in articles:
        shared = with_slugs(article).shared
        post = Post(
            key=article.key,
            source_language=article.source_language,
            date=day(shared),
            cover=library.get(shared.get("cover")),
            cohort=Cohort.objects.filter(key=shared.get("cohort")).first(),
        )
        translate_article(post, article, "title", "slug", "standfirst", "body", "byline")
        post.save()
        for position, author in enumerate(shared["authors"]):
            Authorship.objects.create(post=post, person=people[author], position=position)
        post.tags.set(Tag.objects.filter(key__in=shared["tags"]))
        post.challenges.set(Challenge.objects.filter(key__in=shared.get("challenges", [])))
        if shared.get("draft"):
            edition_of(post, settings.LANGUAGE_CODE)
        else:
            publish_everywhere(post, morning(post.date), article.texts)
