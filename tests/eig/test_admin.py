"""The back office as a whole: its sections, its home, who sees what, and hostile requests."""

import re

import pytest
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.db import connection, models
from django.test import Client
from django.urls import reverse

from eig.publishing.workflow import edition_of
from tests import factories
from tests.admin_forms import column, form_data, soup
from tests.factories import ImageFactory, PostFactory, UserFactory

pytestmark = pytest.mark.django_db

MODELS = sorted(admin.site._registry, key=lambda model: model._meta.label)
MADE_BY = {
    "accounts.User": factories.UserFactory,
    "blog.Post": factories.PostFactory,
    "challenges.Challenge": factories.ChallengeFactory,
    "community.Administration": factories.AdministrationFactory,
    "community.Call": factories.CallFactory,
    "community.Cohort": factories.CohortFactory,
    "community.Person": factories.PersonFactory,
    "community.Skill": factories.SkillFactory,
    "images.Image": factories.ImageFactory,
    "pages.Audience": factories.AudienceFactory,
    "pages.Document": factories.DocumentFactory,
    "pages.FAQEntry": factories.FAQEntryFactory,
    "pages.MenuItem": factories.MenuItemFactory,
    "pages.Page": factories.PageFactory,
    "pages.PressRelease": factories.PressReleaseFactory,
    "pages.ProgrammeFigure": factories.ProgrammeFigureFactory,
    "pages.ProgrammeStep": factories.ProgrammeStepFactory,
    "pages.SiteIdentity": factories.SiteIdentityFactory,
    "pages.Testimonial": factories.TestimonialFactory,
    "tags.Tag": factories.TagFactory,
}


def list_of(model):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


@pytest.fixture
def superuser(client):
    user = UserFactory(username="claire", first_name="Claire", is_superuser=True)
    client.force_login(user)
    return user


def test_the_back_office_speaks_the_language_of_its_address(client, superuser):
    for address, language in (("/admin/", "fr"), ("/en/admin/", "en")):
        assert soup(client.get(address)).html["lang"] == language


def test_sections_stand_in_the_order_staff_think(client, superuser):
    page = soup(client.get("/en/admin/"))
    sections = page.select(".eig-sections .eig-nav")

    assert [(section.h2.text, [link.text for link in section.select("a")]) for section in sections] == [
        ("Posts", ["Posts", "Tags"]),
        ("Challenges", ["Challenges", "Administrations", "Skills"]),
        ("People", ["People", "EIGs", "Mentors"]),
        ("Cohorts and calls", ["Cohorts", "Calls"]),
        (
            "Pages",
            [
                "Pages",
                "Frequent questions",
                "Audiences",
                "Documents",
                "Testimonials",
                "Press releases",
                "Press pictures",
            ],
        ),
        ("Messages", ["Messages", "Subjects of messages"]),
        ("Images", ["Images"]),
        ("Languages", ["Terms of the glossary"]),
        (
            "Settings",
            [
                "Site identity",
                "Menu items",
                "Programme steps",
                "Programme figures",
                "Redirects",
                "Searches without result",
                "Users",
                "Groups",
                "Outgoing mails",
            ],
        ),
    ]


def test_desks_stand_before_the_sections_and_the_guide_after(client, superuser):
    page = soup(client.get("/en/admin/calendar/"))
    desks = [[link.text for link in desk.select("a")] for desk in page.select(".eig-sections .eig-desks")]

    assert desks == [["Home", "Calendar", "Notices", "Translations", "Health"], ["Bin", "Guide"]]
    assert [link.text for link in page.select(".eig-sections [aria-current=page]")] == ["Calendar"]


def test_the_section_one_is_in_is_marked(client, superuser):
    page = soup(client.get(f"/en/admin/blog/post/{PostFactory().pk}/change/"))

    assert [link.text for link in page.select(".eig-sections [aria-current=page]")] == ["Posts"]


def test_whoever_may_only_add_is_led_to_the_adding_screen(client):
    client.force_login(UserFactory(permissions=["add_testimonial", "delete_call"]))
    links = soup(client.get("/en/admin/")).select(".eig-sections .eig-nav a")

    assert [(link.text, link["href"]) for link in links] == [("Testimonials", "/en/admin/pages/testimonial/add/")]


def test_a_small_screen_has_the_same_ways_in_a_menu(client, superuser):
    page = soup(client.get("/en/admin/"))
    wide, narrow = page.select(".eig-sections a"), page.select(".eig-drawer nav a")

    assert [(link.text, link["href"]) for link in wide] == [(link.text, link["href"]) for link in narrow]
    assert page.select_one(".eig-drawer:not([open]) form[role=search]")["action"] == "/en/admin/search/"


