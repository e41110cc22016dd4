"""What the gate says of pages, frequent questions and documents."""

import pytest
from django.utils.translation import override

from eig.publishing.gate import findings
from tests.factories import DocumentFactory, FAQEntryFactory, ImageFactory, PageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_english():
    with override("en"):
        yield


def said(item, language="fr"):
    return [(finding.code, str(finding.level), finding.words) for finding in findings(item, language)]


def test_a_page_needs_neither_standfirst_nor_cover():
    assert said(PageFactory()) == []


def test_a_long_title_of_a_page_is_to_be_checked():
    words = "“Title” has 101 characters: beyond 100, it is cut or skipped on a screen."
    assert said(PageFactory(title_fr="a" * 101)) == [("title-too-long", "warning", words)]


def test_the_cover_of_words_that_stand_elsewhere_is_left_alone():
    cover = ImageFactory(credit="", licence="unknown")
    assert said(PageFactory(place="blog", cover=cover)) == []


def test_a_question_without_answer_is_held_back():
    assert said(FAQEntryFactory(question_fr="Qui peut candidater ?", answer_fr="")) == [
        ("answer-missing", "error", "There is no answer to the question yet.")
    ]


def test_a_question_that_is_answered_passes():
    assert said(FAQEntryFactory(question_fr="Qui peut candidater ?")) == []


def test_a_document_needs_no_description():
    assert said(DocumentFactory()) == []


def test_a_long_title_of_a_document_is_to_be_checked():
    words = "“Title” has 121 characters: beyond 120, it is cut or skipped on a screen."
    assert said(DocumentFactory(title_fr="a" * 121)) == [("title-too-long", "warning", words)]
