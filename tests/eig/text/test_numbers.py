import pytest
from django.utils.translation import override

from eig.text.numbers import localized
from eig.text.templatetags.prose import amount


@pytest.mark.parametrize(
    ("typed", "english", "french"),
    [
        ("6 200", "6,200", "6\u00a0200"),
        ("1\u00a0234\u00a0567,89 km", "1,234,567.89 km", "1\u00a0234\u00a0567,89 km"),
        ("12,5", "12.5", "12,5"),
        ("+ 12,5 %", "+ 12.5 %", "+ 12,5 %"),
        ("entre 1 000 et 2 500", "entre 1,000 et 2,500", "entre 1\u00a0000 et 2\u00a0500"),
        ("12,500", "12,500", "12,500"),
        ("3.5", "3.5", "3.5"),
        ("42", "42", "42"),
        ("65000", "65,000", "65\u00a0000"),
        ("65000,5", "65,000.5", "65\u00a0000,5"),
        ("2026", "2026", "2026"),
        ("0,125", "0.125", "0,125"),
        ("1234,567", "1234.567", "1234,567"),
        ("1\u2009000", "1,000", "1\u00a0000"),
        ("2026 100 000", "2026 100 000", "2026 100 000"),
        ("06 123 456", "06 123 456", "06 123 456"),
        ("130 025 265 00013", "130 025 265 00013", "130 025 265 00013"),
        ("12 345 6789", "12 345 6789", "12 345 6789"),
        ("v1 000", "v1 000", "v1 000"),
        ("1,2,3", "1,2,3", "1,2,3"),
        ("06 12 34 56 78", "06 12 34 56 78", "06 12 34 56 78"),
        ("", "", ""),
    ],
)
def test_numbers_typed_as_text_are_written_as_the_language_does(typed, english, french):
    assert localized(typed, "en") == english
    assert localized(typed, "fr") == french
    assert localized(french, "en") == english


def test_an_amount_is_set_as_the_page_s_language_prints_it():
    with override("en"):
        assert amount("6 200 m") == "6,200 m"
    with override("fr"):
        assert amount("6 200 %") == "6\u00a0200\u00a0%"
    assert amount(None) == ""
