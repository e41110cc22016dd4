"""The form by which visitors write: keeps what is right, shows again what is not, and is no door for robots."""

from datetime import UTC, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from eig.contact import receiving, senders
from eig.contact.models import Message, Sender
from eig.contact.origin import age_of, new_stamp
from tests.factories import MessageFactory, SiteIdentityFactory, SubjectFactory

NOW = datetime(2026, 11, 23, 9, 10, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def words(**changes):
    """What a person sends a minute after the page was made."""
    stamp = new_stamp(timezone.now() - timedelta(minutes=1))
    return {"name": "Léa", "email": "lea@example.org", "text": "Bonjour.", "website": "", "stamp": stamp, **changes}


@pytest.fixture
def visitor():
    """A browser that asks for the token of a logged-in form wherever it is due."""
    return Client(enforce_csrf_checks=True)


def soup(response):
    return BeautifulSoup(response.content, "html.parser")


def test_the_page_is_the_same_for_all_and_sets_no_cookie(visitor):
    press = SubjectFactory(key="press", name_fr="Presse")
    SubjectFactory(name_fr="Candidater", name_en="Apply", position=2)

    response = visitor.get("/en/contact/?about=press")

    page = soup(response)
    assert (response.status_code, dict(response.cookies), response.has_header("Vary")) == (200, {}, False)
    assert [(option.text, option.get("lang")) for option in page.select("option")] == [
        ("Choose a subject", None),
        ("Presse", "fr"),
        ("Apply", None),
    ]
    assert page.select_one("option[selected]")["value"] == press.key
    assert {control["name"] for control in page.select("main form [name]")} == set(words()) | {"subject"}
    assert "12 months" in page.select_one(".eig-contact__consent").text
    assert visitor.get("/contact/?about=%00").status_code == 200


def test_what_is_written_is_kept_and_the_reader_led_to_a_page_of_thanks(visitor):
    subject = SubjectFactory()
    sent = words(subject=subject.key, name=" Léa \n Œuvrard ", text="Bonjour,\r\n\r\n👩‍💻 voici\x00 mon défi.")

    response = visitor.post("/en/contact/", sent, headers={"sec-fetch-site": "same-origin"})

    message = Message.objects.get()
    assert (response.status_code, response["Location"], dict(response.cookies)) == (303, "/en/contact/sent/", {})
    assert (message.name, message.email, message.subject) == ("Léa Œuvrard", "lea@example.org", subject)
    assert (message.text, message.language) == ("Bonjour,\n\n👩‍💻 voici mon défi.", "en")
    assert message.search_key.startswith("lea oeuvrard lea@example.org")
    thanks = soup(visitor.get("/en/contact/sent/"))
    assert (thanks.h1.text, thanks.find("meta", attrs={"name": "robots"})["content"]) == (
        "Your message has arrived",
        "noindex",
    )


def test_a_second_click_makes_no_second_message_but_writing_again_does(visitor):
    sent = words()

    for form in (sent, sent, {**sent, "text": "Autre chose."}, words(stamp=new_stamp(NOW + timedelta(days=9000)))):
        visitor.post("/contact/", form)
    again = words(stamp=new_stamp(timezone.now() - timedelta(hours=1)))
    visitor.post("/contact/", again)

    assert [message.text for message in Message.objects.order_by("pk")] == ["Bonjour.", "Autre chose.", "Bonjour."]


def test_what_is_missing_is_said_beside_its_field_and_nothing_typed_is_lost(visitor):
    SubjectFactory()

    response = visitor.post("/contact/", words(email="lea chez moi", name="", text="<b>Bonjour</b> \x00\"'"))

    page = soup(response)
    assert (response.status_code, Message.objects.count()) == (400, 0)
    assert "no-store" in response["Cache-Control"]
    assert page.title.text.startswith("Erreur – ")
    summary = page.select_one(".eig-errors")
    assert (summary["tabindex"], summary.has_attr("autofocus")) == ("-1", True)
    assert [link["href"] for link in summary.select("a")] == ["#contact-subject", "#contact-name", "#contact-email"]
    email = page.find(id="contact-email")
    assert (email["value"], email["aria-invalid"]) == ("lea chez moi", "true")
    described = [page.find(id=name).text for name in email["aria-describedby"].split()]
    assert described == [
        "Nous vous y répondrons. Format attendu\xa0: nom@example.org",
        "Ce n’est pas une adresse électronique. Écrivez-la ainsi\xa0: nom@example.org",
    ]
    assert page.find(id="contact-text").text.strip() == "<b>Bonjour</b> \"'"


@pytest.mark.parametrize(
    ("changes", "french", "english"),
    [
        (
            {"subject": ""},
            "Choisissez un objet\xa0: il nous dit qui peut vous répondre.",
            "Choose a subject: it tells us who can answer.",
        ),
        (
            {"subject": "gone"},
            "Cet objet n’est plus proposé. Choisissez-en un autre\xa0: il nous dit qui peut vous répondre.",
            "This subject is no longer among ours. Choose another: it tells us who can answer.",
        ),
        ({"name": ""}, "Écrivez votre nom.", "Write your name."),
        (
            {"name": "a" * 151},
            "Nous acceptons 150 caractères pour un nom. Raccourcissez-le.",
            "We can take 150 characters of a name. Shorten it.",
        ),
        (
            {"email": ""},
            "Écrivez votre adresse électronique\xa0: sans elle, nous ne pouvons pas vous répondre.",
            "Write your email address: without it we cannot answer.",
        ),
        (
            {"email": "lea"},
            "Ce n’est pas une adresse électronique. Écrivez-la ainsi\xa0: nom@example.org",
            "This is no email address. Write it like this: name@example.org",
        ),
        (
            {"email": f"{'a' * 300}@example.org"},
            "Nous acceptons 254 caractères pour une adresse électronique. Écrivez-en une plus courte.",
            "We can take 254 characters of an email address. Write a shorter one.",
        ),
        ({"text": ""}, "Écrivez votre message.", "Write your message."),
        (
            {"text": "a" * 5001},
            "Votre message compte 5001 caractères\xa0; nous en acceptons 5000. Raccourcissez-le.",
            "Your message has 5001 characters; we can take 5000. Shorten it.",
        ),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, dict) else "",
)
def test_every_refusal_says_what_to_do(visitor, changes, french, english):
    sent = words(**{"subject": SubjectFactory().key, **changes})
    said = [soup(visitor.post(path, sent)).select_one(".fr-error-text").text for path in ("/contact/", "/en/contact/")]
    assert said == [french, english]


@pytest.mark.parametrize(
    ("changes", "kept"),
    [
        ({"website": "https://spam.example"}, ""),
        ({"stamp": "1:forged"}, None),
        ({"stamp": ""}, None),
        ({"stamp": new_stamp(NOW - timedelta(days=400))}, None),
    ],
    ids=["trap", "forged", "no stamp", "old page"],
)
def test_what_looks_automatic_is_not_taken_yet_a_person_only_has_to_send_it_again(visitor, changes, kept):
    response = visitor.post("/contact/", words(**changes))

    page = soup(response)
    assert (response.status_code, Message.objects.count()) == (400, 0)
    assert len(page.select(".eig-errors p")) == 1
    again = {control["name"]: control.get("value", control.text.strip()) for control in page.select("main form [name]")}
    assert (again["text"], again["website"]) == ("Bonjour.", "")
    assert age_of(again["stamp"]) is not None
    if "website" in changes:
        assert visitor.post("/contact/", again).status_code == 303


def test_a_form_sent_at_once_is_read_again_first(visitor):
    response = visitor.post("/contact/", words(stamp=new_stamp()))

    assert (response.status_code, Message.objects.count()) == (400, 0)
    assert "très rapide" in soup(response).select_one(".eig-errors").text


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"sec-fetch-site": "same-origin"}, 303),
        ({"sec-fetch-site": "cross-site", "origin": "http://testserver"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"origin": "http://testserver"}, 303),
        ({"origin": "https://testserver"}, 403),
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({}, 303),
    ],
)
def test_another_site_cannot_send_it(visitor, headers, status):
    assert visitor.post("/contact/", words(), headers=headers).status_code == status
    assert Message.objects.exists() == (status == 303)


