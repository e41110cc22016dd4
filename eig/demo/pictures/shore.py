"""Water: the harbour, the canal, the river in spate."""

import math

from eig.demo.pictures.elements import (
    birds,
    bush,
    cloud,
    house,
    moon,
    reflection,
    ripples,
    scene,
    stars,
    sun,
    tree,
    walker,
)
from eig.demo.pictures.palette import (
    APRICOT,
    BARK,
    BRICK,
    CORAL,
    CREAM,
    CUMULUS,
    DUSK,
    FOREST,
    FRANCE,
    INK,
    LEAF,
    MARIANNE,
    MINT,
    MORNING,
    NAVY,
    NIGHT,
    PERIWINKLE,
    PLUM,
    RAIN,
    SAND,
    SKY,
    SUN,
    TEAL,
    WHITE,
    darker,
    lighter,
    mix,
)


def lighthouse(scale, chance):
    canvas = scene(DUSK, scale, 640)
    stars(canvas, chance, 300, 60)
    sun(canvas, 470, 590, 92, "#ffd27a", APRICOT)
    for x, y, size in ((250, 330, 1.0), (900, 250, 0.8), (640, 420, 0.6)):
        cloud(canvas, x, y, size, "#f4a58f", 0.35)
    canvas.ground([(-20, 600), (180, 560), (330, 600), (520, 620), (760, 606), (900, 632)], "#5a3f8f", bottom=650)
    canvas.gradient(0, 632, 1600, 368, ("#b76a95", "#4a3f9c", "#16165f"))
    reflection(canvas, chance, 470, 644, 960, "#ffcf8a")
    ripples(canvas, chance, 640, 980, "#f9c9b0")
    canvas.polygon([(1195, 236), (-40, 40), (-40, 250)], "#fff1c4", 0.30)
    canvas.polygon([(1195, 236), (1640, 190), (1640, 330)], "#fff1c4", 0.22)
    canvas.ground([(820, 1000), (880, 850), (1000, 760), (1120, 716), (1290, 708), (1420, 760), (1640, 800)], INK)
    canvas.ground([(1000, 1000), (1080, 880), (1240, 800), (1400, 840), (1640, 900)], "#0b0b3d")
    _tower(canvas, 1195, 726)
    house(canvas, 1290, 760, 150, 130, CREAM, BRICK)
    _sailboat(canvas, 640, 740, 1.0)
    _sailboat(canvas, 300, 690, 0.5)
    birds(canvas, [(820, 330), (880, 300), (760, 372)], INK)
    return canvas


def _tower(canvas, x, base):
    canvas.glow(x, 236, 260, "#fff1c4", 0.9)
    for index in range(5):
        top, bottom = base - 420 + index * 84, base - 420 + (index + 1) * 84
        wide = [44 + (index + step) * 7 for step in (0, 1)]
        fill = MARIANNE if index % 2 == 0 else CREAM
        canvas.polygon([(x - wide[0], top), (x + wide[0], top), (x + wide[1], bottom), (x - wide[1], bottom)], fill)
        canvas.polygon(
            [(x + wide[0] * 0.35, top), (x + wide[0], top), (x + wide[1], bottom), (x + wide[1] * 0.35, bottom)],
            INK,
            0.18,
        )
    for y in (base - 350, base - 210, base - 90):
        canvas.box(x - 11, y, 22, 36, NAVY, radius=10)
    canvas.box(x - 66, base - 434, 132, 18, INK, radius=5)
    canvas.box(x - 40, base - 520, 80, 88, "#fff1c4", radius=6)
    for offset in (-40, -4, 32):
        canvas.box(x + offset, base - 520, 8, 88, INK)
    canvas.slice(x, base - 518, 52, 180, 360, MARIANNE)
    canvas.line([(x, base - 570), (x, base - 606)], INK, 6)


def _sailboat(canvas, x, y, size):
    canvas.polygon(
        [(x - 8 * size, y - 170 * size), (x - 8 * size, y - 20 * size), (x - 92 * size, y - 20 * size)], WHITE
    )
    canvas.polygon(
        [(x + 4 * size, y - 150 * size), (x + 4 * size, y - 20 * size), (x + 74 * size, y - 20 * size)], "#f9d9c6"
    )
    canvas.polygon(
        [
            (x - 100 * size, y - 10 * size),
            (x + 100 * size, y - 10 * size),
            (x + 66 * size, y + 28 * size),
            (x - 70 * size, y + 28 * size),
        ],
        FRANCE,
    )


