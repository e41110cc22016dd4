"""A copy of an item: all that it is made of, and nothing of the life it had."""

from datetime import date, timedelta

import pytest
from django.contrib import admin
from django.core.files.base import ContentFile
from django.utils import timezone

from blog.models import Post
from challenges.models import Challenge
from community.models import Person
from eig.pages.models import Document, FAQEntry, Page
from eig.publishing.drafts.copies import OWN, besides, copied_fields
from eig.publishing.keys import Keyed
from eig.publishing.rights import publishable_models
from eig.publishing.workflow import keep_draft, publish
from tests.admin_forms import form_data, messages, soup
from tests.factories import (
    AdministrationFactory,
    AuthorshipFactory,
    ChallengeFactory,
    ChallengeFigureFactory,
    CohortFactory,
    DeliverableFactory,
    DocumentFactory,
    FAQEntryFactory,
    ImageFactory,
    MenuItemFactory,
    PageFactory,
    ParticipationFactory,
    PersonFactory,
    PostFactory,
    SkillFactory,
    SoughtProfileFactory,
    TagFactory,
    UserFactory,
    VideoFactory,
)

pytestmark = pytest.mark.django_db

# What no copy takes over, by kind of item: whoever adds a field says here if it is one of them.
LEFT = {
    "blog.Post": {"date", "slug", "slug_fr", "slug_en"},
    "challenges.Challenge": {"slug", "slug_fr", "slug_en"},
    "community.Person": {"slug", "consent", "consent_date"},
    "pages.Page": {"place", "slug", "slug_fr", "slug_en"},
    "pages.FAQEntry": {"anchor"},
    "pages.Document": set(),
}
ALWAYS_LEFT = {
    "id",
    "key",
    "sort_key",
    "search_key",
    "created_at",
    "created_by",
    "updated_at",
    "review_on",
    "binned_at",
    "binned_by",
}
# Rows that go with an item and that no copy takes along: a copy of a page is in no menu.
ROWS_LEFT = {"pages.MenuItem"}


@pytest.fixture
def staff(client):
    user = UserFactory(is_superuser=True)
    client.force_login(user)
    return user


def duplicate(client, item):
    return client.post(f"/en/admin/{item._meta.app_label}/{item._meta.model_name}/{item.pk}/duplicate/", follow=True)


def copy_of(item):
    return type(item).objects.exclude(pk=item.pk).get()


def admin_of(model):
    return admin.site.get_model_admin(model)


@pytest.mark.parametrize("model", publishable_models(), ids=lambda model: model._meta.label)
def test_every_field_is_copied_or_named(model):
    made_on_save = {
        field.name
        for field in model._meta.concrete_fields
        if "_html" in field.name or hasattr(model, f"{field.name}_fr")
    }
    copied = {field.name for field in copied_fields(model, besides(admin_of(model)))}
    all_fields = {field.name for field in model._meta.concrete_fields}

    assert all_fields - copied == (ALWAYS_LEFT | LEFT[model._meta.label] | made_on_save) & all_fields
    assert all_fields & OWN == all_fields & ALWAYS_LEFT


@pytest.mark.parametrize("model", publishable_models(), ids=lambda model: model._meta.label)
def test_every_row_that_goes_with_an_item_is_copied_or_named(model):
    shown = {inline.model._meta.label for inline in admin_of(model).inlines}
    owned = {
        relation.related_model._meta.label
        for relation in model._meta.related_objects
        if relation.on_delete and relation.on_delete.__name__ == "CASCADE" and not relation.many_to_many
        if not relation.related_model._meta.auto_created and not relation.related_model._meta.proxy
    }

    assert owned - shown <= ROWS_LEFT


def test_a_challenge_with_all_its_rows(client, staff):
    image, skill, person = ImageFactory(), SkillFactory(), PersonFactory()
    challenge = ChallengeFactory(
        cohort=CohortFactory(slug="eig-9"),
        title_fr="Phare",
        slug_fr="phare",
        title_en="Lighthouse",
        slug_en="lighthouse",
        cover=image,
        city="Brest",
        administrations=[AdministrationFactory()],
        skills=[skill],
        published=["fr", "en"],
    )
    challenge.tags.add(TagFactory(name_fr="Mer"))
    ParticipationFactory(challenge=challenge, person=person, skill=skill)
    ChallengeFigureFactory(challenge=challenge, amount="42")
    DeliverableFactory(challenge=challenge, title_fr="Outil", title_en="Tool", image=image)
    VideoFactory(challenge=challenge)
    SoughtProfileFactory(challenge=challenge, skill=skill, places=2)
    page = duplicate(client, challenge)

    copy = copy_of(challenge)
    assert messages(page) == [
        "“Copy of Lighthouse” is a new draft, made from “Lighthouse”: change its title, and what is to be otherwise."
    ]
    assert (copy.title_fr.endswith("Phare"), copy.title_en) == (True, "Copy of Lighthouse")
    assert (copy.slug_fr.endswith("phare"), copy.slug_fr != "phare", copy.slug_en) == (True, True, None)
    assert (copy.cover, copy.city) == (image, "Brest")
    assert (list(copy.administrations.all()), list(copy.skills.all())) == (
        list(challenge.administrations.all()),
        [skill],
    )
    assert [tag.name_fr for tag in copy.tags.all()] == ["Mer"]
    assert [(part.person, part.skill, part.cohort.slug) for part in copy.participations.all()] == [
        (person, skill, "eig-9")
    ]
    assert [figure.amount for figure in copy.figures.all()] == ["42"]
    assert [(one.title_fr, one.title_en, one.image) for one in copy.deliverables.all()] == [("Outil", "Tool", image)]
    assert (copy.videos.count(), copy.sought_profiles.get().places) == (1, 2)
    assert challenge.figures.count() == 1
    assert copy.created_by == staff
    assert [(edition.language, edition.state) for edition in copy.editions.order_by("language")] == [
        ("en", "draft"),
        ("fr", "draft"),
    ]
    assert (copy.versions.count(), copy.steps.count(), copy.live_languages()) == (0, 0, [])
    assert page.redirect_chain == [(f"/en/admin/challenges/challenge/{copy.pk}/change/", 302)]


