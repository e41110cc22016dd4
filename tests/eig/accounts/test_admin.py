import pytest
from django.contrib.auth.models import Group, Permission

from eig.accounts.models import User
from tests.admin_forms import column, errors, form_data, messages, soup
from tests.factories import UserFactory

USERS = "/admin/accounts/user/"
GROUPS = "/admin/auth/group/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(client):
    """The programme lead, who keeps the accounts without being a superuser."""
    user = UserFactory(username="lead", role="programme_lead")
    client.force_login(user)
    return user


def roles_of(user):
    return sorted(user.groups.values_list("name", flat=True))


def change(client, user, **changes):
    address = f"/en{USERS}{user.pk}/change/"
    return client.post(address, form_data(client.get(address), **changes), follow=True)


def test_accounts_are_listed_by_name_and_found_without_accents(client):
    client.force_login(UserFactory(first_name="Élodie", last_name="Maré", is_superuser=True))
    UserFactory(first_name="Ana", last_name="Silva", role="editor").groups.add(Group.objects.create(name="Rédaction"))
    page = client.get(f"/en{USERS}")

    assert column(page, "full_name") == ["Élodie Maré", "Ana Silva"]
    assert column(page, "role_names") == ["–", "editor, Rédaction"]
    assert column(client.get(USERS, {"q": "elodie mare"}), "full_name") == ["Élodie Maré"]


def test_the_lead_opens_an_account_on_one_page(client, lead):
    page = client.get(f"/en{USERS}add/")
    editor = Group.objects.get(name="editor")
    words = [label.b.text for label in soup(page).select(".eig-roles__one")]
    data = form_data(
        page,
        first_name="Ana",
        last_name="Silva",
        email="ana@example.org",
        username="ana",
        groups=[editor.pk],
        password1="une-phrase-longue",
        password2="une-phrase-longue",
    )
    answer = client.post(f"/en{USERS}add/", data, follow=True)

    assert words == ["contributor", "editor", "publisher", "programme lead", "translator"]
    assert messages(answer) == ["Ana Silva can log in as “ana”. Pass on the first password."]
    ana = User.objects.get(username="ana")
    assert (ana.is_staff, ana.is_superuser, roles_of(ana)) == (True, False, ["editor"])
    assert client.login(username="ana", password="une-phrase-longue")
    assert client.get("/en/admin/blog/post/").status_code == 200


def test_an_account_needs_a_name_and_an_address(client, lead):
    page = client.post(f"/en{USERS}add/", {"username": "x"})

    assert User.objects.count() == 1
    wrong = [link.text for link in soup(page).select(".errornote li")]
    assert wrong == ["First name", "Last name", "Email address", "Language", "First password", "The same once more"]


def test_the_lead_changes_the_role_of_a_colleague(client, lead):
    ana = UserFactory(role="editor")
    change(client, ana, groups=[Group.objects.get(name="publisher").pk])

    assert roles_of(ana) == ["publisher"]


