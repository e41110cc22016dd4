"""A visitor who follows every link of the site in every language and looks closely at every picture."""

import re
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import urldefrag, urljoin, urlsplit

from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils.translation import override

from eig.images.models import Image
from eig.images.pixels import specs
from eig.languages.columns import codes
from tests import sitemaps

NOT_PAGES = re.compile(r"/(?:[a-z]{2}/)?admin/|/media/|/static/|.*\.(?:xml|ics|pdf|txt)$")
RENDITION = re.compile(r"/media/renditions/(?P<folder>[^/]+)/(?P<name>[^/]+)")
DRAWN = "/media/drawn/"
PRIVATE = re.compile(r"/media/(?:originals|consents)/[^\s\"'<>]*")
# What stands in a figure without a credit in sight, and beside whose name: cards of people, lines, bylines, quotations.
FACES = ("eig-picture--portrait", "eig-picture--thumb")


@dataclass
class Crawl:
    """Every page that links and the sitemap lead to, and what is wrong with its pictures, as `path: fault` lines."""

    client: object
    pages: set = field(default_factory=set)
    faults: list = field(default_factory=list)
    addresses: set = field(default_factory=set)
    widest: set = field(default_factory=set)
    # What the pages of each language show and what its page of credits lists: pairs of a language and an image's key.
    seen: set = field(default_factory=set)
    listed: set = field(default_factory=set)
    pictures: int = 0
    credits: int = 0
    unknown: int = 0

    @cached_property
    def library(self):
        return {image.digest[:16]: image for image in Image.objects.all()}

    def run(self):
        """Visit everything; the client answers for one host, and links to others are left alone."""
        waiting = [*self._homes(), *self._sitemap()]
        while waiting:
            path = waiting.pop()
            if path in self.pages or NOT_PAGES.match(path):
                continue
            self.pages.add(path)
            response = self.client.get(path)
            if response.status_code in {301, 302}:
                waiting.append(urljoin(path, response.headers["Location"]))
            elif response.status_code != 200:
                self.faults.append(f"{path}: answers {response.status_code}")
            elif response.headers["Content-Type"].startswith("text/html"):
                waiting += self._look_at(path, response.content.decode())
        return self

    def _homes(self):
        for code in codes():
            with override(code):
                yield reverse("home")

    def _sitemap(self):
        places = re.findall(r"<loc>([^<]+)</loc>", sitemaps.text(self.client))
        return [urlsplit(place).path for place in places]

    def _look_at(self, path, html):
        """The paths the page links to, its pictures examined."""
        soup = BeautifulSoup(html, "html.parser")
        self._keep(path, soup)
        self.faults += [f"{path}: shows the private {found}" for found in PRIVATE.findall(html)]
        language = soup.html.get("lang") if soup.html else ""
        for picture in soup.find_all("img"):
            self.pictures += 1
            if image := self._image(picture.get("src", "")):
                listing = picture.find_parent("li", id=f"image-{image.key}")
                (self.seen if listing is None else self.listed).add((language, image.key))
            self.faults += [f"{path}: {picture.get('src')} {fault}" for fault in self._faults(picture)]
        for shared in soup.select("meta[property='og:image']"):
            if not (address := urlsplit(shared["content"]).path).startswith(DRAWN):
                self._note_widest([address])
        links = (urljoin(path, urldefrag(link["href"]).url) for link in soup.find_all("a", href=True))
        return [link for link in links if link.startswith("/") and not link.startswith("//")]

    def _keep(self, path, soup):
        """For those who look at more than pictures."""

    def _faults(self, picture):
        if "alt" not in picture.attrs:
            yield "has no alt"
        if not (picture.get("width", "").isdigit() and picture.get("height", "").isdigit()):
            yield "has no dimensions"
        figure = picture.find_parent("figure", class_="eig-picture")
        if figure is None:
            yield "does not come from the component"
            return
        srcsets = [element["srcset"] for element in figure.select("source, img")]
        for candidates in (srcset.split(", ") for srcset in srcsets):
            self._note_widest([candidate.split(" ")[0] for candidate in candidates])
        self.addresses.add(picture["src"])
        if not self._is_credited(figure, self._image(picture["src"])):
            yield "has no credit"

    def _note_widest(self, addresses):
        """One file a list is asked for, for each has to be drawn; the others have to be in the table of renditions."""
        self.addresses.update(addresses)
        self.widest.add(addresses[-1])

    def _image(self, address):
        found = RENDITION.fullmatch(address)
        return self.library.get(found["folder"][:16]) if found else None

    def _is_credited(self, figure, image):
        if credit := figure.select_one(".eig-picture__credit"):
            self.credits += 1
            self.unknown += bool(image and not image.credit)
            return bool(credit.text.strip()) and (image is None or image.credit in credit.text)
        if image is None:
            return False
        if entry := figure.find_parent("li", id=f"image-{image.key}"):
            return image.credit in entry.text if image.credit else bool(entry.find_parent("section"))
        if image.decorative:
            return True
        classes = set(figure["class"])
        if classes & set(FACES):
            return bool(figure.parent.text.replace(figure.text, "", 1).strip())
        return "eig-picture--logo" in classes and figure.find_parent(class_="eig-document") is None

    def not_in_the_table(self):
        """Addresses that no rendition has."""
        return sorted(address for address in self.addresses if not self._is_in_the_table(address))

    def _is_in_the_table(self, address):
        found, image = RENDITION.fullmatch(address), self._image(address)
        return bool(found and image and specs.folder(image) == found["folder"] and specs.named(image, found["name"]))

    def weights(self):
        """`{address: bytes}` of the widest file of each list, drawn now; None for one that does not answer."""
        return {address: self._weight(address) for address in sorted(self.widest)}

    def _weight(self, address):
        response = self.client.get(address)
        return len(response.getvalue()) if response.status_code == 200 else None
