import pytest
from django.utils.translation import override

from eig.text.references import resolve
from tests.factories import AudienceFactory, DocumentFactory, FAQEntryFactory, PageFactory

pytestmark = pytest.mark.django_db


def test_reference_leads_to_the_page_of_the_active_language():
    PageFactory(key="guide", slug_fr="guide", slug_en="handbook", title_en="Handbook", published=["fr", "en"])

    assert resolve('<a href="page:guide">Guide</a>') == '<a href="/guide/">Guide</a>'
    with override("en"):
        assert resolve('<a href="page:guide">Guide</a>') == '<a href="/en/handbook/">Guide</a>'


def test_reference_to_a_draft_leaves_its_words():
    PageFactory(key="guide")

    assert resolve('<a href="page:guide">Guide</a>') == "Guide"


def test_references_to_questions_and_documents():
    audience = AudienceFactory(key="candidats", slug_fr="candidats")
    FAQEntryFactory(key="salaire", audience=audience, anchor="salaire", published=["fr"])
    DocumentFactory(key="livret", url="https://example.org/livret.pdf", published=["fr"])

    assert resolve('<a href="faq:candidats">a</a>') == '<a href="/faq/candidats/">a</a>'
    assert resolve('<a href="question:salaire">b</a>') == '<a href="/faq/candidats/#salaire">b</a>'
    assert resolve('<a href="document:livret">c</a>') == '<a href="https://example.org/livret.pdf">c</a>'
