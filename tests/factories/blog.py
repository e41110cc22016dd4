from datetime import date

import factory

from blog import models
from tests.factories.community import PersonFactory
from tests.factories.publishing import PublishableFactory


class PostFactory(PublishableFactory):
    class Meta:
        model = models.Post

    title_fr = factory.Sequence(lambda n: f"Article {n}")
    slug_fr = factory.Sequence(lambda n: f"article-{n}")
    date = date(2026, 3, 14)
    standfirst_fr = "Ce qu'il faut retenir."
    body_fr = "Un paragraphe."


class AuthorshipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Authorship

    post = factory.SubFactory(PostFactory)
    person = factory.SubFactory(PersonFactory)
