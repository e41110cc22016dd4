from datetime import date

import pytest
from django.db import IntegrityError, transaction

from eig.publishing.workflow import unpublish
from eig.seo.models import Redirect, path_key
from eig.tags.models import TaggedItem
from tests.admin_forms import form_data
from tests.factories import (
    AudienceFactory,
    ChallengeFactory,
    FAQEntryFactory,
    PageFactory,
    PersonFactory,
    PostFactory,
    TagFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("path", "key"),
    [("/Blog/Été.html", "/blog/ete.html"), ("blog/%C3%A9t%C3%A9", "/blog/ete"), ("/a?b=c#d", "/a")],
)
def test_old_paths_are_looked_up_without_case_accents_or_query(path, key):
    assert path_key(path) == key


def test_changed_slug_leaves_a_redirect_behind(client):
    person = PersonFactory(slug="amina", published=["fr"])
    person.slug = "amina-diallo"
    person.save()

    response = client.get("/communaute/amina/")

    assert (response.status_code, response["Location"]) == (301, "/communaute/amina-diallo/")


def in_both_languages(kind):
    """An item that visitors read in French and in English, at a slug of its own in each."""
    slugs, published = {"slug_fr": "phare", "slug_en": "lighthouse"}, {"published": ["fr", "en"]}
    if kind is TagFactory:
        tag = TagFactory(**slugs, name_en="Lighthouse")
        TaggedItem.objects.create(content_object=PostFactory(title_en="Night", slug_en="night", **published), tag=tag)
        return tag
    if kind is AudienceFactory:
        audience = AudienceFactory(**slugs, name_en="Lighthouse")
        FAQEntryFactory(audience=audience, question_en="Who?", answer_en="You.", **published)
        return audience
    return kind(**slugs, title_en="Lighthouse", **published)


@pytest.mark.parametrize("kind", [PostFactory, ChallengeFactory, PageFactory, TagFactory, AudienceFactory])
@pytest.mark.parametrize(("language", "other"), [("en", "fr"), ("fr", "en")])
def test_changed_slug_of_a_language_redirects_in_that_language_alone(client, kind, language, other):
    item = in_both_languages(kind)
    before = {code: item.address_in(code) for code in (language, other)}
    setattr(item, f"slug_{language}", "beacon")
    item.save()

    answer = client.get(before[language])
    assert (answer.status_code, answer["Location"]) == (301, item.address_in(language))
    assert item.address_in(language) == before[language].replace(before[language].split("/")[-2], "beacon")
    assert client.get(answer["Location"]).status_code == 200
    assert client.get(before[other]).status_code == 200


def test_changed_french_slug_redirects_where_the_english_page_stands_at_it(client):
    challenge = ChallengeFactory(slug_fr="phare", published=["fr"])
    before = challenge.address_in("en")
    challenge.slug_fr = "balise"
    challenge.save()

    answer = client.get(before)
    assert (answer.status_code, answer["Location"]) == (301, before.replace("phare", "balise"))


def test_slug_changed_on_the_screen_of_a_translation_redirects_once_it_is_published(client):
    post = in_both_languages(PostFactory)
    before, screen = post.address_in("en"), f"/en/admin/blog/post/{post.pk}/in/en/"
    client.force_login(UserFactory(role="publisher"))
    client.post(screen, form_data(client.get(screen), slug_en="beacon", _continue="1"))
    assert client.get(before).status_code == 200

    client.post(screen, form_data(client.get(screen), _publish="1"))
    answer = client.get(before)
    assert (answer.status_code, answer["Location"]) == (301, before.replace("lighthouse", "beacon"))


def test_address_changed_twice_is_still_one_hop(client):
    post = PostFactory(slug_fr="un", date=date(2026, 1, 5), published=["fr"])
    for slug in ("deux", "trois"):
        post.slug_fr = slug
        post.save()

    assert client.get("/blog/2026/1/5/un/")["Location"] == post.address_in("fr")
    assert client.get("/blog/2026/1/5/deux/")["Location"] == post.address_in("fr")


def test_slug_taken_back_no_longer_redirects():
    person = PersonFactory(slug="amina")
    for slug in ("amina-diallo", "amina"):
        person.slug = slug
        person.save()

    assert [redirect.path for redirect in Redirect.objects.all()] == [
        "/communaute/amina-diallo/",
        "/en/community/amina-diallo/",
    ]


def test_redirect_to_what_is_not_public_is_a_404(client):
    post = PostFactory(published=["fr"])
    Redirect.objects.point("/vieux.html", post, "fr")
    unpublish(post, "fr")

    assert client.get("/vieux.html").status_code == 404


def test_redirect_leads_to_an_item_or_a_path_of_this_host():
    with pytest.raises(IntegrityError), transaction.atomic():
        Redirect.objects.create(path="/a")
    with pytest.raises(IntegrityError), transaction.atomic():
        Redirect.objects.create(path="/a", target_path="https://example.org/")


@pytest.mark.parametrize("path", ["/%00", "/%2500/", "/vieux%252500.html", "/%ff/"])
def test_an_address_with_what_no_address_holds_is_a_404(client, path):
    assert client.get(path).status_code == 404


def test_a_way_back_is_seen_through_several_redirects():
    for old, new in (("/b", "/c"), ("/c", "/d"), ("/x", "/y"), ("/y", "/x")):
        Redirect.objects.create(path=old, target_path=new)

    assert Redirect.objects.leads_back("/B", "/d")
    assert not Redirect.objects.leads_back("/b", "/a")
    assert not Redirect.objects.leads_back("/x", "/a")
