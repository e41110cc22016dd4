"""Town: school, hospital, court, village square."""

from eig.demo.pictures.elements import (
    birds,
    bush,
    cloud,
    house,
    lamp_post,
    moon,
    scene,
    stars,
    sun,
    tree,
    walker,
    windows,
)
from eig.demo.pictures.palette import (
    BARK,
    BRICK,
    CORAL,
    CREAM,
    CUMULUS,
    DAY,
    FOREST,
    FRANCE,
    INK,
    IRIS,
    LAVENDER,
    LEAF,
    MARIANNE,
    MINT,
    MIST,
    MORNING,
    NAVY,
    PERIWINKLE,
    PLUM,
    SAND,
    SKY,
    SUN,
    TEAL,
    WHITE,
    darker,
    mix,
)


def school(scale, chance):
    """The first bell, chestnut trees in the yard."""
    canvas = scene(MORNING, scale)
    sun(canvas, 1290, 220, 82, SUN, "#ffe9b0", 0.8)
    cloud(canvas, 330, 200, 1.2)
    cloud(canvas, 1060, 150, 0.7)
    for index in range(9):
        house(
            canvas,
            index * 190 - 40,
            660,
            168,
            chance.randint(150, 220),
            mix(SAND, SKY, 0.4),
            mix(INK, SKY, 0.45),
            WHITE,
        )
    canvas.box(300, 330, 1000, 400, "#f7d9b8")
    canvas.box(300, 330, 1000, 26, CREAM)
    canvas.box(300, 520, 1000, 14, CREAM)
    canvas.polygon([(270, 330), (340, 236), (1260, 236), (1330, 330)], INK)
    canvas.box(670, 250, 260, 480, CREAM)
    canvas.polygon([(640, 256), (800, 130), (960, 256)], FRANCE)
    canvas.circle(800, 222, 40, WHITE)
    canvas.ring(800, 222, 40, INK, 8)
    canvas.line([(800, 222), (800, 198)], INK, 5)
    canvas.line([(800, 222), (818, 230)], INK, 5)
    for x in (348, 452, 556, 964, 1068, 1172):
        for y in (382, 560):
            canvas.box(x, y, 74, 104, WHITE, radius=6)
            canvas.box(x + 7, y + 7, 60, 90, CUMULUS, radius=4)
            canvas.line([(x + 37, y + 7), (x + 37, y + 97)], WHITE, 5)
            canvas.line([(x + 7, y + 50), (x + 67, y + 50)], WHITE, 5)
    for x in (706, 826):
        canvas.box(x, 330, 68, 120, CUMULUS, radius=34, corners=(True, True, False, False))
    canvas.box(716, 540, 168, 190, MARIANNE, radius=84, corners=(True, True, False, False))
    canvas.line([(800, 556), (800, 730)], darker(MARIANNE, 0.3), 5)
    for x, fill in ((752, FRANCE), (776, WHITE), (800, MARIANNE)):
        canvas.box(x + 12, 476, 24, 40, fill)
    canvas.box(0, 720, 1600, 280, "#ecd7b2")
    canvas.polygon([(700, 724), (900, 724), (1160, 1000), (440, 1000)], "#f7e8cb")
    tree(canvas, 170, 800, 520, mix(FOREST, LEAF, 0.3), BARK)
    tree(canvas, 1450, 810, 560, mix(FOREST, LEAF, 0.2), BARK)
    _hopscotch(canvas, 1150, 830)
    for x, base, height, coat, skin, hair, stride, bag in (
        (560, 900, 150, FRANCE, "#b0754b", "#221a1f", 1, CORAL),
        (660, 890, 138, SUN, "#f7d7c4", "#b8552f", 1, TEAL),
        (980, 880, 140, MARIANNE, "#6a3f2b", "#221a1f", -1, SUN),
        (410, 950, 226, TEAL, "#f2c0a5", "#7a4630", 1, None),
        (1300, 930, 150, IRIS, "#f2c0a5", "#4a2f27", -1, MARIANNE),
    ):
        walker(canvas, x, base, height, coat, skin, hair, stride, bag)
    return canvas


