"""Requests in an encoding that no page of ours asks for."""

import pytest

from eig.publishing.links import address_of, share
from tests.factories import PostFactory, UserFactory

pytestmark = pytest.mark.django_db

# No encodings of text at all, encodings that refuse to replace what they cannot read, that make half characters.
HALF = ["unicode_escape", "raw_unicode_escape", "utf-7"]
STRANGE = ["rot13", "zlib", "idna", *HALF]


def body(**fields):
    parts = (f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{text}\r\n' for name, text in fields.items())
    return "".join(parts) + "--x--\r\n"


@pytest.mark.parametrize("charset", STRANGE)
def test_a_comment_is_read_as_utf_8_whatever_it_calls_itself(client, charset):
    post = PostFactory()
    address = address_of(share(post, "fr", "La mairie", UserFactory(is_superuser=True)))
    kind = f"multipart/form-data; boundary=x; charset={charset}"
    answer = client.generic("POST", address, body(name="Éloïse", text="Bien \\ud800"), content_type=kind)

    assert answer.status_code == 303
    step = post.steps.get()
    assert (step.by_name, step.comment) == ("Éloïse", "Bien \\ud800")


@pytest.mark.parametrize("charset", HALF)
def test_a_page_is_found_whatever_the_question_calls_itself(client, charset):
    kind = f"multipart/form-data; boundary=x; charset={charset}"

    assert client.get("/defis/?page=2&q=%C3%A9", headers={"Content-Type": kind}).status_code == 200
    assert client.get("/admin/login/?next=%C3%A9", headers={"Content-Type": kind}).status_code == 200
