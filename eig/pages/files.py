"""What the file of a document has to be, before it is offered to visitors."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

LANGUAGE_CODE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
# Readers accept what stands before it, up to so much (ISO 32000, annex H).
BEGINS_A_PDF, LOOKED_AT = b"%PDF-", 1024


def check_language(code):
    """ValidationError for what is no code of a language, by which pages and readers know it."""
    if code and not LANGUAGE_CODE.fullmatch(code):
        raise ValidationError({"language": _("Give the code of the language: fr, en, de…")})


def check_file(file):
    """ValidationError for a new file that is called a PDF and is none."""
    if not file or file._committed or not file.name.lower().endswith(".pdf"):
        return
    file.seek(0)
    is_pdf = BEGINS_A_PDF in file.read(LOOKED_AT)
    file.seek(0)
    if not is_pdf:
        raise ValidationError({"file": _("This file is called a PDF, and is none: save it as PDF again.")})