def _hopscotch(canvas, x, y):
    for index, fill in enumerate((CORAL, WHITE, PERIWINKLE, WHITE, MINT)):
        canvas.polygon(
            [
                (x + index * 62, y),
                (x + 54 + index * 62, y),
                (x + 66 + index * 66, y + 46),
                (x + 6 + index * 66, y + 46),
            ],
            fill,
        )


def hospital(scale, chance):
    """The hospital at nightfall, a lit entrance, somebody going home."""
    canvas = scene(("#1b1b77", "#4a4fb4", "#9c8fd4", "#f0b9b4"), scale, 760)
    stars(canvas, chance, 280, 60)
    moon(canvas, 240, 190, 60)
    for index in range(14):
        height = chance.randint(110, 260)
        canvas.box(index * 124 - 30, 740 - height, 100, height, mix(INK, "#9c8fd4", 0.45))
        windows(
            canvas, index * 124 - 14, 760 - height, 3, height // 44, (28, 40), (12, 18), chance, SUN, "#4d4c9b", 0.3
        )
    for x, top, width in ((360, 300, 330), (690, 190, 330), (1020, 360, 260)):
        canvas.box(x, top, width, 780 - top, WHITE if x == 690 else MIST)
        canvas.box(x + width - 46, top, 46, 780 - top, LAVENDER)
        canvas.box(x - 10, top - 16, width + 20, 20, INK)
        windows(
            canvas,
            x + 28,
            top + 40,
            (width - 70) // 62,
            (720 - top) // 78,
            (62, 78),
            (40, 48),
            chance,
            "#ffe1a0",
            "#7d8fd0",
            0.55,
        )
    canvas.circle(855, 250, 66, FRANCE)
    for size in ((22, 84), (84, 22)):
        canvas.box(855 - size[0] / 2, 250 - size[1] / 2, *size, WHITE, radius=5)
    canvas.glow(855, 740, 320, "#ffe6b0", 0.9)
    canvas.box(730, 640, 250, 150, "#ffefc9")
    for x in (730, 812, 894, 972):
        canvas.box(x, 640, 8, 150, FRANCE)
    canvas.box(690, 616, 330, 30, FRANCE, radius=8)
    canvas.box(0, 780, 1600, 220, "#3d3a86")
    canvas.box(0, 780, 1600, 30, "#5650a4")
    canvas.polygon([(730, 780), (980, 780), (1180, 1000), (560, 1000)], "#ffdf9e", 0.28)
    for x in range(0, 1600, 170):
        canvas.box(x, 900, 96, 12, WHITE, radius=4, alpha=0.7)
    _ambulance(canvas, 1200, 880)
    walker(canvas, 610, 900, 230, CORAL, "#6a3f2b", stride=-1, bag=SUN)
    walker(canvas, 470, 905, 220, CUMULUS, "#f7d7c4", "#d9d9e2", stride=-1)
    for x in (90, 230, 1530):
        tree(canvas, x, 800, 300, "#2b4f7a", NAVY)
    lamp_post(canvas, 340, 800, 260)
    lamp_post(canvas, 1120, 800, 260)
    return canvas


def _ambulance(canvas, x, base):
    canvas.box(x, base - 190, 250, 160, WHITE, radius=16)
    canvas.box(x + 220, base - 140, 120, 110, WHITE, radius=26)
    canvas.box(x + 262, base - 124, 60, 46, CUMULUS, radius=10)
    canvas.box(x, base - 92, 340, 22, MARIANNE)
    canvas.box(x + 80, base - 204, 60, 18, IRIS, radius=8)
    canvas.glow(x + 110, base - 200, 90, PERIWINKLE, 0.9)
    for size in ((18, 60), (60, 18)):
        canvas.box(x + 110 - size[0] / 2, base - 134 - size[1] / 2, *size, FRANCE, radius=4)
    for wheel in (64, 276):
        canvas.circle(x + wheel, base - 26, 34, INK)
        canvas.circle(x + wheel, base - 26, 14, LAVENDER)


