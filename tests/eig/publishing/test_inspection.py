"""The inspection of the site: what it keeps, for how long, and what puts it right in between."""

import re
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.utils import timezone

from eig.publishing import gate
from eig.publishing.bin import put_into_bin
from eig.publishing.inspection import inspect, inspect_when_due
from eig.publishing.models import Defect, Inspection
from eig.publishing.workflow import publish, unpublish
from tests.admin_forms import form_data
from tests.factories import ChallengeFactory, CohortFactory, ImageFactory, PostFactory, UserFactory

pytestmark = pytest.mark.django_db

SECTIONS = ("blog", "challenges", "community", "eig/images", "eig/seo")
STANDFIRST = "Une équipe raconte dix mois de travail au service de celles et ceux qui naviguent."
VAGUE = "Voir [ici](https://example.org/) et [là](https://example.org/carte)."


def a_post(**fields):
    """A post in French that visitors read, of which nothing is to be said."""
    picture = ImageFactory(alt_en="Someone at a computer", consent="not_needed")
    known = {"title_fr": "Dix mois au large", "standfirst_fr": STANDFIRST, "cover": picture, "published": ["fr"]}
    return PostFactory(**{**known, **fields})


def kept(**chosen):
    """`[(item, language, rule, level, number), …]`"""
    rows = Defect.objects.filter(**chosen).order_by("content_type", "object_id", "language", "rule", "level")
    return [
        (row.content_type.get_object_for_this_type(pk=row.object_id), row.language, row.rule, row.level, row.number)
        for row in rows
    ]


def test_defects_are_kept_by_item_language_and_rule():
    a_post()
    post = a_post(body_fr=VAGUE, standfirst_fr="")
    cohort = CohortFactory(introduction_fr="Voir [ici](https://example.org/).", shown=True)
    a_post(body_fr=VAGUE, published=[])

    assert inspect() == sum(number for *_what, number in kept())
    assert sorted(kept(language="fr"), key=str) == sorted(
        [
            (post, "fr", "link-vague", "error", 2),
            (post, "fr", "missing", "warning", 1),
            (cohort, "fr", "link-vague", "error", 1),
        ],
        key=str,
    )


def test_doing_it_twice_changes_nothing():
    a_post(body_fr=VAGUE)
    inspect()
    before = list(Defect.objects.values())

    assert inspect() == 2
    assert list(Defect.objects.values()) == before


def test_the_next_one_keeps_what_it_finds_in_place_of_the_last():
    post, other = a_post(body_fr=VAGUE), a_post(standfirst_fr="")
    inspect()
    post.body_fr = "Voir [ici](https://example.org/)."
    post.save()
    other.standfirst_fr = STANDFIRST
    other.save()
    third = a_post(body_fr=VAGUE)

    inspect()
    assert kept() == [(post, "fr", "link-vague", "error", 1), (third, "fr", "link-vague", "error", 2)]


def test_it_is_due_an_hour_after_the_last_one_was_begun():
    a_post(body_fr=VAGUE)
    now = timezone.now()

    assert inspect_when_due(now) == 2
    assert inspect_when_due(now + timedelta(minutes=59)) is None
    assert inspect_when_due(now + timedelta(minutes=60)) == 2
    assert Inspection.objects.get().begun_at == now + timedelta(minutes=60)


def test_what_is_asked_for_by_hand_is_done_at_once_and_counts():
    a_post(body_fr=VAGUE)
    now = timezone.now()
    inspect_when_due(now)

    assert inspect(now + timedelta(minutes=1)) == 2
    assert inspect_when_due(now + timedelta(minutes=60)) is None


def test_one_that_failed_halfway_is_done_again_an_hour_later(monkeypatch):
    a_post(body_fr=VAGUE)
    now = timezone.now()
    with monkeypatch.context() as broken:
        broken.setattr("eig.publishing.inspection.audit", None)
        with pytest.raises(TypeError):
            inspect_when_due(now)
    assert Inspection.objects.get().done_at is None

    assert inspect_when_due(now + timedelta(hours=1)) == 2
    assert Inspection.objects.get().done_at is not None


def test_what_is_published_meanwhile_has_the_last_word(monkeypatch):
    post = a_post(body_fr=VAGUE)
    inspect()
    Defect.objects.all().delete()  # as publishing the mended post did

    def seen_before(*arguments, **named):
        found = list(gate.audit(*arguments, **named))
        publish(post, "fr")
        return found

    monkeypatch.setattr("eig.publishing.inspection.audit", seen_before)
    inspect()
    assert kept() == []


