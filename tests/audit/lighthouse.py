"""Lighthouse as on a phone: the median of three runs of each kind of page."""

import json
import os
import subprocess
from pathlib import Path
from statistics import median

from tests.audit.browser import ARGUMENTS, CHROMIUM
from tests.audit.table import Row

COMMAND = Path(__file__).parent / "node_modules" / "lighthouse" / "cli" / "index.js"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
RUNS = 3
# One page a kind; what is marked `noindex` on purpose has no mark for search engines.
KINDS = {
    "home": CATEGORIES,
    "blog:list": CATEGORIES,
    "blog:post": CATEGORIES,
    "challenges:challenge": CATEGORIES,
    "community:person": CATEGORIES,
    "pages:contact": CATEGORIES,
    "search:results": CATEGORIES[:3],
}


def check(site, pages, languages, folder):
    """A row a kind of page and language, of those that the site has."""
    rows = []
    for view, categories in KINDS.items():
        for language in languages:
            page = next((page for page in pages if page.view == view and page.language == language), None)
            if page is not None:
                rows.append(_row(site, page, categories, folder))
    return rows


def _row(site, page, categories, folder):
    name, bar = f"Lighthouse, {page.view}, {page.language}", "/".join(["100"] * len(categories))
    try:
        runs = _runs(site, page, categories, folder)
    except RuntimeError as error:  # the other checks still tell what they found
        return Row(name, site.name, 1, "no answer", bar, [f"{page.path}: {error}"])
    scores = {name: round(median(run[0][name] for run in runs)) for name in categories}
    said = "/".join(str(scores[name]) for name in categories)
    misses = [f"{page.path}: {name} {score}" for name, score in scores.items() if score < 100]
    if misses:
        misses += [f"{page.path}: {fault}" for fault in sorted(set().union(*(run[1] for run in runs)))]
    return Row(name, site.name, 1, said, bar, misses)


def _runs(site, page, categories, folder):
    runs = []
    # Two runs that agree are the median, whatever the third says.
    while len(runs) < RUNS and not (len(runs) == RUNS - 1 and runs[0][0] == runs[1][0]):
        runs.append(_run(site.base + page.path, categories, folder))
    return runs


def _run(url, categories, folder):
    """`({category: score}, what cost points)` of one run."""
    output = Path(folder) / "lighthouse.json"
    command = ["node", str(COMMAND), url, "--quiet", "--output=json", f"--output-path={output}"]
    command += [
        f"--only-categories={','.join(categories)}",
        f"--chrome-flags={' '.join(['--headless=new', *ARGUMENTS])}",
    ]
    _do(command)
    report = json.loads(output.read_text(encoding="utf-8"))
    scores = {name: 100 * (report["categories"][name]["score"] or 0) for name in categories}
    weighted = {ref["id"] for name in categories for ref in report["categories"][name]["auditRefs"] if ref["weight"]}
    lost = {
        f"{audit['id']} {audit.get('displayValue', '')}".strip()
        for name, audit in report["audits"].items()
        if name in weighted and audit["score"] is not None and audit["score"] < 0.995
    }
    return scores, lost


def _do(command, attempts=4):
    """A run that ends badly says nothing of the page: Chromium may not have answered in time."""
    environment = {**os.environ, "CHROME_PATH": CHROMIUM}
    for attempt in range(1, attempts + 1):
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300)
        if done.returncode == 0:
            return
        print(f"Lighthouse ended with {done.returncode} ({attempt} of {attempts}): {done.stderr[-400:]}")
    raise RuntimeError(f"Lighthouse does not run: {done.stderr[-200:].strip()}")
