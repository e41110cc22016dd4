import pytest

from blog.models import Post
from blog.signatures import Piece, signature
from tests.factories import AuthorshipFactory, PersonFactory, PostFactory

pytestmark = pytest.mark.django_db


def signed(post):
    return signature(Post.objects.published().for_page().get(pk=post.pk))


def test_byline_links_the_people_it_names_who_have_a_page():
    post = PostFactory(byline_fr="Ana Lopez Ruiz, EIG Phare, et Bo Li", published=["fr"])
    longer = PersonFactory(name="Ana Lopez Ruiz", published=["fr"])
    shorter = PersonFactory(name="Ana Lopez", published=["fr"])
    only_named = PersonFactory(name="Bo Li")
    for position, person in enumerate([shorter, longer, only_named]):
        AuthorshipFactory(post=post, person=person, position=position)

    assert signed(post) == [Piece("Ana Lopez Ruiz", longer), Piece(", EIG Phare, et "), Piece("Bo Li")]


def test_without_a_byline_the_authors_sign_in_order():
    post = PostFactory(published=["fr"])
    second = AuthorshipFactory(post=post, position=2, person=PersonFactory(name="Zoé", published=["fr"])).person
    first = AuthorshipFactory(post=post, position=1, person=PersonFactory(name="Yann", published=["fr"])).person

    assert signed(post) == [Piece("Yann", first), Piece(", "), Piece("Zoé", second)]


def test_byline_alone_is_plain_words():
    assert signed(PostFactory(byline_fr="L'équipe", published=["fr"])) == [Piece("L'équipe")]


def test_nobody_signs():
    assert signed(PostFactory(published=["fr"])) == []