def test_every_model_of_the_admin_stands_in_a_section(client, superuser):
    shown = {link["href"] for link in soup(client.get("/admin/")).select(".eig-sections .eig-nav a")}

    assert {list_of(model) for model in MODELS} == shown


def test_home_offers_what_one_begins_most_often(client, superuser):
    page = soup(client.get("/en/admin/"))

    assert [link.text for link in page.select(".eig-quick a")] == [
        "Write a post",
        "Add a challenge",
        "Add a person",
        "Add images",
        "Start the next cohort",
    ]


def test_home_says_what_changed_last(client, superuser):
    post = PostFactory(title_fr="Une rentrée")
    address = f"/admin/blog/post/{post.pk}/change/"
    client.post(address, form_data(client.get(address), title_fr="Une autre", _continue="1"))
    line = soup(client.get("/en/admin/")).select_one("section[aria-labelledby=recent] li")

    assert line.a.text == "Une autre"
    assert line.a["href"] == f"/en{address}"
    assert line.select_one(".eig-lines__more").text == "Post – Changed title."


def test_staff_without_rights_see_nothing(client):
    ImageFactory(credit="", licence="unknown")
    edition_of(PostFactory(), "fr")
    client.force_login(UserFactory())
    page = soup(client.get("/en/admin/"))

    assert page.select(".eig-nav a, .eig-quick a, .eig-lines a") == []
    assert page.select_one("#content-main p").text.strip() == (
        "Your account is open. It has no role yet, so there is nothing to see here: ask for one."
    )


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_nothing_opens_without_the_right_to(client, model):
    client.force_login(UserFactory())

    for address in (list_of(model), f"{list_of(model)}add/"):
        if model._meta.label in {"community.EIG", "community.Mentor"} and address.endswith("add/"):
            continue  # leads to the adding of people
        assert client.get(address).status_code == 403


@pytest.mark.parametrize(
    ("permissions", "statuses"),
    [
        (["view_post"], {"list": 200, "add": 403, "change": 200, "save": 403, "delete": 403}),
        (["view_post", "change_post"], {"list": 200, "add": 403, "change": 200, "save": 302, "delete": 403}),
        (["add_post", "view_post"], {"list": 200, "add": 200, "change": 200, "save": 403, "delete": 403}),
        (["delete_post", "view_post"], {"list": 200, "add": 403, "change": 200, "save": 403, "delete": 200}),
        (["change_challenge"], {"list": 403, "add": 403, "change": 403, "save": 403, "delete": 403}),
    ],
)
def test_each_right_opens_its_screen(client, superuser, permissions, statuses):
    post = PostFactory()
    base = "/admin/blog/post/"
    change = f"{base}{post.pk}/change/"
    data = form_data(client.get(change), _continue="1")
    user = UserFactory()
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    client.force_login(user)

    assert {
        "list": client.get(base).status_code,
        "add": client.get(f"{base}add/").status_code,
        "change": client.get(change).status_code,
        "save": client.post(change, data).status_code,
        "delete": client.get(f"{base}{post.pk}/delete/").status_code,
    } == statuses


def test_visitors_are_asked_to_log_in(client):
    response = client.get("/en/admin/blog/post/")

    assert (response.status_code, response.url) == (302, "/en/admin/login/?next=/en/admin/blog/post/")


def test_a_form_without_its_token_is_refused():
    guarded = Client(enforce_csrf_checks=True)
    guarded.force_login(UserFactory(is_superuser=True))
    post = PostFactory()

    assert guarded.post(f"/admin/blog/post/{post.pk}/change/", {"_unpublish": "1"}).status_code == 403
    assert guarded.post("/admin/tags/tag/merge/?tags=1,2", {"kept": "1"}).status_code == 403


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_lists_bear_hostile_questions(client, superuser, model):
    for question in (
        "?q=%00",
        "?q=" + "a+" * 1500,
        "?q=" + "%25_'" * 400,
        "?p=99999999",
        "?p=-1",
        "?o=99.x",
        "?state=zzz",
        "?state_fr=%00",
        "?tag=%00",
        "?cohort=%00",
        "?cohort__id__exact=zzz",
        "?year=abc",
        "?date__year=99999999",
        "?_facets=True",
        "?view=xyz",
        "?rights=%00",
        "?rights__exact=%00",
        "?only=%00.zzz..credit",
        "?page=99999999999",
        "?p=99999999999",
        "?created_at__gte=zzz",
    ):
        response = client.get(f"{list_of(model)}{question}", follow=True)
        assert response.status_code == 200, question


@pytest.mark.parametrize("address", ["zzz/change/", "0/change/", f"{'9' * 30}/change/", "1/in/zz/", "_00/in/en/"])
def test_items_that_are_not_lead_home_or_nowhere(client, superuser, address):
    response = client.get(f"/admin/blog/post/{address}")

    assert response.status_code in ({404} if "/in/zz/" in address else {302})


