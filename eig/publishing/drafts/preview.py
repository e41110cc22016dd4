"""A page as visitors would read it once a payload is published: rendered by the public view itself, then undone."""

import re

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest
from django.urls import resolve
from django.utils import timezone
from django.utils.translation import override

from eig.languages.forms import Screen
from eig.publishing.drafts.desk import Desk, undone
from eig.publishing.models import Edition
from eig.publishing.workflow import edition_of

HOST = ("SERVER_NAME", "SERVER_PORT", "HTTP_HOST")
# Its frame runs no script: none is sent, so that nothing complains.
SCRIPT = re.compile(rb"<script\b.*?</script>", re.DOTALL | re.IGNORECASE)


class _Everyone(AnonymousUser):
    """Who fills the forms of a preview: they are bound whole, then undone, and nobody sees them."""

    def has_perm(self, perm, obj=None):
        return True


def desk_of_everyone(model_admin, request, item, language):
    """The desk on which the whole item lies, for the preview of someone who may not write it."""
    behind = HttpRequest()
    behind.method, behind.user = "GET", _Everyone()
    behind.META = {name: request.META[name] for name in HOST if name in request.META}
    behind.screen = Screen(language, model_admin.source_of(item))
    return Desk(model_admin, behind, model_admin.get_object(behind, str(item.pk)))


def render_preview(desk, bound):
    """`render_page` for the frame beside the form: without script, its links in another tab."""
    # A link followed inside the frame would lead to a page that refuses to be framed.
    return SCRIPT.sub(b"", render_page(desk, bound)).replace(b"<head>", b'<head><base target="_blank">', 1)


def render_page(desk, bound):
    """The public page, as bytes of HTML, of what the forms hold; fields that do not validate show what is live.

    Everything is written and read inside a transaction that is rolled back: no file, no mail, no version, no number.
    Http404 for an item that has no page of its own.
    """
    with undone():
        item = desk.save_what_is_valid(bound)
        for language in {item.source_language, desk.language}:
            edition = edition_of(item, language)
            if not edition.is_live():
                Edition.objects.filter(pk=edition.pk).update(
                    state=Edition.State.PUBLISHED, published_at=timezone.now(), unpublished_at=None
                )
        return _public_page(desk, item)


def _public_page(desk, item):
    item = type(item)._base_manager.get(pk=item.pk)
    address = item.address_in(desk.language) if hasattr(item, "address_in") else ""
    if not address:
        raise Http404
    path = address.partition("#")[0]
    with override(desk.language):
        found = resolve(path)
        response = found.func(_visit(desk.request, path, desk.language), *found.args, **found.kwargs)
        if hasattr(response, "render"):
            response.render()
    return response.content


def _visit(request, path, language):
    """A visitor's request for that path: nobody's session, nobody's rights."""
    visit = HttpRequest()
    visit.method, visit.path, visit.path_info = "GET", path, path
    visit.META = {name: request.META[name] for name in HOST if name in request.META}
    visit.META |= {"REQUEST_METHOD": "GET", "PATH_INFO": path}
    visit.user, visit.LANGUAGE_CODE = AnonymousUser(), language
    return visit