def court(scale, chance):
    """The steps of the courthouse, wide open."""
    canvas = scene(("#6f9fe0", "#bcd9f4", "#f6ead6"), scale)
    sun(canvas, 1360, 200, 74, "#fff0c2", "#fff0c2", 0.7)
    cloud(canvas, 220, 210, 1.3)
    cloud(canvas, 1180, 300, 0.9)
    stone, shade, light = "#f1e1cd", "#d9c0a8", "#fdf4e7"
    for side in (-1, 1):
        x = 800 + side * 520 - 210
        canvas.box(x, 440, 420, 340, stone)
        canvas.box(x - 14, 420, 448, 30, light)
        for index in range(4):
            canvas.box(x + 40 + index * 94, 500, 56, 120, CUMULUS, radius=28, corners=(True, True, False, False))
            canvas.box(x + 40 + index * 94, 660, 56, 90, CUMULUS)
    canvas.box(420, 380, 760, 400, stone)
    canvas.polygon([(376, 386), (800, 190), (1224, 386)], light)
    canvas.polygon([(450, 370), (800, 214), (1150, 370)], shade)
    _scales(canvas, 800, 300)
    canvas.box(376, 380, 848, 40, light)
    canvas.box(376, 414, 848, 12, shade)
    canvas.box(700, 500, 200, 280, INK, radius=100, corners=(True, True, False, False))
    canvas.glow(800, 680, 200, "#ffdf9e", 0.95)
    canvas.polygon([(700, 560), (640, 600), (640, 790), (700, 780)], FRANCE)
    canvas.polygon([(900, 560), (960, 600), (960, 790), (900, 780)], FRANCE)
    for x in (450, 545, 640, 960, 1055, 1150):
        canvas.box(x - 30, 440, 60, 340, light)
        canvas.box(x + 8, 440, 22, 340, shade)
        canvas.box(x - 42, 424, 84, 22, light, radius=4)
        canvas.box(x - 42, 766, 84, 20, light, radius=4)
    for step in range(7):
        canvas.box(330 - step * 44, 780 + step * 24, 940 + step * 88, 26, mix(light, shade, step % 2 * 0.6))
    canvas.box(0, 946, 1600, 60, "#c3b3c0")
    for x, base, height, coat, skin, hair, stride in (
        (620, 870, 190, MARIANNE, "#8a5638", "#221a1f", 1),
        (1010, 896, 200, TEAL, "#f2c0a5", "#7a4630", -1),
        (760, 850, 180, SUN, "#f7d7c4", "#b8552f", 1),
        (290, 960, 210, FRANCE, "#e0a77c", "#9a9aa6", 1),
    ):
        walker(canvas, x, base, height, coat, skin, hair, stride)
    for x in (90, 1500):
        tree(canvas, x, 950, 420, mix(FOREST, LEAF, 0.3), BARK)
    birds(canvas, [(520, 170), (580, 140), (1060, 190)], INK)
    return canvas


def _scales(canvas, x, y):
    canvas.line([(x, y - 52), (x, y + 52)], FRANCE, 10)
    canvas.line([(x - 92, y - 30), (x + 92, y - 44)], FRANCE, 9)
    canvas.box(x - 40, y + 48, 80, 12, FRANCE, radius=4)
    for side, top in ((-1, y - 28), (1, y - 42)):
        canvas.line([(x + side * 90, top), (x + side * 122, top + 52)], FRANCE, 4)
        canvas.line([(x + side * 90, top), (x + side * 58, top + 52)], FRANCE, 4)
        canvas.slice(x + side * 90, top + 50, 38, 0, 180, MARIANNE)


