"""Which row of one payload is which of another."""

from eig.publishing.drafts.rows import Row, moved, paired


def row(identity, place, title, text=""):
    return Row(identity, place, {"title": [title], "text": [text] if text else []})


def places(pairs):
    return [(one and one.place, other and other.place) for one, other in pairs]


def test_rows_are_told_by_their_id_whatever_they_say():
    before = [row("1", 1, "Un"), row("2", 2, "Deux")]
    after = [row("2", 1, "Un"), row("1", 2, "Neuf")]

    assert places(paired(before, after)) == [(2, 1), (1, 2)]


def test_a_new_row_is_the_one_that_says_the_same():
    before = [row("", 1, "Un", "mot"), row("", 2, "Deux", "mot")]
    after = [row("7", 1, "Deux", "mot"), row("8", 2, "Un", "mot")]

    assert places(paired(before, after)) == [(2, 1), (1, 2)]


def test_a_new_row_half_of_which_changed_is_still_itself():
    assert places(paired([row("", 1, "Un", "mot")], [row("7", 1, "Un", "autre")])) == [(1, 1)]
    assert places(paired([row("", 1, "Un", "mot")], [row("7", 1, "Deux", "autre")])) == [(None, 1), (1, None)]


def test_two_saved_rows_are_one_only_when_they_say_the_very_same():
    """A row that was deleted and comes back with a version gets another id."""
    assert places(paired([row("3", 1, "Un", "mot")], [row("9", 1, "Un", "mot")])) == [(1, 1)]
    assert places(paired([row("3", 1, "Un", "mot")], [row("9", 1, "Un", "autre")])) == [(None, 1), (1, None)]


def test_equal_rows_are_paired_by_place():
    twins = [row("", place, "Un") for place in (1, 2, 3)]

    assert places(paired(twins, twins)) == [(1, 1), (2, 2), (3, 3)]


def test_only_what_was_taken_elsewhere_moved():
    before = [row(str(number), number, "x") for number in range(1, 6)]
    after = [row(identity, place, "x") for place, identity in enumerate(["5", "1", "2", "3", "4"], 1)]

    assert places(moved(paired(before, after))) == [(5, 1)]


def test_what_came_or_went_moves_nothing():
    before = [row("1", 1, "Un"), row("2", 2, "Deux"), row("3", 3, "Trois")]
    after = [row("2", 1, "Deux"), row("", 2, "Neuf et demi"), row("3", 3, "Trois")]

    assert moved(paired(before, after)) == []
