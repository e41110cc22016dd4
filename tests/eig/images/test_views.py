import io
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from PIL import Image as Pillow

from eig.images.models import Image
from eig.images.pixels import renditions, specs
from tests.eig.images.drawn import encoded, library_image, thirds
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def photo():
    return library_image(encoded(thirds(), "JPEG"), "photo.jpg")


def address(image, name):
    return f"/media/renditions/{specs.folder(image)}/{name}"


def ask(client, address, method="get"):
    """The answer, its file read to the end: the client closes it then, and keeps the database open."""
    response = getattr(client, method)(address)
    if response.streaming:
        response.getvalue()
    return response


@pytest.mark.parametrize(("extension", "media_type"), [("avif", "image/avif"), ("jpg", "image/jpeg")])
def test_a_missing_rendition_is_made_and_kept(client, photo, extension, media_type):
    response = client.get(address(photo, f"card-320.{extension}"))
    content = response.getvalue()
    kept = renditions.path_of(photo, specs.named(photo, f"card-320.{extension}"))
    assert response.status_code == 200
    assert response.headers["Content-Type"] == media_type
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert kept.read_bytes() == content
    with Pillow.open(kept) as picture:
        assert picture.size == (320, 180)
    assert [path.name for path in kept.parent.iterdir()] == [kept.name]
    assert kept.stat().st_mode & 0o777 == 0o644


def test_a_kept_rendition_is_served_without_a_query(client, photo, django_assert_num_queries):
    client.get(address(photo, "thumb-80.jpg")).getvalue()
    with django_assert_num_queries(0):
        client.get(address(photo, "thumb-80.jpg")).getvalue()


def test_head_answers_without_a_body(client, photo):
    response = client.head(address(photo, "thumb-80.jpg"))
    assert (response.status_code, response.getvalue()) == (200, b"")


def test_other_methods_are_refused(client, photo):
    assert client.post(address(photo, "thumb-80.jpg")).status_code == 405


@pytest.mark.parametrize(
    "name",
    [
        "card-321.jpg",
        "card-960.jpg",
        "card-720.webp",
        "poster-640.jpg",
        "card-720.svg",
        "card-720",
        "card--640.jpg",
        "card-720.jpg%00",
        "..%2f..%2fdb.sqlite3",
        "card-99999999999999999999.jpg",
        "card-٦٤٠.jpg",
    ],
)
def test_what_the_table_does_not_have_is_not_found(client, photo, name):
    assert client.get(address(photo, name)).status_code == 404
    assert not renditions.public_root().exists()


@pytest.mark.parametrize("folder", ["..", "0" * 16 + "-01234567", "%2e%2e", "x" * 21, "0" * 64, "'%22<script>"])
def test_a_folder_of_no_image_is_not_found(client, photo, folder):
    assert client.get(f"/media/renditions/{folder}/thumb-80.jpg").status_code == 404
    assert not renditions.public_root().exists()


@pytest.mark.parametrize("changed", [{"focal_x": 0.1}, {"credit": "© Un autre"}])
def test_an_outdated_address_leads_to_that_of_today(client, photo, changed):
    before = address(photo, "card-320.avif")
    for field, value in changed.items():
        setattr(photo, field, value)
    photo.save()
    response = ask(client, before)
    assert response.status_code == 302
    assert response.headers["Location"] == address(photo, "card-320.avif") != before
    assert response.headers["Cache-Control"] == "no-store"
    assert ask(client, response.headers["Location"]).status_code == 200
    assert [place.name for place in renditions.public_root().iterdir()] == [specs.folder(photo)]


def test_an_outdated_address_of_no_rendition_is_not_found(client, photo):
    assert ask(client, f"/media/renditions/{photo.digest[:16]}-01234567/card-321.jpg").status_code == 404


def test_a_picture_changed_while_it_is_drawn_is_drawn_again(client, photo, monkeypatch):
    before, make = address(photo, "thumb-80.jpg"), renditions.make

    def make_while_rights_are_limited(image, wanted):
        make(image, wanted)
        Image.objects.filter(pk=photo.pk).update(withdrawn_at_end=True, rights_until=timezone.now() + timedelta(days=1))

    monkeypatch.setattr(renditions, "make", make_while_rights_are_limited)
    response = ask(client, before)
    assert (response.status_code, response.headers["Location"]) == (302, before)
    assert list(renditions.public_root().iterdir()) == []
    photo.refresh_from_db()
    assert ask(client, before).headers["Location"] == address(photo, "thumb-80.jpg") != before


