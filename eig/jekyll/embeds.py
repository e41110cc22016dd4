"""Players and widgets of other sites, as references that keep their public address."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

PLATFORMS = (
    (r"(?:www\.|geo\.)?dailymotion\.com$", r"/(?:embed/)?(video|playlist)/([^/?#]+)", "https://www.dailymotion.com/{0}/{1}"),
    (r"dai\.ly$", r"/([^/?#]+)", "https://www.dailymotion.com/video/{0}"),
    (r"(?:www\.|m\.)?youtube(?:-nocookie)?\.com$", r"/(?:embed|shorts|v)/(?!videoseries)([\w-]+)", "https://www.youtube.com/watch?v={0}"),
    (r"youtu\.be$", r"/([\w-]+)", "https://www.youtube.com/watch?v={0}"),
    (r"player\.vimeo\.com$", r"/video/(\d+)", "https://vimeo.com/{0}"),
    (r"(?:www\.)?vimeo\.com$", r"/(\d+)", "https://vimeo.com/{0}"),
    (r"(?:www\.)?speakerdeck\.com$", r"/player/(\w+)", "https://speakerdeck.com/player/{0}"),
    (r"(?:www\.|mobile\.)?(?:twitter|x)\.com$", r"/([^/]+)/status(?:es)?/(\d+)", "https://twitter.com/{0}/status/{1}"),
)  # fmt: skip
WIDGETS = ("platform.twitter.com", "speakerdeck.com", "cdn.embedly.com", "platform.x.com")


@dataclass(frozen=True)
class Embed:
    """A player of another site in a text: its public address and its title, "" if it had none."""

    address: str
    title: str
    source: str
    line: int


def embed_address(address):
    """The public address of a player or post of a platform we can show, or ""."""
    text = address.strip()
    try:
        parts = urlsplit("https:" + text if text.startswith("//") else text)
    except ValueError:
        return ""
    host = (parts.hostname or "").lower()
    for hosts, path, template in PLATFORMS:
        if re.match(hosts, host) and (found := re.match(path, parts.path)):
            return template.format(*found.groups())
    query = parse_qs(parts.query)
    if re.match(PLATFORMS[2][0], host):
        if query.get("v"):
            return f"https://www.youtube.com/watch?v={query['v'][0]}"
        if query.get("list"):
            return f"https://www.youtube.com/playlist?list={query['list'][0]}"
    return ""


def place_embeds(soup, work):
    """Turn every player of the soup into an `<eig-embed>`, or into a plain link where its host is unknown."""
    for quote in soup.find_all("blockquote", class_=re.compile(r"twitter-(tweet|video)")):
        _tweet(quote, soup, work)
    for script in soup.find_all("script"):
        _script(script, soup, work)
    for frame in soup.find_all(["iframe", "embed", "object", "video", "audio"]):
        _frame(frame, soup, work)


def _place(node, address, title, soup, work):
    line = work.line(node, node.get("src") or node.get("data-id") or address)
    if not title:
        work.tell(line, f"the player has no title: {address}", "embed-untitled", address=address)
    work.embeds.append(Embed(address, title, work.place.source, line))
    return soup.new_tag("eig-embed", attrs={"address": address, "title": title})


def _tweet(quote, soup, work):
    """The words stay as a quotation, the tweet follows it."""
    links = [link for link in quote.find_all("a", href=True) if "/status" in link["href"]]
    if links and (address := embed_address(links[-1]["href"])):
        # "— Ada Lovelace (@ada)" stands between the words and the date.
        author = str(links[-1].previous_sibling or "").strip(" \n\u2014-")
        quote.insert_after(_place(quote, address, author, soup, work))


def _script(script, soup, work):
    address = script.get("src") or ""
    if script.get("data-id") and "speakerdeck" in address:
        player = f"https://speakerdeck.com/player/{script['data-id']}"
        script.replace_with(_place(script, player, script.get("title") or "", soup, work))
        return
    if "gist.github.com" in address:
        link = soup.new_tag("a", href=address.removesuffix(".js"))
        link.string = "gist.github.com"
        script.replace_with(link)
        return
    if not any(host in address for host in WIDGETS):
        line = work.line(script, address)
        work.tell(line, f"a script was left out: {address or 'inline'}", "script", address=address)
    script.replace_with(" ")


def _frame(frame, soup, work):
    inner = frame.find("source", src=True) or frame.find("embed", src=True) if frame.name != "iframe" else None
    address = (frame.get("src") or frame.get("data-src") or frame.get("data") or (inner or {}).get("src") or "").strip()
    title = " ".join((frame.get("title") or "").split())
    if frame.parent is None:  # inside another player that was replaced
        return
    if known := embed_address(address):
        frame.replace_with(_place(frame, known, title, soup, work))
        return
    line = work.line(frame, address)
    located = work.tree.locate(address, work.place.base)
    try:
        host = urlsplit(located.absolute).hostname or ""
    except ValueError:
        host = ""
    if not address or not host:
        work.tell(line, f"a frame without an address was left out: {address}", "frame", address=address)
        frame.replace_with(" ")
        return
    work.tell(line, f"a frame of an unknown site became a link: {address}", "frame", address=located.absolute)
    paragraph = soup.new_tag("p", attrs={"data-line": frame.get("data-line", "")} if frame.get("data-line") else {})
    link = soup.new_tag("a", href=address)
    link.string = title or host
    paragraph.append(link)
    frame.replace_with(paragraph)
