"""The notice above every page while calls are open."""

from functools import cache

from community.models import Call


def open_calls(request):
    """`open_calls`: the first to close first; looked up once a page, and only if a template asks."""

    @cache
    def found():
        return list(Call.objects.announced().open().select_related("cohort"))

    return {"open_calls": found}