def test_a_picture_deleted_while_it_is_drawn_leaves_nothing(client, photo, monkeypatch):
    make = renditions.make

    def make_while_deleted(image, wanted):
        make(image, wanted)
        Image.objects.all()._raw_delete(using="default")

    monkeypatch.setattr(renditions, "make", make_while_deleted)
    assert ask(client, address(photo, "thumb-80.jpg")).status_code == 302
    assert list(renditions.public_root().iterdir()) == []
    assert ask(client, address(photo, "thumb-80.jpg")).status_code == 404


def test_an_original_that_is_gone_is_not_found_and_logged(client, photo, caplog):
    photo.file.storage.delete(photo.file.name)
    assert ask(client, address(photo, "thumb-80.jpg")).status_code == 404
    assert caplog.messages == [
        f"The original of image {photo.key} cannot be read.",
        "Not Found: " + address(photo, "thumb-80.jpg"),
    ]


def test_a_file_has_one_address_in_all_languages(client, photo):
    assert ask(client, "/en" + address(photo, "thumb-80.jpg")).status_code == 404


class TestLimitedRights:
    @pytest.fixture
    def limited(self):
        """A photo that is withdrawn on 1 June 2030 at noon."""
        content = encoded(thirds(), "JPEG")
        end = datetime(2030, 6, 1, 12, tzinfo=UTC)
        return library_image(content, "photo.jpg", licence="reserved", rights_until=end, withdrawn_at_end=True)

    @pytest.fixture
    def at(self, monkeypatch):
        """Sets the clock."""
        return lambda *moment: monkeypatch.setattr(timezone, "now", lambda: datetime(*moment, tzinfo=UTC))

    def test_the_proxy_never_finds_it(self, client, limited, at):
        at(2030, 1, 1)
        response = client.get(address(limited, "thumb-80.jpg"))
        kept = renditions.limited_root() / specs.folder(limited) / "thumb-80.jpg"
        assert response.getvalue() == kept.read_bytes()
        assert not renditions.public_root().exists()

    @pytest.mark.parametrize(
        ("moment", "seconds"),
        [
            ((2020, 1, 1), 31_536_000),
            ((2030, 5, 31, 12), 86_400),
            ((2030, 6, 1, 11, 59, 58, 500_000), 1),
            ((2030, 6, 1, 11, 59, 59, 999_999), 0),
        ],
    )
    def test_caches_keep_it_to_the_end_of_the_rights(self, client, limited, at, moment, seconds):
        at(*moment)
        for _made_then_kept in range(2):
            response = ask(client, address(limited, "thumb-80.jpg"))
            assert response.status_code == 200
            assert response.headers["Cache-Control"] == f"public, max-age={seconds}"

    @pytest.mark.parametrize("name", ["thumb-80.jpg", "card-320.avif", "press-900.jpg"])
    @pytest.mark.parametrize("method", ["get", "head"])
    def test_it_is_gone_from_that_instant(self, client, limited, at, method, name):
        at(2030, 6, 1, 11, 59)
        assert ask(client, address(limited, "thumb-80.jpg")).status_code == 200
        at(2030, 6, 1, 12)
        response = ask(client, address(limited, name), method)
        assert response.status_code == 410
        assert response.headers["Cache-Control"] == "no-store"

    def test_an_outdated_address_of_it_is_gone_too(self, client, limited, at):
        at(2030, 6, 1, 12)
        assert ask(client, f"/media/renditions/{limited.digest[:16]}-01234567/thumb-80.jpg").status_code == 410

    @pytest.mark.parametrize(("permissions", "status"), [([], 410), (["view_image"], 200)])
    def test_the_team_still_sees_what_it_decides_about(self, client, limited, at, permissions, status):
        at(2030, 6, 1, 12)
        client.force_login(UserFactory(permissions=permissions))
        response = ask(client, address(limited, "thumb-80.jpg"))
        assert response.status_code == status
        assert response.headers["Cache-Control"] == ("private, no-store" if status == 200 else "no-store")

    def test_rights_that_end_without_withdrawal_leave_it_public(self, client, limited, at):
        limited.withdrawn_at_end = False
        limited.save()
        at(2031, 1, 1)
        response = ask(client, address(limited, "thumb-80.jpg"))
        assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"

    def test_a_picture_served_for_ever_leaves_the_proxy_when_its_rights_are_limited(
        self, client, photo, django_capture_on_commit_callbacks
    ):
        before = address(photo, "thumb-80.jpg")
        ask(client, before)
        photo.rights_until, photo.withdrawn_at_end = timezone.now() + timedelta(days=1), True
        with django_capture_on_commit_callbacks(execute=True):
            photo.save()
        assert list(renditions.public_root().iterdir()) == []
        assert ask(client, before).headers["Location"] == address(photo, "thumb-80.jpg")


