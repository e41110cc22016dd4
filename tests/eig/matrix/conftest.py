import pytest
from django.http import HttpResponseForbidden


@pytest.fixture(autouse=True)
def _refusals_in_short(monkeypatch):
    """A thousand refusals are counted here; their page is read in `tests/eig/test_refusals.py`."""
    monkeypatch.setattr("eig.urls.handler403", lambda request, exception: HttpResponseForbidden())
