"""Flat signs: the challenges' logos and the covers of documents."""

import math

from eig.demo.pictures.canvas import Canvas, chance_for, curve
from eig.demo.pictures.elements import pine, star
from eig.demo.pictures.palette import (
    CORAL,
    CREAM,
    CUMULUS,
    FRANCE,
    INK,
    MARIANNE,
    MIST,
    PERIWINKLE,
    SUN,
    TEAL,
    WHITE,
    mix,
)

SIDE = 480


def logo(sign, fill, scale):
    """A rounded square with a white sign on it, on white paper."""
    canvas = Canvas(SIDE, SIDE, WHITE, scale)
    canvas.box(30, 30, 420, 420, fill, radius=112)
    SIGNS[sign](canvas, fill)
    return canvas.finish()


def beacon(canvas, fill):
    canvas.polygon([(214, 190), (266, 190), (288, 370), (192, 370)], WHITE)
    canvas.box(204, 130, 72, 50, SUN, radius=8)
    canvas.slice(240, 132, 38, 180, 360, WHITE)
    for side in (-1, 1):
        canvas.polygon([(240 + side * 44, 156), (240 + side * 156, 112), (240 + side * 156, 200)], SUN)
    canvas.polygon([(206, 260), (274, 260), (280, 306), (200, 306)], MARIANNE)


def firs(canvas, fill):
    pine(canvas, 180, 370, 210, mix(WHITE, fill, 0.35))
    pine(canvas, 310, 370, 170, mix(WHITE, fill, 0.35))
    pine(canvas, 245, 386, 270, WHITE)


def heart(canvas, fill):
    outline = [(240, 372), (120, 250), (118, 170), (176, 130), (240, 182), (304, 130), (362, 170), (360, 250)]
    canvas.polygon(curve(outline, closed=True), WHITE)
    canvas.line([(130, 246), (196, 246), (222, 196), (258, 300), (284, 246), (350, 246)], fill, 16)


def book(canvas, fill):
    for side in (-1, 1):
        canvas.polygon(
            [(240, 170), (240 + side * 130, 140), (240 + side * 130, 320), (240, 356)], WHITE if side < 0 else CREAM
        )
        for row in range(4):
            canvas.line([(240 + side * 24, 206 + row * 34), (240 + side * 106, 188 + row * 34)], fill, 9)


def scales(canvas, fill):
    canvas.line([(240, 120), (240, 360)], WHITE, 18)
    canvas.line([(130, 170), (350, 150)], WHITE, 16)
    canvas.box(176, 350, 128, 20, WHITE, radius=8)
    for x, y in ((130, 174), (350, 154)):
        canvas.line([(x, y), (x - 44, y + 92)], WHITE, 6)
        canvas.line([(x, y), (x + 44, y + 92)], WHITE, 6)
        canvas.slice(x, y + 88, 54, 0, 180, SUN)


def antenna(canvas, fill):
    canvas.line([(240, 220), (190, 372)], WHITE, 14)
    canvas.line([(240, 220), (290, 372)], WHITE, 14)
    canvas.line([(208, 320), (272, 320)], WHITE, 10)
    canvas.circle(240, 206, 22, SUN)
    for radius in (62, 104, 146):
        for start in (150, -30):
            canvas.arc(240, 206, radius, radius, start, start + 60, WHITE, 15)


def satchel(canvas, fill):
    canvas.arc(240, 160, 46, 46, 180, 360, WHITE, 16)
    canvas.box(124, 158, 232, 210, WHITE, radius=34)
    canvas.box(124, 158, 232, 100, CREAM, radius=34)
    for x in (176, 276):
        canvas.box(x, 214, 28, 74, SUN, radius=8)


def rails(canvas, fill):
    canvas.box(152, 118, 176, 210, WHITE, radius=46)
    canvas.box(176, 160, 128, 72, fill, radius=16)
    for x in (194, 286):
        canvas.circle(x, 280, 17, SUN)
    for side in (-1, 1):
        canvas.line([(240 + side * 50, 336), (240 + side * 100, 392)], WHITE, 14)
    canvas.line([(176, 366), (304, 366)], WHITE, 12)


def sprout(canvas, fill):
    canvas.line(curve([(240, 372), (236, 300), (240, 220)]), WHITE, 18)
    canvas.blob([(240, 250), (160, 238), (112, 160), (200, 164)], WHITE)
    canvas.blob([(240, 220), (310, 214), (366, 120), (270, 140)], SUN)
    canvas.slice(240, 392, 110, 180, 360, mix(WHITE, fill, 0.35))


def drops(canvas, fill):
    drop = [(240, 108), (296, 196), (300, 262), (240, 300), (180, 262), (184, 196)]
    canvas.polygon(curve(drop, closed=True), WHITE)
    for row in range(2):
        y = 336 + row * 40
        canvas.line(curve([(112, y), (160, y - 20), (208, y), (256, y - 20), (304, y), (352, y - 18)]), WHITE, 15)


