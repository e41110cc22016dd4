"""People together: the home page's picture and those of cohorts and teams."""

from eig.demo.pictures.canvas import curve
from eig.demo.pictures.elements import bush, cloud, house, scene, stars, sun, tree, windows
from eig.demo.pictures.palette import (
    APRICOT,
    BARK,
    BLUSH,
    CORAL,
    CREAM,
    CUMULUS,
    DUSK,
    FOREST,
    FRANCE,
    INK,
    IRIS,
    LAVENDER,
    LEAF,
    MARIANNE,
    MINT,
    MIST,
    NAVY,
    PERIWINKLE,
    SAND,
    SKY,
    SUN,
    TEAL,
    WHITE,
    darker,
    lighter,
    mix,
)
from eig.demo.pictures.people import bust


def hero(scale, chance, looks):
    """A team at work before tall windows, the town waking up behind."""
    canvas = scene(("#23238f", "#3c3cb8"), scale)
    canvas.gradient(60, 60, 1480, 640, ("#8fb8f0", "#dbe3f7", "#fddfbc"))
    canvas.glow(1120, 470, 420, "#fff0c9", 0.9)
    canvas.circle(1120, 470, 92, "#fff3d2")
    cloud(canvas, 420, 210, 1.2)
    cloud(canvas, 860, 150, 0.8)
    canvas.ground([(60, 520), (400, 470), (820, 520), (1240, 470), (1540, 510)], "#a9b8e2", bottom=700)
    _skyline(canvas, chance)
    for x in (60, 430, 800, 1170):
        canvas.box(x - 11, 50, 22, 660, "#16167a")
    canvas.box(1529, 50, 22, 660, "#16167a")
    canvas.box(50, 262, 1500, 12, "#16167a")
    canvas.box(50, 44, 1500, 22, "#16167a")
    canvas.box(0, 690, 1600, 26, "#5a5ad6")
    _plant(canvas, 120, 720, 1.3)
    _plant(canvas, 1490, 720, 1.5)
    places = ((250, 640, 0.86), (530, 610, 0.9), (800, 632, 0.9), (1075, 606, 0.9), (1350, 642, 0.86))
    for look, (x, y, size) in zip(looks, places, strict=False):
        bust(canvas, look, x, y, size)
    canvas.polygon([(90, 836), (1510, 836), (1600, 960), (0, 960)], "#e9b983")
    canvas.polygon([(0, 958), (1600, 958), (1600, 1000), (0, 1000)], "#b97f4c")
    for x in (330, 1180):
        _laptop(canvas, x, 850)
    _sketch(canvas, 700, 862)
    for x, fill in ((590, CORAL), (1040, TEAL)):
        canvas.box(x, 826, 50, 62, fill, radius=9)
        canvas.arc(x + 54, 854, 15, 17, 270, 450, fill, 8)
    for index, fill in enumerate((SUN, MINT, PERIWINKLE)):
        canvas.polygon(
            [
                (1400 + index * 22, 866 - index * 3),
                (1470 + index * 22, 862 - index * 3),
                (1490 + index * 22, 916),
                (1412 + index * 22, 920),
            ],
            fill,
        )
    return canvas


def _skyline(canvas, chance):
    for index in range(19):
        x, height = 60 + index * 78, chance.randint(60, 190)
        fill = mix((FRANCE, IRIS, CUMULUS, CORAL)[index % 4], "#d6dcf5", 0.45)
        width = min(74, 1540 - x)
        canvas.box(x, 700 - height, width, height, fill)
        windows(
            canvas, x + 12, 714 - height, 3, height // 30, (20, 28), (10, 14), chance, "#fff0c9", mix(fill, INK, 0.25)
        )
    canvas.polygon([(690, 700), (712, 520), (730, 400), (748, 520), (770, 700)], "#6c74c4")


def _laptop(canvas, x, y):
    canvas.polygon([(x - 96, y - 92), (x + 96, y - 92), (x + 108, y + 24), (x - 108, y + 24)], "#d5d8ec")
    canvas.polygon([(x - 108, y + 24), (x + 108, y + 24), (x + 126, y + 44), (x - 126, y + 44)], "#aeb3d6")
    canvas.circle(x, y - 34, 14, FRANCE)


def _sketch(canvas, x, y):
    canvas.polygon([(x, y), (x + 250, y - 8), (x + 290, y + 74), (x - 30, y + 84)], WHITE)
    canvas.line(curve([(x + 30, y + 54), (x + 80, y + 20), (x + 130, y + 50), (x + 200, y + 18)]), CORAL, 7)
    for dx in (40, 100, 160):
        canvas.box(x + dx, y + 60, 40, 8, LAVENDER, radius=3)
    canvas.line([(x + 262, y + 2), (x + 318, y - 44)], SUN, 11)


