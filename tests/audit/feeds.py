"""Feeds, read as strictly as a reader can: nothing to forgive, no entry twice; in the demo, none without an entry."""

import json

import feedparser

from tests.audit.table import Row

REQUIRED = ("id", "title", "link")
REQUIRED_IN_JSON = ("id", "title", "url")


def check(site, visit):
    paths = sorted({path for page in visit.pages.values() for path in page.feeds})
    faults = [f"{path}: {fault}" for path in paths for fault in _faults(visit.files.get(path), site.name == "demo")]
    return [
        Row(
            "feeds",
            site.name,
            len(paths),
            f"{len(faults)} faults",
            "bozo 0",
            faults or ([] if paths else ["/: names no feed"]),
        )
    ]


def _faults(answer, filled):
    if answer is None or answer.status != 200:
        return [f"answers {answer.status if answer else 'as a page'}"]
    if "json" in answer.headers["content-type"]:
        return _faults_of_json(json.loads(answer.body), filled)
    feed = feedparser.parse(answer.body, response_headers={"content-type": answer.headers["content-type"]})
    if feed.bozo:
        return [f"is not well-formed: {feed.bozo_exception}"]
    missing = [f"an entry has no {name}" for entry in feed.entries for name in REQUIRED if not entry.get(name)]
    empty = ["holds no entry"] if filled and not feed.entries else []
    return [*missing, *empty, *_doubled([entry.get("id") for entry in feed.entries])]


def _faults_of_json(feed, filled):
    items = feed["items"]
    missing = [f"has no {name}" for name in ("version", "title", "feed_url") if not feed.get(name)]
    missing += [f"an item has no {name}" for item in items for name in REQUIRED_IN_JSON if not item.get(name)]
    empty = ["holds no item"] if filled and not items else []
    return [*missing, *empty, *_doubled([item.get("id") for item in items])]


def _doubled(ids):
    return [f"{one} is there twice" for one in sorted({one for one in ids if one and ids.count(one) > 1})]
