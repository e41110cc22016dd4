"""Lights in the dark: waves over a village, a door open on the morning."""

import math

from eig.demo.pictures.elements import (
    house,
    scene,
    stars,
    walker,
)
from eig.demo.pictures.palette import (
    APRICOT,
    BLUSH,
    CORAL,
    CREAM,
    CUMULUS,
    FOREST,
    FRANCE,
    INK,
    IRIS,
    LEAF,
    MARIANNE,
    NIGHT,
    PERIWINKLE,
    SKY,
    SUN,
    TEAL,
    WHITE,
    darker,
    lighter,
    mix,
)


def waves(scale, chance):
    """A mast on the hill, and waves over the roofs of a valley."""
    canvas = scene(NIGHT, scale)
    canvas.sky(("#0b0b56", "#2a2aa6", "#6a6af4", "#f3b6c0"))
    stars(canvas, chance, 420, 110)
    for index in range(9):
        radius = 120 + index * 118
        canvas.ring(1010, 280, radius, mix("#ffd98a", IRIS, index / 9), 10 - index * 0.6, 0.75 - index * 0.07)
    canvas.ground([(-20, 640), (240, 520), (560, 620), (980, 470), (1300, 600), (1640, 520)], "#3e3bab")
    canvas.ground([(-20, 760), (300, 700), (760, 780), (1100, 690), (1640, 770)], "#28257f")
    canvas.glow(1010, 280, 260, "#fff1c4", 0.9)
    for side in (-1, 1):
        canvas.line([(1010, 300), (1010 + side * 74, 720)], CREAM, 10)
    for step in range(7):
        top, bottom = 340 + step * 54, 394 + step * 54
        half_top, half_bottom = (top - 300) * 0.176, (bottom - 300) * 0.176
        canvas.line([(1010 - half_top, top), (1010 + half_bottom, bottom)], CREAM, 5)
        canvas.line([(1010 + half_top, top), (1010 - half_bottom, bottom)], CREAM, 5)
        fill = MARIANNE if step % 2 else CREAM
        canvas.line([(1010 - half_bottom, bottom), (1010 + half_bottom, bottom)], fill, 8)
    canvas.line([(1010, 300), (1010, 240)], CREAM, 8)
    canvas.circle(1010, 240, 16, MARIANNE)
    for index in range(13):
        x, height = index * 128 - 30, chance.randint(110, 180)
        house(
            canvas,
            x,
            900 + chance.randint(-20, 30),
            118,
            height,
            mix("#4a46a8", BLUSH, 0.25 * (index % 3)),
            INK,
            "#ffdf9e",
        )
    canvas.box(0, 905, 1600, 95, "#12124f")
    for index, (x, base) in enumerate(((300, 980), (760, 985), (1260, 980))):
        walker(
            canvas,
            x,
            base,
            190,
            (CORAL, TEAL, SUN)[index],
            ("#8a5638", "#f7d7c4", "#b0754b")[index],
            stride=1 - index % 2 * 2,
        )
        phone = (x + (40 if index % 2 == 0 else -40), base - 90)
        canvas.glow(*phone, 70, SKY, 0.9)
        canvas.box(phone[0] - 9, phone[1] - 15, 18, 30, WHITE, radius=4)
    return canvas


def doors(scale, chance):
    """A long wall of doors; one stands open on the morning."""
    canvas = scene(("#1b1b86", "#2a2ab0"), scale)
    colours = (IRIS, FRANCE, PERIWINKLE, None, CUMULUS, FRANCE, IRIS)
    canvas.box(0, 800, 1600, 200, "#0e0e5c")
    for index, fill in enumerate(colours):
        x = 60 + index * 216
        if fill is None:
            continue
        canvas.box(x - 14, 326, 188, 474, "#14146e", radius=8)
        canvas.box(x, 340, 160, 460, fill, radius=4)
        for top in (370, 580):
            canvas.box(x + 22, top, 116, 180, darker(fill, 0.16), radius=6)
        canvas.circle(x + 140, 590, 9, SUN)
    canvas.glow(790, 560, 640, "#ffd9a0", 0.85)
    canvas.polygon([(694, 800), (880, 800), (1240, 1000), (330, 1000)], "#ffe9bf", 0.75)
    canvas.gradient(690, 300, 196, 500, ("#9fd0f0", "#fde9c8", "#f9c38f"))
    canvas.circle(790, 560, 58, "#fff6da")
    canvas.ground([(690, 660), (740, 620), (800, 660), (886, 610)], LEAF, bottom=800)
    canvas.ground([(690, 730), (760, 700), (886, 736)], FOREST, bottom=800)
    canvas.polygon([(690, 300), (690, 800), (560, 850), (560, 250)], CORAL)
    canvas.polygon([(664, 350), (664, 540), (590, 550), (590, 330)], darker(CORAL, 0.12))
    canvas.polygon([(664, 590), (664, 770), (590, 796), (590, 600)], darker(CORAL, 0.12))
    canvas.circle(576, 570, 10, SUN)
    walker(canvas, 900, 930, 300, FRANCE, "#8a5638", stride=-1, bag=SUN)
    walker(canvas, 1090, 960, 310, MARIANNE, "#f2c0a5", "#7a4630", stride=-1)
    for index in range(16):
        angle = math.radians(195 + index * 10)
        start, end = 330, 380
        canvas.line(
            [
                (790 + math.cos(angle) * start, 560 + math.sin(angle) * start),
                (790 + math.cos(angle) * end, 560 + math.sin(angle) * end),
            ],
            lighter(APRICOT, 0.3),
            7,
            0.5,
        )
    return canvas
