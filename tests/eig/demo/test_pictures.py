"""The drawings: always the same, all different, at the size asked for."""

import pytest

from eig.demo.booklets import booklet
from eig.demo.pictures.catalogue import GATHERINGS, SCENES, draw
from eig.demo.pictures.clothes import CLOTHES
from eig.demo.pictures.hair import FRONT
from eig.demo.pictures.marks import SIGNS
from eig.demo.pictures.people import Look

SMALL = 0.05
SOMEONE = Look(hair="curls", clothes="blazer", beard="full", glasses="#161649", smile="open")


@pytest.mark.parametrize("scene", sorted(SCENES))
def test_scene_is_drawn_at_its_size(scene):
    assert draw("story", scene, scale=SMALL).size == (80, 50)


@pytest.mark.parametrize("scene", sorted(GATHERINGS))
def test_gathering_shows_whoever_comes(scene):
    alone, three = (draw("story", scene, [SOMEONE] * number, SMALL) for number in (1, 3))

    assert alone.size == (80, 50)
    assert alone.tobytes() != three.tobytes()


def test_same_key_gives_the_same_picture():
    assert draw("harbour", "harbour", scale=SMALL).tobytes() == draw("harbour", "harbour", scale=SMALL).tobytes()


def test_two_ways_of_wearing_hair_never_look_alike():
    drawn = {draw("someone", "portrait", [Look(hair=style)], 0.1).tobytes() for style in FRONT}

    assert len(drawn) == len(FRONT)


def test_two_sets_of_clothes_never_look_alike():
    drawn = {draw("someone", "portrait", [Look(clothes=name, accent="#f6c445")], 0.1).tobytes() for name in CLOTHES}

    assert len(drawn) == len(CLOTHES)


def test_logos_differ():
    drawn = {draw("x", {"logo": {"sign": sign, "fill": "#000091"}}, scale=0.1).tobytes() for sign in SIGNS}

    assert len(drawn) == len(SIGNS)


def test_booklet_has_its_pages():
    content = booklet("livret", "Le livret", 3, scale=SMALL)

    assert content.startswith(b"%PDF-")
    assert content.count(b"/Type /Page\n") == 3
