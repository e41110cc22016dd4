import pytest
from django.contrib.auth.models import Group, Permission

from eig.accounts.models import User
from tests.admin_forms import column, form_data, soup
from tests.factories import UserFactory

USERS = "/admin/accounts/user/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(client):
    """Someone who keeps the accounts without being a superuser."""
    user = UserFactory(username="lead")
    user.user_permissions.set(Permission.objects.filter(codename__in=["view_user", "change_user", "add_user"]))
    client.force_login(user)
    return user


def test_accounts_are_listed_by_name_and_found_without_accents(client):
    client.force_login(UserFactory(first_name="Élodie", last_name="Maré", is_superuser=True))
    UserFactory(first_name="Ana", last_name="Silva").groups.add(Group.objects.create(name="Rédaction"))
    page = client.get(USERS)

    assert column(page, "full_name") == ["Élodie Maré", "Ana Silva"]
    assert column(page, "role_names") == ["–", "Rédaction"]
    assert column(client.get(USERS, {"q": "elodie mare"}), "full_name") == ["Élodie Maré"]


def test_nobody_but_a_superuser_grants_rights(client, lead):
    colleague = UserFactory()
    group = Group.objects.create(name="Rédaction")
    address = f"{USERS}{colleague.pk}/change/"
    page = client.get(address)
    data = form_data(page, is_superuser="on", is_staff="on", groups=[group.pk], first_name="Ana", _continue="1")
    client.post(address, data)

    colleague.refresh_from_db()
    assert (colleague.first_name, colleague.is_superuser, list(colleague.groups.all())) == ("Ana", False, [])
    assert soup(page).select("[name=is_superuser], [name=groups], [name=user_permissions]") == []


def test_nobody_but_a_superuser_touches_a_superuser(client, lead):
    boss = UserFactory(is_superuser=True)

    assert client.post(f"{USERS}{boss.pk}/change/", {"first_name": "X"}).status_code == 403
    assert client.post(f"{USERS}{boss.pk}/password/", {"password1": "x"}).status_code == 403
    assert client.post(f"{USERS}{boss.pk}/delete/", {"post": "yes"}).status_code == 403
    assert User.objects.filter(pk=boss.pk).exists()


def test_groups_are_a_superusers(client, lead):
    lead.user_permissions.set(Permission.objects.filter(codename__in=["view_group", "add_group", "change_group"]))

    assert client.get("/admin/auth/group/add/").status_code == 403


def test_a_groups_permissions_are_in_words(client):
    client.force_login(UserFactory(is_superuser=True))
    page = soup(client.get("/en/admin/auth/group/add/"))
    labels = [" ".join(label.text.split()) for label in page.select("#id_permissions label")]

    assert "post – change" in labels
    assert not [label for label in labels if label.startswith(("EIG", "mentor", "edition", "session"))]


def test_nobody_takes_the_account_of_someone_who_may_do_more(client, lead):
    publisher = UserFactory(is_active=False)
    publisher.groups.add(group := Group.objects.create(name="Publication"))
    group.permissions.add(Permission.objects.get(codename="change_post"))
    password = f"{USERS}{publisher.pk}/password/"
    assert client.get(password).status_code == 403
    assert client.post(f"{USERS}{publisher.pk}/change/", {"is_active": "on"}).status_code == 403

    lead.user_permissions.add(Permission.objects.get(codename="change_post"))
    assert client.get(password).status_code == 200
    assert client.get(f"{USERS}{lead.pk}/password/").status_code == 200