def village(scale, chance):
    """Market day on the square, and a blue van that brings the counter."""
    canvas = scene(DAY, scale)
    canvas.sky(("#86bdf0", "#d4e8f7", "#fdf3df"))
    sun(canvas, 240, 200, 76, SUN, "#fff0c2", 0.8)
    cloud(canvas, 620, 170, 1.0)
    cloud(canvas, 1330, 230, 1.2)
    canvas.ground([(-20, 470), (300, 330), (640, 430), (1000, 300), (1300, 400), (1640, 330)], mix(LEAF, SKY, 0.55))
    canvas.ground([(-20, 560), (380, 480), (860, 540), (1640, 450)], mix(LEAF, SAND, 0.3))
    walls = (CREAM, "#f7c9a8", "#f3b6a4", SAND, CREAM, MINT, "#f7c9a8")
    for index, wall in enumerate(walls):
        house(
            canvas, index * 236 - 40, 730, 206, chance.randint(230, 320), wall, (BRICK, "#9c4a3a")[index % 2], CUMULUS
        )
    canvas.box(716, 250, 130, 480, CREAM)
    canvas.box(800, 250, 46, 480, SAND)
    canvas.polygon([(700, 256), (781, 110), (862, 256)], INK)
    canvas.circle(781, 330, 38, WHITE)
    canvas.ring(781, 330, 38, INK, 7)
    canvas.line([(781, 330), (781, 306)], INK, 5)
    canvas.line([(781, 330), (800, 330)], INK, 5)
    canvas.box(756, 420, 50, 90, NAVY, radius=25, corners=(True, True, False, False))
    canvas.box(0, 724, 1600, 280, "#eeddc3")
    canvas.ground([(-20, 850), (500, 820), (1100, 850), (1640, 820)], "#f7ebd7")
    _van(canvas, 840, 900)
    for x, fill in ((90, MARIANNE), (340, SUN)):
        for index in range(6):
            canvas.polygon(
                [
                    (x + index * 34, 690),
                    (x + 34 + index * 34, 690),
                    (x + 40 + index * 36 - 8, 752),
                    (x + index * 36 - 8, 752),
                ],
                fill if index % 2 else WHITE,
            )
        for post in (x + 4, x + 198):
            canvas.line([(post, 750), (post, 880)], BARK, 7)
        canvas.box(x - 6, 830, 216, 54, "#a8683f", radius=6)
        for index in range(8):
            canvas.circle(x + 14 + index * 26, 824, 15, (CORAL, LEAF, SUN, MARIANNE)[(index + x) % 4])
    for x, base, height, coat, skin, hair, stride, bag in (
        (640, 920, 210, PLUM, "#f7d7c4", "#d9d9e2", 1, None),
        (730, 950, 220, CORAL, "#b0754b", "#221a1f", 1, SUN),
        (280, 940, 200, TEAL, "#f2c0a5", "#7a4630", -1, MARIANNE),
        (1450, 930, 214, IRIS, "#6a3f2b", "#221a1f", -1, None),
    ):
        walker(canvas, x, base, height, coat, skin, hair, stride, bag)
    bush(canvas, 1540, 1000, 80, LEAF)
    return canvas


def _van(canvas, x, base):
    canvas.box(x, base - 230, 420, 200, FRANCE, radius=26)
    canvas.polygon(
        [
            (x + 400, base - 220),
            (x + 470, base - 200),
            (x + 530, base - 120),
            (x + 530, base - 30),
            (x + 400, base - 30),
        ],
        FRANCE,
    )
    canvas.polygon([(x + 426, base - 190), (x + 462, base - 182), (x + 506, base - 116), (x + 426, base - 116)], SKY)
    canvas.box(x + 46, base - 190, 230, 92, "#ffefc9", radius=8)
    canvas.box(x + 34, base - 100, 254, 16, CREAM, radius=5)
    for index in range(7):
        canvas.polygon(
            [
                (x + 34 + index * 36, base - 232),
                (x + 70 + index * 36, base - 232),
                (x + 66 + index * 37, base - 186),
                (x + 28 + index * 37, base - 186),
            ],
            WHITE if index % 2 else MARIANNE,
        )
    canvas.circle(x + 150, base - 128, 24, "#8a5638")
    canvas.slice(x + 150, base - 132, 27, 180, 360, INK)
    canvas.box(x + 118, base - 108, 64, 22, CORAL, radius=10)
    canvas.box(x, base - 66, 530, 14, WHITE, alpha=0.85)
    for wheel in (96, 432):
        canvas.circle(x + wheel, base - 26, 46, INK)
        canvas.circle(x + wheel, base - 26, 19, LAVENDER)
