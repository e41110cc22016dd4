"""The roles of the team: what they are called, what each may do in words, and who has them.

A role is a group whose name is the role's; `eig.roles` gives it its rights.
"""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Role(TextChoices):
    """A ladder from the one who may do least to the one who may do most, and beside it those who translate."""

    CONTRIBUTOR = "contributor", _("contributor")
    EDITOR = "editor", _("editor")
    PUBLISHER = "publisher", pgettext_lazy("role", "publisher")  # that of a site has another name in French
    LEAD = "programme_lead", _("programme lead")
    TRANSLATOR = "translator", _("translator")

    @property
    def promise(self):
        """What one may do with it, in a sentence."""
        return PROMISES[self]


# Each of them may do what those before it may.
LADDER = (Role.CONTRIBUTOR, Role.EDITOR, Role.PUBLISHER, Role.LEAD)
PROMISES = {
    Role.CONTRIBUTOR: _(
        "Sees everything, begins items, writes what is theirs until it is submitted for review, adds images."
    ),
    Role.EDITOR: _(
        "Also changes what others wrote, approves texts or returns them, keeps tags and the words of images."
    ),
    Role.PUBLISHER: _(
        "Also publishes, schedules, unpublishes and deletes; keeps calls, cohorts, menus, documents and the rights "
        "of images."
    ),
    Role.LEAD: _("Also gives the accounts of the team and their roles, keeps the site’s identity and its redirects."),
    Role.TRANSLATOR: _("Sees everything, writes the translations into the languages of the account and submits them."),
}


def up_to(role):
    """The roles whose rights a role has: its own, and those of the roles below it on the ladder."""
    return LADDER[: LADDER.index(role) + 1] if role in LADDER else (role,)


def label(group):
    """A group's name as people read it: a role's in their language, another's as it was written."""
    return Role(group.name).label if group.name in Role.values else group.name


def in_order(groups):
    """Roles first, in their own order, then other groups by name."""
    ranks = {value: rank for rank, value in enumerate(Role.values)}
    return sorted(groups, key=lambda group: (ranks.get(group.name, len(ranks)), group.name))


def grantable(user):
    """The groups that the user may give: none that may do more than the user."""
    groups = Group.objects.prefetch_related("permissions__content_type")
    if user.is_superuser:
        return in_order(groups)
    own = user.get_all_permissions()
    return in_order(group for group in groups if rights_of(group) <= own)


def rights_of(group):
    """What a group may do: `{"blog.change_post", …}`."""
    return {f"{permission.content_type.app_label}.{permission.codename}" for permission in group.permissions.all()}


def people_with(role):
    """Whom to ask for what the role may do: who has it, else the programme leads, else who set the site up."""
    people = (
        get_user_model().objects.filter(is_active=True, is_staff=True).order_by("last_name", "first_name", "username")
    )
    for asked in (people.filter(groups__name=role), people.filter(groups__name=Role.LEAD)):
        if found := list(asked):
            return found
    return list(people.filter(is_superuser=True))
