"""What an HTML text of ours is made of: its headings, its links, its pictures and players, in order."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

from eig.text.references import Figure

HEADINGS = {f"h{level}": level for level in range(1, 7)}


@dataclass
class Heading:
    level: int
    text: str = ""


@dataclass
class Link:
    """A link: where it leads as it is written ("" where the address was refused), and its words."""

    href: str
    text: str = ""


@dataclass
class Outline:
    headings: list = field(default_factory=list)
    links: list = field(default_factory=list)
    figures: list = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.outline, self.heading, self.link = Outline(), None, None

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if tag in HEADINGS:
            self.heading = Heading(HEADINGS[tag])
            self.outline.headings.append(self.heading)
        elif tag == "a" and "footnote-backref" not in (attributes.get("class") or ""):
            self.link = Link(attributes.get("href") or "")
            self.outline.links.append(self.link)
        elif tag == "figure":
            kind = "image" if "data-image" in attributes else "embed"
            wanted = (f"data-{kind}", "data-alt", "data-caption", "data-href")
            self.outline.figures.append(Figure(kind, *(attributes.get(name) or "" for name in wanted)))

    def handle_endtag(self, tag):
        if tag in HEADINGS:
            self.heading = None
        elif tag == "a":
            self.link = None

    def handle_data(self, data):
        for part in (self.heading, self.link):
            if part is not None:
                part.text += data


def outline(html):
    """The Outline of a rendered text, references left as they are; footnotes' own links apart."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    found = reader.outline
    for part in (*found.headings, *found.links):
        part.text = " ".join(part.text.split())
    found.links = [link for link in found.links if not link.href.startswith("#fn")]
    return found
