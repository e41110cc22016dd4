from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from eig.images.credits import images_in_use
from tests import factories
from tests.factories import (
    ChallengeFactory,
    CohortFactory,
    DeliverableFactory,
    ImageFactory,
    PersonFactory,
    PostFactory,
    SiteIdentityFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("content_types")]


def uses(language="fr"):
    with override(language):
        return {entry.image.title: entry.uses for entry in images_in_use()}


def test_every_place_of_a_picture_is_named():
    cohort = CohortFactory(slug="eig-9", name_fr="EIG 9", cover=ImageFactory(title="promotion"))
    challenge = ChallengeFactory(
        published=["fr"], title_fr="Phare", slug_fr="phare", cohort=cohort, logo=ImageFactory(title="logo")
    )
    DeliverableFactory(challenge=challenge, image=ImageFactory(title="carte"))
    PersonFactory(published=["fr"], name="Ana", slug="ana", portrait=ImageFactory(title="portrait"))
    SiteIdentityFactory(hero=ImageFactory(title="accueil"))
    factories.TestimonialFactory(name="Léo", portrait=ImageFactory(title="témoin"))
    inside = ImageFactory(title="dans le texte", key="dedans")
    post = PostFactory(
        published=["fr"],
        title_fr="Rentrée",
        slug_fr="rentree",
        cover=inside,
        body_fr="![](image:dedans)\n\n![](image:perdue)",
    )
    ImageFactory(title="inutilisée")
    phare = ("Phare", challenge.address_in("fr"))
    assert uses() == {
        "promotion": [("EIG 9", cohort.address_in("fr"))],
        "logo": [phare],
        "carte": [phare],
        "portrait": [("Ana", "/communaute/ana/")],
        "accueil": [("Programme d'essai", "")],
        "témoin": [("Léo", "")],
        "dans le texte": [("Rentrée", post.address_in("fr"))],
    }


def test_what_visitors_do_not_see_is_not_listed():
    tomorrow = timezone.now() + timedelta(days=1)
    draft = ChallengeFactory(cover=ImageFactory())
    DeliverableFactory(challenge=draft, image=ImageFactory())
    PostFactory(published=["fr"], published_at=tomorrow, cover=ImageFactory(), body_fr="![](image:dedans)")
    PersonFactory(portrait=ImageFactory(key="dedans"))
    factories.TestimonialFactory(portrait=ImageFactory(), shown=False)
    assert uses() == {}


def test_each_language_has_its_own():
    ImageFactory(title="française", key="fr-1")
    ImageFactory(title="anglaise", key="en-1")
    texts = {"body_fr": "![](image:fr-1)", "body_en": "![](image:en-1)", "title_en": "Start", "slug_en": "start"}
    PostFactory(published=["fr", "en"], title_fr="Rentrée", **texts)
    ChallengeFactory(
        published=["fr"], title_fr="Phare", cover=ImageFactory(title="défi"), title_en="Lighthouse, not live"
    )
    assert set(uses("fr")) == {"française", "défi"}
    english = uses("en")
    assert set(english) == {"anglaise", "défi"}
    assert [label for label, _path in english["défi"]] == ["Phare"]


def test_any_number_of_pictures_takes_the_same_queries(django_assert_max_num_queries):
    counts = []
    for _round in range(2):
        challenge = ChallengeFactory(published=["fr"], cover=ImageFactory())
        DeliverableFactory(challenge=challenge, image=ImageFactory())
        PostFactory(published=["fr"], cover=ImageFactory(), body_fr=f"![](image:{ImageFactory().key})")
        with django_assert_max_num_queries(13) as queries:
            images_in_use()
        counts.append(len(queries))
    assert counts[0] == counts[1]
