"""What machines read of a post."""

from django.utils.translation import get_language

from blog.signatures import signature
from eig.images.component import widest_address
from eig.languages.fallbacks import shown_text
from eig.seo.structured import instant, said
from eig.text.typography import typeset


def posting(post, site):
    """The BlogPosting of a post `for_page()`, `in_order()` and `with_last_publication()`, in the active language."""
    address = site.absolute(post.get_absolute_url())
    return said(
        type="BlogPosting",
        id=f"{address}#post",
        headline=_typeset(post, "title"),
        description=_typeset(post, "standfirst"),
        url=address,
        mainEntityOfPage=address,
        inLanguage=get_language(),
        datePublished=instant(post.came_out),
        dateModified=instant(post.changed_since or post.came_out),
        author=_authors(post, site) or site.publisher,
        creditText=_signed(post),
        publisher=site.publisher,
        image=site.absolute(widest_address(post.cover, "social")),
        keywords=[shown_text(tag, "name")[0] for tag in post.its_tags],
        timeRequired=f"PT{post.minutes_to_read}M",
    )


def _typeset(post, field):
    return typeset(*post.shown_text(field))


def _signed(post):
    return "".join(piece.words for piece in signature(post))


def _authors(post, site):
    """The authors whom the page names: one without a page may be a name that the byline leaves out."""
    named = [person for person in post.its_authors if person.is_public or person.name in _signed(post)]
    return [
        said(
            type="Person",
            name=person.name,
            url=site.absolute(person.get_absolute_url()) if person.is_public else "",
        )
        for person in named
    ]
