"""The index of what texts refer to follows the texts, whatever way they are saved."""

from importlib import import_module

import pytest
from django.apps import apps
from django.core.management import call_command

from blog.models import Post
from eig.text.indexing import index_references
from eig.text.models import Reference
from tests.factories import CallFactory, PersonFactory, PostFactory

pytestmark = pytest.mark.django_db

BOTH = "![](image:phare) et [un article](post:autre), puis ![un film](embed:https://tube.example/1)"


def rows():
    """`{(item, field, language, kind, key)}` of the index."""
    return {
        (reference.item, reference.field, reference.language, reference.kind, reference.key)
        for reference in Reference.objects.all()
    }


def test_saving_a_text_notes_what_it_refers_to_in_each_language():
    post = PostFactory(body_fr=BOTH, body_en="![](image:phare)")
    call = CallFactory(text_open_fr="[Le guide](document:guide)")

    assert rows() == {
        (post, "body", "fr", "image", "phare"),
        (post, "body", "fr", "post", "autre"),
        (post, "body", "en", "image", "phare"),
        (call, "text_open", "fr", "document", "guide"),
    }
    assert str(Reference.objects.get(kind="document")) == "document:guide"


def test_text_that_refers_twice_is_noted_once():
    PostFactory(body_fr="![](image:phare)\n\n![de nuit](image:phare)")

    assert Reference.objects.count() == 1


def test_changed_text_changes_the_index_and_keeps_what_stays():
    post = PostFactory(body_fr=BOTH)
    kept = Reference.objects.get(key="phare").pk
    post.body_fr = "![](image:phare) et ![](image:port)"
    post.save()

    assert rows() == {(post, "body", "fr", "image", "phare"), (post, "body", "fr", "image", "port")}
    assert Reference.objects.get(key="phare").pk == kept


@pytest.mark.parametrize(
    ("fields", "known"), [(["body_fr"], {"port"}), (["body_html_fr"], {"port"}), (["title_fr"], {"phare"})]
)
def test_index_follows_the_fields_that_are_written(fields, known):
    post = PostFactory(body_fr="![](image:phare)")
    post.body_fr = "![](image:port)"
    post.save(update_fields=fields)

    assert set(Reference.objects.values_list("key", flat=True)) == known


def test_index_forgets_what_is_deleted():
    PostFactory(body_fr=BOTH).delete()
    PersonFactory(bio_fr="![](image:phare)")
    PostFactory(body_fr=BOTH)
    Post.objects.all().delete()

    assert [(item._meta.model_name, kind) for item, _field, _language, kind, _key in rows()] == [("person", "image")]


def test_two_models_with_the_same_id_are_told_apart():
    post = PostFactory(body_fr="![](image:phare)")
    person = PersonFactory(pk=post.pk, bio_fr="![](image:port)")

    assert rows() == {(post, "body", "fr", "image", "phare"), (person, "bio", "fr", "image", "port")}


def test_saving_unchanged_texts_asks_once(content_types, django_assert_num_queries):
    post = Post.objects.get(pk=PostFactory(body_fr=BOTH).pk)

    with django_assert_num_queries(1):
        Reference.objects.record(post)


def test_index_is_made_whole_again():
    post = PostFactory(body_fr=BOTH)
    whole = rows()
    Reference.objects.filter(key="phare").delete()
    stray = Reference.objects.get()
    Reference.objects.create(
        content_type=stray.content_type, object_id=post.pk, field="body", language="fr", kind="image", key="perdue"
    )

    assert index_references() == (1, 1, 1)
    assert rows() == whole
    assert index_references() == (0, 0, 2)


def test_index_forgets_items_that_went_without_a_word():
    reference = Reference.objects.get(pk=PostFactory(body_fr="![](image:phare)").references.get().pk)
    Post.objects.filter(pk=reference.object_id)._raw_delete(using="default")

    assert index_references() == (0, 1, 0)


def test_command_says_what_it_did(capsys):
    PostFactory(body_fr=BOTH)
    Reference.objects.all().delete()

    call_command("index_references")

    assert capsys.readouterr().out == "created 2, removed 0, unchanged 0\n"


def test_site_that_is_there_already_gets_its_index_when_it_is_upgraded():
    PostFactory(body_fr=BOTH, body_en="![](image:phare)")
    PersonFactory(bio_fr="![](image:port)")
    CallFactory(text_open_en="[The guide](document:guide)")
    whole = rows()
    Reference.objects.all().delete()

    import_module("blog.migrations.0004_index_references").index(apps, None)

    assert len(whole) == 5
    assert rows() == whole


def test_upgrading_again_after_a_step_back_adds_nothing():
    PostFactory(body_fr=BOTH)
    whole = rows()

    import_module("blog.migrations.0004_index_references").index(apps, None)

    assert rows() == whole
    assert Reference.objects.count() == 2
