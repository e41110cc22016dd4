import pytest
from django.contrib.auth.models import Permission
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from eig.publishing.workflow import publish, unpublish
from tests.factories import DocumentFactory, UserFactory

pytestmark = pytest.mark.django_db
CONTENT = b"%PDF-1.4 <script>alert(1)</script>"


def status(client, address):
    response = client.get(address)
    if response.streaming:
        # Read to its end, which closes the file: close() would close the database of the test too.
        response.getvalue()
    return response.status_code


def booklet(**given):
    return DocumentFactory(url="", file=ContentFile(CONTENT, name="livret été.pdf"), **given)


def test_the_link_of_a_document_gives_its_file_under_its_own_type(client):
    response = client.get(booklet(published=["fr"]).get_absolute_url())

    assert (response.status_code, response.getvalue()) == (200, CONTENT)
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"].startswith("default-src 'none'")
    assert "Set-Cookie" not in response
    assert "Vary" not in response


def test_a_document_in_one_language_is_enough(client):
    assert status(client, booklet(title_en="Booklet", published=["en"]).get_absolute_url()) == 200


def test_the_file_of_what_is_not_published_is_for_staff_who_may_see_it(client):
    document = booklet(published=["fr"])
    unpublish(document, "fr")
    address = document.get_absolute_url()
    assert status(client, address) == 404

    user = UserFactory()
    client.force_login(user)
    assert status(client, address) == 404
    user.user_permissions.add(Permission.objects.get(codename="view_document"))
    assert status(client, address) == 200

    client.logout()
    publish(document, "fr")
    assert status(client, address) == 200


@pytest.mark.parametrize(
    "path",
    [
        "../originals/ab/secret.png",
        "%2e%2e/originals/ab/secret.png",
        "..%2foriginals/ab/secret.png",
        "2026/",
        "x%00.pdf",
        "loose.pdf",
        "x" * 3000,
    ],
)
def test_nothing_else_of_the_media_folder_is_handed_over(client, path):
    default_storage.save("originals/ab/secret.png", ContentFile(b"original"))
    default_storage.save("documents/loose.pdf", ContentFile(b"of no document"))
    booklet(published=["fr"])

    assert client.get(f"/media/documents/{path}").status_code == 404
    assert client.get("/media/originals/ab/secret.png").status_code == 404


def test_a_lost_file_is_a_404_and_a_file_is_only_read(client):
    document = booklet(published=["fr"])
    assert client.post(document.get_absolute_url()).status_code == 405
    document.file.storage.delete(document.file.name)
    assert client.get(document.get_absolute_url()).status_code == 404
