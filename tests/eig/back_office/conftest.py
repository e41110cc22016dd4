import pytest
from django.contrib.auth.models import Group

from tests.factories import UserFactory


@pytest.fixture
def person():
    """`person("editor")` → someone with that role."""

    def made(role, **fields):
        user = UserFactory(**fields)
        user.groups.set(Group.objects.filter(name=role))
        assert user.groups.count() == 1
        return user

    return made


@pytest.fixture
def lead(client, person):
    """Someone who may do all that a role allows, logged in."""
    user = person("programme_lead", username="claire", first_name="Claire")
    client.force_login(user)
    return user
