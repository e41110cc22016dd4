"""The demo's work in progress: who is on the team, what they write, what waits, what was said about it."""

from datetime import timedelta

from django.contrib import admin
from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.http import HttpRequest
from django.utils import timezone
from django.utils.text import slugify

from blog.models import Post
from challenges.models import Challenge
from community.models import Call
from eig.demo.reading import instant, table
from eig.languages.columns import set_value
from eig.languages.forms import Screen
from eig.pages.models import Page
from eig.publishing.drafts.desk import Desk
from eig.publishing.models import Edition, PreviewLink, Step, Version
from eig.publishing.workflow import edition_of, keep_draft, keep_version, publish, warn_readers
from eig.text.folding import fold

ENDS_AFTER = timedelta(days=30)  # a preview link


def load_work():
    """Everything at once; the content must be there."""
    record = table("work")
    people = load_accounts(record["accounts"])
    for post in record["posts"]:
        _begin(post, people)
    _change(record["changes"], people)
    _publish_again(record["versions"], people)
    _outrun_translation(record["stale"])
    for page in record["reviews"]:
        Page.objects.filter(key=page["key"]).update(review_on=_at(page).date())
    _withdraw_with_the_call()


def load_accounts(records):
    """An account a role, into which nobody can log until it is given a password; `{username: user}`."""
    people = {}
    for record in records:
        person = get_user_model()(
            username=record["username"],
            first_name=record["first_name"],
            last_name=record["last_name"],
            email=f"{record['username']}@example.org",
            is_staff=True,
            translates=record.get("translates", []),
            wants_mail=False,  # nobody reads these addresses
        )
        person.set_unusable_password()
        person.save()
        person.groups.set(Group.objects.filter(name=record["role"]))
        people[person.username] = person
    return people


def _at(record):
    return instant({"days": record["days"], "at": record.get("at", "10:15")})


def _begin(record, people):
    """A post that was never out, where it stands between its author and the editors."""
    author, code = people[record["by"]], Post._meta.get_field("source_language").default
    post = Post(key=record["key"], created_by=author, date=timezone.localdate())
    texts = {**record, "slug": slugify(fold(record["title"]))[:120]}
    for name in ("title", "slug", "standfirst", "body"):
        set_value(post, name, code, texts[name].strip())
    post.save()
    edition = edition_of(post, code)
    last = max([_at(record), *(_at(step) for step in record.get("steps", ()))])
    Edition.objects.filter(pk=edition.pk).update(review=record.get("review", ""), updated_at=last)
    _note(post, ADDITION, author, _at(record), [{"added": {}}])
    for step in record.get("steps", ()):
        _step(post, code, step, people)
    if "link" in record:
        PreviewLink.objects.create(
            content_type=edition.content_type,
            object_id=post.pk,
            language=code,
            label=record["link"],
            created_at=last - timedelta(days=1),
            created_by=author,
            expires_at=last + ENDS_AFTER,
        )


def _step(item, code, record, people):
    item.steps.create(
        language=code,
        verb=record["verb"],
        by=people.get(record.get("by")),
        by_name=record.get("by_name", ""),
        comment=record.get("comment", ""),
        at=_at(record),
    )


def _desk(item, person):
    """The item's form in its source language, as that person has it open."""
    request = HttpRequest()
    request.method, request.user = "GET", person
    request.screen = Screen(item.source_language, item.source_language)
    return Desk(admin.site.get_model_admin(type(item)), request, item)


def _change(record, people):
    """A challenge on the site whose tagline is being written again."""
    challenge, person = Challenge.objects.get(key=record["key"]), people[record["by"]]
    desk = _desk(challenge, person)
    payload = desk.live() | {f"tagline_{desk.language}": [record["tagline"]]}
    edition = keep_draft(challenge, desk.language, payload, person)
    Edition.objects.filter(pk=edition.pk).update(draft_at=_at(record), updated_at=_at(record))


def _publish_again(record, people):
    """A post with two versions: it came out under another title."""
    post, person = Post.objects.get(key=record["key"]), people[record["by"]]
    desk = _desk(post, person)
    payload = desk.live()
    before = payload | {f"title_{desk.language}": [record["before"]]}
    first = keep_version(post, desk.language, before, Version.Kind.PUBLISHED, person)
    keep_version(post, desk.language, payload, Version.Kind.PUBLISHED, person)
    post.versions.filter(pk=first.pk).update(made_at=post.edition(desk.language).published_at)
    post.versions.exclude(pk=first.pk).update(made_at=_at(record))
    _step(post, desk.language, {**record, "verb": Step.Verb.PUBLISHED}, people)
    _note(post, CHANGE, person, _at(record), [{"changed": {"fields": ["title"]}}])


def _note(item, act, person, at, message):
    """What the back office notes of each change, on its home."""
    entry = LogEntry.objects.log_actions(person.pk, [item], act, message, single_object=True)
    LogEntry.objects.filter(pk=entry.pk).update(action_time=at)


def _outrun_translation(record):
    """A page whose source text goes on after it was translated, and that says so to its readers."""
    page = Page.objects.get(key=record["key"])
    set_value(page, "standfirst", page.source_language, record["standfirst"])
    page.save()
    publish(page, page.source_language)
    for code in page.live_languages():
        if code != page.source_language:
            warn_readers(page, code)


def _withdraw_with_the_call():
    """What is planned about the open call leaves the site when it closes."""
    call = Call.objects.for_applications().open().first()
    for edition in Edition.objects.scheduled() if call else ():
        if edition.published_at < call.closes:
            publish(edition.item, edition.language, at=edition.published_at, until=call.closes)