class TestLanguagesToTranslateInto:
    @staticmethod
    def translator():
        return Group.objects.get(name="translator").pk

    def test_are_given_with_the_role(self, client, lead):
        ana = UserFactory(role="editor")
        change(client, ana, groups=[self.translator()], translates=["en"])

        ana.refresh_from_db()
        assert (roles_of(ana), ana.translates) == (["translator"], ["en"])
        page = soup(client.get(f"/en{USERS}{ana.pk}/change/"))
        boxes = {box.parent.text.strip(): box.has_attr("checked") for box in page.select("[name=translates]")}
        assert boxes == {"French": False, "English": True}

    def test_a_new_translator_has_at_least_one(self, client, lead):
        data = form_data(client.get(f"/en{USERS}add/"), first_name="A", last_name="B", email="a@example.org")
        password = {"password1": "une-phrase-longue", "password2": "une-phrase-longue"}
        data = {**data, **password, "username": "a", "groups": [self.translator()]}
        page = client.post(f"/en{USERS}add/", data)

        assert errors(page) == ["Tick the languages that this person translates into."]
        assert not User.objects.filter(username="a").exists()
        client.post(f"/en{USERS}add/", {**data, "translates": ["en", "fr"]})
        assert User.objects.get(username="a").translates == ["en", "fr"]

    def test_a_translator_keeps_at_least_one(self, client, lead):
        nora = UserFactory(role="translator", translates=["en"])
        page = change(client, nora, translates=None)

        nora.refresh_from_db()
        assert (errors(page), nora.translates) == (["Tick the languages that this person translates into."], ["en"])

    @pytest.mark.parametrize("sent", [["xx"], ["en", "\x00"], ["[]"]])
    def test_are_those_of_the_site(self, client, lead, sent):
        nora = UserFactory(role="translator", translates=["en"])
        change(client, nora, translates=sent)

        nora.refresh_from_db()
        assert nora.translates == ["en"]

    def test_one_that_left_the_site_is_forgotten_when_the_account_is_saved(self, client, lead):
        nora = UserFactory(role="translator", translates=["de", "en"])
        change(client, nora)

        nora.refresh_from_db()
        assert nora.translates == ["en"]

    def test_nobody_gives_them_to_themselves(self, client, lead):
        page = change(client, lead, translates=["en"])
        assert soup(page).select("[name=translates]") == []
        client.post("/en/admin/profile/", {"language": "en", "translates": ["en"]})

        lead.refresh_from_db()
        assert (lead.language, lead.translates) == ("en", [])

    def test_are_said_on_ones_own_page(self, client):
        client.force_login(UserFactory(role="translator", translates=["en", "fr"]))
        page = soup(client.get("/en/admin/profile/"))

        assert [line.text for line in page.select(".eig-account__roles dt")] == ["Translator"]
        assert [line.text for line in page.select(".eig-account__roles dd")] == [
            "Sees everything, writes the translations into the languages of the account and submits them."
        ]
        assert page.select_one(".eig-account__roles + p").text == "Languages to translate into: French, English"


class TestWhatTheLeadMayNot:
    def test_make_a_superuser(self, client, lead):
        ana = UserFactory(role="editor")
        rights = list(Permission.objects.filter(codename="delete_user").values_list("pk", flat=True))
        change(client, ana, is_superuser="on", user_permissions=rights, first_name="Ana")

        ana.refresh_from_db()
        assert (ana.first_name, ana.is_superuser, ana.user_permissions.count()) == ("Ana", False, 0)
        assert soup(client.get(f"{USERS}{ana.pk}/change/")).select("[name=is_superuser], [name=user_permissions]") == []

    def test_make_one_when_opening_an_account(self, client, lead):
        page = client.get(f"{USERS}add/")
        data = form_data(page, first_name="A", last_name="B", email="a@example.org", username="a")
        password = {"password1": "une-phrase-longue", "password2": "une-phrase-longue"}
        client.post(f"{USERS}add/", {**data, **password, "is_superuser": "on"})

        assert User.objects.get(username="a").is_superuser is False

    def test_give_a_group_that_may_do_more(self, client, lead):
        group = Group.objects.create(name="Technique")
        group.permissions.add(Permission.objects.get(codename="delete_user"))
        ana = UserFactory(role="editor")
        page = change(client, ana, groups=[group.pk, Group.objects.get(name="publisher").pk])

        assert roles_of(ana) == ["editor"]
        assert len(soup(page).select(".errornote")) == 1

    def test_touch_a_superuser(self, client, lead):
        boss = UserFactory(is_superuser=True)

        assert client.post(f"{USERS}{boss.pk}/change/", {"first_name": "X"}).status_code == 403
        assert client.get(f"{USERS}{boss.pk}/password/").status_code == 403
        assert client.post(f"{USERS}{boss.pk}/password/", {"password1": "x"}).status_code == 403
        assert client.post(f"{USERS}{boss.pk}/delete/", {"post": "yes"}).status_code == 403
        assert User.objects.filter(pk=boss.pk).exists()

    def test_touch_the_account_of_someone_who_may_do_more(self, client, lead):
        keeper = UserFactory(permissions=["delete_user"], is_active=False)

        assert client.get(f"{USERS}{keeper.pk}/password/").status_code == 403
        assert client.post(f"{USERS}{keeper.pk}/change/", {"is_active": "on"}).status_code == 403

    def test_change_their_own_roles_or_lock_themselves_out(self, client, lead):
        group = Group.objects.create(name="Autre")
        page = client.get(f"/en{USERS}{lead.pk}/change/")
        address = f"/en{USERS}{lead.pk}/change/"
        client.post(address, form_data(page, groups=[group.pk], is_superuser="on", first_name="Léa", is_active=None))

        lead.refresh_from_db()
        assert (lead.first_name, roles_of(lead), lead.is_active) == ("Léa", ["programme_lead"], True)
        assert "Only someone else can change your roles." in page.text

    def test_delete_an_account(self, client, lead):
        ana = UserFactory(role="contributor")

        assert client.post(f"{USERS}{ana.pk}/delete/", {"post": "yes"}).status_code == 403
        data = {"action": "delete_selected", "_selected_action": [ana.pk], "post": "yes"}
        client.post(USERS, data)
        assert User.objects.filter(pk=ana.pk).exists()

    def test_change_what_a_group_may_do(self, client, lead):
        group = Group.objects.get(name="contributor")
        count = group.permissions.count()

        assert client.get(f"{GROUPS}add/").status_code == 403
        assert client.get(f"{GROUPS}{group.pk}/change/").status_code == 200
        assert client.post(f"{GROUPS}{group.pk}/change/", {"name": "x"}).status_code == 403
        assert client.post(f"{GROUPS}{group.pk}/delete/", {"post": "yes"}).status_code == 403
        assert (Group.objects.get(pk=group.pk).name, group.permissions.count()) == ("contributor", count)


