from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from blog.models import Authorship
from eig.content_hash import content_hash, content_models
from eig.images.models import Image
from eig.publishing.keys import Keyed
from eig.publishing.workflow import edition_of, publish, unpublish
from eig.seo.models import Redirect
from tests.factories import ChallengeFactory, ImageFactory, PersonFactory, PostFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def post():
    return PostFactory(key="phare", title_fr="Le phare", title_en="The lighthouse", published=["fr"])


def test_every_keyed_model_is_content():
    keyed = {model for model in Keyed.__subclasses__() if not model._meta.abstract and not model._meta.proxy}

    assert keyed <= set(content_models())


def test_same_content_has_the_same_digest(post):
    before = content_hash()
    post.save()

    assert content_hash() == before


def test_ids_do_not_count(post):
    before = content_hash()
    author = PersonFactory(key="amina")
    author.delete()
    copy = {field.attname: getattr(post, field.attname) for field in post._meta.concrete_fields}
    at = post.edition("fr").published_at
    post.editions.all().delete()
    post.delete()
    again = type(post)(**{**copy, "id": copy["id"] + 1000})
    again.save()
    publish(again, "fr", at=at)

    assert content_hash() == before


@pytest.mark.parametrize(("field", "counts"), [("title_fr", True), ("title_en", False), ("author_handle", True)])
def test_only_texts_of_published_languages_count(post, field, counts):
    before = content_hash()
    setattr(post, field, "autre")
    post.save()

    assert (content_hash() != before) is counts


def test_draft_does_not_count():
    before = content_hash()
    draft = PostFactory(cover=None)
    edition_of(draft, "fr")
    Authorship.objects.create(post=draft, person=PersonFactory())
    Redirect.objects.point("/vieux.html", draft, "fr")

    assert content_hash() == before


def test_unpublishing_counts(post):
    before = content_hash()
    unpublish(post, "fr")

    assert content_hash() != before


def test_date_of_publication_counts(post):
    before = content_hash()
    publish(post, "fr")
    assert content_hash() == before  # what is live stays dated from the day it came out

    publish(post, "fr", at=timezone.now() - timedelta(days=1))
    assert content_hash() != before


def test_relation_counts(post):
    before = content_hash()
    post.challenges.add(ChallengeFactory(key="phare"))

    assert content_hash() != before


def test_image_counts():
    before = content_hash()
    image = ImageFactory()
    with_image = content_hash()
    image.credit = "Amina Diallo"
    image.save()

    assert len({before, with_image, content_hash()}) == 3


@pytest.mark.parametrize(
    ("fields", "counts"),
    [
        ({"licence_version": "4.0"}, True),
        ({"licence_note": "par courriel"}, True),
        ({"rights_until": datetime(2026, 7, 1, tzinfo=UTC)}, True),
        ({"rights_until": datetime(2026, 7, 1, tzinfo=UTC), "withdrawn_at_end": True}, True),
        ({"consent": "not_needed"}, True),
        ({"consent_on": date(2026, 7, 1)}, True),
        ({"taken_on": date(2026, 7, 1)}, True),
        ({"embedded": {"author": "Amina"}}, False),
        ({"consent_document": "consents/phare/accord.pdf"}, False),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, dict) else None,
)
def test_ledger_of_an_image_counts_but_not_the_papers_behind_it(fields, counts):
    image = ImageFactory()
    before = content_hash()
    Image.objects.filter(pk=image.pk).update(**fields)

    assert (content_hash() != before) is counts


def test_whoever_brought_an_image_in_does_not_count():
    image = ImageFactory()
    before = content_hash()
    Image.objects.filter(pk=image.pk).update(uploaded_by=UserFactory())

    assert content_hash() == before


def test_redirect_counts(post):
    before = content_hash()
    Redirect.objects.point("/vieux.html", post, "fr")

    assert content_hash() != before


def test_command_prints_the_digest(post, capsys):
    call_command("content_hash")

    assert capsys.readouterr().out == f"{content_hash()}\n"
