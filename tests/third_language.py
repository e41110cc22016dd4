"""What a copy of the project with one more language serves, as JSON: `{name: [status, path, text]}`.

usage, in the copy: python -m tests.third_language LANGUAGE
It fills the database with the demo, publishes a post and a challenge in that language, and looks at the site.
"""

import json
import os
import sys

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
django.setup()

from django.contrib.auth import get_user_model  # noqa: E402 - models need Django set up
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils.translation import override  # noqa: E402

from blog.models import Post  # noqa: E402
from challenges.models import Challenge  # noqa: E402
from community.models import Person  # noqa: E402
from eig.demo.loader import load  # noqa: E402
from eig.languages.columns import codes, column, set_value  # noqa: E402
from eig.languages.origins import note_written  # noqa: E402
from eig.publishing.workflow import publish  # noqa: E402

SMALL = 0.08  # scenes of 128 × 80
PLACES = ("home", "blog:list", "blog:feed", "challenges:list", "pages:site_map")


def main(language):
    call_command("migrate", verbosity=0)
    load(scale=SMALL)
    (post, other), (challenge, untranslated) = (kind.objects.published()[:2] for kind in (Post, Challenge))
    for item in (post, challenge):
        set_value(item, "title", language, f"Título {item.pk}")
        set_value(item, "slug", language, f"titulo-{item.pk}")
        item.save()
        note_written(item, item.source_language, {column("title", language)})
        publish(item, language)
    person = Person.objects.published().exclude(bio="").first()
    with override(language):
        paths = {name: reverse(name) for name in PLACES}
    paths |= {
        "post": post.address_in(language),
        "post in the first language": post.address_in(codes()[0]),
        "other post": other.address_in(codes()[0]),
        "other post under the prefix": f"/{language}{other.address_in(codes()[0])}",
        "challenge": challenge.address_in(language),
        "other challenge": untranslated.address_in(language),
        "person": person.address_in(language),
        "sitemap": reverse("seo:section", args=["posts"]),
        "sitemap of challenges": reverse("seo:section", args=["challenges"]),
    }
    screens = {
        "admin home": f"/{language}/admin/",
        "admin posts": "/admin/blog/post/",
        "admin posts published": f"/admin/blog/post/?state_{language}=published",
        "admin radar": f"/en/admin/languages/?to={language}&kind=blog.post&state=",
        "admin translation": f"/admin/blog/post/{other.pk}/in/{language}/",
    }
    editor = Client()
    editor.force_login(get_user_model().objects.create_superuser("admin", "admin@example.org"))
    seen = {name: _seen(Client(), path) for name, path in paths.items()}
    return seen | {name: _seen(editor, path) for name, path in screens.items()}


def _seen(client, path):
    response = client.get(path)
    return [response.status_code, path, response.content.decode()]


if __name__ == "__main__":
    json.dump(main(sys.argv[1]), sys.stdout)