def harbour(scale, chance):
    """A buoy tender at the quay, in the morning."""
    canvas = scene(MORNING, scale, 560)
    sun(canvas, 1180, 300, 84, "#fff3d6", "#fff3d6", 0.6)
    for x, y, size in ((300, 240, 1.2), (760, 180, 0.8), (1420, 220, 1.0)):
        cloud(canvas, x, y, size, WHITE, 0.8)
    walls = (CREAM, "#f7c9a8", SKY, "#f3b6a4", SAND, MINT, CREAM, "#f7c9a8", PERIWINKLE)
    for index, wall in enumerate(walls):
        x, height = index * 182 - 20, chance.randint(190, 250)
        house(canvas, x, 580, 168, height, wall, (BRICK, INK, PLUM)[index % 3], CUMULUS)
    canvas.box(0, 572, 1600, 46, "#b9b0b8")
    canvas.gradient(0, 612, 1600, 388, ("#8fbfe0", CUMULUS, "#1d3f8a"))
    ripples(canvas, chance, 620, 990, WHITE, 70, 0.5)
    canvas.polygon([(300, 690), (1100, 690), (1030, 830), (372, 830)], FRANCE)
    canvas.polygon([(318, 728), (1082, 728), (1076, 744), (324, 744)], WHITE)
    canvas.box(420, 560, 260, 134, WHITE, radius=10)
    canvas.box(460, 470, 170, 96, CREAM, radius=10)
    canvas.box(476, 490, 138, 40, NAVY, radius=8)
    for x in (446, 510, 574, 638):
        canvas.circle(x, 630, 15, NAVY)
    canvas.line([(560, 470), (560, 380)], INK, 8)
    canvas.line([(860, 690), (860, 430), (1060, 520)], SUN, 16)
    canvas.line([(1060, 520), (1060, 600)], INK, 5)
    canvas.polygon([(1030, 690), (1090, 690), (1074, 604), (1046, 604)], MARIANNE)
    for x, y, fill in ((1320, 800, LEAF), (180, 860, MARIANNE), (1480, 900, SUN)):
        canvas.polygon([(x - 44, y), (x + 44, y), (x + 16, y - 110), (x - 16, y - 110)], fill)
        canvas.circle(x, y - 124, 15, SUN)
        canvas.ellipse(x, y + 6, 60, 18, darker(fill, 0.3))
    birds(canvas, [(820, 300), (900, 260), (980, 320), (240, 400)], INK)
    return canvas


def canal(scale, chance):
    """A lock among plane trees, and a barge that waits its turn."""
    canvas = scene(("#8fc3ea", "#dcedf5", "#fdf0d5"), scale, 560)
    sun(canvas, 320, 260, 70, "#fff0c2", "#fff0c2", 0.6)
    cloud(canvas, 1180, 220, 1.2)
    cloud(canvas, 760, 300, 0.7)
    canvas.ground([(-20, 500), (300, 430), (700, 480), (1100, 420), (1640, 490)], mix(LEAF, SKY, 0.45))
    canvas.ground([(-20, 560), (400, 520), (900, 548), (1640, 520)], mix(LEAF, CREAM, 0.2))
    for index in range(9):
        tree(canvas, 40 + index * 70, 600 - index * 6, 330 - index * 26, mix(FOREST, LEAF, 0.2 + index * 0.07), BARK)
    for index in range(7):
        tree(canvas, 1560 - index * 74, 610 - index * 8, 350 - index * 34, mix(FOREST, LEAF, 0.25 + index * 0.08), BARK)
    canvas.polygon([(760, 556), (900, 556), (1340, 1000), (260, 1000)], "#5b9dbd")
    canvas.polygon([(760, 556), (900, 556), (1100, 760), (520, 760)], "#8cc4d4")
    for _index in range(26):
        y = chance.uniform(600, 980)
        half = (y - 520) * 0.9
        canvas.box(830 + chance.uniform(-half, half * 0.7), y, 30 + y * 0.06, 5, WHITE, radius=2, alpha=0.4)
    for side in (-1, 1):
        edge = [(830 + side * 70, 556), (830 + side * 540, 1000), (830 + side * 690, 1000), (830 + side * 96, 556)]
        canvas.polygon(edge, "#d9cbb6")
        canvas.polygon(
            [(830 + side * 96, 556), (830 + side * 690, 1000), (830 + side * 1200, 1000), (830 + side * 300, 556)],
            mix(LEAF, SUN, 0.25),
        )
    for side in (-1, 1):
        canvas.polygon(
            [(830 + side * 272, 764), (830 + side * 6, 700), (830 + side * 6, 830), (830 + side * 272, 900)], INK
        )
        canvas.polygon(
            [(830 + side * 272, 764), (830 + side * 6, 700), (830 + side * 6, 724), (830 + side * 272, 790)], BRICK
        )
        canvas.line([(830 + side * 20, 700), (830 + side * 420, 780)], WHITE, 14)
    canvas.polygon([(760, 640), (900, 640), (884, 690), (776, 690)], MARIANNE)
    canvas.box(784, 592, 92, 50, CREAM, radius=6)
    canvas.box(796, 604, 68, 20, NAVY, radius=4)
    house(canvas, 1310, 760, 220, 210, CREAM, BRICK)
    walker(canvas, 1270, 800, 120, FRANCE, stride=-1)
    bush(canvas, 150, 940, 90, FOREST)
    bush(canvas, 1540, 960, 110, FOREST)
    return canvas