def twice_at_once(act):
    """What comes of it, by two processes that begin together."""
    both, outcomes = Barrier(2), []

    def begin():
        try:
            both.wait()
            outcomes.append(act())
        finally:
            connection.close()

    threads = [Thread(target=begin) for _number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite in memory takes one connection at a time")
@pytest.mark.django_db(transaction=True)
def test_two_at_once_keep_everything_once():
    for _number in range(3):
        a_post(body_fr=VAGUE)

    assert twice_at_once(inspect) == [6, 6]
    assert sorted(row[1:] for row in kept()) == [("fr", "link-vague", "error", 2)] * 3


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite in memory takes one connection at a time")
@pytest.mark.django_db(transaction=True)
def test_of_two_jobs_at_once_one_does_it():
    a_post(body_fr=VAGUE)
    now = timezone.now()

    assert sorted(twice_at_once(lambda: inspect_when_due(now)), key=str) == [2, None]


class TestPublishing:
    @pytest.fixture
    def publisher(self, client):
        user = UserFactory(role="publisher")
        client.force_login(user)
        return user

    def post_form(self, client, post, **changes):
        address = f"/en/admin/blog/post/{post.pk}/change/"
        response = client.post(address, form_data(client.get(address), _publish="1", **changes), follow=True)
        assert response.status_code == 200

    def test_what_is_mended_leaves_at_once(self, client, publisher):
        post, other = a_post(body_fr=VAGUE), a_post(standfirst_fr="")
        inspect()
        self.post_form(client, post, body_fr="Voir [la carte](https://example.org/carte).")

        assert kept() == [(other, "fr", "missing", "warning", 1)]

    def test_what_goes_out_with_something_to_check_is_kept_at_once(self, client, publisher):
        post = a_post(published=[], standfirst_fr="")
        inspect()
        self.post_form(client, post)

        assert kept() == [(post, "fr", "missing", "warning", 1)]

    def test_what_is_planned_is_not_there_yet(self, client, publisher):
        post = a_post(published=[], standfirst_fr="")
        inspect()
        day = timezone.localdate() + timedelta(days=3)
        address = f"/en/admin/blog/post/{post.pk}/change/"
        changes = {"_schedule": "1", "publish_at": f"{day.isoformat()}T09:00"}
        client.post(address, form_data(client.get(address), **changes))

        assert post.editions.get(language="fr").is_scheduled
        assert kept() == []

    def test_before_the_first_inspection_nothing_is_kept(self, client, publisher):
        self.post_form(client, a_post(published=[], standfirst_fr=""))

        assert kept() == []

    def test_what_is_taken_off_leaves_at_once(self):
        post = a_post(
            title_en="Ten", standfirst_en=STANDFIRST, body_en="A text.", body_fr=VAGUE, published=["fr", "en"]
        )
        inspect()
        unpublish(post, "fr", at=timezone.now() + timedelta(days=1))
        assert [row[1:3] for row in kept()] == [("en", "too-short"), ("fr", "link-vague")]
        unpublish(post, "fr")

        assert kept() == [(post, "en", "too-short", "warning", 1)]

    def test_what_is_thrown_away_leaves_at_once(self):
        challenge = ChallengeFactory(body_fr=VAGUE, published=["fr"])
        inspect()
        kind = ContentType.objects.get_for_model(challenge)
        assert {row[:2] for row in kept(content_type=kind)} == {(challenge, "fr"), (challenge, "en")}
        put_into_bin(challenge)

        assert kept(content_type=kind) == []
        inspect()
        assert kept(content_type=kind) == []


class TestRules:
    def test_every_code_has_a_rule(self):
        sources = [path.read_text() for path in (settings.BASE_DIR / "eig/publishing/gate").glob("*.py")]
        sources += [(settings.BASE_DIR / name / "gate.py").read_text() for name in SECTIONS]
        codes = {code for source in sources for code in re.findall(r'"([a-z]+-[a-z-]+)"(?=, Level)', source)}

        assert len(codes) > 20
        assert all(gate.rule_of(code) for code in codes)

    def test_a_rule_has_a_family(self):
        names = {rule.name for rule in gate.rules()}

        assert {gate.rule_of(code).name for code in ("title-missing", "body-missing", "standfirst-missing")} == {
            "missing"
        }
        assert gate.rule_of("cover-missing").family == gate.Family.INCOMPLETE
        assert gate.rule_of("credit-missing").family == gate.Family.IMAGES
        assert {"link-dead", "address-dead", "too-long", "to-translate", "person-consent"} <= names
        with pytest.raises(LookupError):
            gate.rule_of("zzz")

    def test_rules_come_family_by_family(self):
        families = [rule.family for rule in gate.rules()]

        assert list(dict.fromkeys(families)) == list(gate.Family)
        assert families == sorted(families, key=list(gate.Family).index)