@pytest.mark.parametrize("label", sorted(MADE_BY))
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_every_screen_opens_and_saves_as_it_stands(client, superuser, label, prefix):
    model = next(model for model in MODELS if model._meta.label == label)
    item = MADE_BY[label]()
    base = f"{prefix}{list_of(model)}{item.pk}"
    screens = [f"{base}/change/"]
    if label != "accounts.User":
        screens.append(f"{base}/in/en/")
    for screen in screens:
        page = client.get(screen)
        assert page.status_code == 200
        assert soup(page).h1.text[:1].isupper()
        response = client.post(screen, form_data(page, _continue="1"))
        assert (response.status_code, response.url) == (302, screen)
    assert client.get(f"{base}/history/").status_code == 200


@pytest.mark.parametrize("address", ["/admin/", "/admin/blog/post/", "/admin/blog/post/add/", "/admin/login/"])
def test_no_page_has_anything_the_security_policy_refuses(client, superuser, address):
    if address.endswith("login/"):
        client.logout()
    response = client.get(address)
    page = soup(response)

    assert response.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert page.select("style, [style], script:not([src]):not([type='application/json'])") == []
    assert not re.search(r"\son\w+=", response.content.decode())
    outside = [tag for tag in page.select("[src], link[href]") if "//" in (tag.get("src") or tag.get("href"))]
    assert outside == []


def test_every_translated_field_is_named_once_a_screen():
    for model, model_admin in admin.site._registry.items():
        names = [name for _title, options in model_admin.fieldsets or () for name in _flat(options["fields"])]
        columns = {f"_{code}" for code, _name in settings.LANGUAGES}
        assert not [name for name in names if name.endswith(tuple(columns))], model
        known = {field.name for field in model._meta.get_fields()} | {"password", *model_admin.readonly_fields}
        assert [name for name in names if name not in known] == []


def _flat(entries):
    return [name for entry in entries for name in (entry if isinstance(entry, (list, tuple)) else (entry,))]


def test_every_field_staff_may_write_stands_on_a_screen():
    left = {}
    for model, model_admin in admin.site._registry.items():
        if model._meta.label not in MADE_BY or model._meta.label == "accounts.User":
            continue
        shown = {name for _title, options in model_admin.fieldsets for name in _flat(options["fields"])}
        written = {
            field.name
            for field in [*model._meta.concrete_fields, *model._meta.many_to_many]
            if field.editable and not isinstance(field, models.AutoField) and not hasattr(field, "translated_field")
        }
        if missing := written - shown - {"source_language", "authors", "participants"}:
            left[model._meta.label] = missing
    assert left == {}


@pytest.mark.parametrize(
    "query",
    [
        "date__year=99999",
        "date__year=2020&date__month=55",
    ],
)
def test_a_question_the_database_cannot_take_goes_back_to_the_list(client, superuser, query):
    response = client.get(f"/admin/blog/post/?{query}")

    assert (response.status_code, response.url) == (302, "/admin/blog/post/?e=1")


def test_an_id_too_large_for_the_database_is_no_error(client, superuser):
    ImageFactory(title="Équipe")
    client.get("/admin/images/image/?view=list")

    page = client.get("/admin/images/image/?id__in=99999999999999999999", follow=True)

    # PostgreSQL compares it and finds nothing; SQLite cannot take it, and the list comes back whole.
    assert column(page, "title") == ([] if connection.vendor == "postgresql" else ["Équipe"])


@pytest.mark.parametrize("chosen", ["abc", "9" * 20, "9" * 5000, "٣", "\x00", "-1"])
@pytest.mark.parametrize("name", ["cover", "cohort", "challenges"])
def test_a_choice_that_is_no_item_is_refused_in_words(client, superuser, name, chosen):
    assert client.get("/en/admin/blog/post/add/", {name: chosen}).status_code == 200

    page = client.post("/en/admin/blog/post/add/", {"title_fr": "Titre", name: chosen})
    assert page.status_code == 200
    assert soup(page).select(f"#id_{name}_error")


def test_an_instant_in_the_address_of_an_adding_screen_is_passed_over(client, superuser):
    assert client.get("/admin/community/call/add/?opens=abc&closes=99999-01-01").status_code == 200


def test_nothing_is_copied_by_a_button_nobody_sees(client, superuser):
    post = PostFactory()
    for screen in ("change", "in/en"):
        address = f"/admin/blog/post/{post.pk}/{screen}/"
        assert client.post(address, form_data(client.get(address), _saveasnew="1")).status_code == 403
    assert type(post).objects.count() == 1
