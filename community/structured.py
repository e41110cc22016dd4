"""What machines read of a person, and of a call while it is open."""

from django.utils.text import capfirst
from django.utils.translation import get_language

from community.models import Call
from eig.images.component import widest_address
from eig.languages.fallbacks import shown_text
from eig.seo.structured import instant, said
from eig.text.templatetags.prose import plain
from eig.text.typography import typeset, typeset_html


def profile(person, site):
    """The ProfilePage of a published person."""
    address = site.absolute(person.get_absolute_url())
    whom = said(
        type="Person",
        id=f"{address}#person",
        name=person.name,
        url=address,
        jobTitle=typeset(*person.shown_text("profile")),
        description=plain(typeset_html(*person.shown_text("bio_html"))),
        image=site.absolute(widest_address(person.portrait, "portrait")),
        sameAs=[link for link in (person.website, *(address for _name, address in person.links)) if link],
        affiliation=site.publisher,
    )
    return said(type="ProfilePage", url=address, inLanguage=get_language(), mainEntity=whom)


def open_calls(calls, site):
    """What the publisher seeks by those of the calls that are open: nothing of the others is left."""
    sought = [_demand(call, site) for call in calls if call.state() == Call.State.OPEN]
    return [{**site.publisher, **said(type="Organization", seeks=sought)}] if sought else []


def _demand(call, site):
    """A Demand, the announcement that someone seeks something; no Event, where people meet, nor a JobPosting."""
    address = site.absolute(call.get_absolute_url())
    opens, closes = instant(call.opens), instant(call.closes)
    target = said(type="EntryPoint", urlTemplate=call.apply_url) if call.apply_url else address
    return said(
        type="Demand",
        id=address,
        name=f"{capfirst(call.get_kind_display())}, {shown_text(call.cohort, 'name')[0]}",
        description=plain(typeset_html(*shown_text(call, "text_open_html"))),
        url=address,
        validFrom=opens,
        validThrough=closes,
        potentialAction=said(type="ApplyAction", target=target, startTime=opens, endTime=closes),
    )