class TestPress:
    def photo(self, **fields):
        rights = {"licence": "cc-by", "licence_version": "4.0", "consent": "not_needed"}
        return library_image(encoded(thirds(2700, 900), "JPEG"), "photo.jpg", **rights | fields)

    def test_newspapers_download_it_large_under_what_it_shows(self, client):
        photo = self.photo(title="IMG_42 à ne pas montrer", alt_fr="L’équipe au cœur : séance “Œuvre” n° 3/4")
        response = client.get(address(photo, "press-2400.jpg"))
        assert response.headers["Content-Disposition"] == (
            'attachment; filename="lequipe-au-coeur-seance-oeuvre-n-34.jpg"; '
            "filename*=UTF-8''l%C3%A9quipe-au-c%C5%93ur-s%C3%A9ance-%C5%93uvre-n-34.jpg"
        )
        assert response.headers["Cache-Control"] == "public, max-age=3600"
        with Pillow.open(io.BytesIO(response.getvalue())) as picture:
            assert (picture.format, picture.size) == ("JPEG", (2400, 800))
            assert picture.getxmp()["xmpmeta"]["RDF"]["Description"]["Credit"] == "Ana Photographe"
        assert not renditions.public_root().exists()

    @pytest.mark.parametrize("alt", ["日本", "\r\nX-Evil: 1", '"; filename="evil.exe', "🎉", "é" * 500])
    def test_words_never_break_the_header(self, client, alt):
        photo = self.photo(alt_fr=alt)
        header = ask(client, address(photo, "press-2400.jpg")).headers["Content-Disposition"]
        assert re.fullmatch(r"attachment; filename=\"[a-z0-9-]+\.jpg\"; filename\*=UTF-8''[\w%-]+\.jpg", header)
        assert len(header) < 1000

    def test_a_picture_without_words_is_named_after_its_credit(self, client):
        photo = self.photo(alt_fr="", decorative=True, credit="Ana Photographe")
        header = ask(client, address(photo, "press-2400.jpg")).headers["Content-Disposition"]
        assert header.startswith('attachment; filename="ana-photographe.jpg";')

    @pytest.mark.parametrize(
        "rights",
        [
            {"licence": "cc-by-nc"},
            {"licence": "reserved", "licence_version": ""},
            {"licence": "unknown", "licence_version": ""},
            {"credit": "", "licence": "unknown", "licence_version": ""},
            {"consent": "missing"},
            {"rights_until": datetime(2020, 1, 1, tzinfo=UTC)},
        ],
    )
    def test_it_is_refused_where_the_rights_do_not_allow_it(self, client, rights):
        photo = self.photo(**rights)
        assert ask(client, address(photo, "press-2400.jpg")).status_code == 404
        assert ask(client, address(photo, "thumb-80.jpg")).status_code == 200

    def test_a_file_made_before_is_refused_after(self, client):
        photo = self.photo()
        client.get(address(photo, "press-2400.jpg")).getvalue()
        photo.consent = "missing"
        photo.save()
        assert ask(client, address(photo, "press-2400.jpg")).status_code == 404

    def test_caches_keep_it_no_longer_than_the_rights(self, client, monkeypatch):
        now = timezone.now()
        photo = self.photo(rights_until=now + timedelta(minutes=5))
        monkeypatch.setattr(timezone, "now", lambda: now)
        assert ask(client, address(photo, "press-2400.jpg")).headers["Cache-Control"] == "public, max-age=300"

    def test_head_tells_what_get_would(self, client):
        photo = self.photo(title="Équipe")
        got, head = (ask(client, address(photo, "press-2400.jpg"), method) for method in ("get", "head"))
        assert {**head.headers} == {**got.headers}
