"""Where Jekyll published a document."""

import math
import posixpath
import re
import unicodedata
from datetime import datetime

STYLES = {
    "date": "/:categories/:year/:month/:day/:title.html",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title.html",
    "weekdate": "/:categories/:year/W:week/:short_day/:title.html",
    "none": "/:categories/:title.html",
}
PLACEHOLDER = re.compile(r":([a-z_]+)")
DATED_NAME = re.compile(r"(\d{4}|\d{2})-(\d{1,2})-(\d{1,2})-(.+)")


class ImpossibleDate(ValueError):  # noqa: N818
    """A file name whose date no calendar knows."""


def dated_name(stem):
    """(date or None, slug) of a file name: "18-07-27-a-b" → 2018-07-27, "a-b". Raises ImpossibleDate."""
    if not (found := DATED_NAME.fullmatch(stem)):
        return None, stem
    year, month, day, slug = found.groups()
    # Ruby reads two digits as 1969–2068.
    number = int(year) + (0 if len(year) == 4 else 2000 if int(year) < 69 else 1900)
    try:
        return datetime(number, int(month), int(day)), slug
    except ValueError as error:
        raise ImpossibleDate(f"impossible date: {year}-{month}-{day}") from error


def post_address(template, *, title, date, categories=(), path="", collection="", basename=""):
    """The address of a post or of an item of a collection, by a permalink template or a named style."""
    values = _date_values(date) | {
        "title": _cased_slug(title),
        "slug": _cased_slug(title).lower(),
        "name": _cased_slug(basename or title),
        "basename": _cased_slug(basename or title),
        "categories": "/".join(_cased_slug(category).lower() for category in categories),
        "collection": collection,
        "path": path,
        "output_ext": ".html",
    }
    filled = PLACEHOLDER.sub(
        lambda found: str(values.get(found.group(1), found.group(0))), STYLES.get(template, template)
    )
    address = re.sub(r"/{2,}", "/", "/" + filled)
    return address if address.endswith("/") or posixpath.splitext(address)[1] else address + ".html"


def page_address(path, permalink, template):
    """The address of a page: its own permalink, or its path as `.html`, or as a folder where the site's style is so."""
    if permalink:
        return re.sub(r"/{2,}", "/", "/" + str(permalink))
    stem = posixpath.splitext(path)[0]
    if template == "pretty" or (template not in STYLES and template.endswith("/")):
        return f"/{stem}.html" if posixpath.basename(stem) == "index" else f"/{stem}/"
    return f"/{stem}.html"


def page_addresses(address, permalink, posts, per_page):
    """The addresses of an index page split in pages, the first one included."""
    folder = address if address.endswith("/") else posixpath.dirname(address).rstrip("/") + "/"
    if not address.endswith(("/", "/index.html")):
        folder = posixpath.splitext(address)[0] + "/"
    count = max(1, math.ceil(posts / per_page))
    following = (folder + permalink.replace(":num", str(number)).strip("/") + "/" for number in range(2, count + 1))
    return (address, *(page + "index.html" for page in following))


def _date_values(date):
    if date is None:
        return dict.fromkeys(("year", "month", "day", "i_month", "i_day", "short_year", "y_day"), "")
    return {
        "year": f"{date.year:04}",
        "short_year": f"{date.year % 100:02}",
        "month": f"{date.month:02}",
        "i_month": date.month,
        "day": f"{date.day:02}",
        "i_day": date.day,
        "y_day": f"{date.timetuple().tm_yday:03}",
        "week": f"{date.isocalendar().week:02}",
        "short_day": date.strftime("%a"),
        "hour": f"{date.hour:02}",
        "minute": f"{date.minute:02}",
        "second": f"{date.second:02}",
    }


def _cased_slug(text):
    """Jekyll's "pretty" slug: what a path cannot hold becomes a dash; case and accents stay."""
    composed = unicodedata.normalize("NFC", str(text))
    return re.sub(r"[^\w.~!$&'()+,;=@]+", "-", composed).strip("-") or composed
