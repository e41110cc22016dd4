"""The notice above every page while a call is open."""

from functools import cache

from community.models import Call


def open_call(request):
    """`open_call`: the open call that closes first, or None; looked up once a page, and only if a template asks."""

    @cache
    def first():
        return Call.objects.open().select_related("cohort").first()

    return {"open_call": first}
