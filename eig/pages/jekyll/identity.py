"""Who the site is, from its settings and the words of its footer: only what nobody has said here yet."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from eig.languages.columns import codes, column
from eig.languages.origins import note_written
from eig.pages.jekyll.menus import FOOTER, interface_words
from eig.pages.models import SiteIdentity

KIND = "site identity"
SOURCE = "_config.yml"
NEWSLETTER = ("list_url", "newsletter_url", "newsletter")
NETWORKS = {
    "twitter_username": ("Twitter", "https://twitter.com/{}"),
    "github_username": ("GitHub", "https://github.com/{}"),
}
KEYS = {"title", "description", "email", *NEWSLETTER, *NETWORKS}
REASONS = dict.fromkeys(("url", "baseurl"), "where the old site stood: its links are known by it") | dict.fromkeys(
    ("permalink", "collections", "defaults", "pagination", "paginate", "paginate_path", "timezone"),
    "how Jekyll placed and dated the documents: followed",
)
REASONS |= dict.fromkeys(("locale", "lang", "language"), "the language the documents are written in: followed")
REASONS |= dict.fromkeys(
    ("plugins", "gems", "include", "exclude", "markdown", "kramdown", "future", "sass", "theme", "highlighter", "port"),
    "a setting of Jekyll itself",
)
# A shorter string is a word of the interface, which the site has in its own catalogue.
SENTENCE = 6


def write_identity(move):
    """Fill what is empty; a site that says who it is already stays as it is."""
    identity = SiteIdentity.objects.first()
    created = identity is None
    identity = identity or SiteIdentity()
    changed = set()
    for name, value in _values(move).items():
        if value and not getattr(identity, name):
            setattr(identity, name, value)
            changed.add(name)
    raw = move.tree.config.raw
    move.note_keys(KIND, SOURCE, raw, KEYS, REASONS, lambda key: move.tree.line_of(SOURCE, key))
    if changed:
        identity.save()
        note_written(identity, codes()[0], changed)
    move.report.count(KIND, "created" if created and changed else "updated" if changed else "unchanged")


def _values(move):
    config, raw = move.tree.config, move.tree.config.raw
    main = move.source_language
    description = move.plain(config.description)
    tagline = SiteIdentity._meta.get_field("tagline").max_length
    if len(description) > tagline:
        move.report.warn(
            SOURCE, move.tree.line_of(SOURCE, "description"), f"too long for the promise: {description}", "too-long"
        )
        description = ""
    links = [[name, address.format(raw[key])] for key, (name, address) in NETWORKS.items() if raw.get(key)]
    values = {
        column("service_name", main): move.plain(config.title)[:120],
        column("tagline", main): description,
        "email": _email(move, config.email),
        "newsletter_url": next((move.url(raw[key], SOURCE, 1, "newsletter") for key in NEWSLETTER if raw.get(key)), ""),
        "social_links": links,
    }
    for language, words in interface_words(move.tree):
        values[column("footer_text", language)] = "\n".join(_sentences(move, words))
    return values


def _sentences(move, words):
    for name, text in words.items():
        if not isinstance(text, str):
            continue
        if name.startswith(FOOTER) and len(text.split()) >= SENTENCE:
            yield move.plain(text)
        else:
            move.report.key_left_out(
                "words of the interface", name, "the site has its own words for its interface", "_data"
            )


def _email(move, value):
    if not value:
        return ""
    try:
        validate_email(value)
    except ValidationError:
        move.report.warn(
            SOURCE, move.tree.line_of(SOURCE, "email"), f"{value} is no email address: left out", "bad-address"
        )
        return ""
    return value
