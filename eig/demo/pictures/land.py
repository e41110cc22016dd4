"""Land: forest, fields, mountains, the map and the railway."""

import math

from eig.demo.pictures.canvas import curve
from eig.demo.pictures.elements import birds, bush, cloud, house, pine, scene, stars, sun, tree, walker
from eig.demo.pictures.palette import (
    APRICOT,
    BARK,
    BRICK,
    CORAL,
    CREAM,
    CUMULUS,
    DAWN,
    DUSK,
    FOREST,
    FRANCE,
    INK,
    IRIS,
    LAVENDER,
    LEAF,
    MARIANNE,
    MINT,
    MORNING,
    NAVY,
    OLIVE,
    PERIWINKLE,
    PLUM,
    SAND,
    SKY,
    SUN,
    TEAL,
    WHITE,
    darker,
    lighter,
    mix,
)


def forest(scale, chance):
    """Ranks of firs in the mist, and a ranger with her notebook."""
    canvas = scene(("#5f86c4", "#b9c9e6", "#f7dcc2", "#fdeed6"), scale)
    sun(canvas, 1130, 300, 96, "#fff0c9", "#ffe2a8", 0.8)
    canvas.ground([(-20, 480), (260, 360), (520, 440), (820, 320), (1160, 440), (1640, 350)], "#a9bfd6")
    air = "#d9d3d6"
    for rank in range(4):
        base, fill = 560 + rank * 118, mix(FOREST, air, 0.72 - rank * 0.2)
        canvas.ground([(-20, base - 20), (400, base - 50), (900, base), (1640, base - 40)], fill)
        x = -40 - rank * 30
        while x < 1660:
            height = chance.uniform(0.8, 1.2) * (150 + rank * 62)
            near_path = rank == 3 and 420 < x < 1080
            if not near_path:
                pine(canvas, x, base + 20, height, mix(fill, LEAF, chance.uniform(0, 0.15)), BARK if rank > 1 else None)
            x += chance.uniform(60, 100) + rank * 14
    canvas.ground([(-20, 900), (500, 860), (1000, 900), (1640, 870)], "#174536")
    canvas.polygon([(690, 864), (800, 864), (1100, 1000), (420, 1000)], "#e6cfa6")
    pine(canvas, 150, 1010, 760, "#123a2f", NAVY)
    pine(canvas, 1480, 1020, 840, "#123a2f", NAVY)
    pine(canvas, 300, 1010, 430, "#b5643c", BARK)
    walker(canvas, 770, 930, 210, MARIANNE, "#f2c0a5", "#7a4630", stride=1, bag=SUN)
    birds(canvas, [(600, 240), (660, 210), (540, 280)], INK)
    return canvas


def fields(scale, chance):
    """Furrows that run to the farm, in early morning."""
    canvas = scene(MORNING, scale, 520)
    sun(canvas, 420, 400, 104, "#ffd98a", "#ffe3a8", 0.85)
    cloud(canvas, 1080, 180, 1.3, WHITE, 0.85)
    cloud(canvas, 640, 250, 0.8, WHITE, 0.8)
    canvas.ground([(-20, 450), (320, 400), (760, 450), (1200, 390), (1640, 440)], mix(LEAF, SKY, 0.5))
    canvas.ground([(-20, 520), (420, 470), (900, 516), (1640, 470)], mix(OLIVE, CREAM, 0.25))
    colours = (OLIVE, SUN, LEAF, "#d8a94a", mix(OLIVE, LEAF, 0.5), "#e9c667", FOREST, LEAF)
    for index in range(16):
        left, right = -2200 + index * 340, -2200 + (index + 1) * 340
        near, far = 1000, 516
        share = 0.14
        middle = 830
        canvas.polygon(
            [
                (middle + (left - middle) * share, far),
                (middle + (right - middle) * share, far),
                (right, near),
                (left, near),
            ],
            colours[index % 8],
        )
    for index in range(48):
        x = -2200 + index * 113
        canvas.line([(830 + (x - 830) * 0.14, 516), (x, 1000)], NAVY, 3, 0.13)
    for index in range(7):
        tree(canvas, 60 + index * 66, 524 - index * 3, chance.uniform(80, 110), mix(FOREST, LEAF, 0.3), BARK)
    house(canvas, 1130, 530, 210, 170, CREAM, BRICK)
    canvas.box(1340, 420, 62, 110, "#cfd6e4", radius=10)
    canvas.slice(1371, 424, 31, 180, 360, "#aeb9cf")
    house(canvas, 1420, 534, 150, 130, "#e9b79c", INK)
    _tractor(canvas, 560, 800)
    walker(canvas, 1180, 900, 190, FRANCE, "#b0754b", "#221a1f", stride=-1)
    canvas.line([(1080, 900), (1080, 700)], INK, 8)
    canvas.box(1052, 676, 56, 40, WHITE, radius=8)
    canvas.circle(1080, 696, 10, MARIANNE)
    for radius in (36, 60):
        canvas.arc(1080, 690, radius, radius, 225, 315, FRANCE, 6)
    return canvas


