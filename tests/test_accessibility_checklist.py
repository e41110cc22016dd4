"""The checklist of accessibility is whole, and what it names as proof is there."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# How many criteria each of the thirteen themes of the RGAA 4.1.2 has.
CRITERIA = (9, 2, 3, 13, 8, 2, 5, 10, 4, 14, 13, 11, 12)
STATES = {"met", "n/a", "open"}
PATH = re.compile(r"`((?:tests|templates|static|eig|blog|challenges|community)/[\w./-]+)(?:::(\w+))?`")
# What the text above the table explains, and what leads to another row.
SHORT = re.compile(r"\baxe\b|\bNu\b|\bsee \d+\.\d+|the same (?:test|walk)")


def rows():
    lines = (ROOT / "docs" / "accessibility.md").read_text(encoding="utf-8").splitlines()
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if re.match(r"\| \d", line)]


def test_every_criterion_is_there_once_in_order_with_a_state_and_a_subject():
    expected = [f"{theme}.{number}" for theme, last in enumerate(CRITERIA, 1) for number in range(1, last + 1)]

    assert [row[0] for row in rows()] == expected
    assert [row for row in rows() if len(row) != 4 or row[2] not in STATES or not row[1] or not row[3]] == []


def test_what_is_met_or_not_applicable_has_a_proof_and_every_proof_is_there():
    unproved, gone = [], []
    for number, _subject, state, proof in rows():
        named = PATH.findall(proof)
        if state != "open" and not named and not SHORT.search(proof):
            unproved.append(number)
        for path, test in named:
            file = ROOT / path
            if not file.exists() or (test and f"def {test}(" not in file.read_text(encoding="utf-8")):
                gone.append(f"{number}: {path} {test}")

    assert (unproved, gone) == ([], [])


def test_a_row_that_leads_to_another_has_its_state():
    states = {number: state for number, _subject, state, _proof in rows()}
    led = [(number, other) for number, _s, _state, proof in rows() for other in re.findall(r"^see (\d+\.\d+)$", proof)]

    assert [(number, other) for number, other in led if states[number] != states[other]] == []
