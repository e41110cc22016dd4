import pytest

from eig.jekyll.names import Names, folded, nearest, people_in_byline

TEAM = {"Zélie Marchand": 1, "Oumar Tall": 2, "Ph@re Ouest": 3, "Vigi’R": 4}


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Zélie Marchand", 1),
        ("zelie  MARCHAND", 1),
        ("Ze\u0301lie-Marchand", 1),
        ("PH@RE OUEST", 3),
        ("Vigi'r", 4),
        ("Zélie Marchnd", None),
    ],
)
def test_names_match_exactly_then_folded(name, found):
    assert Names(TEAM).get(name) == found


def test_exact_name_wins_and_ambiguous_ones_match_nothing():
    names = Names([("Cœur", "a"), ("coeur", "b")])
    assert (names.get("Cœur"), names.get("coeur"), names.get("CŒUR")) == ("a", "b", None)


def test_nearest_names_come_first():
    assert nearest("Zélie Marchnd", TEAM) == ["Zélie Marchand"]
    assert Names(TEAM).nearest("Omar Tal") == ["Oumar Tall"]
    assert nearest("Xavier", TEAM) == []


def test_fold():
    assert folded("L’Été à Ys !") == "leteays"


@pytest.mark.parametrize(
    ("byline", "people"),
    [
        ("Zélie Marchand, équipe Passerelles", ["Zélie Marchand"]),
        ("Zélie Marchand et Oumar Tall", ["Zélie Marchand", "Oumar Tall"]),
        ("Zélie Marchand, Oumar Tall et Inès Varga", ["Zélie Marchand", "Oumar Tall", "Inès Varga"]),
        ("Zélie Marchand & Oumar Tall", ["Zélie Marchand", "Oumar Tall"]),
        ("Ada Lovelace and Alan Turing", ["Ada Lovelace", "Alan Turing"]),
        ("Zélie Marchand, EIG et Oumar Tall, EIG Phare", ["Zélie Marchand", "Oumar Tall"]),
        ("L'équipe (Zélie et Oumar)", ["Zélie", "Oumar"]),
        ("Zélie Marchand, pour l'équipe", ["Zélie Marchand"]),
        ("Jean-Loup le Gall, chargé de mission", ["Jean-Loup le Gall"]),
        ("Ada LOVELACE - DINUM", ["Ada LOVELACE"]),
        ("Bridges team", []),
        (None, []),
        ("", []),
    ],
)
def test_people_of_a_byline(byline, people):
    assert people_in_byline(byline) == people
