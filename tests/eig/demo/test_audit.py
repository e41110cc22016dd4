"""The demo content passes the rules that editors are held to, in both languages, warnings included."""

from eig.auditing import entries


def test_the_demo_content_has_nothing_to_mend_nor_to_check(demo):
    assert [(entry["key"], entry["language"], entry["words"]) for entry in entries()] == []
