"""The files of documents: nothing else of the media folder is handed over, and no draft."""

from django.http import FileResponse, Http404
from django.views.decorators.http import require_safe

from eig.pages.models import Document


@require_safe
def document_file(request, name):
    """The file of a document that visitors may read in a language at least; staff who may see documents, of any."""
    documents = Document.objects.filter(file=f"documents/{name}").with_editions() if "\x00" not in name else ()
    if not any(document.live_languages() for document in documents) and not (documents and _is_staff(request.user)):
        raise Http404
    try:
        return FileResponse(documents[0].file.open())
    except FileNotFoundError as error:
        raise Http404 from error


def _is_staff(user):
    return user.is_staff and (user.has_perm("pages.view_document") or user.has_perm("pages.change_document"))
