"""What `make run` does before it serves; the server itself is left out."""

import socket
from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.utils import translation

from eig.demo.work import load_accounts
from tests.factories import ImageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def called(monkeypatch, settings, tmp_path):
    """The commands that were called, in order; files of the run are in the test's folder."""
    settings.BASE_DIR, settings.LOCAL_DIR = tmp_path, tmp_path / ".local"
    names = []
    monkeypatch.setattr(
        "eig.management.commands.run_local.call_command", lambda name, *args, **options: names.append(name)
    )
    return names


def free_address():
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return f"127.0.0.1:{probe.getsockname()[1]}"


def printed(address=None):
    """The lines that are printed, the first one empty."""
    out = StringIO()
    call_command("run_local", free_address() if address is None else address, stdout=out)
    return out.getvalue().splitlines()


def run(address=None):
    """The line about the login."""
    return printed(address)[-1]


def test_first_run_makes_a_login_and_keeps_it_in_a_private_file(called, settings):
    line = run()

    _login, password = (settings.LOCAL_DIR / "login").read_text().split()
    assert line == f"Login: admin   Password: {password}   (kept in .local/login)"
    assert get_user_model().objects.get(username="admin", is_superuser=True).check_password(password)
    assert (settings.LOCAL_DIR / "login").stat().st_mode & 0o777 == 0o600
    assert called == ["migrate", "load_demo", "runserver"]


def test_second_run_says_where_the_login_is(called):
    run()

    assert run() == "Login: admin   Password: see .local/login"


def test_each_person_of_the_demo_enters_with_the_same_password(called, settings):
    run()
    load_accounts([{"username": "ines", "first_name": "Inès", "last_name": "Faure", "role": "contributor"}])

    with translation.override("en"):
        lines = printed()

    _login, password = (settings.LOCAL_DIR / "login").read_text().split()
    assert lines[-2:] == [
        "The demo’s team, with the same password:",
        "  ines – Inès Faure, contributor",
    ]
    assert get_user_model().objects.get(username="ines").check_password(password)


def test_a_password_someone_chose_is_left_alone(called, settings):
    run()
    load_accounts([{"username": "ines", "first_name": "Inès", "last_name": "Faure", "role": "contributor"}])
    ines = get_user_model().objects.get(username="ines")
    ines.set_password("le sien")
    ines.save()

    assert run() == "Login: admin   Password: see .local/login"
    ines.refresh_from_db()
    assert ines.check_password("le sien")


def test_another_database_has_the_same_login(called, settings):
    first = run()
    get_user_model().objects.all().delete()

    assert run() == first


def test_database_with_accounts_of_its_own_says_how_to_enter(called):
    get_user_model().objects.create_superuser("lea", password="hers")

    assert run() == "Login: lea   Password forgotten: .venv/bin/python manage.py changepassword lea"


def test_changed_password_is_not_said_to_be_in_the_file(called):
    run()
    admin = get_user_model().objects.get(username="admin")
    admin.set_password("changed")
    admin.save()

    assert run() == "Login: admin   Password forgotten: .venv/bin/python manage.py changepassword admin"


def test_taken_port_is_refused_before_any_work(called):
    with socket.create_server(("127.0.0.1", 0)) as other:
        address = f"127.0.0.1:{other.getsockname()[1]}"
        with pytest.raises(CommandError, match=f"{address} cannot be served: Address already in use. Choose another"):
            run(address)

    assert called == []


@pytest.mark.parametrize("port", ["abc", "0", "70000"])
def test_port_that_is_no_number_of_a_port_is_refused(called, port):
    with pytest.raises(CommandError, match=f"^{port} is not a port number: PORT=… takes one from 1 to 65535.$"):
        run(f"127.0.0.1:{port}")

    assert called == []


@pytest.mark.parametrize("left_out", ["", "127.0.0.1:", "127.0.0.1: ", "{port}"])
def test_what_is_left_out_of_the_address_is_the_default(called, monkeypatch, left_out):
    port = free_address().partition(":")[2]
    monkeypatch.setattr("eig.management.commands.run_local.PORT", port)

    assert printed(left_out.format(port=port))[1].startswith(f"Site: http://127.0.0.1:{port}/ ")


@pytest.mark.parametrize("child", ["", "true"])
def test_links_lead_to_the_address_that_is_served(called, settings, monkeypatch, child):
    monkeypatch.delenv("SITE_ADDRESS", raising=False)
    monkeypatch.setenv("RUN_MAIN", child)
    address = free_address()

    printed(address)

    assert settings.SITE_ADDRESS.split("//") == ["http:", address]


def test_links_lead_where_the_environment_says(called, settings, monkeypatch):
    monkeypatch.setenv("SITE_ADDRESS", "https://eig.example.org")
    settings.SITE_ADDRESS = "https://eig.example.org"

    run()

    assert settings.SITE_ADDRESS == "https://eig.example.org"


def test_media_folder_of_another_database_is_said(called, settings, tmp_path):
    ImageFactory()
    settings.MEDIA_ROOT = tmp_path / "elsewhere"

    assert printed()[2] == f"Pictures: not in {tmp_path}/elsewhere   Set MEDIA_ROOT to the folder of this database"


def test_media_folder_that_lacks_some_files_is_that_of_the_database(called):
    lost, _kept = ImageFactory.create_batch(2)
    lost.file.storage.delete(lost.file.name)

    assert printed()[2].startswith("Login: ")


def test_production_is_refused(called, settings):
    settings.PRODUCTION = True

    with pytest.raises(CommandError, match="for a developer's machine"):
        run()

    assert called == []
