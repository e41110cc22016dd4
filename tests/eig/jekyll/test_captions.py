import pytest

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
        ("image-elsewhere", 1, "https://u.example/S.png"),
        ("credit-elsewhere", 1, "https://u.example/S.png"),
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
