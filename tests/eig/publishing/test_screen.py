"""What the form of something live says of what it cannot keep, and what it lets be framed."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.admin_forms import form_data, messages, soup
from tests.factories import ChallengeFactory, DocumentFactory, PageFactory, PostFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def staff(client):
    user = UserFactory(is_superuser=True)
    client.force_login(user)
    return user


def policy(response, directive):
    rules = (rule.strip().partition(" ") for rule in response["Content-Security-Policy"].split(";"))
    return {name: value for name, _space, value in rules}.get(directive)


def test_a_file_is_not_kept_with_changes_in_progress(client):
    document = DocumentFactory(published=["fr"])
    name = document.file.name
    address = f"/en/admin/pages/document/{document.pk}/change/"
    upload = SimpleUploadedFile("livret.pdf", b"%PDF-1.4 autre", content_type="application/pdf")
    page = client.post(address, form_data(client.get(address), file=upload, _continue="1"), follow=True)

    assert messages(page)[1] == "The file you chose is not kept with them: choose it again when you publish."
    document.refresh_from_db()
    assert document.file.name == name


def test_only_the_form_frames_and_only_the_preview_is_framed(client):
    post = PostFactory(published=["fr"])
    address = f"/en/admin/blog/post/{post.pk}/change/"
    form = client.get(address)
    preview = client.post(f"/en/admin/blog/post/{post.pk}/preview/fr/", form_data(form))
    elsewhere = client.get("/en/admin/blog/post/")

    assert [policy(page, "frame-src") for page in (form, preview, elsewhere)] == ["'self'", None, None]
    assert [policy(page, "frame-ancestors") for page in (form, preview, elsewhere)] == ["'none'", "'self'", "'none'"]
    assert (preview["X-Frame-Options"], elsewhere["X-Frame-Options"]) == ("SAMEORIGIN", "DENY")
    assert policy(preview, "form-action") == "'none'"
    assert b"<script" not in preview.content


@pytest.mark.parametrize("kind", [PostFactory, ChallengeFactory, PageFactory])
def test_a_translation_is_previewed_in_its_language_while_visitors_read_the_other(client, kind):
    item = kind(title_fr="Un phare", title_en="A lighthouse", slug_en="lighthouse", published=["fr"])
    base = f"/en/admin/{item._meta.app_label}/{item._meta.model_name}/{item.pk}"
    page = client.post(f"{base}/preview/en/", form_data(client.get(f"{base}/in/en/"), title_en="A beacon"))

    assert (soup(page).html["lang"], soup(page).h1.text.strip()) == ("en", "A beacon")
    item.refresh_from_db()
    assert (item.title_en, item.live_languages()) == ("A lighthouse", ["fr"])


def test_a_preview_opened_again_leads_to_the_form(client):
    post = PostFactory(published=["fr"])
    response = client.get(f"/en/admin/blog/post/{post.pk}/preview/fr/")

    assert (response.status_code, response.url) == (302, f"/en/admin/blog/post/{post.pk}/change/")


def test_a_preview_is_refused_to_who_may_not_write(client):
    post = PostFactory(published=["fr"])
    client.force_login(UserFactory())

    assert client.post(f"/en/admin/blog/post/{post.pk}/preview/fr/", {}).status_code == 403
    assert client.post("/en/admin/blog/post/0/preview/fr/", {}).status_code == 404
