"""How the site stands: languages missing or out of date, the bin, the mail that waits."""

from collections import Counter

from django.urls import reverse
from django.utils.text import capfirst

from eig.back_office.office import Office
from eig.contact.models import Message
from eig.languages.columns import codes
from eig.languages.filters import parameter
from eig.languages.names import language_name
from eig.languages.survey import TO_DO
from eig.notifications.models import OutgoingMail
from eig.notifications.outbox import waiting_mail
from eig.pages.duties import owed
from eig.pages.models import SiteIdentity
from eig.publishing.coverage import on_the_site, surveys

BAR = 100


def standing(office: Office):
    """What home says of the whole, each part None where it is not this person's business."""
    whole = [model for model in office.admins if model in office.whole]
    return {
        "coverage": coverage_rows(office, whole) if whole else None,
        "languages": [(code, capfirst(language_name(code))) for code in codes()],
        "binned": binned(office),
        "mail": waiting_mail() if _sees(office, OutgoingMail) else None,
    }


def owed_by_site(office):
    """`(sentences, address)` about what the site owes its public, for who keeps its identity; None for others."""
    model_admin = office.site._registry.get(SiteIdentity)
    if model_admin is None or not model_admin.has_change_permission(office.request):
        return None
    return owed(SiteIdentity.current()), reverse("admin:pages_siteidentity_changelist")


def to_answer(office):
    """`(how many messages of visitors wait for an answer, where they are listed)`, None for who reads none of them."""
    if not _sees(office, Message):
        return None
    return Message.objects.to_answer().count(), f"{reverse('admin:contact_message_changelist')}?answer=waits"


def _sees(office, model):
    model_admin = office.site._registry.get(model)
    return model_admin is not None and model_admin.has_view_or_change_permission(office.request)


def binned(office):
    """How many items are in the bin, None for who has no part in it."""
    models = office.models_with("delete")
    return sum(len(office.binned.get(office.kinds[model].pk, ())) for model in models) if models else None


def coverage_rows(office, models):
    """A row a kind: how many items visitors read in each language, to translate and to bring up to date."""
    rows = []
    for model, found in surveys(models, among=on_the_site).items():
        if not found:
            continue
        opts = model._meta
        address = reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist")
        cells = [_cell([cells[code] for cells in found.values()], code, address) for code in codes()]
        name = capfirst(opts.verbose_name_plural)
        rows.append({"kind": name, "address": address, "total": len(found), "cells": cells})
    return rows


def to_translate(office, rows):
    """`[(name of the language, [(kind, work)])]`: what waits for whoever translates and may change no further."""
    found = []
    for code in dict.fromkeys(language for _model, language in office.translated):
        place = codes().index(code)
        waiting = [(row["kind"], row["cells"][place]["work"]) for row in rows if row["cells"][place]["work"]]
        if waiting:
            found.append((language_name(code), waiting))
    return found


def _cell(cells, code, address):
    """How the items of a kind stand in a language."""
    read = sum(cell.is_source or cell.is_live for cell in cells)
    numbers = Counter(cell.state for cell in cells)
    work = [(state, numbers[state], f"{address}?{parameter(code)}={state}") for state in TO_DO if numbers[state]]
    return {"live": read, "bar": BAR * read // len(cells), "work": work}
