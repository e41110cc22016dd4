"""The audit of the public site: one table of every check, failing on what misses its bar.

The demo and, if there is one, a Jekyll tree moved in are served as in production. What the importer's report names
already – a link that led nowhere before – is listed and forgiven.

usage: python -m tests.audit [--corpus PATH] [--pages NUMBER] [--only CHECK,…] [--sites demo,corpus]
"""

import argparse
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

import django

from tests.audit.serving import environment, served
from tests.audit.table import as_text

CHECKS = ("templates", "links", "markup", "alternates", "feeds", "weight", "axe", "lighthouse")


def main():
    options = _options()
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="eig-audit-") as folder:
        os.environ |= environment(folder, "demo", 0)
        django.setup()
        rows = []
        for name in options.sites:
            rows += audit(name, folder, options)
        print(as_text(rows))
    print(f"\n{(time.monotonic() - started) / 60:.1f} minutes")
    sys.exit(any(row.misses for row in rows))


def _options():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpus", type=Path, help="a Jekyll tree to audit beside the demo")
    parser.add_argument(
        "--pages", type=int, default=2, help="pages that a browser looks at, of each template and language"
    )
    parser.add_argument("--only", default=",".join(CHECKS), help=f"some of {','.join(CHECKS)}")
    parser.add_argument("--sites", default="demo,corpus", help="demo, corpus or both")
    options = parser.parse_args()
    options.only = options.only.split(",")
    if unknown := set(options.only) - set(CHECKS):
        parser.error(f"no such check: {', '.join(sorted(unknown))}")
    if options.corpus and not options.corpus.is_dir():
        print(f"!!! {options.corpus} is not there: the demo alone is audited")
        options.corpus = None
    if unknown := set(options.sites.split(",")) - {"demo", "corpus"}:
        parser.error(f"no such site: {', '.join(sorted(unknown))}")
    options.sites = [name for name in options.sites.split(",") if name == "demo" or options.corpus]
    if not options.sites:
        parser.error("nothing to audit: a corpus needs --corpus")
    for tool in {"java"} if "markup" in options.only else set():
        if not shutil.which(tool):
            parser.error(f"{tool} is needed: apt-get install default-jre-headless")
    return options


def audit(name, folder, options):
    """The rows of a site."""
    # What knows the site's addresses can be imported once Django is set up.
    from tests.audit import alternates, feeds, lighthouse, links, markup, sample
    from tests.audit.browser import check_axe, check_weight, chromium
    from tests.audit.visit import Visit

    with served(name, folder, options.corpus if name == "corpus" else None) as site:
        _say(f"{name}: served at {site.base}")
        visit = Visit(site.base).run()
        pages = sample.representatives(visit, options.pages)
        _say(f"{name}: {len(visit.pages)} pages met, {len(pages)} for the browser")
        checks = {
            "templates": lambda: sample.check(site, visit),
            "links": lambda: links.check(site, visit),
            "markup": lambda: markup.check(site, visit, folder),
            "alternates": lambda: alternates.check(site, visit),
            "feeds": lambda: feeds.check(site, visit),
        }
        rows = []
        for check, run in checks.items():
            if check in options.only:
                rows += run()
                _say(f"{name}: {check}")
        with chromium() as browser:
            if "weight" in options.only:
                rows += check_weight(browser, site, pages)
                _say(f"{name}: weight")
            if "axe" in options.only:
                rows += check_axe(browser, site, pages)
                _say(f"{name}: axe")
        if "lighthouse" in options.only:
            rows += lighthouse.check(site, pages, ("fr", "en"), folder)
            _say(f"{name}: Lighthouse")
        return rows


def _say(what):
    print(f"{time.strftime('%H:%M:%S')} {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
