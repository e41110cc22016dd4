"""What opening the form of a full challenge asks of the database, its gate and the other panels included."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.admin_forms import form_data
from tests.factories import (
    ChallengeFactory,
    ChallengeFigureFactory,
    CohortFactory,
    DeliverableFactory,
    ImageFactory,
    PageFactory,
    ParticipationFactory,
    SkillFactory,
    UserFactory,
    VideoFactory,
)

pytestmark = pytest.mark.django_db

MOST = 40


@pytest.fixture
def staff(client):
    user = UserFactory(first_name="Claire", is_superuser=True)
    client.force_login(user)
    return user


def a_challenge(rows=5, **fields):
    """A live challenge with pictures everywhere, and a text that refers to items of three kinds."""
    page, other = PageFactory(published=["fr"]), ChallengeFactory(published=["fr"])
    picture = ImageFactory(alt_en="Someone")
    links = f"[la page](page:{page.key}) [le défi](challenge:{other.key}) [les EIG](cohort:{CohortFactory().key})"
    challenge = ChallengeFactory(
        title_fr="Cartes",
        tagline_fr="Que chaque carte dise ce qu'elle sait.",
        body_fr=f"## Le départ\n\nVoir {links}.\n\n![](image:{picture.key})",
        cover=ImageFactory(alt_en="Someone"),
        logo=ImageFactory(alt_en="Someone"),
        skills=[SkillFactory()],
        **{"published": ["fr"], **fields},
    )
    for position in range(1, rows + 1):
        ChallengeFigureFactory(challenge=challenge, position=position)
        DeliverableFactory(challenge=challenge, image=ImageFactory(alt_en="Someone"), position=position)
        VideoFactory(challenge=challenge, position=position)
        ParticipationFactory(challenge=challenge, skill=SkillFactory(), position=position)
    return challenge


def queries(client, challenge):
    """The SQL of each query that opening the form takes."""
    path = f"/en/admin/challenges/challenge/{challenge.pk}/change/"
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return [query["sql"][:120] for query in asked.captured_queries]  # the next request forgets them


def keep(client, challenge):
    path = f"/en/admin/challenges/challenge/{challenge.pk}/change/"
    client.post(path, form_data(client.get(path), title_fr="Cartes vivantes", _continue="1"))


@pytest.mark.parametrize("role", ["contributor", "editor", "publisher", "programme_lead"])
def test_opening_the_form_asks_no_more_than_forty_queries_with_those_of_the_login(client, role, content_types):
    writer = UserFactory(role=role)
    client.force_login(writer)
    own = {"published": None, "created_by": writer} if role == "contributor" else {}
    challenge = a_challenge(**own)
    live = queries(client, challenge)
    keep(client, challenge)
    draft = queries(client, challenge)

    for asked in (live, draft):
        assert len(asked) <= MOST, "\n".join(asked)


def test_more_rows_ask_for_no_more_queries(client, staff):
    one, five = a_challenge(rows=1), a_challenge(rows=5)
    assert len(queries(client, one)) == len(queries(client, five))
    keep(client, one)
    keep(client, five)
    assert len(queries(client, one)) == len(queries(client, five))
