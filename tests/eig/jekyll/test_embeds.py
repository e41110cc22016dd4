import pytest

from eig.jekyll.embeds import embed_address


@pytest.mark.parametrize(
    ("written", "public"),
    [
        ("https://www.dailymotion.com/embed/video/x0ab?autoplay=1", "https://www.dailymotion.com/video/x0ab"),
        ("https://www.dailymotion.com/embed/playlist/x65", "https://www.dailymotion.com/playlist/x65"),
        ("//www.youtube-nocookie.com/embed/A_b-1?rel=0", "https://www.youtube.com/watch?v=A_b-1"),
        ("https://www.youtube.com/watch?v=A_b-1&t=3", "https://www.youtube.com/watch?v=A_b-1"),
        ("https://www.youtube.com/embed/videoseries?list=PL1", "https://www.youtube.com/playlist?list=PL1"),
        ("https://youtu.be/A_b-1", "https://www.youtube.com/watch?v=A_b-1"),
        ("https://player.vimeo.com/video/42?h=x", "https://vimeo.com/42"),
        ("//speakerdeck.com/player/0af", "https://speakerdeck.com/player/0af"),
        ("https://mobile.twitter.com/ada/status/12?s=20", "https://twitter.com/ada/status/12"),
        ("https://notyoutube.example/embed/x", ""),
        ("http://[", ""),
    ],
)
def test_players_keep_their_public_address(written, public):
    assert embed_address(written) == public


def test_speaker_deck_script_becomes_a_player(converted):
    result = converted(
        '<script async class="speakerdeck-embed" data-id="0af" src="//speakerdeck.com/assets/embed.js"></script>'
    )
    assert result.markdown == "![](embed:https://speakerdeck.com/player/0af)\n"
    assert [problem.code for problem in result.problems] == ["embed-untitled"]


def test_frame_keeps_its_title_and_the_words_after_it(converted):
    result = converted('<iframe src="https://www.dailymotion.com/embed/video/x0" title="La criée"></iframe>_Revoir_')
    assert result.markdown == "![La criée](embed:https://www.dailymotion.com/video/x0)\n\n_Revoir_\n"
    assert result.problems == []


def test_unknown_frame_becomes_a_link(converted):
    result = converted('Avant.\n\n<center>\n<iframe src="https://carte.example/#rade"> </iframe>\n</center>')
    assert result.markdown == "Avant.\n\n[carte.example](https://carte.example/#rade)\n"
    assert [(problem.code, problem.line) for problem in result.problems] == [("frame", 4)]


def test_words_of_a_tweet_stay_as_a_quotation(converted):
    result = converted(
        '<blockquote class="twitter-tweet"><p>Marée basse !</p>&mdash; Ada (@ada) '
        '<a href="https://twitter.com/ada/status/12?ref_src=x">mardi</a></blockquote> '
        '<script async src="https://platform.twitter.com/widgets.js"></script>\n _Cliquez_'
    )
    assert result.markdown == (
        "> Marée basse !\n>\n> — Ada (@ada) [mardi](https://twitter.com/ada/status/12?ref_src=x)\n\n"
        "![Ada (@ada)](embed:https://twitter.com/ada/status/12)\n\n_Cliquez_\n"
    )
    assert [(embed.address, embed.title) for embed in result.embeds] == [
        ("https://twitter.com/ada/status/12", "Ada (@ada)")
    ]


def test_unknown_script_is_told(converted):
    result = converted('<script src="https://mesure.example/t.js"></script>\n\nUn mot.')
    assert (result.markdown, [problem.code for problem in result.problems]) == ("Un mot.\n", ["script"])
