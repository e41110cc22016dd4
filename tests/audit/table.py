"""What the audit says: one table of all checks, then what missed its bar."""

from dataclasses import dataclass, field

SHOWN = 40


@dataclass
class Row:
    """One check of one site: `misses` are lines `where: what`; those that the importer's report names are `known`."""

    check: str
    site: str
    pages: int
    result: str
    bar: str
    misses: list = field(default_factory=list)
    known: list = field(default_factory=list)

    @property
    def verdict(self):
        return "MISS" if self.misses else "OK"


def as_text(rows):
    """The table, then the misses of each row, then what was known."""
    heads = ("check", "site", "pages", "result", "bar", "")
    cells = [(row.check, row.site, str(row.pages), _result(row), row.bar, row.verdict) for row in rows]
    widths = [max(len(line[column]) for line in (heads, *cells)) for column in range(len(heads))]
    lines = [
        "  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)).rstrip()
        for line in (heads, *cells)
    ]
    lines.insert(1, "  ".join("-" * width for width in widths))
    for row in rows:
        if row.misses:
            lines += ["", f"{row.check}, {row.site}: {len(row.misses)} missed", *_first(row.misses)]
        if row.known:
            lines += [
                "",
                f"{row.check}, {row.site}: {len(row.known)} named by the importer's report",
                *_first(row.known),
            ]
    return "\n".join(lines)


def _result(row):
    return f"{row.result}, {len(row.known)} known" if row.known else row.result


def _first(misses):
    shown = [f"  {miss}" for miss in misses[:SHOWN]]
    return [*shown, f"  … and {len(misses) - SHOWN} more"] if len(misses) > SHOWN else shown
