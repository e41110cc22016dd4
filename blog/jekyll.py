"""Posts of a Jekyll tree, both languages paired, bylines linked to the people they name."""

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.text import slugify

from blog.models import Authorship, Post
from community.handles import normalise_handle
from eig.importing.errors import said
from eig.importing.lists import ManyKeys, Rows, TagKeys
from eig.importing.move import bare_key, free_key
from eig.importing.records import Kind, Record, in_languages
from eig.jekyll.documents import Document
from eig.jekyll.names import people_in_byline
from eig.languages.columns import column
from eig.tags.jekyll import names_of, tag_key
from eig.text.folding import fold

# Where jekyll-feed publishes, unless told otherwise.
FEED = "/feed.xml"
LISTED = ("site.posts", "paginator.posts")
KIND = Kind(
    "posts",
    Post,
    {
        "authors": Rows(Authorship, "post", links=("person",), told_by=("person",)),
        "tags": TagKeys(),
        "challenges": ManyKeys("challenges"),
    },
)
KEYS = {
    *(
        "title",
        "author",
        "description",
        "image",
        "tags",
        "twitter",
        "date",
        "slug",
        "lang-ref",
        "lang_ref",
        "permalink",
    ),
    *("published", "locale", "lang", "redirect_from"),
}
REASONS = {"layout": "the look of a page is the site's own"}
CHALLENGE = re.compile(r"\]\(challenge:([a-z0-9._-]+)")


@dataclass
class Article:
    """A post of the tree: its key and its documents by language."""

    key: str
    pages: dict[str, Document]

    def main(self, language):
        return self.pages.get(language) or next(iter(self.pages.values()))


def find_articles(move):
    """Every post, drafts included, its translations paired by `lang-ref`."""
    groups, taken, articles = {}, set(), []
    for post in move.tree.posts:
        groups.setdefault(post.lang_ref or post.source, []).append(post)
    for posts in groups.values():
        pages = {}
        for post in posts:
            if post.language in pages:
                other = pages[post.language].source
                message = f"has the lang-ref of {other} in the same language: taken for a post of its own"
                move.report.warn(post.source, post.line_of("lang-ref"), message, "lang-ref")
                articles.append(Article(_key(post, taken), {post.language: post}))
            else:
                pages[post.language] = post
        main = pages.get(move.source_language) or next(iter(pages.values()))
        articles.append(Article(_key(main, taken), pages))
    return articles


def _key(post, taken):
    day = f"{post.date:%Y-%m-%d}-" if post.date else ""
    return free_key(bare_key(day + slugify(fold(post.slug))), taken)


def references(articles):
    """`{address: "post:KEY"}` of every published post."""
    return {
        page.address: f"post:{article.key}" for article in articles for page in article.pages.values() if page.published
    }


def read_posts(move, articles, parts, cohorts):
    """A record for each post; `parts`: `{person: [(challenge, its names)]}`, `cohorts`: `{challenge: cohort}`."""
    return [_post(move, article, parts, cohorts) for article in articles]


def _post(move, article, parts, cohorts):
    main_language = move.source_language if move.source_language in article.pages else next(iter(article.pages))
    main = article.pages[main_language]
    texts = {name: {} for name in ("title", "slug", "standfirst", "body", "byline")}
    for language, page in article.pages.items():
        texts["title"][language] = move.text(page.front.get("title"), page.source, page.line_of("title:"), "title")
        texts["title"][language] = texts["title"][language] or page.slug.replace("-", " ")
        texts["slug"][language] = slugify(fold(page.slug))[:120]
        texts["standfirst"][language] = move.text(
            page.front.get("description"), page.source, page.line_of("description:"), "description"
        )
        texts["byline"][language] = move.text(page.front.get("author"), page.source, page.line_of("author:"), "author")
        texts["body"][language] = move.markdown(page)
        move.note_keys("posts", page.source, page.front, KEYS, REASONS, page.line_of)
    values = {
        "source_language": main_language,
        "date": (main.date or move.since).date(),
        "author_handle": _handle(move, main),
    }
    for name, by_language in texts.items():
        values |= in_languages(name, by_language)
    authors = _authors(move, main)
    challenges = [key for key in _challenges(texts, authors, parts) if key in cohorts]
    lists = {
        "authors": [{"person": key} for key in authors],
        "tags": sorted({tag_key(name) for page in article.pages.values() for name in names_of(page)}),
        "challenges": sorted(set(challenges)),
    }
    shared = {cohorts[key] for key in challenges}
    links = {"cover": _cover(move, article, main), "cohort": shared.pop() if len(shared) == 1 else None}
    editions = {language: page.date if page.published else None for language, page in article.pages.items()}
    slug = column("slug", main_language)
    adopt = {"date": values["date"], slug: values[slug]}
    return Record(article.key, main.source, 1, values, links, lists, editions, adopt)


def _cover(move, article, main):
    written = main.front.get("image")
    for page in article.pages.values():
        other = page.front.get("image")
        if other and other != written:
            message = f"the cover {other} differs from that of {main.source}: the picture is in the library"
            move.report.warn(page.source, page.line_of("image:"), message, "other-cover")
            move.picture(other, page.source, page.line_of("image:"), language=page.language, what="cover")
    return move.picture(written, main.source, main.line_of("image:"), what="cover")


def _handle(move, page):
    try:
        return normalise_handle("twitter", str(page.front.get("twitter") or ""))
    except ValidationError as error:
        move.report.warn(page.source, page.line_of("twitter:"), said(error), "handle")
        return ""


def _authors(move, page):
    """Keys of the people the byline names, in order; a name that is nobody's is reported."""
    found = []
    for name in people_in_byline(move.plain(page.front.get("author"))):
        if key := move.people.get(name):
            found.append(key)
        else:
            near = ", ".join(move.people.nearest(name)) or "none"
            line = page.line_of("author:")
            move.report.warn(
                page.source, line, f"the byline names “{name}”, who is nobody here; nearest: {near}", "unmatched"
            )
    return list(dict.fromkeys(found))


def _challenges(texts, authors, parts):
    """Keys of the challenges the text links to, and of those of an author that the byline names."""
    linked = [key for body in texts["body"].values() for key in CHALLENGE.findall(body)]
    bylines = fold(" ".join(texts["byline"].values()))
    for author in authors:
        for key, names in parts.get(author, []):
            if any(re.search(rf"\b{re.escape(fold(name))}\b", bylines) for name in names):
                linked.append(key)
    return linked
