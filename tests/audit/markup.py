"""The Nu HTML checker on every page: errors only."""

import json
import re
import subprocess
from collections import defaultdict
from pathlib import Path

from tests.audit.table import Row

JAR = Path(__file__).parent / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


def check(site, visit, folder):
    pages = list(visit.pages.values())
    folder = Path(folder) / f"{site.name}-pages"
    folder.mkdir()
    names = {}
    for number, page in enumerate(pages):
        file = folder / f"{number}.html"
        file.write_bytes(page.body)
        names[file.name] = page.path
    done = subprocess.run(
        [
            "java",
            "-Xss2m",
            "-Xmx768m",
            "-jar",
            str(JAR),
            "--format",
            "json",
            "--errors-only",
            "--exit-zero-always",
            str(folder),
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    errors = defaultdict(list)
    for message in json.loads(done.stderr)["messages"]:
        extract = re.sub(r"\s+", " ", message.get("extract", ""))[:120]
        errors[message["message"]].append((names[message["url"].rpartition("/")[2]], extract))
    lines = [f"{places[0][0]}: {words} ({len(places)} times) [{places[0][1]}]" for words, places in errors.items()]
    total = sum(map(len, errors.values()))
    return [Row("Nu HTML checker", site.name, len(pages), f"{total} errors", "0 errors", lines)]
