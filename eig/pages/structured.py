"""What machines read of who publishes the site, of the site itself and of frequent questions."""

from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language

from eig.languages.fallbacks import shown_text
from eig.seo.icons import LOGO, icon
from eig.seo.structured import said
from eig.text.templatetags.prose import plain
from eig.text.typography import typeset_html

# The search page, where there is one.
SEARCH = "search:results"


def of_site(identity, site):
    """The publisher and the site, which every page names."""
    return [publisher(identity, site), website(identity, site)]


def publisher(identity, site):
    operator = said(type="GovernmentOrganization", name=identity.operator, url=identity.operator_url)
    return said(
        type="Organization",
        id=site.publisher["@id"],
        name=shown_text(identity, "service_name")[0],
        description=shown_text(identity, "tagline")[0],
        url=site.absolute(reverse("home")),
        logo=site.absolute(icon(identity, LOGO)),
        email=identity.email,
        telephone=identity.phone,
        sameAs=[address for _name, address in identity.social_links],
        parentOrganization=operator if identity.operator else None,
    )


def website(identity, site):
    home = site.absolute(reverse("home"))
    return said(
        type="WebSite",
        id=f"{home}#website",
        name=shown_text(identity, "service_name")[0],
        url=home,
        inLanguage=get_language(),
        publisher=site.publisher,
        potentialAction=_search(site),
    )


def _search(site):
    """How to search the site, None while it has no search page."""
    try:
        address = site.absolute(reverse(SEARCH))
    except NoReverseMatch:
        return None
    target = said(type="EntryPoint", urlTemplate=f"{address}?q={{search_term_string}}")
    return {**said(type="SearchAction", target=target), "query-input": "required name=search_term_string"}


def questions(entries, address):
    """The FAQPage at that address; None without a question that has an answer."""
    answered = [
        said(
            type="Question",
            name=entry.shown_text("question")[0],
            url=f"{address}#{entry.anchor}",
            acceptedAnswer=said(type="Answer", text=text),
        )
        for entry in entries
        if (text := plain(typeset_html(*entry.shown_text("answer_html"))))
    ]
    return said(type="FAQPage", url=address, inLanguage=get_language(), mainEntity=answered) if answered else None
