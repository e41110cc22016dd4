"""The groups of the roles: made after a migration, kept as the code says, told in the documentation."""

from pathlib import Path

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from eig.accounts.roles import Role, people_with
from eig.languages.admin import TranslatedAdmin
from eig.languages.forms import translated_fields
from eig.publishing.rights import translated_models
from eig.roles import RIGHTS, fill_roles, last_to_migrate, lowest_role, rights
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "roles.md"


def held():
    return {
        group.name: set(group.permissions.values_list("content_type__app_label", "codename"))
        for group in Group.objects.all()
    }


def test_each_role_has_what_the_one_before_it_has():
    groups = held()

    assert set(groups) == {role.value for role in Role}
    assert groups["contributor"] < groups["editor"] < groups["publisher"] < groups["programme_lead"]


def test_a_translator_sees_what_a_contributor_sees_and_has_one_right_more():
    groups = held()
    seen = {place for place in groups["contributor"] if place[1].startswith("view_")}
    translated = groups["translator"] - seen

    assert seen < groups["translator"] < groups["programme_lead"]
    assert sorted(codename for _app, codename in translated) == sorted(
        f"translate_{model._meta.model_name}" for model in translated_models()
    )


def test_every_kind_with_a_screen_for_each_language_may_be_translated():
    shown = [
        kind
        for kind, found in admin.site._registry.items()
        if isinstance(found, TranslatedAdmin) and translated_fields(kind)
    ]

    assert {kind for kind in shown if not kind._meta.proxy} == set(translated_models())
    assert {label for label in RIGHTS if "translate" in RIGHTS[label].get(Role.TRANSLATOR, ())} == {
        model._meta.label for model in translated_models()
    }


def test_every_right_of_the_matrix_is_a_permission():
    wanted = sum(len(rights(Role.LEAD, label)) for label in RIGHTS)

    assert len(held()["programme_lead"]) == wanted


def test_filling_again_writes_nothing():
    with CaptureQueriesContext(connection) as captured:
        fill_roles()

    assert [query["sql"] for query in captured if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))] == []


def test_what_was_changed_by_hand_is_put_right():
    before = held()
    editor = Group.objects.get(name="editor")
    editor.permissions.remove(Permission.objects.get(codename="change_post"))
    editor.permissions.add(Permission.objects.get(codename="delete_user"))
    Group.objects.get(name="publisher").delete()
    fill_roles()

    assert held() == before


def test_other_groups_and_their_people_are_left_alone():
    group = Group.objects.create(name="Technique")
    group.permissions.add(Permission.objects.get(codename="delete_user"))
    ana = UserFactory(role="editor")
    ana.groups.add(group)
    fill_roles()

    assert group.permissions.count() == 1
    assert sorted(ana.groups.values_list("name", flat=True)) == ["Technique", "editor"]


def test_a_migration_of_one_application_fills_them_too():
    Group.objects.all().delete()
    call_command("migrate", "blog", verbosity=0)

    assert {role.value for role in Role} == set(held())


def test_it_waits_for_the_last_application_whose_permissions_are_made():
    assert last_to_migrate().label == "blog"


def test_permissions_that_are_not_there_yet_come_later():
    before = held()
    Permission.objects.filter(codename="publish_post").delete()
    fill_roles()
    assert ("blog", "publish_post") not in held()["publisher"]
    call_command("migrate", "blog", verbosity=0)

    assert held() == before


def test_a_database_without_tables_of_accounts_is_left_alone(monkeypatch):
    Group.objects.all().delete()
    monkeypatch.setattr(type(connection.introspection), "table_names", lambda self, *args, **kwargs: [])
    fill_roles()

    assert Group.objects.count() == 0


def test_the_least_role_for_a_right():
    assert [lowest_role("blog.Post", right) for right in ("add", "change", "publish", "fly")] == [
        Role.CONTRIBUTOR,
        Role.EDITOR,
        Role.PUBLISHER,
        None,
    ]


def test_whom_to_ask():
    keeper = UserFactory(is_superuser=True, username="a")
    assert people_with(Role.EDITOR) == [keeper]
    lead = UserFactory(role="programme_lead", username="b")
    assert people_with(Role.EDITOR) == [lead]
    UserFactory(role="editor", is_active=False)
    editor = UserFactory(role="editor", username="c")
    assert people_with(Role.EDITOR) == [editor]


def test_the_documentation_says_the_same():
    table = [line for line in DOCUMENT.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]

    assert table == [
        f"| `{label}` | " + " | ".join(", ".join(sorted(RIGHTS[label].get(role, ()))) or "–" for role in Role) + " |"
        for label in RIGHTS
    ]


def test_who_publishes_has_another_name_in_french_than_the_publisher_of_the_site():
    with override("fr"):
        assert [str(role.label) for role in Role] == [
            "rédacteur·rice",
            "relecteur·rice",
            "responsable de publication",
            "responsable du programme",
            "traducteur·rice",
        ]
