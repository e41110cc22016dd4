"""What machines read of a challenge."""

from eig.images.component import widest_address
from eig.languages.fallbacks import shown_text
from eig.seo.structured import instant, said
from eig.text.typography import typeset


def project(challenge, site):
    """The Project that a challenge `for_page()` is; one may apply to it while the call of its cohort is open."""
    address = site.absolute(challenge.get_absolute_url())
    return said(
        type="Project",
        id=f"{address}#challenge",
        name=typeset(*challenge.shown_text("title")),
        description=typeset(*challenge.shown_text("tagline")),
        url=address,
        image=site.absolute(widest_address(challenge.cover, "social")),
        location=said(type="Place", name=challenge.city) if challenge.city else None,
        parentOrganization=[_administration(one) for one in challenge.its_administrations],
        keywords=[shown_text(skill, "name")[0] for skill in challenge.its_skills],
        sameAs=[link for link in (challenge.website, challenge.source_code, challenge.successor) if link],
        potentialAction=_applying(challenge),
    )


def _administration(administration):
    return said(
        type="GovernmentOrganization",
        name=shown_text(administration, "name")[0],
        alternateName=administration.acronym,
        url=administration.website,
    )


def _applying(challenge):
    call = next((call for call in challenge.its_calls if call.state() == call.State.OPEN and call.apply_url), None)
    if not call:
        return None
    target = said(type="EntryPoint", urlTemplate=call.apply_url)
    return said(type="ApplyAction", target=target, endTime=instant(call.closes))
