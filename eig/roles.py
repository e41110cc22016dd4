"""What each role may do with each kind of item of the back office, and the groups that hold these rights."""

from django.apps import apps
from django.contrib.auth import get_permission_codename
from django.contrib.auth.models import Group, Permission
from django.db import connections, transaction

from eig.accounts.roles import Role, up_to
from eig.languages.translators import TRANSLATE

SEE, ADD, CHANGE, DELETE, REVIEW, PUBLISH = "view", "add", "change", "delete", "review", "publish"
CONTRIBUTOR, EDITOR, PUBLISHER, LEAD, TRANSLATOR = Role
# Who changes the items of a kind translates them too; whoever only translates does it into languages of their own.
CHANGE_ALL = {CHANGE, TRANSLATE}

# Each role of the ladder has what is written at its name, and what the roles before it have.
PUBLISHED = {
    CONTRIBUTOR: {SEE, ADD},
    EDITOR: {*CHANGE_ALL, REVIEW},
    PUBLISHER: {PUBLISH, DELETE},
    TRANSLATOR: {SEE, TRANSLATE},
}
# What texts are written with: editors keep it; what goes with it if deleted is for publishers.
LISTS = {CONTRIBUTOR: {SEE}, EDITOR: {ADD, *CHANGE_ALL}, PUBLISHER: {DELETE}, TRANSLATOR: {SEE, TRANSLATE}}
# What is on the site as soon as it is saved, without review.
AT_ONCE = {CONTRIBUTOR: {SEE}, PUBLISHER: {ADD, *CHANGE_ALL, DELETE}, TRANSLATOR: {SEE, TRANSLATE}}
# The matrix: by kind of item, what each role may do more than the one before it.
RIGHTS = {
    "blog.Post": PUBLISHED,
    "challenges.Challenge": PUBLISHED,
    "community.Person": PUBLISHED,
    "pages.Page": PUBLISHED,
    "pages.FAQEntry": PUBLISHED,
    "pages.Document": PUBLISHED,
    "tags.Tag": {CONTRIBUTOR: {SEE}, EDITOR: {ADD, *CHANGE_ALL, DELETE}, TRANSLATOR: {SEE, TRANSLATE}},
    "languages.Term": LISTS,
    "community.Administration": LISTS,
    "community.Skill": LISTS,
    "pages.Audience": LISTS,
    "images.Image": {
        CONTRIBUTOR: {SEE, ADD},
        EDITOR: CHANGE_ALL,
        PUBLISHER: {DELETE, "change_rights"},
        TRANSLATOR: {SEE, TRANSLATE},
    },
    "community.Cohort": AT_ONCE,
    "community.Call": AT_ONCE,
    "pages.Testimonial": AT_ONCE,
    "pages.PressRelease": AT_ONCE,
    "pages.PressPicture": {CONTRIBUTOR: {SEE}, PUBLISHER: {ADD, CHANGE, DELETE}, TRANSLATOR: {SEE}},
    "pages.MenuItem": AT_ONCE,
    "pages.ProgrammeStep": AT_ONCE,
    "pages.ProgrammeFigure": AT_ONCE,
    "pages.SiteIdentity": {CONTRIBUTOR: {SEE}, LEAD: {ADD, *CHANGE_ALL}, TRANSLATOR: {SEE, TRANSLATE}},
    # What visitors wrote to the team: personal data, for those who answer it.
    "contact.Message": {EDITOR: {SEE, CHANGE, DELETE}},
    "contact.Subject": AT_ONCE,
    "seo.Redirect": {CONTRIBUTOR: {SEE}, LEAD: {ADD, CHANGE, DELETE}, TRANSLATOR: {SEE}},
    # What nobody found, without a word of who looked.
    "search.Miss": {CONTRIBUTOR: {SEE}, EDITOR: {DELETE}, TRANSLATOR: {SEE}},
    # An account is switched off, never deleted: what its owner did keeps its name.
    "accounts.User": {LEAD: {SEE, ADD, CHANGE}},
    "auth.Group": {LEAD: {SEE}},
    "notifications.OutgoingMail": {LEAD: {SEE}},
}
TABLES = {"auth_group", "auth_group_permissions", "auth_permission", "django_content_type"}


def rights(role, label):
    """What a role may do with a kind of item, by name: `rights(Role.EDITOR, "blog.Post")`."""
    return set().union(*(RIGHTS[label].get(one, ()) for one in up_to(role)))


def lowest_role(label, right):
    """The first role that has the right on the kind of item, None when no role has it."""
    return next((role for role in Role if label in RIGHTS and right in rights(role, label)), None)


def fill_roles(using="default", **signal):
    """After a migration: each role's group, with exactly its rights; nothing is written when all is so already."""
    if not set(connections[using].introspection.table_names()) >= TABLES:
        return
    known = {
        (permission.content_type.app_label, permission.content_type.model, permission.codename): permission.pk
        for permission in Permission.objects.using(using).select_related("content_type")
    }
    with transaction.atomic(using=using):
        for role in Role:
            group, _created = Group.objects.using(using).get_or_create(name=role.value)
            wanted = {known[place] for place in _places(role) if place in known}
            if wanted != set(group.permissions.values_list("pk", flat=True)):
                group.permissions.set(wanted)


def _places(role):
    """`(app, model, codename)` of each permission of the role."""
    for label in RIGHTS:
        model = apps.get_model(label)
        for right in rights(role, label):
            codename = right if "_" in right else get_permission_codename(right, model._meta)
            yield model._meta.app_label, model._meta.model_name, codename


def last_to_migrate():
    """The application told last of a migration: by then the permissions of all of them are there."""
    return [config for config in apps.get_app_configs() if config.models_module][-1]
