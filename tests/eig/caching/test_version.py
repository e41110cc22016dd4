"""Whatever changes content changes its version, in the same transaction; what is no content leaves it."""

import re
import threading
from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session
from django.db import IntegrityError, connection, models, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from eig.caching import triggers
from eig.caching.apps import let_tables_change, watch_again
from eig.caching.content import content_tables
from eig.caching.version import content_version
from eig.publishing.drafts.desk import undone
from eig.publishing.models import Edition
from tests.crawl import Crawl
from tests.factories import PostFactory, SkillFactory, UserFactory

pytestmark = pytest.mark.django_db

# Nothing of ours writes them: they come with libraries.
FOREIGN = {"dsfr", "taggit"}
# A table that pages read to find their way, and the version itself.
NOT_OURS = {"django_content_type", triggers.TABLE}


def changes(act):
    before = content_version()
    act()
    return content_version() != before


def content_models():
    tables = content_tables()
    for model in apps.get_models(include_auto_created=True):
        if model._meta.db_table in tables and not model._meta.proxy and model._meta.app_label not in FOREIGN:
            yield model, model._base_manager.all()


def altered(row):
    """`{column: another value}` of the row, for each column that may tell a change."""
    for field in row._meta.concrete_fields:
        if field.name in {"sort_key", "search_key"}:
            continue  # made from others on save
        if not field.primary_key and not field.unique and field.column not in content_tables()[row._meta.db_table]:
            if isinstance(field, models.DateTimeField):
                yield {field.attname: (getattr(row, field.attname) or timezone.now()) + timedelta(seconds=-1)}
            elif isinstance(field, models.CharField | models.TextField):
                yield {field.attname: "yz"}
            elif isinstance(field, models.PositiveSmallIntegerField):
                yield {field.attname: 77}


def tried(act, row):
    """Whether the act, with the first value that the table takes, changes the version; undone."""
    for values in altered(row):
        try:
            with transaction.atomic():
                found = changes(lambda values=values: act(values))
                transaction.set_rollback(True)
        except (IntegrityError, ValueError):
            continue
        return found
    return None


def save(row):
    def act(values):
        for name, value in values.items():
            setattr(row, name, value)
        row.save()

    return act


def test_each_way_of_writing_each_table_changes_the_version(site):
    unnoticed, empty = [], []
    for model, rows in content_models():
        row = rows.first()
        if row is None:
            empty.append(model.__name__)
            continue
        one = rows.filter(pk=row.pk)
        done = {
            "update": tried(lambda values, one=one: models.QuerySet.update(one, **values), row),
            "save": tried(save(one.get()), one.get()),
        }
        with transaction.atomic():
            done["delete"] = changes(lambda one=one: one._raw_delete(one.db))
            done["bulk_create"] = changes(lambda model=model, row=row: model._base_manager.bulk_create([row]))
            transaction.set_rollback(True)
        unnoticed += [f"{model.__name__}: {way}" for way, noticed in done.items() if noticed is False]
    assert unnoticed == []
    # What one visitor sends or an index holds has its own tests.
    assert set(empty) <= {"Version", "Redirect", "Entry", "Changed", "Miss", "Subject"}


def test_relations_change_the_version_whichever_way_they_are_set(site):
    skill = SkillFactory()
    for way in (lambda: site.skills.add(skill), lambda: site.skills.remove(skill), lambda: site.skills.clear()):
        assert changes(way)
        assert not changes(way)  # nothing is left to change
    assert changes(lambda: skill.challenges.set([site]))
    assert changes(lambda: site.tags.set(["autre"]))
    assert changes(lambda: skill.challenges.through.objects.all().delete())


def test_what_nobody_reads_on_the_site_leaves_the_version(site):
    edition, user = Edition.objects.first(), UserFactory()
    acts = [
        lambda: Edition.objects.update(draft={"a": ["b"]}, draft_at=timezone.now(), draft_by=user, revision=9),
        lambda: Edition.objects.update(review="in_review", updated_at=timezone.now()),
        lambda: Session.objects.create(session_key="a", session_data="", expire_date=timezone.now()),
        lambda: LogEntry.objects.create(user=user, action_flag=1, object_repr="a", change_message=""),
        lambda: user.save(),
        lambda: site.save(update_fields=["city"]),  # says nothing new
    ]
    assert [changes(act) for act in acts] == [False] * len(acts)
    assert changes(lambda: Edition.objects.filter(pk=edition.pk).update(unpublished_at=timezone.now() + timedelta(9)))


def test_what_a_public_page_reads_is_content(site, client):
    with CaptureQueriesContext(connection) as queries:
        crawl = Crawl(client).run()
        for path in ("/sitemap.xml", "/participer/calendrier.ics", "/blog/feed.xml", "/robots.txt"):
            client.get(path)
    read = {table for query in queries for table in re.findall(r'(?:FROM|JOIN) "(\w+)"', query["sql"])}
    assert len(crawl.pages) > 30
    assert sorted(read - set(content_tables()) - NOT_OURS) == []


def test_what_is_undone_leaves_the_version_as_it_was(site):
    before = content_version()
    with undone():
        PostFactory()
        inside = content_version()
    with undone():
        PostFactory()
        assert content_version() not in {before, inside}
    assert content_version() == before


def test_while_tables_change_there_is_no_version_and_then_another(site):
    before = content_version()
    let_tables_change(using="default", plan=[])
    assert content_version() == before  # nothing to migrate
    let_tables_change(using="default", plan=["a migration"])
    assert content_version() is None
    watch_again(using="default")
    assert content_version() not in {None, before}
    assert changes(PostFactory)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
@pytest.mark.django_db(transaction=True)
def test_writers_wait_for_nobody_and_each_commit_changes_the_version():
    first, second, versions = SkillFactory(), SkillFactory(), [content_version()]
    wrote, go_on = threading.Event(), threading.Event()

    def slowly():
        with transaction.atomic():
            type(first).objects.filter(pk=first.pk).update(slug="un")
            wrote.set()
            go_on.wait(10)
        connection.close()

    writer = threading.Thread(target=slowly)
    writer.start()
    assert wrote.wait(10)
    versions.append(content_version())  # not committed: nothing is seen of it
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '5s'")
    for index in range(120):  # more than once, what is settled is put together
        type(second).objects.filter(pk=second.pk).update(slug=f"deux-{index}")
        versions.append(content_version())
    go_on.set()
    writer.join()
    versions.append(content_version())
    assert versions[0] == versions[1]
    assert len(set(versions)) == len(versions) - 1
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {triggers.TABLE}")
        assert cursor.fetchone()[0] < 120
