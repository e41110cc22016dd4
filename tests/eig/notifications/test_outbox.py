"""Mails are rows first; a server that is down, refuses or hangs up loses none, and two senders send each once."""

import socket
from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest
from django.core.mail import mailers
from django.db import connection, transaction
from django.utils import translation

from eig.environment import mail_server
from eig.notifications import outbox
from eig.notifications.keeping import purge
from eig.notifications.models import Notification, OutgoingMail
from eig.notifications.telling import tell, together
from tests.factories import PostFactory, UserFactory

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
What = Notification.What

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana():
    return UserFactory(username="ana", first_name="Ana", last_name="Roy", permissions=["view_post"])


@pytest.fixture
def lucie():
    return UserFactory(username="lucie", first_name="Lucie", last_name="Bon")


@pytest.fixture
def post():
    return PostFactory(title_fr="Cartes", title_en="Maps")


def told(ana, lucie, post, **words):
    tell(What.RETURNED, post, [ana], language="fr", by=lucie, at=NOW, **words)
    return OutgoingMail.objects.latest("pk")


def plain(message):
    return message.get_body(("plain",)).get_content().replace("\r\n", "\n")


class TestWhatIsReceived:
    def test_is_a_plain_letter_in_french(self, server, ana, lucie, post):
        mail = told(ana, lucie, post, comment="Trop long.\nÀ couper.")
        assert outbox.send_waiting(NOW) == 1

        (letter,) = server.received
        assert server.envelopes == [("site@eig.example.org", ["ana@example.org"])]
        assert (letter["From"], letter["To"]) == ("site@eig.example.org", "ana@example.org")
        assert letter["Message-ID"] == f"<{mail.key}@eig.example.org>"
        assert letter["Date"].datetime == NOW
        assert (letter["Content-Language"], letter["Auto-Submitted"]) == ("fr", "auto-generated")
        notice = Notification.objects.get()
        text = plain(letter)
        assert f"https://eig.example.org/admin/notices/{notice.pk}/\n" in text
        assert "> Trop long.\n> À couper.\n" in text
        assert text.strip().endswith("https://eig.example.org/admin/profile/")
        mail.refresh_from_db()
        assert (mail.sent_at, mail.next_try_at, mail.attempts) == (NOW, None, 1)
        assert (mail.to, mail.language, mail.subject) == ("ana@example.org", "fr", letter["Subject"])

    def test_is_in_english_for_who_reads_english(self, server, ana, lucie, post):
        ana.language = "en"
        ana.save()
        with translation.override("en"):
            told(ana, lucie, post)
        outbox.send_waiting(NOW)

        (letter,) = server.received
        notice = Notification.objects.get()
        assert letter["Subject"] == "Changes requested: Cartes"
        assert plain(letter).startswith(
            "Hello Ana Roy,\n\nLucie Bon asks for changes to “Cartes” (French).\n\n"
            f"https://eig.example.org/en/admin/notices/{notice.pk}/\n"
        )
        assert plain(letter).endswith(
            "\n-- \nYou receive this mail because you work on these texts in the back office.\n"
            "To receive no more mails, untick “by e-mail too” on your page:\n"
            "https://eig.example.org/en/admin/profile/\n"
        )
        page = letter.get_body(("html",)).get_content()
        assert '<html lang="en">' in page
        assert f'<p><a href="https://eig.example.org/en/admin/notices/{notice.pk}/">Lucie Bon asks' in page

    def test_holds_no_header_and_no_markup_from_outside(self, server, ana, post):
        ana.language = "en"
        ana.save()
        post.title_fr = post.title_en = 'Dire "oui"\r\nBcc: all@example.org <b>' + "très long " * 20
        post.save()
        name = "Eve\r\nBcc: all@example.org\x00"
        tell(What.COMMENTED, post, [ana], language="fr", by_name=name, comment="<script>\x00\n.\n", at=NOW)
        outbox.send_waiting(NOW)

        (letter,) = server.received
        assert letter["Bcc"] is None
        assert server.envelopes[0][1] == ["ana@example.org"]
        assert letter["Subject"].startswith('Comment on: Dire "oui" Bcc: all@example.org <b>très long')
        assert (len(letter["Subject"]), letter["Subject"][-1]) == (180, "…")
        assert "Eve Bcc: all@example.org commented" in plain(letter)
        assert "&lt;script&gt;" in letter.get_body(("html",)).get_content()
        assert "<b>" not in letter.get_body(("html",)).get_content()

    def test_one_letter_tells_all_of_a_bulk_act(self, server, ana, lucie, post):
        ana.language = "en"
        ana.save()
        other = PostFactory(title_fr="Ondes")
        with together():
            tell(What.PUBLISHED, post, [ana], language="fr", by=lucie, at=NOW)
            assert outbox.send_waiting(NOW) == 0
            tell(What.PUBLISHED, other, [ana], language="fr", by=lucie, at=NOW)
        assert outbox.send_waiting(NOW) == 1

        (letter,) = server.received
        assert letter["Subject"] == "2 notices from the back office"
        assert plain(letter).count("Lucie Bon published") == 2

    def test_an_act_that_died_half_way_is_told_all_the_same(self, server, ana, lucie, post):
        def die_half_way():
            with together():
                tell(What.PUBLISHED, post, [ana], language="fr", by=lucie, at=NOW)
                raise RuntimeError

        with pytest.raises(RuntimeError):
            die_half_way()
        assert outbox.send_waiting(NOW + timedelta(minutes=1)) == 0
        assert outbox.send_waiting(NOW + timedelta(minutes=2)) == 1


