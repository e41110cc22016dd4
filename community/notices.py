"""What pages about calls tell under their title: the state of the call of their kind, at this instant."""

from functools import partial

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from community.calls import board
from community.models import Call
from eig.pages import notices


def connect():
    for kind in Call.Kind:
        label = format_lazy(_("state of the {call}"), call=kind.label)
        notices.register(f"call_{kind.value}", label, "community/_call_line.html", partial(call_of_kind, kind))


def call_of_kind(kind):
    """`call`: the one that is open, else that opens next, else the latest closed; None while there was none.

    `open_calls`, above the page, are the others.
    """
    found = board(Call.objects.announced().select_related("cohort").in_order())
    told = next((call for call, _anchored in found.in_full if call.kind == kind), None)
    return told and {"call": told, "open_calls": [call for call in found.open if call != told]}
