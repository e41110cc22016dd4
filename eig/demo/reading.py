"""The content files: YAML tables, and articles of which each language has its own file beside the others."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import yaml
from django.conf import settings
from django.utils import timezone

from eig.languages.columns import codes, set_value

CONTENT = Path(__file__).parent / "content"
PARIS = ZoneInfo("Europe/Paris")
MORNING = time(9, 30)
WITHIN_A_PARAGRAPH = re.compile(r"(?<=[^\s|])\n *(?=[^\s|>#*!+-])(?!\d+\.)")
TEXTS = ("title", "slug", "tagline", "standfirst", "byline")  # what a language's file says for itself


@dataclass
class Article:
    """A post, challenge or page: `shared` is the same in every language, `texts` is `{language: {field: text}}`."""

    key: str
    shared: dict = field(default_factory=dict)
    texts: dict = field(default_factory=dict)

    @property
    def source_language(self):
        return self.shared.get("source_language", settings.LANGUAGE_CODE)


def table(name):
    """What `content/NAME.yml` holds."""
    return yaml.safe_load((CONTENT / f"{name}.yml").read_text(encoding="utf-8"))


def articles(folder):
    """The articles of `content/FOLDER`, by key: KEY.fr.md, KEY.en.md…"""
    found = {}
    for path in sorted((CONTENT / folder).glob("*.md")):
        key, _dot, language = path.stem.rpartition(".")
        _fence, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
        data = yaml.safe_load(front)
        article = found.setdefault(key, Article(key))
        article.texts[language] = {name: data.pop(name).strip() for name in TEXTS if name in data}
        article.texts[language]["body"] = unwrapped(body.strip())
        article.shared.update(data)
    return list(found.values())


def unwrapped(text):
    """The text with a line a paragraph, as an editor types it: the files are wrapped for developers. Code stays."""
    parts = text.split("```")
    parts[::2] = [WITHIN_A_PARAGRAPH.sub(" ", part) for part in parts[::2]]
    return "```".join(parts)


def day(offset):
    """The date that `{days: -12}` means today; None for nothing."""
    return None if offset is None else timezone.localdate() + timedelta(days=offset["days"])


def instant(offset):
    """The instant that `{days: 18, at: "18:00"}` means today, in Paris; in the morning unless it says when."""
    at = time.fromisoformat(offset["at"]) if "at" in offset else MORNING
    return datetime.combine(day(offset), at, PARIS)


def morning(on: date):
    """When what is dated that day goes public."""
    return datetime.combine(on, MORNING, PARIS)


def translate(item, **texts):
    """Set each field of the item to its text in every language that has one: `title={"fr": …, "en": …}`."""
    for name, by_language in texts.items():
        for code in codes():
            if text := (by_language or {}).get(code):
                set_value(item, name, code, text.strip())


def translate_article(item, article, *fields):
    translate(item, **{name: {code: texts.get(name) for code, texts in article.texts.items()} for name in fields})