def test_what_the_editor_sees_is_copied(client, staff):
    post = PostFactory(title_fr="En ligne", published=["fr"], date=date(2026, 3, 14))
    AuthorshipFactory(post=post, person=PersonFactory(name="Amina"))
    address = f"/en/admin/blog/post/{post.pk}/change/"
    draft = form_data(client.get(address), title_fr="En cours")
    client.post(address, {**draft, "_continue": "1"})
    duplicate(client, post)

    copy = copy_of(post)
    assert Post.objects.get(pk=post.pk).title_fr == "En ligne"
    assert copy.title_fr in {"Copie de En cours", "Copy of En cours"}
    assert (copy.slug_fr, copy.date) == (None, timezone.localdate())
    assert [person.name for person in copy.authors.all()] == ["Amina"]
    assert client.get("/blog/2026/3/14/").status_code == 404


def test_a_draft_that_is_not_finished_is_copied_as_far_as_it_goes(client, staff):
    post = PostFactory(title_fr="En ligne", published=["fr"])
    keep_draft(post, "fr", {"title_fr": [""], "standfirst_fr": ["Autre."]}, by=staff)
    duplicate(client, post)

    assert copy_of(post).standfirst_fr == "Autre."


def test_a_page_gives_up_its_place_and_stands_in_no_menu(client, staff):
    page = PageFactory(title_fr="Accueil", place="home", published=["fr"])
    MenuItemFactory(page=page)
    duplicate(client, page)

    copy = copy_of(page)
    assert (copy.place, copy.menu_items.count()) == ("", 0)


def test_a_question_gets_an_anchor_of_its_own(client, staff):
    entry = FAQEntryFactory(question_fr="Qui peut candidater ?", anchor="qui", published=["fr"])
    duplicate(client, entry)
    duplicate(client, entry)

    anchors = {one.anchor for one in FAQEntry.objects.all()}
    assert len(anchors) == 3
    assert "qui" in anchors


def test_a_document_has_a_file_of_its_own(client, staff):
    document = DocumentFactory(title_fr="Livret", url="", file=ContentFile(b"%PDF-1.4", "livret.pdf"))
    duplicate(client, document)

    copy = copy_of(document)
    assert copy.file.name != document.file.name
    document.file.delete(save=False)
    with copy.file.open() as file:
        assert file.read() == b"%PDF-1.4"


def test_a_person_is_asked_again_for_consent(client, staff):
    person = PersonFactory(name="Amina Diallo", consent=True, consent_date=date(2026, 1, 1), github="amina")
    part = ParticipationFactory(person=person)
    duplicate(client, person)

    copy = copy_of(person)
    assert (copy.name, copy.slug, copy.consent, copy.consent_date, copy.github) == (
        "Copy of Amina Diallo",
        "copy-of-amina-diallo",
        False,
        None,
        "amina",
    )
    assert [one.challenge for one in copy.participations.all()] == [part.challenge]


def test_a_long_title_is_cut(client, staff):
    post = PostFactory(title_fr="A" * 250)
    duplicate(client, post)

    assert len(copy_of(post).title_fr) == 250


def test_keys_are_new(client, staff):
    challenge = ChallengeFactory()
    ChallengeFigureFactory(challenge=challenge)
    duplicate(client, challenge)

    keyed = [model for model in (Challenge, type(challenge.figures.get())) if issubclass(model, Keyed)]
    assert [model.objects.values("key").distinct().count() for model in keyed] == [2, 2]


def test_is_a_button_of_the_form_for_who_may_add(client, staff):
    post = PostFactory()
    page = client.get(f"/en/admin/blog/post/{post.pk}/change/")
    assert soup(page).select_one("form#duplicate")["action"] == f"/en/admin/blog/post/{post.pk}/duplicate/"

    client.force_login(UserFactory(permissions=["view_post", "change_post"]))
    assert soup(client.get(f"/en/admin/blog/post/{post.pk}/change/")).select("form#duplicate") == []


def test_is_refused_by_direct_request_to_who_may_not(client):
    post = PostFactory()
    for permissions in (["view_post", "change_post"], ["add_post"]):
        client.force_login(UserFactory(permissions=permissions))
        assert client.post(f"/en/admin/blog/post/{post.pk}/duplicate/").status_code == 403
    assert Post.objects.count() == 1


def test_nothing_is_copied_by_looking(client, staff):
    post = PostFactory()

    assert client.get(f"/en/admin/blog/post/{post.pk}/duplicate/").status_code == 302
    assert client.post("/en/admin/blog/post/99999999/duplicate/").status_code == 404
    assert Post.objects.count() == 1


def test_what_is_scheduled_gives_a_draft(client, staff):
    page = PageFactory()
    publish(page, "fr", at=timezone.now() + timedelta(days=2))
    duplicate(client, page)

    assert [edition.published_at for edition in copy_of(page).editions.all()] == [None]


def test_every_kind_is_covered():
    assert {model._meta.label for model in publishable_models()} == LEFT.keys()
    assert {Post, Challenge, Person, Page, FAQEntry, Document} == set(publishable_models())
