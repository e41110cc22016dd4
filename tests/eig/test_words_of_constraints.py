"""What the database does not take is refused in words that say what to do, never by the names of fields."""

import pytest

from tests.admin_forms import errors, form_data
from tests.factories import (
    AuthorshipFactory,
    CallFactory,
    ChallengeFactory,
    ImageFactory,
    MenuItemFactory,
    PageFactory,
    PersonFactory,
    PressPictureFactory,
    SoughtProfileFactory,
    UserFactory,
    VideoFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def lead(client):
    client.force_login(UserFactory(role="programme_lead"))


def refusals(client, address, **fields):
    """What is said of the form at that address, sent with those fields."""
    return errors(client.post(address, form_data(client.get(address), **fields)))


def row(prefix, number, **fields):
    """A new row, the `number`th of those that were sent."""
    return {f"{prefix}-TOTAL_FORMS": str(number + 1)} | {
        f"{prefix}-{number}-{key}": text for key, text in fields.items()
    }


@pytest.mark.parametrize(("kind", "name"), [("projects", "projets"), ("applications", "candidatures")])
def test_a_second_call_of_a_kind_is_answered_by_what_to_do(client, kind, name):
    cohort = CallFactory(kind=kind, cohort__name_fr="EIG 9").cohort
    opening = {"opens_0": "02/01/2027", "opens_1": "9h", "closes_0": "31/01/2027", "closes_1": "18h"}
    found = refusals(client, "/admin/community/call/add/", kind=kind, cohort=str(cohort.pk), **opening)

    assert found == [f"EIG 9 a déjà un appel à {name} : modifiez-le, ou prolongez-le."]


def test_a_second_page_in_a_place(client):
    PageFactory(place="take_part")
    address = f"/admin/pages/page/{PageFactory().pk}/change/"

    words = "Une autre page s’y trouve déjà : modifiez celle-là, ou choisissez un autre emplacement."
    assert refusals(client, address, place="take_part") == [words]


def test_a_picture_for_the_press_twice(client):
    image = PressPictureFactory(image=ImageFactory()).image

    words = "Cette image est déjà parmi celles de la presse : choisissez-en une autre."
    assert refusals(client, "/admin/pages/presspicture/add/", image=str(image.pk)) == [words]


def test_an_entry_of_the_menu_under_itself(client):
    item = MenuItemFactory()
    found = refusals(client, f"/admin/pages/menuitem/{item.pk}/change/", parent=str(item.pk))

    assert found == ["Une entrée ne se place pas sous elle-même : choisissez-en une autre, ou aucune."]


def test_someone_who_signs_twice(client):
    authorship = AuthorshipFactory(person=PersonFactory())
    fields = row("authorships", 1, person=str(authorship.person_id), position="", post=str(authorship.post_id), id="")
    found = refusals(client, f"/admin/blog/post/{authorship.post_id}/change/", **fields)

    assert "Cette personne signe déjà cet article : retirez l’une des deux lignes." in found


def test_a_skill_sought_twice(client):
    profile = SoughtProfileFactory(challenge=ChallengeFactory())
    fields = row(
        "sought_profiles",
        1,
        skill=str(profile.skill_id),
        places="1",
        challenge=str(profile.challenge_id),
        position="",
        id="",
    )
    found = refusals(client, f"/admin/challenges/challenge/{profile.challenge_id}/change/", **fields)

    assert "Cette compétence est déjà recherchée : changez-y le nombre de places." in found


def test_a_video_twice(client):
    video = VideoFactory(challenge=ChallengeFactory(), platform="youtube", video_id="abcdefghijk")
    fields = row(
        "videos",
        1,
        platform="youtube",
        video_id="abcdefghijk",
        kind=video.kind,
        position="",
        id="",
        challenge=str(video.challenge_id),
        description_fr="Une autre",
    )
    found = refusals(client, f"/admin/challenges/challenge/{video.challenge_id}/change/", **fields)

    assert "Ce défi a déjà cette vidéo : retirez l’une des deux." in found