def contours(canvas, fill):
    for index, tone in enumerate((WHITE, mix(WHITE, fill, 0.4), WHITE, SUN)):
        share = 1 - index * 0.25
        shape = [(-130, 20), (-80, -100), (40, -120), (140, -30), (110, 90), (-20, 120)]
        canvas.blob([(240 + x * share + index * 6, 244 + y * share) for x, y in shape], tone)
        if index == 0:
            canvas.blob([(240 + x * 0.88, 244 + y * 0.88) for x, y in shape], fill)


def awning(canvas, fill):
    canvas.box(136, 220, 208, 150, WHITE, radius=10)
    for index in range(6):
        x = 116 + index * 42
        canvas.box(x, 136, 41, 92, SUN if index % 2 else WHITE)
        canvas.slice(x + 20.5, 226, 20.5, 0, 180, SUN if index % 2 else WHITE)
    canvas.box(210, 270, 60, 100, fill, radius=30, corners=(True, True, False, False))


def lock(canvas, fill):
    for side in (-1, 1):
        canvas.polygon(
            [(240 + side * 8, 170), (240 + side * 120, 210), (240 + side * 120, 300), (240 + side * 8, 270)], WHITE
        )
        canvas.line([(240 + side * 8, 156), (240 + side * 136, 196)], SUN, 16)
    for row in range(2):
        y = 330 + row * 36
        canvas.line(curve([(120, y), (180, y - 18), (240, y), (300, y - 18), (360, y)]), WHITE, 13)


def whale(canvas, fill):
    canvas.blob([(104, 250), (170, 176), (280, 190), (340, 260), (300, 322), (180, 330), (116, 300)], WHITE)
    canvas.blob([(320, 270), (346, 200), (318, 150), (370, 164), (404, 140), (398, 200), (360, 280)], WHITE)
    canvas.circle(160, 256, 12, fill)
    for x in (196, 216):
        canvas.line([(206, 166), (x, 116)], SUN, 11)
    for index in range(4):
        canvas.line([(178 + index * 32, 284), (190 + index * 30, 322)], mix(WHITE, fill, 0.4), 8)


def breeze(canvas, fill):
    for y, right, tone in ((190, 330, WHITE), (246, 370, SUN), (302, 300, WHITE)):
        canvas.line([(110, y), (right - 30, y)], tone, 20)
        canvas.arc(right - 30, y - 34, 34, 34, 270, 450, tone, 20)


SIGNS = {
    sign.__name__: sign
    for sign in (
        beacon,
        firs,
        heart,
        book,
        scales,
        antenna,
        satchel,
        rails,
        sprout,
        drops,
        contours,
        awning,
        lock,
        whale,
        breeze,
    )
}


def cover(name, fill, accent, scale):
    """The front of a booklet: a portrait sheet of plain shapes, 720 × 1000."""
    chance = chance_for(name)
    canvas = Canvas(720, 1000, fill, scale)
    for row in range(4):
        for column in range(3):
            _tile(canvas, chance, 36 + column * 220, 36 + row * 180, (fill, accent))
    canvas.box(0, 790, 720, 210, WHITE)
    for index, part in enumerate((FRANCE, WHITE, MARIANNE)):
        canvas.box(40 + index * 30, 830, 30, 20, part)
    for width, y, height in ((430, 872, 30), (330, 916, 22), (180, 956, 12)):
        canvas.box(40, y, width, height, INK if height > 12 else PERIWINKLE, radius=5)
    return canvas.finish()


def _tile(canvas, chance, x, y, colours):
    fill, accent = colours
    tones = (accent, SUN, CORAL, PERIWINKLE, CREAM, TEAL, MIST, CUMULUS)
    first, second = chance.sample(tones, 2)
    width, height = 208, 168
    canvas.box(x, y, width, height, mix(first, fill, 0.1), radius=10)
    middle = (x + width / 2, y + height / 2)
    kind = chance.randint(0, 6)
    if kind == 0:
        canvas.circle(*middle, 58, second)
        canvas.circle(*middle, 26, fill)
    elif kind == 1:
        canvas.slice(middle[0], y + height - 10, 88, 180, 360, second)
        canvas.slice(middle[0], y + height - 10, 44, 180, 360, fill)
    elif kind == 2:
        for index in range(4):
            canvas.box(x + 24 + index * 42, y + height - 24 - 28 * (index + 1), 30, 28 * (index + 1), second, radius=4)
    elif kind == 3:
        canvas.polygon([(x + 20, y + height - 22), (x + width - 20, y + height - 22), (middle[0], y + 26)], second)
        canvas.circle(x + width - 44, y + 44, 18, fill)
    elif kind == 4:
        for index in range(3):
            wave = [(x + 18 + step * 43, y + 44 + index * 40 + 13 * math.cos(step * math.pi)) for step in range(5)]
            canvas.line(curve(wave), second, 13)
    elif kind == 5:
        star(canvas, *middle, 66, second, points=8, inner=0.62)
        canvas.circle(*middle, 20, fill)
    else:
        canvas.circle(middle[0], middle[1] - 26, 32, second)
        canvas.slice(middle[0], y + height, 64, 180, 360, second)