class TestWhoStillReads:
    @pytest.mark.parametrize(
        "change", [{"is_active": False}, {"is_staff": False}, {"wants_mail": False}, {"email": ""}]
    )
    def test_an_account_that_changed_meanwhile_gets_nothing(self, server, ana, lucie, post, change):
        mail = told(ana, lucie, post)
        type(ana).objects.filter(pk=ana.pk).update(**change)

        assert outbox.send_waiting(NOW) == 0
        mail.refresh_from_db()
        assert (server.connections, mail.sent_at, mail.next_try_at, mail.last_error) == (0, None, None, "")

    def test_rights_that_went_meanwhile_are_respected(self, server, ana, lucie, post):
        told(ana, lucie, post)
        ana.user_permissions.clear()

        assert outbox.send_waiting(NOW) == 0
        assert server.connections == 0

    def test_an_item_that_is_gone_is_not_written_about(self, server, ana, lucie, post):
        told(ana, lucie, post)
        type(post).objects.all().delete()

        assert outbox.send_waiting(NOW) == 0
        assert server.connections == 0

    def test_a_mail_follows_its_reader_to_a_new_address(self, server, ana, lucie, post):
        told(ana, lucie, post)
        type(ana).objects.filter(pk=ana.pk).update(email="roy@example.org")
        outbox.send_waiting(NOW)

        assert server.envelopes[0][1] == ["roy@example.org"]


