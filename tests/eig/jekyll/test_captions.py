import pytest

from eig.jekyll.credits import Credit, licence_in, split_credit, title_credit

QUAI = '![Le quai](image:img-blog-quai-jpg "Le quai à l\'aube")\n'


@pytest.mark.parametrize(
    "text",
    [
        "![Le quai](/img/blog/quai.jpg)\n_Le quai à l'aube_",
        "![Le quai](/img/blog/quai.jpg)_Le quai à l'aube_",
        "![Le quai](/img/blog/quai.jpg) *Le quai\nà l'aube*",
        "![Le quai](/img/blog/quai.jpg)\n\n_Le quai à l'aube_",
        "![Le quai](/img/blog/quai.jpg)\n<center><p><em>Le quai à\nl'aube</em></p></center>",
        '<center><img src="/img/blog/quai.jpg" alt="Le quai"><br><em>Le quai à l\'aube</em></center>',
        '<img src="/img/blog/quai.jpg" alt="Le quai"/>\n_Le quai à l\'aube_',
        '<figure><img src="/img/blog/quai.jpg" alt="Le quai"><figcaption>Le quai à l\'aube</figcaption></figure>',
        '<p><a href="/img/blog/quai.jpg"><img src="/img/blog/quai.jpg" alt="Le quai"></a><br>Le quai à l\'aube</p>',
    ],
)
def test_caption_is_found_wherever_it_stands(converted, text):
    assert converted(text).markdown == QUAI


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("![](/img/blog/quai.jpg)\n\nUn texte _souligné_.", "![](image:img-blog-quai-jpg)\n\nUn texte _souligné_.\n"),
        ("![](/img/blog/quai.jpg) _Important_ : lire.", "![](image:img-blog-quai-jpg) _Important_ : lire.\n"),
        (
            "![](/img/blog/quai.jpg) _Légende_\nPuis un texte.",
            '![](image:img-blog-quai-jpg "Légende")\n\nPuis un texte.\n',
        ),
        (
            "![a](/img/blog/quai.jpg) _A_\n![b](/img/blog/phare.jpg) _B_",
            '![a](image:img-blog-quai-jpg "A")\n\n![b](image:img-blog-phare-jpg "B")\n',
        ),
    ],
)
def test_text_near_a_picture_is_no_caption(converted, text, markdown):
    assert converted(text).markdown == markdown


def test_links_of_a_caption_stay_in_it(converted):
    result = converted("![a](/img/blog/quai.jpg)\n_Voir_ [_le port_](https://ys.example/)_._")
    assert result.markdown == '![a](image:img-blog-quai-jpg "Voir [le port](https://ys.example/).")\n'


def test_same_picture_keeps_the_words_of_each_use(tree, resolve):
    from eig.jekyll.conversion import convert
    from eig.jekyll.places import Place

    uses = [
        (use.alt, use.caption, use.credit.author if use.credit else "", use.line)
        for post in tree.posts
        for use in convert(post.body, tree, Place.of(post), resolve=resolve).images
        if use.path == "img/blog/quai.jpg"
    ]
    assert uses == [
        ("Deux personnes lisent une carte marine", "Zélie et Oumar relisent la carte", "Oumar Tall", 19),
        (
            "Deux personnes lisent une carte marine",
            "Zélie and Oumar read the chart. See [the call](page:contact).",
            "",
            11,
        ),
        ("Deux personnes, autre texte", "Une autre légende de la même image", "", 28),
    ]


@pytest.mark.parametrize(
    ("caption", "kept", "author", "line", "licence"),
    [
        ("Le port (© Ada Lo)", "Le port", "Ada Lo", "Ada Lo", "unknown"),
        ("© Ada Lo", "", "Ada Lo", "Ada Lo", "unknown"),
        ("Le port ! © Ada Lo CC-by-sa 4.0", "Le port !", "Ada Lo", "Ada Lo CC-by-sa 4.0", "cc-by-sa"),
        ("Le port - © Ada Lo, CC BY-NC", "Le port", "Ada Lo", "Ada Lo, CC BY-NC", "cc-by-nc"),
        ("Le port. Crédits photo : Ada Lo", "Le port.", "Ada Lo", "Ada Lo", "unknown"),
        ("Photo : Ada Lo, Licence Ouverte 2.0", "", "Ada Lo", "Ada Lo, Licence Ouverte 2.0", "etalab-2.0"),
        ("Crédit : Ada Lo", "", "Ada Lo", "Ada Lo", "unknown"),
        ("Voir (© Ada Lo) à droite.", "Voir à droite.", "Ada Lo", "Ada Lo", "unknown"),
        ("By Ada Lo - Own work, CC BY-SA 4.0, Link", "", "Ada Lo", "Ada Lo - Own work, CC BY-SA 4.0", "cc-by-sa"),
    ],
)
def test_credit_is_split_from_the_caption(caption, kept, author, line, licence):
    text, credit = split_credit(caption)
    assert (text, credit.author, credit.line, credit.licence) == (kept, author, line, licence)


