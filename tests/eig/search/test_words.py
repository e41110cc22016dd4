from django.utils.translation import override

from eig.search.words import forms, name_key, parse, tokens


def test_words_lose_case_accents_ligatures_and_elisions():
    assert tokens("L’État, qu'Œdipe aujourd'hui ; the State's R&D") == [
        *("etat", "oedipe", "aujourd", "hui", "the", "state", "r", "d"),
    ]
    assert name_key("L'œil", "CDL") == " oeil| cdl"


def test_a_word_is_found_by_its_stem_with_and_without_accents():
    assert forms("développées", "fr") & forms("developper", "fr") == {"developp"}
    assert "lighthous" in forms("lighthouses", "en")
    # A language that nobody made a stemmer for has words as they are.
    assert forms("Gailearaí", "ja") == {"gailearai"}


def test_what_says_nothing_is_left_out_unless_there_is_nothing_else():
    assert parse("  la  pérennisation de l'État ").words == ("pérennisation", "État")
    assert parse("la de").words == ("la", "de")
    with override("en"):
        assert parse("the sea").words == parse("la sea").words == ("sea",)


def test_hostile_texts_are_cut_to_what_a_search_can_hold():
    assert parse("\x00\ud800 \"'()&|!:*<>").words == ()
    assert len(parse("x" * 10_000).text) == 200
    assert parse("x" * 60).words == ()
    assert len(parse(" ".join(map(str, range(100)))).words) == 10


def test_a_compound_is_its_parts_and_one_word():
    assert tokens("télé-travail, EIG9, H2O, 12mois : 4\u202f100 € le 2031-05-04") == [
        *("tele", "travail", "eig", "9", "h2o", "12mois", "4100", "le", "2031", "05", "04"),
    ]
    assert [word.whole and word.whole.bare for word in parse("télé-travail EIG9 2031-05").spans] == [
        *("teletravail", "teletravail", "eig9", "eig9", None, None),
    ]


def test_irregular_plurals_are_found_by_their_singular():
    assert forms("travaux", "fr") > forms("travail", "fr")
    assert "travail" not in forms("travaux", "en")
