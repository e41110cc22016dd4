"""How a text goes out and is made again; structure that came back broken is refused in words."""

import time

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from eig.exchange.layout import BrokenError, Layout, Slot
from tests.eig.exchange.texts_of_any_kind import any_text, markdown

LINKED = 'Voir [ce billet](post:un "Le titre") et **relire**.'


def sent(layout):
    """What comes back from a translator who did nothing."""
    return {part.name: list(part.target or ()) for part in layout.parts}


def copied(layout):
    """What comes back when each source is copied into its translation."""
    return {part.name: list(part.source) for part in layout.parts}


def names(layout):
    return [part.name for part in layout.parts]


@settings(max_examples=300)
@given(markdown, markdown, st.one_of(st.none(), markdown), st.booleans())
def test_what_went_out_and_comes_back_untouched_is_known_as_such(source, target, made_from, is_markdown):
    layout = Layout(source, target, made_from, is_markdown)

    assert layout.is_as_it_went_out(sent(layout))


@settings(max_examples=300)
@given(any_text, st.booleans())
def test_a_source_copied_into_its_translation_is_the_source(source, is_markdown):
    layout = Layout(source, is_markdown=is_markdown)
    returned = copied(layout)
    assume(returned)

    assert layout.text_of(returned) == source.strip()


@settings(max_examples=300)
@given(markdown, markdown)
def test_a_translation_whatever_its_structure_is_made_again_as_it_stands(source, target):
    layout = Layout(source, target, source)
    returned = sent(layout)
    assume(returned and all(any(parts) for parts in returned.values()))
    try:
        made = layout.text_of(returned)
    except BrokenError:
        return  # it lost what the source has

    assert made == target.strip()


class TestParts:
    def test_a_line_is_one_part(self):
        assert names(Layout("Un phare", is_markdown=False)) == [""]

    def test_each_block_with_words_is_a_part(self):
        assert names(Layout("## Titre\n\nUn.\n\n![](image:k)\n\n2018\n\nDeux.")) == ["1", "2", "5"]

    def test_a_translation_cut_alike_stands_beside(self):
        layout = Layout("Un.\n\nDeux.", "One.\n\nTwo.", "Un.\n\nDeux.")

        assert [(part.source, part.target) for part in layout.parts] == [(("Un.",), ("One.",)), (("Deux.",), ("Two.",))]

    def test_where_the_source_changed_only_what_changed_is_to_do(self):
        layout = Layout("Un.\n\nNouveau.\n\nDeux et demi.", "One.\n\nTwo.", "Un.\n\nDeux.")

        assert [(part.source[0], part.target, part.before) for part in layout.parts] == [
            ("Un.", ("One.",), None),
            ("Nouveau.", ("Two.",), "Deux."),
            ("Deux et demi.", None, None),
        ]

    def test_a_paragraph_that_is_new_has_no_translation(self):
        layout = Layout("Un.\n\nNouveau.\n\nDeux.", "One.\n\nTwo.", "Un.\n\nDeux.")

        assert [part.target for part in layout.parts] == [("One.",), None, ("Two.",)]

    def test_one_cut_otherwise_goes_out_whole(self):
        (part,) = Layout("Un.\n\nDeux.", "One and two.", "Un.\n\nDeux.").parts

        assert (part.name, part.target) == ("", ("One and two.",))
        assert [piece.id for piece in part.source if isinstance(piece, Slot)] == ["1"]

    def test_marks_of_the_translation_alone_have_numbers_of_their_own(self):
        (part,) = Layout("[a](https://fr.b)", "[a](https://en.b)", "[a](https://fr.b)").parts

        assert [(piece.id, piece.shown) for piece in part.target if isinstance(piece, Slot)] == [
            ("1", "["),
            ("t3", "](https://en.b)"),
        ]


