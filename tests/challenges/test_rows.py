from datetime import UTC, datetime

import pytest
from django.db.models import F, OuterRef

from challenges.models import Challenge, ChallengeFigure
from challenges.rows import Rows
from community.models import Skill
from eig.images.models import Image
from tests.factories import (
    ChallengeFactory,
    ChallengeFigureFactory,
    ImageFactory,
    SkillFactory,
    SoughtProfileFactory,
)

pytestmark = pytest.mark.django_db


def test_rows_come_out_as_instances_in_the_order_of_the_queryset(django_assert_num_queries):
    challenge = ChallengeFactory()
    last = ChallengeFigureFactory(challenge=challenge, amount='l\'été "30"', position=2)
    first = ChallengeFigureFactory(challenge=challenge, before="2", after="3", amount="", position=1)
    ChallengeFigureFactory()
    figures = ChallengeFigure.objects.filter(challenge=OuterRef("pk"))

    with django_assert_num_queries(1):
        found = Challenge.objects.annotate(its_figures=Rows(figures)).get(pk=challenge.pk)
        assert found.its_figures == [first, last]
        assert found.its_figures[1].amount == 'l\'été "30"'
        assert found.its_figures[0].description == "agents formés"


def test_rows_carry_the_annotations_of_the_queryset():
    profile = SoughtProfileFactory(skill=SkillFactory(name_fr="Développement", name_en="Development"), places=3)
    skills = Skill.objects.filter(sought_profiles__challenge=OuterRef("pk"))

    found = Challenge.objects.annotate(sought=Rows(skills.annotate(places=F("sought_profiles__places")))).get()

    assert [(skill, skill.name, skill.places) for skill in found.sought] == [(profile.skill, "Développement", 3)]


def test_instants_and_json_come_out_as_from_the_table():
    instant = datetime(2026, 7, 1, 12, 30, tzinfo=UTC)
    image = ImageFactory(rights_until=instant, embedded={"credit": 'Ana "A."'})
    challenge = ChallengeFactory(cover=image)

    covers = Image.objects.filter(challenge_covers=OuterRef("pk"))
    (cover,) = Challenge.objects.annotate(covers=Rows(covers)).get(pk=challenge.pk).covers

    image.refresh_from_db()
    assert (cover.rights_until, cover.created_at, cover.embedded) == (instant, image.created_at, image.embedded)


def test_no_rows_come_out_as_an_empty_list():
    ChallengeFactory()
    found = Challenge.objects.annotate(its_figures=Rows(ChallengeFigure.objects.filter(challenge=OuterRef("pk")))).get()
    assert found.its_figures == []