@pytest.mark.parametrize("role", ["contributor", "editor", "publisher", "translator"])
def test_nobody_below_the_lead_sees_accounts(client, role):
    client.force_login(UserFactory(role=role))
    ana = UserFactory()

    for address in (USERS, f"{USERS}add/", f"{USERS}{ana.pk}/change/", f"{USERS}{ana.pk}/password/", GROUPS):
        assert client.get(address).status_code == 403
        assert client.post(address, {"groups": ["1"]}).status_code == 403


def test_a_groups_permissions_are_in_words(client):
    client.force_login(UserFactory(is_superuser=True))
    page = soup(client.get("/en/admin/auth/group/add/"))
    labels = [" ".join(label.text.split()) for label in page.select("#id_permissions label")]

    assert "post – change" in labels
    assert not [label for label in labels if label.startswith(("EIG", "mentor", "edition", "session"))]


def test_the_groups_of_roles_are_read_even_by_superusers(client):
    client.force_login(UserFactory(is_superuser=True))
    group = Group.objects.get(name="editor")
    page = client.get(f"/en{GROUPS}{group.pk}/change/")

    assert client.post(f"{GROUPS}{group.pk}/change/", {"name": "x"}).status_code == 403
    assert client.post(f"{GROUPS}{group.pk}/delete/", {"post": "yes"}).status_code == 403
    assert "post – review" in [line.text for line in soup(page).select(".field-shown_rights li")]


class TestOwnPage:
    def test_sets_the_language_and_the_mail(self, client):
        ana = UserFactory(role="contributor")
        client.force_login(ana)
        page = client.get("/en/admin/profile/")
        client.post("/en/admin/profile/", {"language": "en", "is_superuser": "on", "username": "root"})

        ana.refresh_from_db()
        assert (ana.language, ana.wants_mail, ana.is_superuser) == ("en", False, False)
        assert [line.text for line in soup(page).select(".eig-account__roles dt")] == ["Contributor"]
        assert soup(page).select_one("#user-tools a[href='/en/admin/profile/']") is not None

    @pytest.mark.parametrize("language", ["xx", "", "\x00"])
    def test_refuses_a_language_that_the_site_has_not(self, client, language):
        ana = UserFactory(role="contributor")
        client.force_login(ana)

        assert client.post("/en/admin/profile/", {"language": language}).status_code == 200
        ana.refresh_from_db()
        assert (ana.language, ana.wants_mail) == ("fr", True)

    def test_is_for_who_is_logged_in(self, client):
        assert client.get("/en/admin/profile/").url == "/en/admin/login/?next=/en/admin/profile/"
