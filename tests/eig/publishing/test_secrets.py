"""What an item is called is no business of who may not look at it, whatever address they try."""

import pytest

from tests.factories import PostFactory, UserFactory

pytestmark = pytest.mark.django_db

PLACES = ["change", "autosave/fr", "presence/fr", "kept/fr", "gate/fr", "preview/fr", "versions/fr", "duplicate"]
PLACES += ["links/fr", "replacements/fr", "take-out", "erase", "delete", "history", "in/en"]


@pytest.mark.parametrize("is_binned", [False, True])
@pytest.mark.parametrize("place", PLACES)
def test_a_refusal_names_it_to_who_may_look_at_it_alone(client, place, is_binned):
    reader, stranger = UserFactory(permissions=["view_post"]), UserFactory()
    post = PostFactory(title_fr="Accord secret", title_en="Accord secret")
    if is_binned:
        type(post).objects.update(binned_at=post.created_at)
    client.force_login(stranger)
    answer = client.post(f"/en/admin/blog/post/{post.pk}/{place}/", {"label": "A", "note": "B"}, follow=True)

    assert answer.status_code == 403
    assert "Accord secret" not in answer.text
    client.force_login(reader)
    seen = client.post(f"/en/admin/blog/post/{post.pk}/autosave/fr/", {"title_fr": "A"})
    assert "“Accord secret”" in seen.json()["words"]