@pytest.mark.parametrize("caption", ["La photo de groupe", "Une photo prise par Jean.", "By the sea", ""])
def test_caption_without_credit_stays_whole(caption):
    assert split_credit(caption) == (caption, None)


def test_licence_and_source_come_from_the_links_of_a_credit():
    links = [("CC", "https://creativecommons.org/licenses/by-nc-sa/3.0/"), ("Ada", "https://ada.example/")]
    assert split_credit("Le port © Ada, CC", links)[1] == Credit(
        "Ada", "Ada, CC", "cc-by-nc-sa", "https://ada.example/", "© Ada, CC"
    )


def test_credit_in_a_tooltip():
    title = "By Jo Le Gall [CC BY-SA 4.0\n (https://creativecommons.org/licenses/by-sa/4.0\n)], from Wikimedia Commons"
    credit = title_credit(title)
    assert (credit.author, credit.line, credit.licence, credit.source) == (
        "Jo Le Gall",
        "Jo Le Gall [CC BY-SA 4.0], from Wikimedia Commons",
        "cc-by-sa",
        "",
    )
    assert title_credit("Page de contact") is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("CC0", "cc0"),
        ("domaine public", "cc0"),
        ("CC BY 4.0", "cc-by"),
        ("cc-by-nc-nd", "cc-by-nc-nd"),
        ("CC BY-SA-NC", "cc-by-nc-sa"),
        ("tous droits réservés", "reserved"),
        ("Un texte", "unknown"),
    ],
)
def test_licence_codes(text, code):
    assert licence_in(text) == code


def test_picture_of_another_site_becomes_a_link_with_its_words(converted):
    result = converted(
        '<p><a href="https://c.example/wiki/File:S.png"><img src="https://u.example/S.png" alt="Un sextant"></a><br>'
        'By Inès - Own work, <a href="https://creativecommons.org/licenses/by-sa/4.0">CC BY-SA 4.0</a></p>'
    )
    assert result.markdown == (
        "[Un sextant](https://u.example/S.png) ([c.example](https://c.example/wiki/File:S.png))\\\n"
        "By Inès - Own work, [CC BY-SA 4.0](https://creativecommons.org/licenses/by-sa/4.0)\n"
    )
    assert [(use.address, use.credit.author, use.credit.licence) for use in result.outside] == [
        ("https://u.example/S.png", "Inès", "cc-by-sa")
    ]
    assert [(problem.code, problem.line, problem.address) for problem in result.problems] == [
        ("image-elsewhere", 1, "https://u.example/S.png")
    ]


def test_picture_without_words_is_called_by_its_caption(converted):
    result = converted('<img src="https://u.example/b.png">\n<center><em>La boussole - © Ada</em></center>')
    assert result.markdown == "[La boussole - © Ada](https://u.example/b.png)\n"


def test_missing_picture_keeps_its_old_address(converted):
    result = converted("Voici ![une bouée](/img/bouee.jpg).\n\n![](rien.gif)")
    assert result.markdown == "Voici [une bouée](https://passerelles.example/img/bouee.jpg).\n"
    assert [problem.address for problem in result.problems] == [
        "https://passerelles.example/img/bouee.jpg",
        "https://passerelles.example/blog/2018/07/27/rien.gif",
    ]


def test_picture_outside_the_tree_is_refused(converted):
    result = converted("![secret](../../../../../../etc/passwd.png)")
    assert (result.markdown, [problem.code for problem in result.problems]) == ("secret\n", ["outside-tree"])


def test_linked_picture_keeps_its_link(converted):
    result = converted("[![Le rapport](/img/rapport.png)](https://ys.example/r.pdf)")
    assert result.markdown == "[![Le rapport](image:img-rapport-png)](https://ys.example/r.pdf)\n"
    assert result.images[0].link == "https://ys.example/r.pdf"
