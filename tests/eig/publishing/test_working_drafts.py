"""What is changed on a live item waits in its working draft, whatever its kind: texts, tags, relations and rows."""

import pytest
from django.contrib import admin
from django.utils.translation import override

from blog.models import Post
from eig.tags.models import TaggedItem
from tests.admin_forms import column, form_data, soup
from tests.factories import (
    AuthorshipFactory,
    ChallengeFactory,
    DocumentFactory,
    FAQEntryFactory,
    ImageFactory,
    PageFactory,
    PersonFactory,
    PostFactory,
    TagFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
# The factory of each kind, and its text that changes.
KINDS = {
    "post": (PostFactory, "title"),
    "challenge": (ChallengeFactory, "title"),
    "person": (PersonFactory, "profile"),
    "page": (PageFactory, "title"),
    "question": (FAQEntryFactory, "question"),
    "document": (DocumentFactory, "title"),
}


@pytest.fixture
def publisher(client):
    user = UserFactory(first_name="Claire", role="publisher")
    client.force_login(user)
    return user


def screen(item, language="fr"):
    with override("en"):
        return admin.site.get_model_admin(type(item)).screen_address(item, language)


def send(client, item, button, language="fr", **changes):
    address = screen(item, language)
    return client.post(address, form_data(client.get(address), **changes, **{button: "1"}))


def now(item):
    return type(item).objects.with_editions().get(pk=item.pk)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_text_waits_until_it_is_published(client, publisher, kind, language):
    factory, field = KINDS[kind]
    slugs = {"slug_en": "live"} if kind in {"post", "page", "challenge"} else {}
    item = factory(**{f"{field}_fr": "En ligne", f"{field}_en": "Live"}, **slugs, published=["fr", "en"])
    name = f"{field}_{language}"
    before = getattr(item, name)

    send(client, item, "_continue", language, **{name: "Autre chose"})
    edition = now(item).edition(language)
    assert (getattr(now(item), name), edition.has_draft, edition.is_live()) == (before, True, True)
    assert form_data(client.get(screen(item, language)))[name] == "Autre chose"
    (states,) = column(client.get(screen(item).replace(f"{item.pk}/change/", "")), "states")
    assert "with changes in progress" in states

    send(client, item, "_publish", language)
    edition = now(item).edition(language)
    assert (getattr(now(item), name), edition.has_draft, edition.is_live()) == ("Autre chose", False, True)


@pytest.mark.parametrize("kind", KINDS)
def test_a_text_that_is_discarded_was_never_there(client, publisher, kind):
    factory, field = KINDS[kind]
    item = factory(**{f"{field}_fr": "En ligne"}, published=["fr"])
    send(client, item, "_continue", **{f"{field}_fr": "Autre chose"})
    send(client, item, "_discard")

    assert form_data(client.get(screen(item)))[f"{field}_fr"] == "En ligne"
    assert (getattr(now(item), f"{field}_fr"), now(item).edition("fr").has_draft) == ("En ligne", False)


def test_tags_relations_pictures_and_rows_wait_too(client, publisher):
    sea, light = TagFactory(name_fr="Mer"), TagFactory(name_fr="Lumière")
    ana, noe = PersonFactory(name="Ana"), PersonFactory(name="Noé")
    old, new = (ChallengeFactory(title_fr=title, published=["fr"]) for title in ("Phare", "Port"))
    cover, other = (ImageFactory(alt_en="A boat", consent="not_needed") for _number in range(2))
    post = PostFactory(cover=cover, published=["fr"])
    post.challenges.add(old)
    TaggedItem.objects.create(content_object=post, tag=sea)
    AuthorshipFactory(post=post, person=ana, position=1)

    def standing():
        post = Post.objects.get()
        return list(post.tags.all()), list(post.authors.all()), list(post.challenges.all()), post.cover

    changes = {"tags": [light.pk], "challenges": [new.pk], "cover": other.pk, "authorships-0-person": noe.pk}
    send(client, post, "_continue", **changes)
    assert standing() == ([sea], [ana], [old], cover)
    page = soup(client.get(screen(post)))
    assert [option.text for option in page.select("#id_tags option[selected]")] == ["Lumière"]
    assert form_data(client.get(screen(post)))["authorships-0-person"] == str(noe.pk)

    send(client, post, "_publish")
    assert standing() == ([light], [noe], [new], other)
