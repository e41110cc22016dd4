"""Netlify's `_redirects`: old address, new address, status."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from eig.jekyll.addresses import clean_path
from eig.jekyll.problems import Problem

PERMANENT, KEPT = 301, (301, 302, 303, 307, 308)


@dataclass(frozen=True)
class Redirect:
    """A rule that an importer can keep: `old` is a path; `new` a path of the site, or an address elsewhere."""

    source: str
    line: int
    old: str
    new: str
    status: int

    @property
    def leaves_site(self):
        return "://" in self.new


def read_redirects(text, host, source="_redirects"):
    """(rules, hosts, problems). `hosts`: other hosts whose every address the rules send to the site's own."""
    rules, hosts, problems = [], set(), []
    for number, written in enumerate(text.splitlines(), 1):
        line = written.partition(" #")[0].strip()
        if not line or line.startswith("#"):
            continue
        try:
            rule, problem = _read(line, host, source, number)
        except ValueError:
            rule, problem = None, Problem(source, number, f"not an address: {line}", "redirect")
        if rule:
            rules.append(rule)
        if problem:
            problems.append(problem)
            if problem.code == "redirect-other-host" and _same_site(line, host):
                hosts.add((urlsplit(line.split()[0]).hostname or "").lower())
    return rules, hosts, problems


def _read(line, host, source, number):
    fields = line.split()
    old, rest = fields[0], fields[1:]
    while rest and "=" in rest[0] and not rest[0].startswith(("/", "http")):
        return None, Problem(source, number, f"depends on parameters: left out: {line}", "redirect-condition")
    if not rest:
        return None, Problem(source, number, f"no target: {line}", "redirect")
    new, status = rest[0], _status(rest[1] if len(rest) > 1 else "")
    if status is None or len(rest) > 2:
        return None, Problem(source, number, f"depends on a condition: left out: {line}", "redirect-condition")
    if (urlsplit(old).hostname or host).lower() != host:
        return None, Problem(source, number, f"concerns another host: left out: {old}", "redirect-other-host")
    if status not in KEPT:
        return None, Problem(source, number, f"status {status} is no redirect: left out: {line}", "redirect-status")
    path = urlsplit(old).path
    if "*" in path or re.search(r"/:\w", path):
        return None, Problem(source, number, f"a pattern, not an address: left out: {line}", "redirect-pattern")
    target = urlsplit(new)
    if target.hostname and target.hostname.lower() != host:
        return Redirect(source, number, clean_path(path)[0], new, status), None
    fragment = f"#{target.fragment}" if target.fragment else ""
    return Redirect(source, number, clean_path(path)[0], clean_path(target.path)[0] + fragment, status), None


def _status(field):
    digits = field.removesuffix("!")
    if not digits:
        return PERMANENT
    return int(digits) if digits.isdigit() else None


def _same_site(line, host):
    fields = line.split()
    return len(fields) > 1 and fields[0].endswith("/*") and (urlsplit(fields[1]).hostname or "").lower() == host