def _tractor(canvas, x, y):
    canvas.box(x - 40, y - 130, 190, 80, MARIANNE, radius=14)
    canvas.box(x - 120, y - 220, 130, 160, SKY, radius=12)
    canvas.box(x - 128, y - 230, 146, 22, INK, radius=8)
    canvas.box(x - 124, y - 110, 120, 66, darker(MARIANNE, 0.15), radius=10)
    canvas.line([(x + 110, y - 130), (x + 110, y - 200)], INK, 12)
    for dx, radius in ((-80, 82), (112, 52)):
        canvas.circle(x + dx, y - radius + 30, radius, INK)
        canvas.circle(x + dx, y - radius + 30, radius * 0.5, SUN)
        canvas.circle(x + dx, y - radius + 30, radius * 0.18, INK)


def mountains(scale, chance):
    """A valley town under its lid of haze, and clear air above."""
    canvas = scene(DAWN, scale, 780)
    sun(canvas, 1160, 350, 84, "#ffe2b0", APRICOT, 0.7)
    _range(
        canvas,
        [(-40, 640), (180, 340), (330, 470), (560, 200), (800, 520), (980, 380), (1250, 600), (1640, 300)],
        "#7f86cf",
        "#f3ebf5",
    )
    _range(
        canvas,
        [
            (-40, 560),
            (120, 420),
            (360, 640),
            (560, 480),
            (760, 690),
            (1080, 520),
            (1330, 690),
            (1500, 440),
            (1640, 560),
        ],
        "#4a4fae",
        "#dcd6f3",
    )
    for index, tone in enumerate(("#f6d0b0", "#f9dcc0", "#fbe8d3")):
        y = 640 + index * 46
        canvas.ground(
            [(-20, y), (300, y - 36), (640, y + 10), (1000, y - 30), (1340, y + 12), (1640, y - 20)], tone, 0.55
        )
    for index in range(30):
        x, height = index * 56 - 20, chance.randint(50, 190)
        fill = mix(INK, "#c78fa0", 0.25 + 0.3 * chance.random())
        canvas.box(x, 880 - height, chance.randint(36, 60), height + 140, fill)
        for row in range(height // 34):
            if chance.random() < 0.55:
                canvas.box(x + 9, 892 - height + row * 30, 9, 12, SUN)
                canvas.box(x + 25, 892 - height + row * 30, 9, 12, lighter(SUN, 0.3))
    canvas.box(700, 650, 20, 240, INK)
    canvas.polygon([(688, 660), (732, 660), (710, 570)], INK)
    canvas.ground([(-20, 900), (300, 858), (760, 910), (1200, 860), (1640, 910)], "#14143f")
    for x in (60, 130, 215, 1330, 1420, 1530):
        pine(canvas, x, 960, chance.randint(170, 280), "#101038")
    canvas.line([(1000, 900), (1000, 700)], CREAM, 10)
    canvas.box(960, 640, 80, 76, WHITE, radius=12)
    for index in range(3):
        canvas.box(974, 654 + index * 18, 52, 8, CUMULUS, radius=4)
    for turn in (0, 120, 240):
        angle = math.radians(turn + 20)
        cup = (1000 + math.cos(angle) * 44, 612 + math.sin(angle) * 16)
        canvas.line([(1000, 612), cup], CREAM, 6)
        canvas.circle(*cup, 12, MARIANNE)
    canvas.line([(1000, 640), (1000, 612)], CREAM, 8)
    birds(canvas, [(420, 150), (480, 120), (360, 190)], INK)
    return canvas


def _range(canvas, peaks, fill, snow):
    canvas.polygon([(peaks[0][0], 1000), *peaks, (peaks[-1][0], 1000)], fill)
    for before, top, after in zip(peaks, peaks[1:], peaks[2:], strict=False):
        if top[1] < before[1] and top[1] < after[1]:
            left = tuple(top[i] + (before[i] - top[i]) * 0.3 for i in (0, 1))
            right = tuple(top[i] + (after[i] - top[i]) * 0.3 for i in (0, 1))
            width = right[0] - left[0]
            teeth = [
                (left[0] + width * step, max(left[1], right[1]) + drop)
                for step, drop in ((0.3, 26), (0.5, -14), (0.7, 22))
            ]
            canvas.polygon([top, left, *teeth, right], snow)
            canvas.polygon([top, right, after, (top[0] + width * 0.1, after[1])], INK, 0.10)


def relief_map(scale, chance):
    """A map in layers of paper: coast, heights, a road and where one stands."""
    canvas = scene(("#bcd8f2", "#a7c9ee", "#8fb5e6"), scale)
    for index in range(9):
        canvas.line([(0, 60 + index * 120), (1600, 20 + index * 120)], WHITE, 3, 0.25)
        canvas.line([(60 + index * 200, 0), (20 + index * 200, 1000)], WHITE, 3, 0.25)
    coast = [
        (230, 180),
        (520, 90),
        (860, 150),
        (1180, 90),
        (1430, 250),
        (1500, 520),
        (1380, 760),
        (1120, 900),
        (800, 860),
        (560, 930),
        (300, 800),
        (340, 600),
        (180, 430),
    ]
    layers = ("#fdf4e7", "#e4efd0", "#c3dfae", "#98c795", "#6aa983", "#4a8a78", "#f6dcae", "#ffffff")
    for index, fill in enumerate(layers):
        share = 1 - index * 0.125
        shape = [(880 + (x - 880) * share + 34 * index * 0.6, 480 + (y - 480) * share - 12 * index) for x, y in coast]
        shape = [(x + chance.uniform(-16, 16), y + chance.uniform(-16, 16)) for x, y in shape]
        canvas.blob([(x + 10, y + 16) for x, y in shape], INK, 0.16)
        canvas.blob(shape, fill)
    water = curve([(1000, 420), (1080, 560), (980, 640), (1040, 760), (960, 900), (980, 1010)])
    canvas.line(water, CUMULUS, 20)
    road = curve([(180, 560), (420, 520), (560, 640), (760, 660), (880, 780), (1160, 740), (1420, 660)])
    canvas.line(road, WHITE, 26)
    canvas.line(road, CORAL, 14)
    for x, y in ((470, 330), (540, 300), (510, 380), (1230, 330), (1300, 380), (640, 790), (720, 770)):
        tree(canvas, x, y, 90, FOREST, BARK)
    for x, y, wall in ((360, 470, CREAM), (430, 480, SAND), (1240, 690, CREAM), (1310, 660, "#f7c9a8")):
        house(canvas, x, y, 64, 62, wall, BRICK)
    for x, y, size, fill in ((760, 640, 1.5, MARIANNE), (1290, 590, 0.8, FRANCE), (400, 420, 0.8, FRANCE)):
        canvas.ellipse(x, y, 46 * size, 14 * size, INK, 0.25)
        canvas.polygon([(x - 62 * size, y - 150 * size), (x + 62 * size, y - 150 * size), (x, y)], fill)
        canvas.circle(x, y - 170 * size, 66 * size, fill)
        canvas.circle(x, y - 170 * size, 28 * size, WHITE)
    canvas.circle(1440, 150, 84, WHITE)
    canvas.ring(1440, 150, 70, FRANCE, 6)
    canvas.polygon([(1440, 84), (1462, 150), (1418, 150)], MARIANNE)
    canvas.polygon([(1440, 216), (1462, 150), (1418, 150)], FRANCE)
    return canvas


def train(scale, chance):
    """A regional train on its viaduct at dusk, every window lit."""
    canvas = scene(DUSK, scale, 800)
    stars(canvas, chance, 260, 40)
    sun(canvas, 1180, 520, 120, "#ffb36b", APRICOT, 0.9)
    canvas.ground([(-20, 560), (240, 440), (560, 560), (900, 430), (1280, 560), (1640, 450)], "#7c4a93")
    canvas.ground([(-20, 680), (320, 580), (760, 690), (1180, 590), (1640, 680)], "#4b3484")
    canvas.ground([(-20, 860), (400, 780), (900, 860), (1300, 800), (1640, 850)], "#2a236b")
    stone, shade = "#e8b9a6", "#b97f86"
    for index in range(7):
        x = index * 260 - 60
        canvas.polygon([(x, 640), (x + 54, 640), (x + 66, 1000), (x - 12, 1000)], stone)
        canvas.polygon([(x + 32, 640), (x + 54, 640), (x + 66, 1000), (x + 36, 1000)], shade)
        arch = [
            (x + 157 - 104 * math.cos(math.radians(turn)), 740 - 92 * math.sin(math.radians(turn)))
            for turn in range(0, 181, 6)
        ]
        canvas.polygon([(x + 50, 740), *arch, (x + 264, 740), (x + 264, 620), (x + 50, 620)], stone)
    canvas.box(0, 604, 1600, 34, stone)
    canvas.box(0, 632, 1600, 10, shade)
    canvas.box(0, 592, 1600, 8, INK)
    for index in range(12):
        canvas.line([(index * 140 + 20, 596), (index * 140 + 20, 372)], INK, 6)
        canvas.line([(index * 140 + 20, 380), (index * 140 + 66, 380)], INK, 5)
    canvas.line([(0, 388), (1600, 388)], INK, 3)
    for index, left in enumerate((-160, 262)):
        _carriage(canvas, left, 410, index)
    nose = [(684, 440), (1010, 440), (1100, 470), (1166, 530), (1178, 584), (684, 584)]
    canvas.polygon([*curve(nose[1:5], steps=8), nose[5], nose[0]], WHITE)
    canvas.box(684, 536, 488, 24, FRANCE)
    canvas.polygon([(1030, 458), (1086, 474), (1140, 524), (1040, 524)], NAVY)
    for index in range(4):
        canvas.box(706 + index * 78, 466, 58, 52, "#ffe1a0", radius=8)
    canvas.glow(1174, 560, 130, "#fff1c4", 0.9)
    canvas.circle(1164, 562, 11, WHITE)
    canvas.polygon([(1166, 556), (1640, 500), (1640, 640), (1166, 570)], "#fff1c4", 0.22)
    for index in range(14):
        pine(canvas, index * 126 - 10, 1010, chance.randint(110, 220), "#14124a")
    return canvas


def _carriage(canvas, left, top, index):
    canvas.box(left, top + 30, 412, 144, WHITE, radius=16)
    canvas.box(left, top + 126, 412, 24, MARIANNE if index else FRANCE)
    for pane in range(4):
        canvas.box(left + 30 + pane * 96, top + 56, 70, 52, "#ffe1a0", radius=8)
        if (pane + index) % 2:
            canvas.circle(left + 62 + pane * 96, top + 90, 12, "#6a3f2b")
            canvas.box(left + 44 + pane * 96, top + 98, 36, 12, IRIS, radius=6)
    canvas.box(left + 40, top + 172, 330, 16, INK, radius=8)


def garden(scale, chance):
    """A shared garden between two towers, on a spring noon."""
    canvas = scene(("#9fd0f0", "#dff0f7", "#fef6e4"), scale)
    sun(canvas, 280, 220, 80, SUN, "#fff0c2", 0.8)
    cloud(canvas, 980, 190, 1.3)
    for x, width, height, wall in ((90, 260, 470, LAVENDER), (1180, 330, 560, "#f3c6b2"), (760, 220, 330, MINT)):
        canvas.box(x, 700 - height, width, height + 20, wall)
        canvas.box(x + width * 0.7, 700 - height, width * 0.3, height + 20, darker(wall, 0.07))
        for row in range(height // 84):
            for column in range(int(width // 76)):
                pane = (x + 26 + column * 76, 730 - height + row * 84)
                canvas.box(*pane, 40, 48, WHITE if chance.random() < 0.6 else CUMULUS, radius=4)
    canvas.ground([(-20, 660), (400, 620), (900, 660), (1640, 610)], LEAF)
    canvas.ground([(-20, 800), (600, 740), (1200, 790), (1640, 750)], mix(LEAF, FOREST, 0.35))
    tree(canvas, 560, 730, 390, mix(FOREST, LEAF, 0.25), BARK)
    tree(canvas, 1560, 740, 300, FOREST, BARK)
    for bed in range(3):
        x = 150 + bed * 470
        canvas.box(x, 860, 380, 90, BARK, radius=10)
        canvas.box(x, 850, 380, 30, darker(BARK, 0.4), radius=10)
        for index in range(9):
            stem = x + 30 + index * 40
            canvas.line([(stem, 862), (stem, 806)], FOREST, 6)
            canvas.circle(stem, 800, 18, (MARIANNE, SUN, CORAL, PERIWINKLE, PLUM)[(index + bed) % 5])
            canvas.circle(stem, 800, 7, CREAM)
    walker(canvas, 430, 840, 230, TEAL, "#6a3f2b", stride=1)
    walker(canvas, 1010, 840, 230, CORAL, "#f7d7c4", "#dcae62", stride=-1, bag=FRANCE)
    bush(canvas, 60, 1000, 90, FOREST)
    bush(canvas, 1560, 1010, 100, FOREST)
    return canvas
