"""What people wear, from the neck down."""

from eig.demo.pictures.canvas import curve
from eig.demo.pictures.palette import darker, lighter

FEET = 900  # far below what a portrait shows: in a group, those behind stand higher
SHOULDERS = [(-232, 380), (-222, 236), (-160, 182), (-58, 156), (58, 156), (160, 182), (222, 236), (232, 380)]


def _neck(pen, skin):
    pen.box(-40, 70, 80, 110, skin, radius=30)
    pen.blob([(-40, 112), (0, 138), (40, 112), (40, 132), (0, 158), (-40, 132)], darker(skin, 0.22))


def _torso(pen, fill):
    pen.polygon([(-232, FEET), *curve(SHOULDERS, steps=8), (232, FEET)], fill)
    for side in (-1, 1):
        pen.line([(side * 150, FEET), (side * 146, 300)], darker(fill, 0.22), 5)


def _opening(pen, skin, depth=214):
    """The neck as a round collar lets it be seen."""
    _neck(pen, skin)
    pen.polygon(curve([(-58, 154), (-34, depth - 12), (0, depth), (34, depth - 12), (58, 154)], steps=6), skin)
    pen.blob([(-40, 112), (0, 140), (40, 112), (40, 134), (0, 162), (-40, 134)], darker(skin, 0.22))


def crew(pen, look, skin):
    _torso(pen, look.cloth)
    pen.polygon(curve([(-60, 158), (-42, 206), (0, 220), (42, 206), (60, 158)], steps=6), darker(look.cloth, 0.16))
    _opening(pen, skin, 206)


def stripes(pen, look, skin):
    """The sailor's shirt, which no French office lacks."""
    _torso(pen, look.cloth)
    for index in range(22):
        y = 226 + index * 30
        half = 223 if y > 240 else 208
        pen.box(-half, y, 2 * half, 12, look.accent)
    pen.polygon(curve([(-60, 158), (-42, 200), (0, 210), (42, 200), (60, 158)], steps=6), look.cloth)
    _opening(pen, skin, 196)


def shirt(pen, look, skin):
    _torso(pen, look.cloth)
    _opening(pen, skin, 200)
    for side in (-1, 1):
        pen.polygon([(side * 40, 138), (side * 78, 160), (side * 50, 226), (0, 186)], lighter(look.cloth, 0.35))
    pen.line([(0, 190), (0, FEET)], darker(look.cloth, 0.2), 5, smooth=False)
    for y in (240, 296, 352):
        pen.circle(0, y, 6, lighter(look.cloth, 0.5))


def blazer(pen, look, skin):
    _torso(pen, look.cloth)
    pen.polygon([(-62, 152), (62, 152), (20, 400), (20, FEET), (-20, FEET), (-20, 400)], look.accent)
    _opening(pen, skin, 200)
    for side in (-1, 1):
        pen.polygon(
            [(side * 60, 148), (side * 104, 170), (side * 92, 262), (side * 8, 400), (side * 30, 270)],
            darker(look.cloth, 0.18),
        )
        pen.polygon([(side * 104, 170), (side * 122, 232), (side * 92, 262)], lighter(look.cloth, 0.12))


def hoodie(pen, look, skin):
    pen.blob([(-112, 176), (-70, 118), (70, 118), (112, 176), (60, 232), (-60, 232)], darker(look.cloth, 0.2))
    _torso(pen, look.cloth)
    pen.polygon(curve([(-76, 146), (-48, 216), (0, 238), (48, 216), (76, 146)], steps=6), darker(look.cloth, 0.26))
    _opening(pen, skin, 206)
    for side in (-1, 1):
        pen.line([(side * 34, 226), (side * 38, 300)], look.accent, 7)


def turtleneck(pen, look, skin):
    _neck(pen, skin)
    _torso(pen, look.cloth)
    pen.box(-56, 122, 112, 66, lighter(look.cloth, 0.1), radius=22)
    pen.line([(-48, 168), (0, 178), (48, 168)], darker(look.cloth, 0.18), 5)


def cardigan(pen, look, skin):
    _torso(pen, look.accent)
    _opening(pen, skin, 208)
    for side in (-1, 1):
        sleeve = curve([(58, 156), (160, 182), (222, 236), (232, 400)], steps=8)
        pen.polygon([(side * x, y) for x, y in [*sleeve, (232, FEET), (34, FEET), (34, 400), (40, 280)]], look.cloth)
        pen.line([(side * 58, 156), (side * 40, 280), (side * 34, FEET)], darker(look.cloth, 0.2), 9, smooth=False)


def dress(pen, look, skin):
    """A wide neck and a printed cloth."""
    _torso(pen, look.cloth)
    for row in range(11):
        for column in range(9):
            x, y = -192 + column * 48 + (row % 2) * 24, 212 + row * 40
            if abs(x) < 210 and (abs(x) > 60 or y > 260):
                pen.circle(x, y, 8, look.accent)
    _opening(pen, skin, 236)


def dungarees(pen, look, skin):
    _torso(pen, look.accent)
    _opening(pen, skin, 206)
    for side in (-1, 1):
        pen.line([(side * 84, 168), (side * 88, 300)], look.cloth, 34, smooth=False)
        pen.circle(side * 88, 286, 11, "#f6c445")
    pen.box(-118, 276, 236, 90, look.cloth, radius=16)
    pen.box(-150, 340, 300, FEET - 340, look.cloth)
    pen.box(-50, 316, 100, 80, darker(look.cloth, 0.14), radius=10)


CLOTHES = {
    "crew": crew,
    "stripes": stripes,
    "shirt": shirt,
    "blazer": blazer,
    "hoodie": hoodie,
    "turtleneck": turtleneck,
    "cardigan": cardigan,
    "dress": dress,
    "dungarees": dungarees,
}
