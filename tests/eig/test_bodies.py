import pytest
from django.conf import settings

from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
MULTIPART = "multipart/form-data; boundary=x"
FILE = b'--x\r\nContent-Disposition: form-data; name="f"; filename="f"\r\n\r\n' + b"a" * 2000 + b"\r\n--x--\r\n"


class Unread:
    """A body nobody may look at."""

    def read(self, *size):
        raise AssertionError("it was read")

    readline = read


def heavy(client, path):
    return client.generic(
        "POST",
        path,
        content_type=MULTIPART,
        CONTENT_LENGTH=str(settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1),
        **{"wsgi.input": Unread()},
    )


@pytest.mark.parametrize("path", ["/contact/", "/en/contact/", "/apercu/x/", "/", "/admin/login/", "/admin/forgotten/"])
def test_a_heavy_body_is_refused_unread(client, path):
    answer = heavy(client, path)

    assert answer.status_code == 400
    assert answer["Content-Type"] == "text/html; charset=utf-8"


def test_nowhere_stays_nowhere(client):
    assert heavy(client, "/nulle/part/ici/").status_code == 404


def test_the_back_office_takes_what_weighs(client, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    client.force_login(UserFactory(role="editor"))

    taken = client.generic("POST", "/admin/images/image/upload/file/", FILE, content_type=MULTIPART)
    assert taken.json() == {"status": "refused", "message": "Choisissez un fichier."}  # read, and looked into
    assert client.generic("POST", "/contact/", FILE, content_type=MULTIPART).status_code == 400
