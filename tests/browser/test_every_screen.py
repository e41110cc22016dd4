"""Every page of the back office, as the programme lead sees it: no accessibility fault, nothing lost on a phone."""

import pytest
from django.contrib import admin
from django.contrib.auth.tokens import default_token_generator
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlsafe_base64_encode

from blog.models import Post
from community.models import Cohort
from eig.notifications.models import Notification
from eig.publishing import bin as the_bin
from eig.publishing import links, workflow
from eig.publishing.inspection import inspect
from eig.publishing.models import Version
from eig.publishing.review_dates import remind
from tests.browser.site import LONG, build_site
from tests.factories import ImageFactory, PostFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)
WIDTHS = (1280, 320)


@pytest.fixture
def lead():
    return UserFactory(username="jeanne", first_name="Jeanne", last_name="Lac", role="programme_lead")


@pytest.fixture
def office(open_page, login_cookie, lead):
    """The office of someone who has work of every kind before her."""
    build_site()
    ana = UserFactory(first_name="Ana", last_name="Roy", role="contributor")
    post = Post.objects.order_by("pk").first()
    asked = PostFactory(title_fr=LONG, created_by=ana)
    workflow.submit(asked, "fr", ana, "Relue hier soir.")
    workflow.send_back(asked, "fr", lead, "Une_adresse_bien_longue" * 8)
    workflow.submit(asked, "fr", ana)
    workflow.keep_draft(post, "fr", {"title_fr": [LONG]}, lead)
    workflow.keep_version(post, "fr", {"title_fr": [LONG]}, Version.Kind.SAVED, lead, LONG)
    links.share(post, "fr", LONG[:100], lead)
    Post.objects.filter(pk=post.pk).update(review_on=timezone.localdate())
    remind()
    the_bin.put_into_bin(PostFactory(title_fr=LONG), lead)
    return open_page("/admin/", cookies=[login_cookie(lead)])


def addresses_of_models(kind):
    """`/admin/…` of each model that the back office shows: its lists, its empty forms, or the form of one item."""
    for model in admin.site._registry:
        base = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        if kind != "form":
            yield reverse(f"{base}_{kind}")
        elif item := model._default_manager.order_by("pk").first():
            yield reverse(f"{base}_change", args=[item.pk])


def item_screens():
    post = Post.objects.order_by("pk").first()
    base, binned = f"/admin/blog/post/{post.pk}", Post.objects.binned().get()
    yield from (f"{base}/{name}/" for name in ("in/en", "links/fr", "versions/fr", "history", "delete"))
    yield f"{base}/versions/fr/?from=live&to=draft"
    yield from (f"/admin/blog/post/{binned.pk}/{name}/" for name in ("change", "erase"))
    yield f"/admin/images/image/{ImageFactory().pk}/delete/"
    yield f"{reverse('admin:community_cohort_next')}?from={Cohort.objects.first().pk}"


def screens_of_ones_own():
    assert Notification.objects.exists()
    names = ("index", "calendar", "search", "notices", "bin", "profile", "password_change", "images_image_upload")
    yield from (reverse(f"admin:{name}") for name in names)
    yield from (f"{reverse('admin:calendar')}?view=list", f"{reverse('admin:search')}?q=phare", reverse("guide"))
    yield from (f"/admin/waiting/{block}/" for block in ("drafts", "review"))
    exported = reverse("admin:export_translations")
    yield from (exported, f"{exported}?to=en&only=missing&count=1", f"{exported}?count=1")
    yield reverse("admin:import_translations")
    yield reverse("admin:health")
    inspect()
    yield from (reverse("admin:health"), f"{reverse('admin:health')}?family=images", reverse("admin:index"))


def faults_of(page, paths, violations, root, statuses=(200,)):
    """`{(path, width): what is wrong}`"""
    faults = {}
    for path in paths:
        answer = page.goto(f"{root}{path}")
        assert answer.status in statuses, path
        faults |= faults_here(page, path, violations)
    return faults


def faults_here(page, place, violations):
    faults = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        found = violations(page)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append("scrolls sideways")
        if found:
            faults[place, width] = found
    return faults


@pytest.mark.parametrize("kind", ["changelist", "add", "form"])
def test_no_fault_in_any_model(office, violations, live_server, kind):
    office.on("dialog", lambda dialog: dialog.accept())
    paths = list(addresses_of_models(kind))
    assert len(paths) > 15
    # What a role may not do is a page too: it says whom to ask.
    assert faults_of(office, paths, violations, live_server.url, statuses=(200, 403)) == {}
    office.complaints[:] = [words for words in office.complaints if "403" not in words]


@pytest.mark.parametrize("screens", [item_screens, screens_of_ones_own], ids=["of an item", "of one's own"])
def test_no_fault_in_any_other_screen(office, violations, live_server, screens):
    assert faults_of(office, screens(), violations, live_server.url) == {}


def test_no_fault_in_what_an_act_leads_to(office, violations, live_server):
    faults = {}
    office.goto(f"{live_server.url}/admin/blog/post/")
    office.check("#action-toggle")
    for action in ("bulk_publish", "bulk_unpublish", "bulk_submit", "bulk_tag", "bulk_review", "delete_selected"):
        office.goto(f"{live_server.url}/admin/blog/post/")
        office.check("#action-toggle")
        office.select_option("[name=action]", action)
        with office.expect_navigation():
            office.locator("#changelist-form .actions button").first.click()
        faults |= faults_here(office, action, violations)
    office.goto(f"{live_server.url}/admin/blog/post/{Post.objects.order_by('pk').first().pk}/change/")
    with office.expect_navigation():
        office.locator("[form=duplicate]").click()
    faults |= faults_here(office, "duplicate", violations)

    assert faults == {}


def test_no_fault_where_someone_is_kept_out_or_asked_who_they_are(
    open_page, login_cookie, lead, violations, live_server
):
    post = PostFactory()
    ana = UserFactory(role="contributor")
    page = open_page("/admin/", cookies=[login_cookie(ana)])
    root = live_server.url
    faults = faults_of(page, [f"/admin/blog/post/{post.pk}/delete/"], violations, root, statuses=[403])
    page.goto(f"{root}/admin/blog/post/add/")
    page.context.clear_cookies(name="sessionid")
    page.locator("#id_title_fr").fill("Un phare")
    with page.expect_navigation():
        page.evaluate("document.querySelector('#post_form').submit()")  # as without a script
    faults |= faults_here(page, "log in again", violations)
    faults |= faults_of(
        open_page("/admin/", cookies=[login_cookie(ana)]), ["/admin/blog/rien/"], violations, root, [404]
    )
    nobody = open_page("/admin/", cookies=[login_cookie(UserFactory())])
    faults |= faults_here(nobody, "no role", violations)
    stranger = open_page("/admin/login/")
    forgotten = ("/admin/login/", "/admin/forgotten/", "/admin/forgotten/asked/", "/admin/forgotten/MQ/used/")
    faults |= faults_of(stranger, forgotten, violations, root)
    uid = urlsafe_base64_encode(str(lead.pk).encode())
    path = reverse("new_password", args=[uid, default_token_generator.make_token(lead)])
    faults |= faults_of(stranger, [path], violations, root)
    link = links.share(post, "fr", "La mairie", lead)
    address = links.address_of(link)
    faults |= faults_of(page, [address, f"{address}?thanks=1"], violations, root)
    links.revoke(link, lead)
    faults |= faults_of(page, [address], violations, root, statuses=[404, 410])

    assert faults == {}
    page.complaints.clear()  # the refusals that were asked for
