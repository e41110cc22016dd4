"""What the demo shows and hides at its best pages."""

from django.test import override_settings

from blog.models import Post


def test_scheduled_post_and_draft_are_hidden(demo, client):
    for key in ("plus-que-quatre-jours", "bilan-eig-8"):
        assert client.get(Post.objects.get(key=key).get_absolute_url()).status_code == 404


@override_settings(LANGUAGE_CODE="fr")
def test_home_speaks_of_the_open_call(demo, client):
    assert "EIG 9" in client.get("/").content.decode()
