import pytest

from eig.jekyll.licences import find_licence, licence_in


@pytest.mark.parametrize(
    ("text", "code", "version"),
    [
        ("CC0", "cc0", ""),
        ("CC0 1.0", "cc0", ""),
        ("domaine public", "cc0", ""),
        ("https://creativecommons.org/publicdomain/zero/1.0/", "cc0", ""),
        ("CC BY 4.0", "cc-by", "4.0"),
        ("CC BY 4", "cc-by", "4.0"),
        ("cc-by-nc-nd", "cc-by-nc-nd", ""),
        ("CC-BY-SA-2.5", "cc-by-sa", "2.5"),
        ("CC BY-SA-NC v3.0", "cc-by-nc-sa", "3.0"),
        ("CC BY-SA 4.0 International", "cc-by-sa", "4.0"),
        ("Creative Commons Attribution-Share Alike 4.0 International", "cc-by-sa", "4.0"),
        ("Creative Commons Attribution - Partage dans les mêmes conditions 3.0 France", "cc-by-sa", "3.0"),
        ("Creative Commons Attribution - Pas d’utilisation commerciale 2.0", "cc-by-nc", "2.0"),
        ("https://creativecommons.org/licenses/by-sa/3.0/", "cc-by-sa", "3.0"),
        ("https://creativecommons.org/licenses/by-nc-nd/", "cc-by-nc-nd", ""),
        ("CC-by-sa https://creativecommons.org/licenses/by-sa/3.0/", "cc-by-sa", "3.0"),
        ("CC BY 2.0 https://creativecommons.org/licenses/by/4.0/", "cc-by", "2.0"),
        ("Licence Ouverte 2.0", "etalab-2.0", ""),
        ("tous droits réservés", "reserved", ""),
    ],
)
def test_licence_and_its_version(text, code, version):
    found = find_licence(text)
    assert (found.code, found.version) == (code, version)


@pytest.mark.parametrize("text", ["Un texte", "", "CC BYE", "Accueil 2.0"])
def test_text_without_licence(text):
    assert (find_licence(text), licence_in(text)) == (None, "unknown")


def test_the_words_that_name_a_licence_are_told():
    assert find_licence("Ada, sous licence CC BY 4.0, Wikimedia").words == "sous licence CC BY 4.0"
