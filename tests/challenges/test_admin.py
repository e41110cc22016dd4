import pytest

from challenges.models import Challenge, Participation
from tests.admin_forms import column, errors, form_data, soup
from tests.factories import (
    ChallengeFactory,
    ChallengeFigureFactory,
    CohortFactory,
    DeliverableFactory,
    ImageFactory,
    ParticipationFactory,
    PersonFactory,
    SkillFactory,
    SoughtProfileFactory,
    TagFactory,
    UserFactory,
    VideoFactory,
)

CHALLENGES = "/admin/challenges/challenge/"
PEOPLE = "/admin/community/person/"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def staff(client):
    user = UserFactory(is_superuser=True)
    client.force_login(user)
    return user


def rows(prefix, *new, initial=0):
    """What a browser sends for rows added under an item."""
    data = {f"{prefix}-TOTAL_FORMS": initial + len(new)}
    for number, row in enumerate(new, start=initial):
        data.update({f"{prefix}-{number}-{name}": value for name, value in {"id": "", **row}.items()})
    return data


def test_the_list_asks_as_many_queries_for_ten_as_for_one(client, content_types, django_assert_num_queries):
    cohort = CohortFactory()

    def one_more():
        challenge = ChallengeFactory(cohort=cohort, cover=ImageFactory(), skills=[SkillFactory()], published=["fr"])
        challenge.tags.add(TagFactory())

    one_more()
    with django_assert_num_queries(23):
        client.get(CHALLENGES)
    for _number in range(9):
        one_more()
    with django_assert_num_queries(23):
        assert len(column(client.get(CHALLENGES), "title_shown")) == 10


def test_the_list_sorts_by_cohort_then_title_without_accents(client):
    old, new = CohortFactory(year=2018), CohortFactory(year=2020)
    ChallengeFactory(title_fr="Zèle", cohort=new)
    ChallengeFactory(title_fr="Étoile", cohort=new)
    ChallengeFactory(title_fr="Archives", cohort=old)

    assert column(client.get(CHALLENGES), "title_shown") == ["Étoile", "Zèle", "Archives"]


def test_a_challenge_shown_in_every_language_is_translated_without_a_title_of_its_own(client):
    challenge = ChallengeFactory(title_fr="Phare", slug_fr="phare", published=["fr"])
    address = f"{CHALLENGES}{challenge.pk}/in/en/"
    client.post(address, form_data(client.get(address), tagline_en="A light", _publish="1"))

    challenge.refresh_from_db()
    assert (challenge.title_en or "", challenge.slug_en, challenge.tagline_en) == ("", None, "A light")
    assert challenge.live_languages() == ["fr", "en"]


def test_publishing_a_translation_first_says_what_it_waits_for(client):
    challenge = ChallengeFactory(title_fr="Phare")
    address = f"/en{CHALLENGES}{challenge.pk}/in/en/"
    page = client.post(address, form_data(client.get(address), tagline_en="A light", _publish="1"), follow=True)

    assert [message.text for message in soup(page).select(".messagelist li")] == [
        "“Phare” is published in English; visitors will read it once it is published in its source language."
    ]


def test_its_parts_are_stacked_in_order_without_empty_rows(client):
    challenge = ChallengeFactory()
    ParticipationFactory(challenge=challenge)
    ChallengeFigureFactory(challenge=challenge)
    DeliverableFactory(challenge=challenge)
    VideoFactory(challenge=challenge)
    SoughtProfileFactory(challenge=challenge)
    page = soup(client.get(f"{CHALLENGES}{challenge.pk}/change/"))

    assert [group["id"] for group in page.select(".inline-group")] == [
        "participations-group",
        "figures-group",
        "deliverables-group",
        "videos-group",
        "sought_profiles-group",
    ]
    assert [len(group.select(".inline-related:not(.empty-form)")) for group in page.select(".inline-group")] == [1] * 5


def test_a_translation_shows_the_words_of_its_parts_and_nothing_else(client):
    challenge = ChallengeFactory()
    ParticipationFactory(challenge=challenge)
    figure = ChallengeFigureFactory(challenge=challenge, amount="30", description_fr="agents formés")
    address = f"{CHALLENGES}{challenge.pk}/in/en/"
    page = client.get(address)
    names = {name for name in form_data(page) if name.startswith(("figures-0", "participations"))}
    assert names == {"figures-0-id", "figures-0-challenge", "figures-0-description_en"}

    client.post(address, form_data(page, **{"figures-0-description_en": "agents trained", "_continue": "1"}))
    figure.refresh_from_db()
    assert (figure.amount, figure.description_fr, figure.description_en) == ("30", "agents formés", "agents trained")


def test_a_translation_adds_and_deletes_no_part(client):
    challenge = ChallengeFactory()
    figure = ChallengeFigureFactory(challenge=challenge)
    address = f"{CHALLENGES}{challenge.pk}/in/en/"
    data = form_data(client.get(address), _continue="1")
    data.update({"figures-0-DELETE": "on", **rows("figures", {"description_en": "more"}, initial=1)})
    client.post(address, data)

    assert list(challenge.figures.all()) == [figure]


