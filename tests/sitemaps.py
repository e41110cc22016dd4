"""The sitemap as crawlers read it: the index, then each of those that it names."""

from xml.etree import ElementTree

SITE = "http://testserver"
NAMESPACES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "xhtml": "http://www.w3.org/1999/xhtml",
    "image": "http://www.google.com/schemas/sitemap-image/1.1",
}


def parts(client):
    """`{path: text}` of the sitemaps that the index names."""
    index = ElementTree.fromstring(client.get("/sitemap.xml").content)
    paths = [found.text.removeprefix(SITE) for found in index.findall("s:sitemap/s:loc", NAMESPACES)]
    return {path: client.get(path).content.decode() for path in paths}


def text(client):
    """All of them, one after the other."""
    return "".join(parts(client).values())


def urls(client):
    """The entries of all of them."""
    return [url for part in parts(client).values() for url in ElementTree.fromstring(part.encode())]


def location(url):
    """The path of an entry."""
    return url.find("s:loc", NAMESPACES).text.removeprefix(SITE)


def alternates(url):
    """`{hreflang: path}` of an entry."""
    return {link.get("hreflang"): link.get("href").removeprefix(SITE) for link in url.findall("xhtml:link", NAMESPACES)}
