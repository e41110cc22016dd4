"""Ways of wearing one's hair: what lies behind the head, then what lies before it."""

import math

from eig.demo.pictures.canvas import curve
from eig.demo.pictures.palette import darker, lighter


def _cap(pen, colour, look, low=-34, top=-140):
    """Hair that follows the skull, with a forehead's line at `low` on the temples."""
    wide = look.wide
    outer = [(-101, low + 34), (-104, -40), (-72, -118), (0, top), (72, -118), (104, -40), (101, low + 34)]
    inner = [(90, low + 6), (70, -68), (0, -82), (-70, -68), (-90, low + 6)]
    shape = [*curve(outer, steps=8), *curve(inner, steps=8)]
    pen.polygon([(x * wide, y) for x, y in shape], colour)


def short(pen, colour, look):
    _cap(pen, colour, look)
    pen.blob([(-72, -98), (-20, -140), (60, -136), (98, -92), (84, -62), (20, -86)], colour)


def crop(pen, colour, look):
    _cap(pen, colour, look, low=-44, top=-130)


def parted(pen, colour, look):
    _cap(pen, colour, look)
    pen.blob([(-98, -30), (-104, -96), (-40, -146), (40, -138), (-14, -104), (-76, -62)], colour)
    pen.blob([(-20, -126), (60, -142), (108, -84), (98, -26), (74, -66), (20, -92)], lighter(colour, 0.06))


def quiff(pen, colour, look):
    _cap(pen, colour, look, low=-40)
    pen.blob([(-84, -78), (-70, -136), (-10, -172), (76, -164), (104, -112), (74, -80), (0, -96)], colour)
    pen.line([(-52, -116), (-8, -142), (56, -138)], lighter(colour, 0.14), 6)


def curls(pen, colour, look):
    _cap(pen, colour, look)
    for index in range(9):
        angle = math.radians(188 + index * 20.5)
        pen.circle(math.cos(angle) * 96 * look.wide, -34 + math.sin(angle) * 96, 33, colour)
    for x, y in ((-44, -90), (4, -100), (50, -88)):
        pen.circle(x, y, 28, lighter(colour, 0.07))


def afro_back(pen, colour, look):
    pen.circle(0, -56, 168, colour)
    for index in range(14):
        angle = math.radians(150 + index * 18.5)
        pen.circle(math.cos(angle) * 150, -50 + math.sin(angle) * 148, 34, colour)


def afro(pen, colour, look):
    _cap(pen, colour, look, low=-30, top=-150)


def long_back(pen, colour, look):
    pen.blob(
        [(-96, -96), (0, -146), (96, -96), (126, 40), (134, 190), (80, 236), (-80, 236), (-134, 190), (-126, 40)],
        darker(colour, 0.12),
    )


def long(pen, colour, look):
    pen.blob([(8, -140), (74, -124), (108, -50), (114, 70), (98, 72), (88, -20), (52, -72), (4, -104)], colour)
    pen.blob([(12, -140), (-70, -128), (-108, -50), (-114, 70), (-98, 72), (-88, -20), (-46, -76), (6, -104)], colour)


def wavy_back(pen, colour, look):
    for side in (-1, 1):
        for x, y, radius in ((86, -60, 60), (104, 10, 52), (112, 76, 54), (110, 142, 54), (92, 196, 50)):
            pen.circle(side * x, y, radius, darker(colour, 0.12))
    pen.box(-96, -60, 192, 250, darker(colour, 0.12))


def wavy(pen, colour, look):
    pen.blob([(-30, -146), (50, -144), (112, -70), (118, 30), (100, 44), (90, -30), (40, -88), (-24, -112)], colour)
    pen.blob(
        [(-16, -146), (-84, -120), (-114, -50), (-116, 30), (-98, 40), (-88, -34), (-54, -82), (-14, -112)], colour
    )


def bob_back(pen, colour, look):
    pen.blob(
        [(-98, -84), (0, -148), (98, -84), (126, 20), (124, 98), (70, 116), (-70, 116), (-124, 98), (-126, 20)],
        darker(colour, 0.12),
    )


def bob(pen, colour, look):
    long(pen, colour, look)


