"""`_config.yml`: what the site says about itself."""

import fnmatch
from dataclasses import dataclass, field
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from eig.jekyll.files import read_text
from eig.jekyll.front_matter import load_yaml
from eig.jekyll.problems import NotAJekyllTree

LANGUAGE_KEYS = ("locale", "lang", "language")


def language_code(value):
    """ "fr_FR", "fr-FR", "FR" → "fr"; anything that is not a name of a language → ""."""
    code = str(value or "").strip().lower().replace("_", "-").partition("-")[0]
    return code if code.isalpha() and 2 <= len(code) <= 3 else ""


def language_in(values):
    """The language a mapping names, or ""."""
    return next((code for key in LANGUAGE_KEYS if (code := language_code(values.get(key)))), "")


@dataclass(frozen=True)
class Config:
    """The site's settings; `raw` is the whole mapping as written."""

    raw: dict
    title: str
    url: str
    email: str
    description: str
    baseurl: str
    permalink: str
    language: str
    languages: tuple[str, ...]
    collections: dict[str, dict]
    pagination: dict
    timezone: ZoneInfo
    host: str
    defaults: tuple[dict, ...] = field(repr=False)

    def defaults_for(self, path, kind):
        """The values that the scopes of `defaults` give to a file of that path and kind, most specific last."""
        values = {}
        matching = [entry for entry in self.defaults if _in_scope(entry["scope"], path, kind)]
        for entry in sorted(matching, key=lambda entry: (len(entry["scope"]["path"]), bool(entry["scope"]["type"]))):
            values |= entry["values"]
        return values

    @property
    def excluded(self):
        listed = self.raw.get("exclude") or []
        return {str(name).strip("/") for name in listed} if isinstance(listed, list) else set()


def _in_scope(scope, path, kind):
    prefix = scope["path"]
    if scope["type"] and scope["type"] != kind:
        return False
    return not prefix or path == prefix or path.startswith(prefix + "/") or fnmatch.fnmatch(path, prefix)


def read_config(root, language):
    """(Config, problems) of the tree, or NotAJekyllTree. `language`: the site's where it does not say."""
    if not root.is_dir():
        raise NotAJekyllTree(f"{root} is not a folder")
    if not (root / "_config.yml").is_file() or not (root / "_config.yml").resolve().is_relative_to(root):
        raise NotAJekyllTree(f"{root} is not a Jekyll site: it has no _config.yml")
    text, problems = read_text(root, "_config.yml")
    raw, more = load_yaml(text, "_config.yml") if text is not None else (None, [])
    problems += more
    if fatal := next((problem for problem in problems if problem.fatal_for_item), None):
        raise NotAJekyllTree(f"{root} cannot be read: {fatal}")
    if not isinstance(raw, dict):
        raise NotAJekyllTree(f"{root} is not a Jekyll site: its _config.yml holds no settings")
    return _config(raw, language), problems


def _config(raw, language):
    defaults = tuple(_default(entry) for entry in _list(raw.get("defaults")) if isinstance(entry, dict))
    by_path = {entry["scope"]["path"]: code for entry in defaults if (code := language_in(entry["values"]))}
    main = language_in(raw) or by_path.get("", "") or language
    url = str(raw.get("url") or "").rstrip("/")
    pagination = raw.get("pagination") if isinstance(raw.get("pagination"), dict) else {}
    if raw.get("paginate"):  # the older plugin's own two settings
        path = str(raw.get("paginate_path") or "/page:num/")
        pagination = {"enabled": True, "per_page": raw["paginate"], "permalink": path, "classic": True} | pagination
    return Config(
        raw=raw,
        title=str(raw.get("title") or ""),
        url=url,
        email=str(raw.get("email") or ""),
        description=str(raw.get("description") or "").strip(),
        baseurl=str(raw.get("baseurl") or "").rstrip("/"),
        permalink=str(raw.get("permalink") or "date"),
        language=main,
        languages=tuple(dict.fromkeys([main, *by_path.values()])),
        collections=_collections(raw.get("collections")),
        pagination=pagination,
        timezone=_timezone(raw.get("timezone")),
        host=(urlsplit(url).hostname or "").lower(),
        defaults=defaults,
    )


def _default(entry):
    scope = entry.get("scope") if isinstance(entry.get("scope"), dict) else {}
    values = entry.get("values") if isinstance(entry.get("values"), dict) else {}
    return {
        "scope": {"path": str(scope.get("path") or "").strip("/"), "type": str(scope.get("type") or "")},
        "values": values,
    }


def _collections(raw):
    if isinstance(raw, list):
        return {str(label): {} for label in raw}
    if not isinstance(raw, dict):
        return {}
    return {str(label): settings if isinstance(settings, dict) else {} for label, settings in raw.items()}


def _list(value):
    return value if isinstance(value, list) else []


def _timezone(name):
    try:
        return ZoneInfo(str(name or "Europe/Paris"))
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("Europe/Paris")
