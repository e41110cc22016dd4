"""What people type, and what they get: the same list on every database."""

from django.utils.translation import override

from eig.search.searching import search

LIGHT, EYE = "Un phare pour tous", "Œil de dockers"
STATE, LOG = "Ce que l’État apprend de la mer", "Journal de bord"
ELODIE, FRANCOIS = "Élodie Kerjean", "François Le Goff"
LIGHT_EN, STATE_EN = "A lighthouse for all", "What the State learns from the sea"
PROGRAMME, COHORT = "Le programme", "Promotion Marées"
COAST = "Conservatoire du littoral"
PAY, AFAR = "Quel est le salaire ?", "Peut-on travailler à distance ?"

# What is typed in French → the names found: the best first, then others; a set where no name says it.
FRENCH = {
    # accents and ligatures
    "perennisation": {LIGHT, STATE},
    "Pérennisation": {LIGHT, STATE},
    "interet general": {PROGRAMME, EYE},
    "intérêt général": {PROGRAMME, EYE},
    "coeur": [LIGHT],
    "cœur": [LIGHT],
    "CŒUR": [LIGHT],
    "oeil": [EYE],
    "donnees": [LIGHT],
    "données": [LIGHT],
    "re\u0300glement": ["Règlement de l’appel"],
    # elisions
    "L'Etat": [STATE],
    "l’état": [STATE],
    "Etat": [STATE],
    "qu'apprend l'Etat": [STATE],
    "d'intégration": [STATE],
    # stems
    "perenniser": {LIGHT, STATE},
    "naufrage": [LIGHT],
    "développer": {ELODIE, EYE},
    "candidature": [STATE],
    "goéland": [LOG],
    "équipages": {PROGRAMME, FRANCOIS},
    "travail": [LOG],
    "travaux": [LOG],
    "coraux": [LOG],
    # compounds, numbers
    "saint-malo": [LIGHT],
    "saint\u2011malo": [LIGHT],
    "SaintMalo": [LIGHT],
    "télétravail": [AFAR],
    "télé-travail": [AFAR],
    "demi-journées": [LOG],
    "demijournée": [LOG],
    "semaine3": [LOG],
    "semaine 3": [LOG],
    "quai7": [LOG],
    "quai 7": [LOG],
    "quai-7": [LOG],
    "4100 €": [PAY],
    "4 100": [PAY],
    "4\u202f100": [PAY],
    "4,100": [PAY],
    # a letter alone
    "C++": [],
    "n": [],
    # names first
    "Elodie": [ELODIE, LIGHT, STATE],
    "kerjean elodie": [ELODIE, LIGHT, STATE],
    "francois": [FRANCOIS],
    "phare": [LIGHT],
    "conservatoire du littoral": [COAST, LIGHT],
    "CDL": [COAST, LIGHT],
    "promotion marées": [COHORT, LIGHT, EYE, ELODIE],
    # what goes with an item
    "oiseaux": [LIGHT],
    "saint malo": [LIGHT],
    "récif": [LIGHT],
    "salaire": [PAY],
    "talents": ["Douze talents embarquent"],
    # words of another language, words that say nothing, signs
    "machine learning": [EYE],
    "le la les": {LIGHT, STATE, PAY},
    "le salaire des candidats": [PAY],
    "salaire & <b>": [PAY],
    "the salaire": [PAY],
    # nothing that visitors may not read
    "cormoran": [],
    "falaise": [],
    "Cachée": [],
    "lighthouse": [],
}
ENGLISH = {
    "lighthouse": [LIGHT_EN],
    "lighthouses": [LIGHT_EN],
    "map": [LIGHT_EN],
    "sailor": [LIGHT_EN],
    "applicant": [STATE_EN],
    "learning": [STATE_EN, EYE],
    "dockers": [EYE],
    "le docker": [EYE],
    "saintmalo": [LIGHT_EN],
    "saint-malo": [LIGHT_EN],
    "4100": ["What is the salary?"],
    "€4,100": ["What is the salary?"],
    "C++": [],
    "developer": {ELODIE, EYE},
    "elodie": [ELODIE, LIGHT_EN, STATE_EN],
    "salaries": ["What is the salary?"],
    "phare": [],
    "goéland": [],
}


def found(text, expected):
    """The names of the results: a set where the engine alone ranks them, else the best first and the others by name."""
    names = [result.title.replace("\u202f", " ") for result in search(text).results]
    return set(names) if isinstance(expected, set) else best_first(names)


def best_first(names):
    return [*names[:1], *sorted(names[1:])] if isinstance(names, list) else names


def test_the_list_is_long_enough():
    assert len(FRENCH) + len(ENGLISH) >= 40


def test_visitors_find_what_they_may_read(programme):
    results = {text: found(text, names) for text, names in FRENCH.items()}
    with override("en"):
        english = {text: found(text, names) for text, names in ENGLISH.items()}

    assert results == {text: best_first(names) for text, names in FRENCH.items()}
    assert english == {text: best_first(names) for text, names in ENGLISH.items()}