def test_an_address_writes_ten_times_an_hour_and_leaves_no_trace_of_itself(visitor, monkeypatch):
    def write(number, address="203.0.113.7"):
        return visitor.post("/contact/", words(text=f"Message {number}"), REMOTE_ADDR=address)

    assert {write(number).status_code for number in range(10)} == {303}
    refused = write(11)
    assert (refused.status_code, refused["Retry-After"]) == (429, "3600")
    assert soup(refused).find(id="contact-text").text.strip() == "Message 11"
    assert write(12, "203.0.113.8").status_code == 303
    assert "203.0.113" not in str(list(Sender.objects.values()))

    later = timezone.now() + timedelta(hours=1)
    monkeypatch.setattr(receiving, "may_write", lambda request: senders.may_write(request, later))
    assert write(13).status_code == 303
    assert Sender.objects.count() == 1  # prints of the hour before are gone


@pytest.mark.parametrize(
    ("proxies", "headers", "address"),
    [
        (0, {"X-Forwarded-For": "198.51.100.1"}, "192.0.2.1"),
        (1, {"X-Forwarded-For": "10.0.0.1, 198.51.100.1"}, "198.51.100.1"),
        (2, {"X-Forwarded-For": "6.6.6.6, 198.51.100.1, 10.0.0.1"}, "198.51.100.1"),
        (1, {"X-Forwarded-For": "2001:db8:1:2:3::4"}, "2001:db8:1:2::/64"),
        (1, {"X-Forwarded-For": "::ffff:198.51.100.1"}, "198.51.100.1"),
        (1, {"X-Forwarded-For": "<script>"}, "unknown"),
        (1, {}, "192.0.2.1"),
    ],
)
def test_the_address_is_that_which_our_own_proxy_saw(rf, settings, proxies, headers, address):
    settings.TRUSTED_PROXIES = proxies

    assert senders.address_of(rf.post("/", headers=headers, REMOTE_ADDR="192.0.2.1")) == address


@pytest.mark.parametrize(
    ("body", "kind", "statuses"),
    [
        (b"name=%00%ff%ed%a0%80&email=%00&text=" + b"x" * 60_000, "application/x-www-form-urlencoded", {400}),
        (b"&".join(b"a=1" for _field in range(2000)), "application/x-www-form-urlencoded", {400}),
        (b"x" * (5 * 1024 * 1024 + 1), "application/x-www-form-urlencoded", {400}),
        (b"--x\r\n\r\n", "multipart/form-data; boundary=x", {400}),
        (b"{}", "application/json", {400}),
        (b"name=a", "application/x-www-form-urlencoded; charset=utf-7", {400}),
    ],
)
def test_nothing_sent_breaks_it(visitor, body, kind, statuses):
    response = visitor.post("/contact/", body, content_type=kind)

    assert response.status_code in statuses
    assert len(response.content) < 100_000
    assert visitor.put("/contact/").status_code == 405


@pytest.mark.parametrize("number", [1, 3])
def test_the_form_costs_the_same_whatever_the_number_of_subjects(client, django_assert_num_queries, number):
    SiteIdentityFactory()
    for _subject in range(number):
        SubjectFactory()
        MessageFactory()

    with django_assert_num_queries(5):
        client.get("/contact/")