def fringe(pen, colour, look):
    shape = [*curve([(-108, 70), (-112, -50), (-72, -124), (0, -144), (72, -124), (112, -50), (108, 70)], steps=8)]
    pen.polygon([*shape, (94, 62), (86, -34), (40, -44), (0, -40), (-40, -44), (-86, -34), (-94, 62)], colour)
    pen.line([(-18, -120), (-28, -84), (-30, -54)], lighter(colour, 0.1), 5)


def bun_back(pen, colour, look):
    pen.circle(0, -164, 54, colour)
    pen.circle(-10, -172, 34, lighter(colour, 0.08))


def bun(pen, colour, look):
    _cap(pen, colour, look, low=-28, top=-136)


def ponytail_back(pen, colour, look):
    pen.blob([(60, -110), (130, -120), (168, -40), (160, 90), (128, 168), (110, 90), (112, 0), (80, -60)], colour)


def ponytail(pen, colour, look):
    _cap(pen, colour, look, low=-30, top=-138)
    pen.line([(-64, -98), (0, -122), (70, -104)], lighter(colour, 0.12), 5)


def braids_back(pen, colour, look):
    for side in (-1, 1):
        for index in range(7):
            pen.ellipse(side * (112 - index * 2), 8 + index * 32, 25, 22, colour if index % 2 else darker(colour, 0.25))


def braids(pen, colour, look):
    _cap(pen, colour, look, low=-20)
    for offset in (-60, -30, 0, 30, 60):
        pen.line([(offset * 0.5, -134), (offset, -88)], lighter(colour, 0.16), 4, smooth=False)


def locs_back(pen, colour, look):
    for index in range(9):
        x = -124 + index * 31
        pen.line([(x * 0.7, -60), (x, 60), (x * 1.04, 156 + 16 * (index % 3))], darker(colour, 0.1), 25)


def locs(pen, colour, look):
    _cap(pen, colour, look, low=-26, top=-144)
    for side in (-1, 1):
        for start, bend in ((24, 92), (58, 112)):
            pen.line([(side * start, -128), (side * bend, -60), (side * (bend + 8), 62)], colour, 22)
    for x in (-44, 0, 44):
        pen.line([(x * 0.5, -132), (x, -90)], lighter(colour, 0.12), 5, smooth=False)


def bald(pen, colour, look):
    for side in (-1, 1):
        pen.blob([(side * 90, -52), (side * 104, -30), (side * 102, 12), (side * 92, 6), (side * 86, -22)], colour)


def shaved(pen, colour, look):
    """Nothing at all: the beard or the glasses do the rest."""


def scarf_back(pen, colour, look):
    pen.blob(
        [(-118, -70), (0, -156), (118, -70), (128, 60), (110, 200), (0, 236), (-110, 200), (-128, 60)], look.accent
    )


def scarf(pen, colour, look):
    outer = [(-122, 90), (-126, -40), (-80, -134), (0, -158), (80, -134), (126, -40), (122, 90), (60, 178), (0, 196)]
    inner = [(0, 118), (-58, 98), (-84, 40), (-86, -40), (-56, -82), (0, -94), (56, -82), (86, -40), (84, 40), (58, 98)]
    rim = [*curve([*outer, (-60, 178), (-122, 90)], steps=8), *curve([*inner, (0, 118)], steps=8)]
    pen.polygon(rim, look.accent)
    pen.line([(-96, 120), (-20, 168), (92, 128)], darker(look.accent, 0.16), 7)
    pen.line([(-72, -112), (0, -132), (84, -98)], lighter(look.accent, 0.25), 6)


BACK = {
    "afro": afro_back,
    "long": long_back,
    "wavy": wavy_back,
    "bob": bob_back,
    "fringe": bob_back,
    "bun": bun_back,
    "ponytail": ponytail_back,
    "braids": braids_back,
    "locs": locs_back,
    "scarf": scarf_back,
}
FRONT = {
    "short": short,
    "crop": crop,
    "parted": parted,
    "quiff": quiff,
    "curls": curls,
    "afro": afro,
    "long": long,
    "wavy": wavy,
    "bob": bob,
    "fringe": fringe,
    "bun": bun,
    "ponytail": ponytail,
    "braids": braids,
    "locs": locs,
    "bald": bald,
    "shaved": shaved,
    "scarf": scarf,
}
