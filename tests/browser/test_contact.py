"""The contact form as people and their tools use it: without scripts, by keyboard, with errors that are read out."""

from datetime import timedelta

import pytest

from eig.contact import forms
from eig.contact.models import Message
from tests.factories import AudienceFactory, FAQEntryFactory, SubjectFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_message_is_mended_and_sent_without_scripts_or_a_cookie(open_page, live_server, monkeypatch):
    SubjectFactory(name_fr="Presse")
    page = open_page("/contact/", width=320, scripts=False)
    page.get_by_label("Votre nom").fill("Léa")
    page.get_by_label("Votre message").fill("Bonjour,\nune question.")
    page.get_by_role("button", name="Envoyer le message").click()

    assert page.locator(".eig-errors").is_visible()
    assert page.get_by_label("Votre message").input_value() == "Bonjour,\nune question."
    page.get_by_label("Objet").select_option(label="Presse")
    page.get_by_label("Votre adresse électronique").fill("lea@example.org")
    monkeypatch.setattr(forms, "QUICKEST", timedelta(0))
    page.get_by_role("button", name="Envoyer le message").click()

    assert page.url == f"{live_server.url}/contact/envoye/"
    assert [(message.name, message.text) for message in Message.objects.all()] == [("Léa", "Bonjour,\nune question.")]
    assert page.context.cookies() == []
    page.complaints.clear()  # that the first answer was a refusal


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_what_is_to_be_mended_has_the_focus_and_no_fault(open_page, violations, dark):
    page = open_page("/contact/", dark=dark)
    page.get_by_role("button", name="Envoyer le message").click()
    page.wait_for_selector(".eig-errors")

    assert page.evaluate("document.activeElement.id") == "errors"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "contact-name"
    assert violations(page) == []
    page.complaints.clear()


def test_an_address_opens_its_question_without_scripts(open_page):
    audience = AudienceFactory(slug_fr="candidats")
    for anchor in ("duree", "salaire"):
        FAQEntryFactory(audience=audience, anchor=anchor, answer_fr=f"Voici {anchor}.", published=["fr"])

    page = open_page("/faq/candidats/#salaire", scripts=False)

    assert [page.get_by_text(f"Voici {anchor}.").is_visible() for anchor in ("duree", "salaire")] == [False, True]
