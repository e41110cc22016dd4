"""Which pages stand for all: of each template and language, the heaviest page and others spread over the rest."""

from collections import defaultdict

from tests.audit.table import Row
from tests.audit.visit import ASKED, public_views, view_of


def representatives(visit, of_each):
    """At most so many pages a view and language, and what is not found; none that a query string made."""
    groups = defaultdict(list)
    for page in visit.pages.values():
        if "?" not in page.path and page.status in (200, 404):
            groups[page.view if page.status == 200 else "not found", page.language].append(page)
        elif page.view in ASKED:
            groups[page.path, page.language].append(page)
    chosen = []
    for pages in groups.values():
        pages.sort(key=lambda page: (-len(page.body), page.path))
        step = max(1, len(pages) // of_each)
        chosen += pages[::step][:of_each]
    return sorted(chosen, key=lambda page: page.path)


def check(site, visit):
    """Whether the demo shows every public view: what nothing leads to would go unseen. Another site need not."""
    met = {view for found in (visit.pages, visit.files, visit.redirects) for view in map(view_of, found)}
    views = public_views()
    missed = [f"{view}: no page of it was met" for view in sorted(views - met) if site.name == "demo"]
    shown = f"{len(views & met)} of {len(views)} views"
    return [Row("templates", site.name, len(visit.pages), shown, "all" if site.name == "demo" else "", missed)]