class TestTrouble:
    def test_a_server_that_is_down_loses_nothing_and_is_asked_again_later_and_later(
        self, settings, server, ana, lucie, post
    ):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            nobody = probe.getsockname()[1]
        there, settings.MAILERS = settings.MAILERS, {"default": mail_server(f"smtp://127.0.0.1:{nobody}", timeout=2)}
        mail = told(ana, lucie, post)
        waits, now = [], NOW
        for _attempt in range(8):
            assert outbox.send_waiting(now) == 0
            mail.refresh_from_db()
            waits.append((mail.next_try_at - now).total_seconds() / 60)
            assert outbox.send_waiting(mail.next_try_at - timedelta(seconds=1)) == 0
            now = mail.next_try_at

        assert waits == [1, 5, 15, 60, 240, 720, 720, 720]
        assert mail.last_error == "[Errno 111] Connection refused"
        settings.MAILERS = there
        assert outbox.send_waiting(now) == 1
        assert server.received[0]["Message-ID"] == f"<{mail.key}@eig.example.org>"
        assert outbox.waiting_mail(now) is None

    def test_while_the_server_is_down_one_mail_alone_asks_for_it(self, settings, ana, lucie, post):
        settings.MAILERS = {"default": mail_server("smtp://127.0.0.1:1", timeout=2)}
        first, second = told(ana, lucie, post), told(ana, lucie, post)
        outbox.send_waiting(NOW)

        first.refresh_from_db()
        second.refresh_from_db()
        assert (first.attempts, second.attempts, second.next_try_at) == (1, 0, NOW)

    def test_a_server_that_hangs_up_half_way_is_asked_again(self, server, ana, lucie, post):
        server.hang_ups = 1
        told(ana, lucie, post)

        assert outbox.send_waiting(NOW) == 0
        assert outbox.send_waiting(NOW + timedelta(minutes=1)) == 1
        assert len(server.received) == 1

    @pytest.mark.parametrize("where", ["recipient_answers", "data_answers"])
    def test_a_refused_mail_holds_up_no_other(self, server, ana, lucie, post, where):
        getattr(server, where).append("451 later")
        first = told(ana, lucie, post)
        told(ana, lucie, post)

        assert outbox.send_waiting(NOW) == 1
        first.refresh_from_db()
        assert (first.last_error, first.next_try_at) == ("451 later", NOW + timedelta(minutes=1))

    def test_what_is_always_refused_is_given_up_and_said(self, server, ana, lucie, post):
        server.recipient_answers = ["550 no such person"] * 5
        mail, now = told(ana, lucie, post), NOW
        for _attempt in range(5):
            outbox.send_waiting(now)
            mail.refresh_from_db()
            now = mail.next_try_at or now

        assert (mail.next_try_at, mail.attempts, mail.last_error) == (None, 5, "550 no such person")
        with translation.override("en"):
            assert outbox.waiting_mail(now).words == "1 mail was refused by the mail server."
        assert outbox.try_again(OutgoingMail.objects.all()) == 1
        assert outbox.send_waiting() == 1

    def test_an_address_that_is_none_is_given_up_at_once(self, server, ana, lucie, post):
        type(ana).objects.filter(pk=ana.pk).update(email="ana@a.org, all@b.org")
        mail = told(type(ana).objects.get(pk=ana.pk), lucie, post)

        assert outbox.send_waiting(NOW) == 0
        mail.refresh_from_db()
        assert (mail.next_try_at, server.received) == (None, [])
        assert "single address" in mail.last_error

    def test_staff_are_told_that_mails_wait(self, settings, ana, lucie, post):
        settings.MAILERS = {"default": mail_server("smtp://127.0.0.1:1", timeout=2)}
        told(ana, lucie, post)
        assert outbox.waiting_mail(NOW) is None
        outbox.send_waiting(NOW)
        assert outbox.waiting_mail(NOW) is None
        outbox.send_waiting(NOW + timedelta(minutes=1))
        outbox.send_waiting(NOW + timedelta(minutes=6))

        with translation.override("en"):
            waiting = outbox.waiting_mail(NOW)
        assert (waiting.count, waiting.refused) == (1, 0)
        assert waiting.words == "1 mail waits: the mail server does not answer."

    def test_staff_are_told_that_nothing_sends(self, ana, lucie, post):
        told(ana, lucie, post)

        assert outbox.waiting_mail(NOW + timedelta(minutes=59)) is None
        with translation.override("en"):
            words = outbox.waiting_mail(NOW + timedelta(minutes=60)).words
        assert words == "1 mail waits: nothing sends it. Ask the technical team whether run_jobs runs."