def _plant(canvas, x, base, size):
    for dx, dy in ((-70, 150), (-38, 210), (0, 240), (38, 205), (72, 146)):
        tip, side = (x + dx * size, base - dy * size), 18 * size
        canvas.blob(
            [
                (x, base),
                (x + dx * 0.4 * size - side, base - dy * 0.5 * size),
                tip,
                (x + dx * 0.7 * size + side, base - dy * 0.5 * size),
            ],
            TEAL if dx % 4 else LEAF,
        )
    canvas.polygon(
        [
            (x - 56 * size, base - 10),
            (x + 56 * size, base - 10),
            (x + 40 * size, base + 100),
            (x - 40 * size, base + 100),
        ],
        CORAL,
    )


def crowd(canvas, looks, bottom, size=0.56):
    """Everyone in two or three rows, the last row first so that the first one stands before it."""
    rows = 2 if len(looks) < 10 else 3
    share = -(-len(looks) // rows)
    for row in range(rows):
        members = looks[row * share : (row + 1) * share]
        step = min(270, 1380 / max(1, len(members)))
        left = 800 - step * (len(members) - 1) / 2
        y = bottom - (rows - 1 - row) * 178 * size / 0.56
        for index, look in enumerate(members):
            bust(canvas, look, left + index * step, y, size * (0.88 + 0.06 * row))


def on_steps(scale, chance, looks):
    """A cohort on the steps of a ministry."""
    canvas = scene(("#6fa4e6", "#c6def5", "#fbf0dd"), scale)
    sun(canvas, 230, 190, 70, "#fff0c2", "#fff0c2", 0.8)
    cloud(canvas, 1340, 170, 1.1)
    stone, light, shade = "#efdcc4", CREAM, "#d6bd9f"
    canvas.box(120, 250, 1360, 760, stone)
    canvas.box(90, 220, 1420, 44, light)
    canvas.box(90, 258, 1420, 10, shade)
    for index in range(7):
        x = 190 + index * 190
        canvas.box(x, 320, 84, 260, CUMULUS, radius=42, corners=(True, True, False, False))
        canvas.box(x + 38, 320, 8, 260, light)
        canvas.box(x, 430, 84, 8, light)
        canvas.box(x - 14, 580, 112, 16, light)
    for index, fill in enumerate((FRANCE, WHITE, MARIANNE)):
        canvas.box(752 + index * 33, 76, 34, 74, fill)
    canvas.line([(750, 70), (750, 222)], INK, 8)
    for step in range(6):
        canvas.box(0, 640 + step * 62, 1600, 64, mix(light, shade, 0.15 + step % 2 * 0.5))
    tree(canvas, 60, 800, 520, mix(FOREST, LEAF, 0.25), BARK)
    tree(canvas, 1540, 800, 560, mix(FOREST, LEAF, 0.35), BARK)
    crowd(canvas, looks, 810)
    return canvas


def in_garden(scale, chance, looks):
    """A cohort under the limes, one afternoon."""
    canvas = scene(("#bfe0f5", "#eaf4f2", "#fdf3dc"), scale)
    sun(canvas, 1240, 200, 80, SUN, "#fff0c2", 0.9)
    canvas.ground([(-20, 520), (400, 440), (900, 510), (1640, 430)], mix(LEAF, SKY, 0.5))
    house(canvas, 980, 560, 300, 260, CREAM, "#c24d3c", CUMULUS)
    canvas.ground([(-20, 600), (400, 560), (900, 600), (1640, 540)], mix(LEAF, SUN, 0.2))
    for x, height in ((120, 560), (420, 420), (760, 360), (1500, 600)):
        tree(canvas, x, 640, height, mix(FOREST, LEAF, chance.uniform(0.1, 0.5)), BARK)
    lamps = curve([(60, 250), (320, 340), (620, 300), (900, 360), (1220, 310), (1560, 270)])
    canvas.line(lamps, INK, 4)
    for index, (x, y) in enumerate(lamps[::4]):
        canvas.circle(x, y + 18, 15, (SUN, CORAL, PERIWINKLE, MINT)[index % 4])
    canvas.ground([(-20, 700), (500, 660), (1100, 700), (1640, 650)], LEAF)
    for _index in range(60):
        x, y = chance.uniform(0, 1600), chance.uniform(720, 1000)
        canvas.circle(x, y, 6, chance.choice((WHITE, SUN, BLUSH)))
    crowd(canvas, looks, 790, 0.66)
    bush(canvas, 40, 1000, 80, FOREST)
    return canvas


def on_roof(scale, chance, looks):
    """A cohort-to-be on a roof at dusk, the town alight below."""
    canvas = scene(DUSK, scale)
    stars(canvas, chance, 360, 70)
    sun(canvas, 420, 520, 100, "#ffcf8a", APRICOT, 0.9)
    for rank in range(2):
        for index in range(20):
            x, height = index * 86 - 20 + rank * 34, chance.randint(120, 300) - rank * 70
            fill = mix("#3d2f8c", "#c4628b", 0.35 - rank * 0.3)
            canvas.box(x, 700 - height, 74, height + 80, fill)
            windows(
                canvas,
                x + 12,
                716 - height,
                3,
                height // 34,
                (20, 30),
                (11, 15),
                chance,
                "#ffdf9e",
                darker(fill, 0.2),
                0.4,
            )
    canvas.polygon([(1150, 700), (1186, 430), (1206, 290), (1226, 430), (1262, 700)], "#2a2270")
    canvas.circle(1206, 284, 8, MARIANNE)
    canvas.box(0, 690, 1600, 320, "#2b2470")
    canvas.box(0, 676, 1600, 22, "#5a4fb0")
    for index in range(28):
        canvas.line([(index * 60 + 10, 570), (index * 60 + 10, 680)], "#191552", 6)
    canvas.box(0, 560, 1600, 14, "#191552")
    string = curve([(-20, 120), (360, 250), (800, 190), (1240, 260), (1620, 110)])
    canvas.line(string, "#191552", 4)
    for x, y in string[::3]:
        canvas.glow(x, y + 16, 44, "#ffe1a0", 0.8)
        canvas.circle(x, y + 16, 10, "#fff1c4")
    crowd(canvas, looks, 780, 0.68)
    return canvas


ROOMS = (
    (MIST, "#f9d9c0", LAVENDER),
    ("#fbe6d4", "#f6c9bd", "#f9d98f"),
    ("#d9efe6", MINT, "#f9d9c0"),
    ("#dbe8fb", SKY, "#f6c9bd"),
)


def _bars(canvas, chance):
    canvas.box(540, 110, 520, 350, WHITE, radius=18)
    for index, fill in enumerate((CORAL, SUN, TEAL, IRIS, FRANCE)):
        height = 70 + index * 32 + chance.randint(-24, 24)
        canvas.box(610 + index * 78, 420 - height, 50, height, fill, radius=8)


def _map(canvas, chance):
    canvas.box(540, 110, 520, 350, WHITE, radius=18)
    canvas.box(564, 134, 472, 302, SKY, radius=10)
    canvas.blob([(620, 340), (650, 220), (760, 180), (900, 190), (980, 270), (930, 380), (780, 410)], LEAF)
    canvas.line(curve([(600, 250), (720, 300), (830, 260), (1010, 330)]), WHITE, 9)
    for _index in range(4):
        x, y = chance.randint(680, 920), chance.randint(230, 350)
        canvas.polygon([(x - 20, y - 40), (x + 20, y - 40), (x, y)], MARIANNE)
        canvas.circle(x, y - 46, 22, MARIANNE)
        canvas.circle(x, y - 46, 8, WHITE)


def _shelf(canvas, chance):
    for y in (220, 420):
        x = 500
        while x < 1080:
            width, height = chance.randint(22, 50), chance.randint(100, 165)
            canvas.box(x, y - height, width, height, chance.choice((CORAL, FRANCE, TEAL, SUN, IRIS, CREAM)), radius=5)
            x += width + 6
        canvas.box(480, y, 640, 16, BARK, radius=6)


def _window(canvas, chance):
    canvas.box(520, 80, 560, 400, WHITE, radius=14)
    canvas.gradient(540, 100, 520, 360, ("#8fc3ea", "#fdf0d5"))
    canvas.circle(chance.randint(640, 940), 210, 46, "#fff3d2")
    canvas.ground([(540, 380), (680, 320), (820, 370), (1060, 300)], LEAF, bottom=460)
    canvas.ground([(540, 430), (720, 400), (1060, 420)], FOREST, bottom=460)
    canvas.box(792, 90, 16, 380, WHITE)


BOARDS = {"bars": _bars, "map": _map, "shelf": _shelf, "window": _window}


def duo(scale, chance, looks):
    """Two or three colleagues in conversation, papers between them."""
    wall, first, second = chance.choice(ROOMS)
    canvas = scene((lighter(wall, 0.4), wall), scale)
    canvas.circle(chance.randint(240, 420), chance.randint(200, 330), 250, first)
    canvas.circle(chance.randint(1180, 1360), chance.randint(240, 380), 320, second)
    BOARDS[chance.choice(sorted(BOARDS))](canvas, chance)
    left = 800 - 410 * (len(looks) - 1) / 2
    for index, look in enumerate(looks):
        bust(canvas, look, left + index * 410, 560, 1.05)
    canvas.box(0, 880, 1600, 120, "#c99a6b")
    canvas.box(0, 872, 1600, 16, "#e0b98c")
    for x, fill in ((520, SAND), (980, WHITE), (250, MINT)):
        canvas.polygon([(x, 900), (x + 190, 896), (x + 220, 960), (x - 20, 966)], fill)
        for line in range(3):
            canvas.line([(x + 24, 916 + line * 15), (x + 150 - line * 26, 914 + line * 15)], mix(fill, NAVY, 0.4), 5)
    return canvas
