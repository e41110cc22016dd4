"""Likeable people: a head, hair, clothes and a ground, put together from a short description."""

from dataclasses import dataclass

from eig.demo.pictures import hair
from eig.demo.pictures.canvas import Canvas, chance_for, curve
from eig.demo.pictures.clothes import CLOTHES
from eig.demo.pictures.palette import INK, WHITE, darker, lighter, mix

SKINS = {
    "ivory": "#f7d7c4",
    "rose": "#f2c0a5",
    "honey": "#e0a77c",
    "olive": "#c98f63",
    "amber": "#b0754b",
    "umber": "#8a5638",
    "cocoa": "#6a3f2b",
    "ebony": "#4f2e22",
}
HAIRS = {
    "black": "#221a1f",
    "brown": "#4a2f27",
    "chestnut": "#7a4630",
    "copper": "#b8552f",
    "blond": "#dcae62",
    "grey": "#9a9aa6",
    "silver": "#d9d9e2",
}


@dataclass(frozen=True)
class Look:
    """How someone is drawn; `ground` is the colour behind them, `accent` a second one for the clothes."""

    skin: str = "rose"
    hair: str = "short"
    colour: str = "brown"
    clothes: str = "crew"
    cloth: str = "#000091"
    accent: str = "#ffffff"
    ground: str = "#cacafb"
    motif: str = "disc"
    glasses: str = ""
    beard: str = ""
    earrings: str = ""
    smile: str = "soft"
    wide: float = 1.0


def portrait(look, seed, scale=1.0):
    """A square portrait, 640 units wide."""
    canvas = Canvas(640, 640, look.ground, scale)
    ground(canvas, look, chance_for(seed))
    bust(canvas, look, 320, 296, 1.22)
    return canvas.finish()


def ground(canvas, look, chance):
    """The coloured paper behind a portrait."""
    tint, shade = lighter(look.ground, 0.38), darker(look.ground, 0.10)
    if look.motif == "disc":
        canvas.circle(320, 330, 252, tint)
    elif look.motif == "arch":
        canvas.box(92, 70, 456, 640, tint, radius=228)
    elif look.motif == "hills":
        canvas.circle(478, 150, 78, tint)
        canvas.ground([(-20, 420), (160, 330), (360, 430), (660, 320)], shade)
        canvas.ground([(-20, 540), (220, 460), (480, 520), (660, 440)], darker(look.ground, 0.18))
    elif look.motif == "rays":
        for index in range(0, 12, 2):
            canvas.slice(320, 380, 620, index * 30 - 90, index * 30 - 60, tint)
    elif look.motif == "split":
        canvas.polygon([(0, 640), (640, 0), (640, 640)], tint)
    elif look.motif == "dots":
        for row in range(8):
            for column in range(8):
                canvas.circle(40 + column * 80 + (row % 2) * 40, 40 + row * 80, 11, tint)
    elif look.motif == "leaves":
        _leaves(canvas, chance, tint, shade)
    elif look.motif == "window":
        canvas.box(80, 60, 480, 620, tint, radius=18)
        canvas.box(310, 60, 20, 620, look.ground)
        canvas.box(80, 300, 480, 20, look.ground)


def _leaves(canvas, chance, tint, shade):
    for side in (-1, 1):
        for index in range(5):
            x, y = 320 + side * chance.randint(215, 290), 70 + index * 118
            leaf = [(x, y), (x + side * 46, y - 58), (x + side * 10, y - 128), (x - side * 26, y - 58)]
            canvas.blob(leaf, tint if index % 2 else shade)


def bust(canvas, look, x, y, size):
    """Head and shoulders, the middle of the face at (x, y); `size` 1 is a head 190 units wide."""
    pen = Pen(canvas, x, y, size)
    skin, dark = SKINS[look.skin], HAIRS[look.colour]
    if look.hair in hair.BACK:
        hair.BACK[look.hair](pen, dark, look)
    CLOTHES[look.clothes](pen, look, skin)
    _head(pen, look, skin)
    if look.beard:
        _beard(pen, look.beard, dark, skin)
    _features(pen, look, skin, dark)
    hair.FRONT[look.hair](pen, dark, look)
    if look.earrings and look.hair != "scarf":
        for side in (-1, 1):
            pen.circle(side * 96 * look.wide, 46, 9, look.earrings)
    if look.glasses:
        _glasses(pen, look.glasses)


