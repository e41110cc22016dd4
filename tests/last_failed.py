"""How many tests failed in the last run that is on record here.

usage: python -m tests.last_failed
"""

import json
from pathlib import Path

RECORD = Path(__file__).resolve().parents[1] / ".pytest_cache" / "v" / "cache" / "lastfailed"


def number():
    return len(json.loads(RECORD.read_text(encoding="utf-8"))) if RECORD.exists() else 0


if __name__ == "__main__":
    print(number())