class TestComingBack:
    @pytest.fixture
    def layout(self):
        return Layout(LINKED)

    def slots(self, *ids):
        return [Slot(part) if part.isdigit() else part for part in ids]

    def test_words_are_written_between_the_marks(self, layout):
        back = self.slots("See ", "1", "this post", "2", "The title", "3", " and ", "4", "read", "5", " it again.")

        assert layout.text_of({"": back}) == 'See [this post](post:un "The title") and **read** it again.'

    def test_marks_may_change_places(self, layout):
        back = self.slots("4", "Read", "5", " ", "1", "this", "2", "Title", "3", ".")

        assert layout.text_of({"": back}) == '**Read** [this](post:un "Title").'

    @pytest.mark.parametrize(
        ("back", "why"),
        [
            (["See ", "1", "it", "2", "t", "3"], "a placeholder is lost: **"),
            (["1", "1", "it", "2", "t", "3", "4", "a", "5"], "a placeholder comes twice: ["),
            (["1", "it", "2", "t", "3", "4", "a", "5", "9"], "it has a placeholder that is not of this text: 9"),
            (["3", "it", "2", "t", "1", "4", "a", "5"], 'a placeholder stands where it does not work: ")'),
            (
                ["# 1", "1", "it", "2", "t", "3", "4", "a", "5"],
                "it has a sign that is not in the text, and is no word: #",
            ),
            (
                ["1", "it", "2", "t", "3", "4", "a", "5", " https://evil.example"],
                "it has a sign that is not in the text, and is no word: https://evil.example",
            ),
            (
                ["1", "it", "2", "t", "3", "4", "a", "5", "\n\nb"],
                "it has a sign that is not in the text, and is no word: a line break",
            ),
            (["  \n "], "it is empty"),
        ],
    )
    def test_broken_structure_is_refused(self, layout, back, why):
        with pytest.raises(BrokenError) as refused:
            layout.text_of({"": self.slots(*back)})

        assert str(refused.value) == why

    def test_a_part_left_out_is_refused(self):
        with pytest.raises(BrokenError) as refused:
            Layout("Un.\n\nDeux.").text_of({"1": ["One."], "2": []})

        assert str(refused.value) == "1 of its 2 parts are not translated; the first is part 2"

    def test_a_part_that_is_not_there_is_refused(self):
        with pytest.raises(BrokenError) as refused:
            Layout("Un.\n\nDeux.").text_of({"1": ["One."], "2": ["Two."], "3": ["Three."]})

        assert str(refused.value) == "the text has no part 3"

    def test_what_the_translation_left_out_before_may_stay_left_out(self):
        layout = Layout("Un **mot**.", "A word.", "Un **mot**.")

        assert layout.text_of({"": ["Another word."]}) == "Another word."

    def test_what_came_to_the_source_since_may_not(self):
        layout = Layout("Un **mot** [ici](page:ici).", "A word.", "Un **mot**.")

        with pytest.raises(BrokenError, match="a placeholder is lost"):
            layout.text_of({"": ["Another word."]})

    def test_a_mark_of_the_translation_alone_is_known_by_what_the_file_says_once_another_one_stands(self):
        before = Layout("[a](https://fr.b)", "[a](https://en.b)", "[a](https://fr.b)")
        back = {"": [Slot("1"), "z", Slot("t3", "](https://en.b)")]}
        made = before.text_of(back)

        assert (made, Layout("[a](https://fr.b)", made, "[a](https://fr.b)").text_of(back)) == (
            "[z](https://en.b)",
        ) * 2

    def test_a_line_may_hold_any_sign(self):
        layout = Layout("C# et *nix", is_markdown=False)

        assert layout.text_of({"": ["C# [and] *nix_"]}) == "C# [and] *nix_"

    def test_as_many_placeholders_as_a_file_holds_are_refused_in_time(self):
        layout = Layout("Un mot. " * 2000, "A [word](https://a.b). " * 2000, "Un mot. " * 2000)
        begun = time.perf_counter()
        with pytest.raises(BrokenError):
            layout.text_of({"": [Slot(f"t{number}", "](https://a.b)") for number in range(100_000)]})

        assert time.perf_counter() - begun < 5
