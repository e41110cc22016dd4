"""What becomes of a message: a mail to the team, an answer, and its end after some months."""

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from bs4 import BeautifulSoup
from django.contrib.admin.models import LogEntry
from django.core.management import call_command
from django.utils import timezone

from eig import jobs
from eig.contact.keeping import purge
from eig.contact.models import Message, Sender
from eig.environment import mail_server
from eig.notifications import outbox
from tests.factories import MessageFactory, SiteIdentityFactory, SubjectFactory, UserFactory

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def test_the_team_gets_it_by_mail_and_answers_by_reply(server):
    SiteIdentityFactory(email="equipe@example.org")
    subject = SubjectFactory(name_fr="Presse\r\nBcc: all@example.org", email="presse@example.org")
    message = MessageFactory(
        subject=subject, name="Eve\r\nCc: all@example.org", text="Une question ?\n.\nMerci.", language="en"
    )
    MessageFactory()

    assert outbox.send_waiting() == 2

    letter, other = server.received
    assert server.envelopes == [
        ("site@eig.example.org", ["presse@example.org"]),
        ("site@eig.example.org", ["equipe@example.org"]),
    ]
    assert letter["Subject"] == "[Contact] Presse Bcc: all@example.org – Eve Cc: all@example.org"
    assert (letter["Bcc"], letter["Cc"], letter["Reply-To"]) == (None, None, "lea@example.org")
    assert letter["Message-ID"] == f"<{message.key}@eig.example.org>"
    text = letter.get_content().replace("\r\n", "\n")
    assert text.startswith("Une question ?\n.\nMerci.\n\n-- \n")
    assert "Langue de la page : anglais\n" in text.replace("\u202f", " ").replace("\xa0", " ")
    assert f"https://eig.example.org/admin/contact/message/{message.pk}/change/\n" in text
    assert other["Subject"] == "[Contact] Message reçu par le site – Léa Œuvrard"
    assert [row.mail_state for row in Message.objects.all()] == ["sent", "sent"]
    assert outbox.send_waiting() == 0


def test_a_server_that_is_down_loses_nothing(server, settings):
    message = MessageFactory(subject=SubjectFactory(email="presse@example.org"))
    up, settings.MAILERS = settings.MAILERS, {"default": mail_server("smtp://127.0.0.1:1", timeout=2)}

    assert outbox.send_waiting() == 0
    message.refresh_from_db()
    assert (message.mail_state, message.attempts) == ("waiting", 1)
    assert outbox.waiting_mail(timezone.now() + timedelta(hours=2)).count == 1

    settings.MAILERS = up
    assert outbox.send_waiting(timezone.now() + timedelta(hours=2)) == 1
    assert len(server.received) == 1


def test_without_an_address_it_waits_in_the_back_office(server):
    message = MessageFactory()

    assert outbox.send_waiting() == 0
    message.refresh_from_db()
    assert (message.mail_state, server.received) == ("dropped", [])


def test_it_is_deleted_after_the_months_that_the_form_says(settings):
    settings.CONTACT_KEPT_MONTHS = 9
    MessageFactory(created_at=datetime(2026, 2, 23, 8, 59, tzinfo=UTC))
    kept = MessageFactory(created_at=datetime(2026, 2, 23, 9, 1, tzinfo=UTC))
    Sender.objects.create(digest="a", window=NOW - timedelta(hours=2))

    assert "messages of visitors deleted 1" in [outcome.words for outcome in jobs.run(NOW)]
    assert ([*Message.objects.all()], Sender.objects.count()) == ([kept], 0)
    settings.CONTACT_KEPT_MONTHS = 1
    leap = MessageFactory(created_at=datetime(2028, 2, 29, 12, 0, tzinfo=UTC))
    assert purge(datetime(2028, 3, 31, 11, 0, tzinfo=UTC)) == 1
    assert [*Message.objects.all()] == [leap]


def test_the_command_of_every_five_minutes_sends_it(server):
    MessageFactory(subject=SubjectFactory(email="presse@example.org"))
    out = StringIO()
    call_command("run_jobs", stdout=out)

    assert "mail sent 1, waiting 0" in out.getvalue()


class TestBackOffice:
    @pytest.fixture
    def editor(self, client):
        user = UserFactory(role="editor", first_name="Claire", last_name="Bon")
        client.force_login(user)
        return user

    def test_an_editor_reads_marks_and_deletes_it(self, client, editor):
        MessageFactory(answered_at=NOW, name="Autre")
        message = MessageFactory(text="<script>\nOui")

        rows = BeautifulSoup(client.get("/admin/contact/message/").content, "html.parser")
        assert [row.text for row in rows.select("#result_list tbody .field-name")] == ["Léa Œuvrard", "Autre"]
        page = BeautifulSoup(client.get(f"/admin/contact/message/{message.pk}/change/").content, "html.parser")
        assert page.select_one(".eig-letter").text == "<script>\nOui"
        assert page.find("a", href="mailto:lea@example.org")
        assert page.select("[name=_save], [name=name], [name=text]") == []

        client.post(f"/admin/contact/message/{message.pk}/change/", {"_answered": "1", "name": "Autre nom"})
        message.refresh_from_db()
        assert (message.is_answered, message.answered_by, message.name) == (True, editor, "Léa Œuvrard")
        client.post(f"/admin/contact/message/{message.pk}/change/", {"_to_answer": "1"})
        message.refresh_from_db()
        assert (message.is_answered, message.answered_by) == (False, None)

        client.post(f"/admin/contact/message/{message.pk}/delete/", {"post": "yes"})
        assert not Message.objects.filter(pk=message.pk).exists()
        assert not any("Œuvrard" in entry.object_repr for entry in LogEntry.objects.all())

    def test_home_says_how_many_wait_to_whom_may_read_them(self, client, editor):
        MessageFactory()
        MessageFactory(answered_at=NOW)

        page = BeautifulSoup(client.get("/en/admin/").content, "html.parser")
        link = page.select_one("[aria-labelledby=messages] a")
        assert (link.text, link["href"]) == ("1 message to answer", "/en/admin/contact/message/?answer=waits")
        assert page.select(".messagelist") == []
        client.force_login(UserFactory(role="contributor"))
        assert "to answer" not in client.get("/en/admin/").text

    def test_it_is_found_without_accents_and_by_its_state(self, client, editor):
        MessageFactory(text="À propos du défi", name="Noé")
        MessageFactory(answered_at=NOW)

        def found(query):
            page = BeautifulSoup(client.get(f"/admin/contact/message/{query}").content, "html.parser")
            return [row.text for row in page.select("#result_list tbody .field-name")]

        assert found("?q=defi+noe") == ["Noé"]
        assert found("?answer=waits") == ["Noé"]
        assert found("?answer=answered") == ["Léa Œuvrard"]
        assert found("?state=waiting") == ["Noé", "Léa Œuvrard"]

    def test_many_at_once(self, client, editor):
        messages = [MessageFactory() for _number in range(2)]
        chosen = {"_selected_action": [message.pk for message in messages]}

        client.post("/admin/contact/message/", {"action": "mark_answered", **chosen})
        assert Message.objects.to_answer().count() == 0
        client.post("/admin/contact/message/", {"action": "mark_to_answer", **chosen})
        assert Message.objects.to_answer().count() == 2
