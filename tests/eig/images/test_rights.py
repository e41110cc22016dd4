"""One status of rights, whoever asks: the object in hand and the query agree at every instant."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from eig.images.models import Image
from eig.images.rights import (
    FOR_PRESS,
    SOON,
    Consent,
    Licence,
    RightsStatus,
    conditions,
    licence_url,
    status_of,
)
from tests.factories import ImageFactory, UserFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 7, 1, 22, 0, tzinfo=UTC)
A_MOMENT = timedelta(microseconds=1)
# Everything the status looks at; the ends of rights stand on, just before and just after each instant that counts.
CREDITS = [("", Licence.UNKNOWN), ("Ana", Licence.UNKNOWN), ("Ana", Licence.CC_BY), ("Ana", Licence.RESERVED)]
ENDS = [
    None,
    NOW - A_MOMENT,
    NOW,
    NOW + A_MOMENT,
    NOW + SOON - A_MOMENT,
    NOW + SOON,
    NOW + SOON + A_MOMENT,
]


def ledger(credit, licence, consent, end, **more):
    day = NOW.date() if consent == Consent.GIVEN else None
    return ImageFactory(credit=credit, licence=licence, consent=consent, consent_on=day, rights_until=end, **more)


def test_the_status_of_an_image_is_that_of_the_query_in_all_combinations():
    images = [ledger(*credit, consent, end) for credit, consent, end in product(CREDITS, Consent, ENDS)]

    said = {image.pk: image.rights for image in Image.objects.with_rights(NOW)}

    assert len(said) == 84
    assert said == {image.pk: status_of(image, NOW).value for image in images}
    assert set(said.values()) == set(RightsStatus.values)
    for status in RightsStatus:
        found = {image.pk for image in Image.objects.in_rights(status, NOW)}
        assert found == {pk for pk, rights in said.items() if rights == status}


@pytest.mark.parametrize(
    ("credit", "licence", "consent", "end", "status"),
    [
        ("Ana", Licence.CC_BY, Consent.GIVEN, None, RightsStatus.CLEAR),
        ("Ana", Licence.CC_BY, Consent.NOT_NEEDED, NOW + SOON + A_MOMENT, RightsStatus.CLEAR),
        ("Ana", Licence.CC_BY, Consent.NOT_NEEDED, NOW + SOON, RightsStatus.EXPIRING),
        ("Ana", Licence.CC_BY, Consent.NOT_NEEDED, NOW + A_MOMENT, RightsStatus.EXPIRING),
        ("Ana", Licence.CC_BY, Consent.MISSING, NOW + A_MOMENT, RightsStatus.CONSENT_MISSING),
        ("Ana", Licence.UNKNOWN, Consent.MISSING, NOW + A_MOMENT, RightsStatus.UNKNOWN),
        ("", Licence.UNKNOWN, Consent.GIVEN, None, RightsStatus.UNKNOWN),
        ("Ana", Licence.CC_BY, Consent.GIVEN, NOW, RightsStatus.EXPIRED),
        ("", Licence.UNKNOWN, Consent.MISSING, NOW, RightsStatus.EXPIRED),
    ],
)
def test_the_gravest_lack_is_the_status(credit, licence, consent, end, status):
    assert status_of(ledger(credit, licence, consent, end), NOW) == status


def test_every_status_has_its_condition_in_the_order_of_gravity():
    assert list(conditions(NOW)) == list(RightsStatus)


def test_rights_end_with_the_instant_they_were_given_until():
    image = ledger("Ana", Licence.CC_BY, Consent.NOT_NEEDED, NOW, withdrawn_at_end=True)

    seen = [
        (image.is_withdrawn(at), list(Image.objects.withdrawn(at)), list(Image.objects.expired(at)))
        for at in (NOW - A_MOMENT, NOW, NOW + A_MOMENT)
    ]

    assert seen == [(False, [], []), (True, [image], [image]), (True, [image], [image])]


def test_picture_that_nobody_wants_withdrawn_stays_after_its_rights():
    image = ledger("Ana", Licence.CC_BY, Consent.NOT_NEEDED, NOW)

    assert not image.is_withdrawn(NOW)
    assert list(Image.objects.withdrawn(NOW)) == []


def test_newspapers_may_print_what_the_licence_and_the_people_allow():
    for licence in Licence:
        image = ImageFactory.build(licence=licence, consent=Consent.NOT_NEEDED)
        assert image.is_for_press(NOW) is (licence in FOR_PRESS), licence
    assert not ImageFactory.build(consent=Consent.MISSING).is_for_press(NOW)
    assert not ImageFactory.build(consent=Consent.NOT_NEEDED, rights_until=NOW).is_for_press(NOW)
    assert ImageFactory.build(consent=Consent.NOT_NEEDED, rights_until=NOW + A_MOMENT).is_for_press(NOW)


@pytest.mark.parametrize(
    ("licence", "version", "address"),
    [
        ("cc-by-sa", "4.0", "https://creativecommons.org/licenses/by-sa/4.0/"),
        ("cc-by-nc-nd", "3.0", "https://creativecommons.org/licenses/by-nc-nd/3.0/"),
        ("cc-by", "", ""),
        ("cc0", "", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("etalab-2.0", "", "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"),
        ("reserved", "", ""),
        ("unknown", "", ""),
    ],
)
def test_licence_is_written_down_somewhere(licence, version, address):
    assert licence_url(licence, version) == address


@pytest.mark.parametrize(
    ("fields", "line", "notice"),
    [
        ({"credit": "", "licence": "unknown"}, "crédit inconnu", ""),
        ({"credit": "Ana", "licence": "unknown"}, "Ana", "© Ana"),
        ({"credit": "Ana", "licence": "reserved"}, "Ana", "© Ana"),
        ({"credit": "Ana", "licence": "cc-by-sa", "licence_version": "4.0"}, "Ana – CC BY-SA 4.0", "© Ana"),
        ({"credit": "Ana, pour le programme", "author": "Ana", "licence": "cc-by"}, None, "© Ana"),
        ({"credit": "© Ana", "licence": "unknown"}, "© Ana", "© Ana"),
        ({"credit": "Ana", "licence": "cc0"}, "Ana – CC0", ""),
    ],
)
def test_credit_as_visitors_read_it_and_as_files_carry_it(fields, line, notice):
    image = ImageFactory.build(**fields)

    assert str(image.credit_line) == (line or "Ana, pour le programme – CC BY")
    assert image.copyright_notice == notice


def test_who_may_change_the_rights_of_a_picture():
    editor, uploader, steward = (
        UserFactory(permissions=names) for names in (["add_image", "change_image"], ["add_image"], ["change_rights"])
    )
    director = UserFactory(is_superuser=True)
    hers, nobodys = ImageFactory(uploaded_by=uploader), ImageFactory()

    everyone = (editor, uploader, steward, director)
    assert [hers.may_change_rights(user) for user in everyone] == [False, True, True, True]
    assert [nobodys.may_change_rights(user) for user in everyone] == [False, False, True, True]
