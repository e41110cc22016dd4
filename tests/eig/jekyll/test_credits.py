import pytest

from eig.jekyll.credits import Anchor, Credit, split_credit, title_credit

PORT = "![Le port](/img/blog/quai.jpg)\n"


@pytest.mark.parametrize(
    ("caption", "kept", "author", "line", "licence", "version"),
    [
        ("Le port (© Ada Lo)", "Le port", "Ada Lo", "Ada Lo", "unknown", ""),
        ("© Ada Lo", "", "Ada Lo", "Ada Lo", "unknown", ""),
        ("Le port ! © Ada Lo CC-by-sa 4.0", "Le port !", "Ada Lo", "Ada Lo", "cc-by-sa", "4.0"),
        ("Le port - © Ada Lo, CC BY-NC", "Le port", "Ada Lo", "Ada Lo", "cc-by-nc", ""),
        ("Le port © Ada Lo - CC-by-sa 4.0", "Le port", "Ada Lo", "Ada Lo", "cc-by-sa", "4.0"),
        ("Le port (© Ada Lo (CC BY 2.0))", "Le port", "Ada Lo", "Ada Lo", "cc-by", "2.0"),
        ("Le port © Ada Lo, sous licence CC BY-ND 3.0 France.", "Le port", "Ada Lo", "Ada Lo", "cc-by-nd", "3.0"),
        ("Le port. Crédits photo : Ada Lo", "Le port.", "Ada Lo", "Ada Lo", "unknown", ""),
        ("Photo : Ada Lo, Licence Ouverte 2.0", "", "Ada Lo", "Ada Lo", "etalab-2.0", ""),
        ("Crédit : Ada Lo", "", "Ada Lo", "Ada Lo", "unknown", ""),
        ("Voir (© Ada Lo) à droite.", "Voir à droite.", "Ada Lo", "Ada Lo", "unknown", ""),
        ("By Ada Lo - Own work, CC BY-SA 4.0, Link", "", "Ada Lo", "Ada Lo - Own work", "cc-by-sa", "4.0"),
        ("© Ada Lo, CC BY 4.0, Wikimedia", "", "Ada Lo", "Ada Lo, Wikimedia", "cc-by", "4.0"),
        ("Le port Copyright © 2018 Ada Lo", "Le port", "Ada Lo", "2018 Ada Lo", "unknown", ""),
        ("Le port (c) Ada Lo", "Le port", "Ada Lo", "Ada Lo", "unknown", ""),
        ("Le port © Ada Lo et © Bo Ri", "Le port", "Ada Lo et Bo Ri", "Ada Lo et Bo Ri", "unknown", ""),
    ],
)
def test_credit_is_split_from_the_caption(caption, kept, author, line, licence, version):
    text, credit = split_credit(caption)
    assert (text, credit.author, credit.line, credit.licence, credit.version) == (kept, author, line, licence, version)


@pytest.mark.parametrize("caption", ["La photo de groupe", "Une photo prise par Jean.", "By the sea", "Le port ©", ""])
def test_caption_without_credit_stays_whole(caption):
    assert split_credit(caption) == (caption, None)


def test_rights_reserved_stay_in_the_line_for_no_field_says_them_to_visitors():
    credit = split_credit("© Ada Lo, tous droits réservés")[1]
    assert (credit.author, credit.line, credit.licence) == ("Ada Lo", "Ada Lo, tous droits réservés", "reserved")


def test_licence_without_a_name_credits_nobody():
    credit = split_credit("Le port © CC BY 4.0")[1]
    assert (credit.author, credit.line, credit.licence, credit.version) == ("", "CC BY 4.0", "unknown", "")


def test_licence_version_and_source_come_from_the_links_of_a_credit():
    links = [
        Anchor("CC", "https://creativecommons.org/licenses/by-nc-sa/3.0/", 15),
        Anchor("Ada", "https://ada.example/", 10),
    ]
    assert split_credit("Le port © Ada, CC", links)[1] == Credit(
        "Ada", "Ada", "cc-by-nc-sa", "https://ada.example/", "© Ada, CC", "3.0"
    )


@pytest.mark.parametrize(
    ("text", "credit"),
    [
        (
            "_Le port © Ada Lo [CC-by-sa](https://creativecommons.org/licenses/by-sa/3.0/)_",
            Credit("Ada Lo", "Ada Lo", "cc-by-sa", "", "© Ada Lo CC-by-sa", "3.0"),
        ),
        (
            "_Le port ! © Ada, [CC-by-nc](https://ada.example/license.html)_",
            Credit("Ada", "Ada", "cc-by-nc", "", "© Ada, CC-by-nc", note="https://ada.example/license.html"),
        ),
        (
            "_Le port (© [Ada Lo](https://ada.example/))_",
            Credit("Ada Lo", "Ada Lo", "unknown", "https://ada.example/", "© Ada Lo"),
        ),
        (
            "_Le [Quai Ys](https://quai.example/), hier. (© Quai Ys)_",
            Credit("Quai Ys", "Quai Ys", "unknown", "", "© Quai Ys"),
        ),
    ],
    ids=["its licence", "a licence of one's own", "its author", "the caption has a link of the same words"],
)
def test_a_credit_is_linked(converted, text, credit):
    assert converted(PORT + text).images[0].credit == credit


def test_credit_in_a_tooltip():
    title = "By Jo Le Gall [CC BY-SA 4.0\n (https://creativecommons.org/licenses/by-sa/4.0\n)], from Wikimedia Commons"
    credit = title_credit(title)
    assert (credit.author, credit.line, credit.licence, credit.version, credit.source) == (
        "Jo Le Gall",
        "Jo Le Gall, from Wikimedia Commons",
        "cc-by-sa",
        "4.0",
        "",
    )
    assert title_credit("Page de contact") is None


def told(result, *codes):
    return [str(problem) for problem in result.problems if problem.code in codes]


def test_credit_beside_a_picture_that_is_elsewhere_or_missing_is_listed_and_stays_in_the_text(converted):
    text = (
        "Un mot.\n\n![Une bouée](/img/bouee.jpg)\n_La bouée (© Ada Lo)_\n\n"
        '<img src="https://u.example/b.png">\n<center><p><em>La boussole,\nlongtemps perdue - © Bo Ri</em></p></center>'
    )
    result = converted(text)
    assert told(result, "credit-elsewhere") == [
        "x.md:4: the credit of a picture the library does not hold stays in the text: © Ada Lo",
        "x.md:8: the credit of a picture the library does not hold stays in the text: © Bo Ri",
    ]
    assert result.markdown.count("©") == 2


def test_credit_in_a_tooltip_credits_a_picture_of_the_library(converted):
    result = converted('<a title="© Ada Lo" href="https://u.example/"><img src="/img/blog/quai.jpg" alt="Le port"></a>')
    assert result.images[0].credit.line == "Ada Lo"
    assert told(result, "credit-tooltip") == []


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ('Un mot.\n\n<a title="© Bo Ri"\nhref="https://u.example/"><img src="/img/blog/quai.jpg"></a>\n_© Ada Lo_', ""),
        (
            'Un mot.\n\n<a title="© Bo Ri"\nhref="https://u.example/"><img src="https://u.example/b.png"></a>',
            "https://u.example/b.png",
        ),
    ],
    ids=["the caption credits someone", "the picture is elsewhere"],
)
def test_credit_in_a_tooltip_that_no_image_takes_is_listed(converted, text, address):
    result = converted(text)
    assert told(result, "credit-tooltip") == [
        f"x.md:3: the credit in the tooltip of {address or '/img/blog/quai.jpg'} was left out: © Bo Ri"
    ]