class Pen:
    """A canvas seen from the middle of a face."""

    def __init__(self, canvas, x, y, size):
        self.canvas, self.x, self.y, self.size = canvas, x, y, size

    def _at(self, points):
        return [(self.x + x * self.size, self.y + y * self.size) for x, y in points]

    def polygon(self, points, fill, alpha=1.0):
        self.canvas.polygon(self._at(points), fill, alpha)

    def blob(self, points, fill, alpha=1.0):
        self.polygon(curve(points, closed=True), fill, alpha)

    def circle(self, x, y, radius, fill, alpha=1.0):
        self.ellipse(x, y, radius, radius, fill, alpha)

    def ellipse(self, x, y, rx, ry, fill, alpha=1.0):
        (left, top), size = self._at([(x, y)])[0], self.size
        self.canvas.ellipse(left, top, rx * size, ry * size, fill, alpha)

    def box(self, x, y, width, height, fill, radius=0, alpha=1.0):
        (left, top), size = self._at([(x, y)])[0], self.size
        self.canvas.box(left, top, width * size, height * size, fill, radius * size, alpha)

    def line(self, points, fill, width, smooth=True):
        self.canvas.line(self._at(points), fill, width * self.size, smooth=smooth)

    def arc(self, x, y, rx, ry, start, end, fill, width):
        (left, top), size = self._at([(x, y)])[0], self.size
        self.canvas.arc(left, top, rx * size, ry * size, start, end, fill, width * size)


def _head(pen, look, skin):
    wide = look.wide
    for side in (-1, 1):
        pen.ellipse(side * 95 * wide, 12, 19, 27, skin)
        pen.ellipse(side * 96 * wide, 14, 9, 15, darker(skin, 0.16))
    jaw = [(-94, -30), (-91, 34), (-62, 94), (0, 122), (62, 94), (91, 34), (94, -30), (66, -98), (0, -122), (-66, -98)]
    pen.blob([(x * wide, y) for x, y in jaw], skin)


def _features(pen, look, skin, dark):
    brow = mix(dark, skin, 0.12) if look.colour not in {"silver", "grey"} else darker(skin, 0.45)
    eye = INK if look.skin not in {"cocoa", "ebony"} else "#1b1020"
    for side in (-1, 1):
        pen.ellipse(side * 52, 46, 21, 14, mix(skin, "#e4573d", 0.30), 0.42)
        pen.ellipse(side * 38, 6, 8.5, 11, eye)
        pen.circle(side * 38 + 3, 2, 2.8, WHITE)
        pen.line([(side * 55, -22), (side * 40, -29), (side * 23, -25)], brow, 7)
    pen.line([(2, 12), (11, 38), (-2, 43)], darker(skin, 0.24), 6)
    deep = look.skin in {"umber", "cocoa", "ebony"}
    lips = mix(skin, "#d9706a", 0.6) if deep else mix(darker(skin, 0.3), "#b2323a", 0.45)
    if look.smile == "open":
        mouth = [(-32, 64), (0, 68), (32, 64), (19, 87), (0, 93), (-19, 87)]
        pen.polygon(curve(mouth, closed=True), mix(lips, INK, 0.35))
        pen.polygon([(-27, 66), (0, 69), (27, 66), (20, 75), (-20, 75)], WHITE)
    elif look.smile == "side":
        pen.line([(-20, 71), (4, 77), (30, 64)], lips, 7)
    else:
        pen.line([(-27, 67), (0, 79), (27, 67)], lips, 7)


def _beard(pen, kind, dark, skin):
    if kind == "stubble":
        dark = mix(skin, dark, 0.28)
    outline = [(-95, 6), (-93, 50), (-66, 104), (0, 134), (66, 104), (93, 50), (95, 6), (78, 40), (52, 50)]
    inner = [(0, 44), (-52, 50), (-78, 40)]
    if kind in {"full", "stubble"}:
        pen.polygon([*curve(outline, steps=6), *curve(inner, steps=6)], dark)
        pen.ellipse(0, 72, 34, 19, skin)
    elif kind == "goatee":
        pen.blob([(-30, 92), (0, 88), (30, 92), (22, 124), (0, 132), (-22, 124)], dark)
    if kind == "moustache":
        pen.blob([(0, 50), (24, 50), (44, 64), (22, 64), (0, 60), (-22, 64), (-44, 64), (-24, 50)], dark)


def _glasses(pen, colour):
    for side in (-1, 1):
        pen.arc(side * 40, 6, 29, 27, 0, 360, colour, 6)
        pen.line([(side * 68, 0), (side * 94, -6)], colour, 6, smooth=False)
    pen.line([(-12, 2), (0, -2), (12, 2)], colour, 6)