def test_the_team_takes_the_cohort_of_the_challenge(client):
    challenge, person = ChallengeFactory(), PersonFactory()
    address = f"{CHALLENGES}{challenge.pk}/change/"
    team = rows("participations", {"challenge": challenge.pk, "person": person.pk, "role": "eig", "position": ""})
    client.post(address, {**form_data(client.get(address)), **team, "_continue": "1"})

    part = Participation.objects.get()
    assert (part.person, part.role, part.cohort, part.position) == (person, "eig", challenge.cohort, 1)


def test_the_same_person_twice_in_a_role_is_refused_in_words(client):
    challenge, person = ChallengeFactory(), PersonFactory()
    address = f"/en{CHALLENGES}{challenge.pk}/change/"
    row = {"challenge": challenge.pk, "person": person.pk, "role": "eig", "position": ""}
    page = client.post(
        address, {**form_data(client.get(address)), **rows("participations", row, row), "_continue": "1"}
    )

    assert errors(page) == ["This row says the same as another one."]
    assert Participation.objects.count() == 0


def test_someone_already_there_in_a_role_is_refused_in_words(client):
    challenge = ChallengeFactory()
    part = ParticipationFactory(challenge=challenge, role="eig")
    address = f"/en{PEOPLE}{part.person.pk}/change/"
    row = {"person": part.person.pk, "role": "eig", "challenge": challenge.pk, "cohort": ""}
    page = client.post(
        address, {**form_data(client.get(address)), **rows("participations", row, initial=1), "_continue": "1"}
    )

    assert errors(page) == ["This person already has this role here."]


def test_a_role_needs_a_challenge_or_a_cohort(client):
    person, cohort = PersonFactory(), CohortFactory()
    address = f"/en{PEOPLE}{person.pk}/change/"
    row = {"person": person.pk, "role": "team", "challenge": "", "cohort": ""}
    page = client.post(address, {**form_data(client.get(address)), **rows("participations", row), "_continue": "1"})
    assert errors(page) == ["Choose a challenge, or the cohort as a whole."]

    row["cohort"] = cohort.pk
    client.post(address, {**form_data(client.get(address)), **rows("participations", row), "_continue": "1"})
    part = Participation.objects.get()
    assert (part.person, part.cohort, part.challenge) == (person, cohort, None)


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("https://www.dailymotion.com/video/x7abc", ("dailymotion", "x7abc")),
        ("https://youtu.be/dQw4w9WgXcQ", ("youtube", "dQw4w9WgXcQ")),
        ("x7abc", ("dailymotion", "x7abc")),
    ],
)
def test_a_video_may_be_pasted_as_an_address(client, pasted, kept):
    challenge = ChallengeFactory()
    address = f"{CHALLENGES}{challenge.pk}/change/"
    row = {"challenge": challenge.pk, "platform": "dailymotion", "video_id": pasted, "kind": "introduction"}
    client.post(address, {**form_data(client.get(address)), **rows("videos", row), "_continue": "1"})

    video = challenge.videos.get()
    assert (video.platform, video.video_id) == kept


def test_a_pasted_address_says_the_platform(client):
    challenge = ChallengeFactory()
    address = f"{CHALLENGES}{challenge.pk}/change/"
    row = {
        "challenge": challenge.pk,
        "platform": "",
        "video_id": "https://youtu.be/dQw4w9WgXcQ",
        "kind": "introduction",
    }
    client.post(address, {**form_data(client.get(address)), **rows("videos", row), "_continue": "1"})

    video = challenge.videos.get()
    assert (video.platform, video.video_id) == ("youtube", "dQw4w9WgXcQ")


def test_an_identifier_alone_needs_its_platform(client):
    challenge = ChallengeFactory()
    address = f"/en{CHALLENGES}{challenge.pk}/change/"
    row = {"challenge": challenge.pk, "platform": "", "video_id": "x7abc", "kind": "introduction"}
    page = client.post(address, {**form_data(client.get(address)), **rows("videos", row), "_continue": "1"})

    assert errors(page) == ["This field is required."]


def test_a_video_of_an_unknown_site_is_refused_in_words(client):
    challenge = ChallengeFactory()
    address = f"/en{CHALLENGES}{challenge.pk}/change/"
    row = {
        "challenge": challenge.pk,
        "platform": "youtube",
        "video_id": "https://example.org/x",
        "kind": "introduction",
    }
    page = client.post(address, {**form_data(client.get(address)), **rows("videos", row), "_continue": "1"})

    assert errors(page) == ["No known platform has such addresses: give the video's identifier."]


def test_two_challenges_of_one_name_in_a_cohort_get_two_addresses(client):
    cohort = CohortFactory()
    ChallengeFactory(cohort=cohort, slug_fr="phare")
    page = client.get(f"{CHALLENGES}add/")
    client.post(f"{CHALLENGES}add/", form_data(page, title_fr="Phare", cohort=cohort.pk, _continue="1"))
    assert Challenge.objects.get(title_fr="Phare").slug_fr == "phare-2"

    page = client.get(f"{CHALLENGES}add/")
    client.post(f"{CHALLENGES}add/", form_data(page, title_fr="Phare", cohort=CohortFactory().pk, _continue="1"))
    assert sorted(Challenge.objects.filter(title_fr="Phare").values_list("slug_fr", flat=True)) == ["phare", "phare-2"]
