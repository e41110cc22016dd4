"""A form that comes without a login: nobody is logged in by another site, and no word of an editor is lost."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.admin_forms import form_data, soup
from tests.factories import UserFactory

# The view is exempt from the check of tokens, to look at the weight of a request first.
EXEMPT = "/en/admin/images/image/upload/"
WORDS = {"_again_username": "ines", "_again_password": "phare"}
OURS = {"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}

pytestmark = pytest.mark.django_db


@pytest.fixture
def ines():
    user = UserFactory(username="ines", permissions=["add_image"])
    user.set_password("phare")
    user.save()
    return user


@pytest.fixture
def browser():
    return Client(enforce_csrf_checks=True)


def carried(page):
    return {field["name"]: field.text.strip() for field in soup(page).select("textarea[hidden]")}


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site", "Origin": "http://testserver"},
        {},
    ],
)
@pytest.mark.parametrize("address", [EXEMPT, "/en/admin/blog/post/add/"])
def test_another_site_logs_nobody_in_and_has_nothing_carried(browser, ines, address, headers):
    with_password = browser.post(address, WORDS, headers=headers)
    without = browser.post(address, {"title_fr": "Piège", "_save": "1"}, headers=headers)

    assert (with_password.status_code, without.status_code) == (403, 403)
    assert "sessionid" not in browser.cookies
    assert "Piège" not in without.text
    assert carried(without) == {}


def test_a_stale_token_of_a_page_of_ours_loses_no_word_and_lets_nobody_in(browser, ines):
    sent = {"_save": "1", "image-7-alt_fr": "Un phare", "csrfmiddlewaretoken": "y" * 64}
    asked = browser.post(EXEMPT, sent | WORDS, headers=OURS)
    nobody = "sessionid" not in browser.cookies
    page = browser.post(EXEMPT, form_data(asked, _again_password="phare"), headers=OURS)

    assert (asked.status_code, nobody) == (403, True)
    assert carried(asked) == {"_save": "1", "image-7-alt_fr": "Un phare"}
    assert (page.status_code, page["Location"]) == (302, EXEMPT)
    assert browser.session["_auth_user_id"] == str(ines.pk)


def test_what_a_stranger_sends_is_not_read_when_it_weighs_more_than_a_form(browser, ines, settings, monkeypatch):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 2000
    asked = browser.get("/en/admin/log-in-again/")  # a token, which anyone may have
    token = {"csrfmiddlewaretoken": asked.json()["token"]}

    with monkeypatch.context() as patched:
        patched.setattr("django.http.request.HttpRequest._load_post_and_files", _must_not_be_read)
        page = browser.post(EXEMPT, token | {"file": SimpleUploadedFile("a.png", b"\0" * 3000)}, headers=OURS)
        answer = browser.post("/en/admin/log-in-again/", token | {"username": "i" * 3000}, headers=OURS)
    again = browser.post(EXEMPT, form_data(page, _again_username="ines", _again_password="phare"), headers=OURS)

    assert (page.status_code, carried(page)) == (413, {})
    assert "Only the file you chose has to be chosen again." in page.text
    assert (answer.status_code, answer.json()["status"]) == (413, "refused")
    assert (again.status_code, soup(again).select_one(".errornote").text) == (400, "Choose one or several files.")


def _must_not_be_read(request):
    raise AssertionError("read")
