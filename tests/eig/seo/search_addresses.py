"""Addresses of a site that has a search page."""

from django.urls import include, path


def _nothing(request):
    """Is only named."""


search = ([path("search/", _nothing, name="results")], "search")
urlpatterns = [path("", _nothing, name="home"), path("", include(search))]