def river(scale, chance):
    """A town that watches its river rise."""
    canvas = scene(RAIN, scale, 600)
    for x, y, size in ((200, 190, 1.7), (700, 150, 2.0), (1260, 210, 1.8), (1560, 130, 1.3)):
        cloud(canvas, x, y, size, "#55649f", 0.9)
    for x, y, size in ((420, 250, 1.3), (1000, 270, 1.5)):
        cloud(canvas, x, y, size, "#7482b8", 0.9)
    for index in range(11):
        wall = mix((CREAM, "#e9b79c", PERIWINKLE, SAND)[index % 4], "#6f7fb3", 0.30)
        house(
            canvas,
            index * 150 - 30,
            600,
            140,
            chance.randint(180, 290),
            wall,
            mix(INK, "#6f7fb3", 0.2 + index % 2 * 0.2),
        )
    canvas.gradient(0, 590, 1600, 410, ("#7f9cc4", CUMULUS, "#1c2f7c"))
    ripples(canvas, chance, 600, 990, WHITE, 110, 0.45)
    stone = "#d8cdd0"
    canvas.box(0, 520, 1600, 60, stone)
    for index in range(5):
        left = index * 330 - 60
        canvas.box(left, 560, 70, 210, stone)
        canvas.box(left + 44, 560, 26, 210, darker(stone, 0.14))
        canvas.polygon([(left - 18, 770), (left + 88, 770), (left + 70, 730), (left, 730)], darker(stone, 0.2))
    for index in range(5):
        middle = index * 330 + 140
        arch = [
            (middle - 128 * math.cos(math.radians(turn)), 700 - 116 * math.sin(math.radians(turn)))
            for turn in range(0, 181, 6)
        ]
        canvas.polygon(
            [(middle - 132, 700), *arch, (middle + 132, 700), (middle + 132, 570), (middle - 132, 570)], stone
        )
    ripples(canvas, chance, 700, 900, WHITE, 50, 0.5)
    canvas.box(0, 508, 1600, 14, INK)
    walker(canvas, 520, 508, 104, MARIANNE, stride=1)
    _umbrella(canvas, 520, 392, 78, SUN)
    walker(canvas, 980, 508, 104, TEAL, "#f2c0a5", stride=-1)
    _umbrella(canvas, 980, 392, 78, CORAL)
    canvas.box(1322, 560, 44, 300, WHITE, radius=4)
    for index in range(10):
        canvas.box(1322, 566 + index * 30, 30 if index % 2 else 20, 8, MARIANNE if index < 3 else FRANCE)
    for _index in range(130):
        x, y = chance.uniform(0, 1640), chance.uniform(180, 900)
        canvas.line([(x, y), (x - 12, y + 42)], WHITE, 2.5, 0.35)
    return canvas


def _umbrella(canvas, x, y, radius, fill):
    canvas.line([(x, y - radius), (x, y + 50)], INK, 5)
    canvas.slice(x, y + 8, radius, 180, 360, fill)
    canvas.slice(x, y + 8, radius, 240, 300, darker(fill, 0.12))


def night_sea(scale, chance):
    """Buoys that tell where they are, under the stars."""
    canvas = scene(NIGHT, scale, 560)
    stars(canvas, chance, 500, 140)
    moon(canvas, 1220, 230, 78)
    canvas.gradient(0, 552, 1600, 448, ("#3b47b8", "#1a1a7c", "#070738"))
    ripples(canvas, chance, 560, 990, PERIWINKLE, 100, 0.4)
    for x, y, size, fill in (
        (430, 800, 1.5, MARIANNE),
        (900, 680, 0.9, LEAF),
        (1290, 740, 1.1, SUN),
        (690, 610, 0.5, SUN),
    ):
        canvas.glow(x, y - 190 * size, 230 * size, lighter(fill, 0.3), 0.8)
        for ring in (1, 2, 3):
            canvas.arc(
                x, y - 190 * size, 60 * ring * size, 60 * ring * size, 200, 340, lighter(fill, 0.5), 5 * size, 0.7
            )
        canvas.polygon(
            [(x - 62 * size, y), (x + 62 * size, y), (x + 22 * size, y - 150 * size), (x - 22 * size, y - 150 * size)],
            fill,
        )
        canvas.polygon(
            [(x + 10 * size, y), (x + 62 * size, y), (x + 22 * size, y - 150 * size), (x + 4 * size, y - 150 * size)],
            darker(fill, 0.25),
        )
        canvas.line([(x, y - 150 * size), (x, y - 186 * size)], CREAM, 8 * size)
        canvas.circle(x, y - 190 * size, 18 * size, WHITE)
        canvas.ellipse(x, y + 4 * size, 96 * size, 22 * size, "#0b0b4d")
    return canvas