class TestSenders:
    def test_one_that_was_killed_after_sending_sends_the_same_letter_again(self, server, ana, lucie, post, monkeypatch):
        mail = told(ana, lucie, post)

        class KilledError(BaseException):
            """As `kill -9` right after the server has answered."""

        def killed(*args, **fields):
            raise KilledError

        note = outbox._note
        monkeypatch.setattr(outbox, "_note", killed)
        with pytest.raises(KilledError):
            outbox.send_waiting(NOW)
        monkeypatch.setattr(outbox, "_note", note)
        assert outbox.send_waiting(NOW + timedelta(minutes=9)) == 0
        assert outbox.send_waiting(NOW + timedelta(minutes=10)) == 1

        assert [letter["Message-ID"] for letter in server.received] == [f"<{mail.key}@eig.example.org>"] * 2
        assert server.received[0]["Date"] == server.received[1]["Date"]

    @pytest.mark.django_db(transaction=True)
    def test_two_at_once_send_each_letter_once(self, server, ana, lucie, post):
        for _number in range(8):
            told(ana, lucie, post)
        start, sent = Barrier(2), []

        def send():
            start.wait()
            sent.append(outbox.send_waiting(NOW))
            connection.close()

        if connection.vendor == "sqlite":  # one database in memory, one connection: their claims cross all the same
            first, second = OutgoingMail.objects.due(NOW), OutgoingMail.objects.due(NOW)
            keys = [(mine.pk, yours.pk) for mine, yours in zip(first, second, strict=True)]
            claims = [OutgoingMail.objects.claim(pk, NOW, NOW + outbox.LEASE) for pair in keys for pk in pair]
            assert claims == [True, False] * 8
            return
        senders = [Thread(target=send) for _sender in range(2)]
        for sender in senders:
            sender.start()
        for sender in senders:
            sender.join()

        assert sum(sent) == 8
        assert len({letter["Message-ID"] for letter in server.received}) == len(server.received) == 8

    @pytest.mark.django_db(transaction=True)
    def test_nothing_goes_out_of_what_is_rolled_back(self, server, ana, lucie, post, monkeypatch):
        tried = []
        monkeypatch.setattr("eig.notifications.telling.send_soon", lambda: tried.append(OutgoingMail.objects.count()))
        with transaction.atomic():
            told(ana, lucie, post)
            transaction.set_rollback(True)
        assert (tried, OutgoingMail.objects.count(), Notification.objects.count()) == ([], 0, 0)
        told(ana, lucie, post)

        assert tried == [1]

    def test_a_mail_is_tried_aside_when_the_site_is_to(self, settings, monkeypatch):
        started = []
        monkeypatch.setattr(outbox, "Thread", lambda **thread: started.append(thread) or Started())
        outbox.send_soon()
        assert started == []
        settings.MAIL_AT_ONCE = True
        outbox.send_soon()

        with outbox.left_to_job():
            outbox.send_soon()
        assert [thread["target"] for thread in started] == [outbox._send_aside]


class Started:
    def start(self):
        pass


def test_locally_mails_are_files(settings, tmp_path, ana, lucie, post):
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "OPTIONS": {"file_path": tmp_path / "mails"},
        }
    }
    told(ana, lucie, post)

    assert outbox.send_waiting(NOW) == 1
    assert mailers.default.file_path == str(tmp_path / "mails")
    (file,) = (tmp_path / "mails").iterdir()
    assert b"To: ana@example.org" in file.read_bytes()


def test_what_was_read_and_what_went_out_is_kept_ninety_days(server, ana, lucie, post):
    told(ana, lucie, post)
    outbox.send_waiting(NOW)
    Notification.objects.update(read_at=NOW)
    told(ana, lucie, post)

    assert purge(NOW + timedelta(days=90)) == 0
    assert purge(NOW + timedelta(days=90, seconds=1)) == 2
    # What nobody read, and what still waits, stays.
    assert (Notification.objects.count(), OutgoingMail.objects.waiting().count()) == (1, 1)
