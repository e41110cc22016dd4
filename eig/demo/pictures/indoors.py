"""Indoors: shelves of archives, the museum's reserve, walls of notes, stages and screens."""

import math

from eig.demo.pictures.canvas import curve
from eig.demo.pictures.elements import scene, star
from eig.demo.pictures.palette import (
    APRICOT,
    BARK,
    BLUSH,
    BRICK,
    CARAMEL,
    CORAL,
    CREAM,
    CUMULUS,
    FRANCE,
    INK,
    IRIS,
    LAVENDER,
    LEAF,
    MARIANNE,
    MINT,
    MIST,
    PERIWINKLE,
    PLUM,
    SKY,
    SUN,
    TEAL,
    WHITE,
    darker,
    lighter,
    mix,
)
from eig.demo.pictures.people import Look, bust

SPINES = (BRICK, FRANCE, CARAMEL, TEAL, PLUM, SUN, INK, CORAL, "#8a6d3b", IRIS)


def archive(scale, chance):
    """Shelves up to the vault, and a register open under the lamp."""
    canvas = scene(("#2a1b4a", "#5a3565", "#8a4f5f"), scale)
    canvas.polygon([(640, 300), (960, 300), (960, 700), (640, 700)], "#f9c98a")
    canvas.glow(800, 420, 420, "#ffe2a8", 0.9)
    canvas.slice(800, 306, 160, 180, 360, "#ffe9bf")
    for x in (716, 800, 884):
        canvas.line([(x, 170), (x, 560)], BARK, 8)
    canvas.line([(640, 400), (960, 400)], BARK, 8)
    for side in (-1, 1):
        _shelves(canvas, chance, side)
    canvas.polygon([(640, 690), (960, 690), (1500, 1000), (100, 1000)], "#7a4440")
    for index in range(-3, 4):
        canvas.line([(800 + index * 46, 690), (800 + index * 210, 1000)], "#653536", 4)
    canvas.polygon([(380, 800), (1220, 800), (1330, 900), (270, 900)], "#b9743f")
    canvas.polygon([(270, 900), (1330, 900), (1330, 946), (270, 946)], "#8f5530")
    _register(canvas, chance)
    canvas.polygon([(1080, 830), (1170, 830), (1156, 816), (1094, 816)], INK)
    canvas.line([(1125, 820), (1125, 640), (1020, 590)], INK, 11)
    canvas.glow(990, 690, 330, "#fff1c4", 0.75)
    canvas.polygon([(1050, 556), (1006, 640), (926, 620), (990, 546)], FRANCE)
    canvas.circle(350, 830, 8, WHITE)
    canvas.box(330, 760, 74, 84, TEAL, radius=8)
    for dx, fill in ((346, SUN), (366, MARIANNE), (386, CREAM)):
        canvas.line([(dx, 764), (dx + (dx - 366) * 0.5, 690)], fill, 8)
    return canvas


def _shelves(canvas, chance, side):
    for row in range(6):
        near_top, near_bottom = 20 + row * 152, 156 + row * 152
        far_top, far_bottom = 250 + row * 70, 312 + row * 70
        left = 800 + side * 830
        right = 800 + side * 176
        steps = 22
        for index in range(steps):
            spots = [(index / steps) ** 0.75, ((index + 0.9) / steps) ** 0.75]
            xs = [left + (right - left) * spot for spot in spots]
            lean = chance.uniform(0.0, 0.22)
            tops = [near_top + (far_top - near_top) * spot + lean * 120 * (1 - spot * 0.6) for spot in spots]
            bottoms = [near_bottom + (far_bottom - near_bottom) * spot for spot in spots]
            fill = mix(chance.choice(SPINES), "#4a2a50", 0.12 + 0.35 * spots[0])
            canvas.polygon([(xs[0], tops[0]), (xs[1], tops[1]), (xs[1], bottoms[1]), (xs[0], bottoms[0])], fill)
            mark = [top + (bottom - top) * 0.25 for top, bottom in zip(tops, bottoms, strict=True)]
            canvas.polygon(
                [(xs[0], mark[0]), (xs[1], mark[1]), (xs[1], mark[1] + 9), (xs[0], mark[0] + 11)], CREAM, 0.55
            )
        canvas.polygon(
            [(left, near_bottom), (right, far_bottom), (right, far_bottom + 7), (left, near_bottom + 16)], "#d99a5b"
        )


def _register(canvas, chance):
    canvas.polygon([(560, 866), (800, 846), (1040, 866), (1010, 768), (800, 752), (590, 768)], BRICK)
    canvas.polygon([(574, 856), (800, 836), (800, 744), (602, 758)], CREAM)
    canvas.polygon([(1026, 856), (800, 836), (800, 744), (998, 758)], "#f7e6cd")
    for row in range(6):
        y = 770 + row * 13
        canvas.line([(620 - row * 4, y), (770 - chance.randint(0, 40), y - 8)], "#8a6a58", 4)
        canvas.line([(834, y - 8), (960 + row * 4 - chance.randint(0, 40), y)], "#8a6a58", 4)
    canvas.polygon([(846, 762), (930, 768), (934, 784), (846, 778)], SUN, 0.75)
    canvas.polygon([(640, 796), (720, 789), (722, 806), (636, 813)], PERIWINKLE, 0.8)


def museum(scale, chance):
    """A whale under the glass roof of the gallery."""
    canvas = scene(("#9ecbee", "#d8e8f2", "#f7efe0"), scale)
    for index in range(-9, 10):
        canvas.line([(800 + index * 60, 0), (800 + index * 180, 420)], WHITE, 7)
    for y in (60, 150, 262):
        canvas.line([(0, y), (1600, y)], WHITE, 6)
    for level, top in ((0, 400), (1, 620)):
        canvas.box(0, top, 1600, 34, "#c99a6b")
        canvas.box(0, top + 34, 1600, 186, mix("#5a3f6b", "#c99a6b", 0.25 + level * 0.1))
        for index in range(13):
            x = index * 128 + 10
            canvas.box(
                x,
                top + 50,
                104,
                170,
                "#ffdba0" if chance.random() < 0.55 else "#a77f8f",
                radius=52,
                corners=(True, True, False, False),
            )
        for index in range(14):
            canvas.box(index * 128 - 14, top + 30, 22, 196, "#e9c394")
        for index in range(80):
            canvas.line([(index * 20 + 6, top - 40), (index * 20 + 6, top)], INK, 3)
        canvas.box(0, top - 46, 1600, 9, INK)
    canvas.box(0, 840, 1600, 160, "#e8d3b5")
    for index in range(-8, 9):
        canvas.line([(800 + index * 120, 840), (800 + index * 240, 1000)], "#d6bb96", 4)
    _whale(canvas)
    for x, top, height, fill in ((150, 800, 130, BRICK), (1440, 790, 140, TEAL)):
        canvas.box(x - 66, top + height - 30, 132, 60, INK, radius=6)
        canvas.box(x - 56, top - 40, 112, height + 12, SKY, radius=8, alpha=0.75)
        canvas.blob(
            [(x, top - 10), (x + 34, top + 30), (x + 20, top + 84), (x - 22, top + 84), (x - 34, top + 30)], fill
        )
        canvas.arc(x, top + 34, 20, 20, 200, 520, lighter(fill, 0.5), 6)
    for index, x in enumerate((470, 560, 1010)):
        look = (
            Look(skin="amber", hair="curls", colour="black", cloth=FRANCE),
            Look(skin="ivory", hair="bob", colour="copper", cloth=CORAL),
            Look(skin="umber", hair="bun", colour="black", cloth=TEAL),
        )[index]
        bust(canvas, look, x, 890, 0.42)
    return canvas


def _whale(canvas):
    bone, shade = "#fbf5e9", "#dccbb8"
    for x, y in ((430, 0), (800, 0), (1120, 0)):
        canvas.line([(x, y), (x, 420)], INK, 3)
    spine = curve([(300, 380), (560, 360), (860, 400), (1120, 470), (1320, 430), (1420, 340)])
    for index in range(13):
        x = 500 + index * 46
        y = 372 + (index - 2) ** 2 * 0.55
        drop = 176 - abs(index - 4) * 13
        canvas.line(
            [(x, y), (x + 34, y + drop * 0.6), (x + 6, y + drop)], shade if index % 2 else bone, 13, smooth=True
        )
    canvas.line(spine, bone, 30)
    for index in range(0, len(spine), 2):
        x, y = spine[index]
        canvas.line([(x, y - 26), (x, y + 20)], bone, 11)
    canvas.blob([(1420, 340), (1500, 250), (1560, 250), (1470, 360), (1530, 440), (1480, 450), (1400, 390)], bone)
    skull = [(350, 330), (420, 330), (440, 400), (380, 440), (240, 448), (90, 476), (80, 456), (210, 380)]
    canvas.blob(skull, bone)
    canvas.blob([(390, 450), (300, 486), (120, 520), (96, 500), (240, 462), (360, 430)], shade)
    canvas.circle(376, 388, 18, "#8a6a78")
    canvas.line([(520, 440), (500, 540), (440, 610)], bone, 24, smooth=True)
    for dx in (-30, 0, 30):
        canvas.line([(450 + dx * 0.2, 600), (420 + dx, 660)], bone, 11)


def notes(scale, chance):
    """A wall of notes at the end of a workshop, and two colleagues who sort them."""
    canvas = scene(("#fdf4e7", "#f6e3cf"), scale)
    canvas.box(0, 860, 1600, 140, "#d9b48f")
    canvas.box(0, 852, 1600, 16, CREAM)
    canvas.box(150, 90, 1300, 620, WHITE, radius=18)
    canvas.box(150, 90, 1300, 92, FRANCE, radius=18, corners=(True, True, False, False))
    for index in range(4):
        canvas.box(196 + index * 322, 118, 180 + index % 2 * 50, 36, PERIWINKLE, radius=8)
        if index:
            canvas.line([(160 + index * 322, 182), (160 + index * 322, 700)], MIST, 6)
    colours = (SUN, CORAL, MINT, PERIWINKLE, APRICOT, SKY)
    for column in range(4):
        for row in range(4 - column % 2):
            for place in range(2):
                x = 200 + column * 322 + place * 134 + chance.uniform(-8, 8)
                y = 214 + row * 122 + chance.uniform(-8, 8)
                _note(canvas, chance, x, y, chance.choice(colours))
    canvas.line(curve([(330, 560), (480, 640), (640, 600), (820, 500)]), MARIANNE, 8)
    canvas.polygon([(838, 486), (800, 494), (826, 524)], MARIANNE)
    star(canvas, 1290, 560, 48, SUN)
    left = Look(skin="cocoa", hair="locs", colour="black", clothes="stripes", cloth=CREAM, accent=FRANCE, smile="open")
    right = Look(skin="ivory", hair="bun", colour="copper", clothes="dungarees", cloth=TEAL, accent=CREAM, glasses=INK)
    bust(canvas, left, 460, 720, 0.95)
    bust(canvas, right, 1150, 730, 0.95)
    return canvas


def _note(canvas, chance, x, y, fill):
    lean = chance.uniform(-7, 7)
    canvas.polygon([(x + 5, y + 8), (x + 113, y + 8 + lean), (x + 113, y + 108 + lean), (x + 5, y + 108)], INK, 0.10)
    canvas.polygon([(x, y), (x + 106, y + lean), (x + 106 - lean, y + 100 + lean), (x - lean, y + 100)], fill)
    for line in range(3):
        canvas.line(
            [(x + 16, y + 26 + line * 22), (x + 16 + chance.randint(36, 72), y + 26 + line * 22)], darker(fill, 0.35), 6
        )


def stage(scale, chance):
    """The last day: a team on stage, a room that claps."""
    canvas = scene(("#08083c", "#16167a", "#3a2f9c"), scale)
    for x, fill in ((260, PERIWINKLE), (800, "#ffe1a0"), (1340, BLUSH)):
        canvas.polygon([(x - 26, -10), (x + 26, -10), (x + 250, 760), (x - 250, 760)], fill, 0.16)
    canvas.box(330, 110, 940, 460, WHITE, radius=14)
    canvas.box(350, 130, 900, 420, MIST, radius=8)
    canvas.blob([(430, 420), (520, 240), (700, 200), (830, 300), (760, 470), (560, 500)], LEAF)
    canvas.line(curve([(420, 340), (560, 380), (700, 300), (860, 360)]), CUMULUS, 14)
    for x, y in ((540, 300), (680, 420), (610, 250)):
        canvas.polygon([(x - 22, y - 50), (x + 22, y - 50), (x, y)], MARIANNE)
        canvas.circle(x, y - 56, 24, MARIANNE)
        canvas.circle(x, y - 56, 9, WHITE)
    for index, height in enumerate((70, 110, 90, 170, 220, 290)):
        canvas.box(920 + index * 50, 500 - height, 34, height, FRANCE if index < 5 else CORAL, radius=6)
    canvas.box(900, 506, 320, 6, INK)
    canvas.polygon([(90, 760), (1510, 760), (1600, 860), (0, 860)], "#5d46a8")
    canvas.box(0, 856, 1600, 150, "#0b0b4a")
    looks = (
        Look(skin="amber", hair="quiff", colour="black", clothes="blazer", cloth=FRANCE, accent=WHITE, smile="open"),
        Look(skin="ebony", hair="braids", colour="black", clothes="dress", cloth=SUN, accent=MARIANNE, smile="open"),
        Look(skin="rose", hair="wavy", colour="chestnut", clothes="turtleneck", cloth=CORAL, glasses=INK),
    )
    for look, x in zip(looks, (540, 800, 1060), strict=True):
        bust(canvas, look, x, 640, 0.62)
    canvas.box(0, 812, 1600, 60, "#2a1f78")
    for row in range(2):
        for index in range(15):
            x, y = index * 116 - 20 + row * 58, 900 + row * 70
            tone = mix("#0b0b4a", "#2c2c8f", chance.random() * 0.6 + (0.1 if row == 0 else 0))
            canvas.circle(x, y, 42, tone)
            canvas.ellipse(x, y + 92, 74, 60, tone)
            if chance.random() < 0.4:
                for side in (-1, 1):
                    canvas.line([(x + side * 60, y + 70), (x + side * 20, y - 56)], tone, 22)
    return canvas


def dashboard(scale, chance):
    """A laptop on a desk: a map and a few plain charts."""
    canvas = scene(("#cfd8fb", "#e9e9fd"), scale)
    canvas.circle(1300, 240, 330, "#f9d9c0")
    canvas.circle(240, 760, 300, "#bfe3d6")
    canvas.box(0, 830, 1600, 170, "#c99a6b")
    canvas.box(0, 824, 1600, 14, "#e0b98c")
    canvas.box(330, 150, 940, 620, INK, radius=28)
    canvas.box(356, 176, 888, 560, WHITE, radius=10)
    canvas.box(356, 176, 888, 60, FRANCE, radius=10, corners=(True, True, False, False))
    for index in range(3):
        canvas.box(900 + index * 110, 196, 84, 20, PERIWINKLE, radius=6)
    canvas.box(380, 194, 150, 24, WHITE, radius=6)
    canvas.box(380, 260, 500, 450, SKY, radius=12)
    layers = ((LEAF, 1.0), (mix(LEAF, SUN, 0.3), 0.72), (mix(LEAF, SUN, 0.6), 0.45))
    for fill, share in layers:
        shape = [(430, 420), (520, 300), (690, 300), (820, 400), (790, 590), (640, 660), (480, 600)]
        canvas.blob([(630 + (x - 630) * share, 480 + (y - 480) * share) for x, y in shape], fill)
    for _index in range(24):
        x, y = 630 + chance.gauss(0, 80), 480 + chance.gauss(0, 66)
        canvas.circle(x, y, chance.choice((7, 10, 14)), chance.choice((MARIANNE, FRANCE, CORAL)), 0.9)
    canvas.box(904, 260, 316, 210, MIST, radius=12)
    values = [chance.uniform(40, 150) for _index in range(7)]
    for index, value in enumerate(sorted(values)):
        canvas.box(928 + index * 40, 450 - value, 26, value, IRIS if index < 6 else MARIANNE, radius=6)
    canvas.box(904, 492, 316, 218, MIST, radius=12)
    canvas.line(curve([(928, 660), (980, 620), (1030, 640), (1090, 570), (1140, 580), (1196, 520)]), TEAL, 9)
    canvas.line(curve([(928, 600), (1000, 610), (1080, 650), (1196, 670)]), CORAL, 7)
    canvas.polygon([(250, 770), (1350, 770), (1400, 826), (200, 826)], "#b7bbd8")
    canvas.polygon([(690, 782), (910, 782), (920, 804), (680, 804)], LAVENDER)
    canvas.box(130, 690, 96, 140, CORAL, radius=14)
    canvas.arc(232, 752, 30, 34, 270, 450, CORAL, 14)
    canvas.box(1430, 720, 90, 112, TEAL, radius=10)
    for lean in (-50, -14, 24, 58):
        canvas.line([(1475, 724), (1475 + lean * 0.6, 650), (1475 + lean, 600)], LEAF, 13, smooth=True)
    return canvas


def phone(scale, chance):
    """A telephone held up: one question at a time, in large type."""
    canvas = scene(("#f9c9a4", "#f7dcc4"), scale)
    canvas.circle(800, 520, 420, "#fbe8d6")
    for index in range(6):
        angle = math.radians(index * 60 + 15)
        canvas.circle(
            800 + math.cos(angle) * 560, 510 + math.sin(angle) * 360, 44, (FRANCE, CORAL, TEAL, SUN, IRIS, PLUM)[index]
        )
        canvas.circle(800 + math.cos(angle) * 560, 510 + math.sin(angle) * 360, 18, CREAM)
    canvas.blob([(940, 600), (1090, 560), (1120, 700), (1060, 1010), (560, 1010), (600, 840)], "#8a5638")
    canvas.box(590, 110, 420, 800, INK, radius=54)
    canvas.box(610, 130, 380, 760, WHITE, radius=38)
    canvas.box(610, 130, 380, 110, FRANCE, radius=38, corners=(True, True, False, False))
    canvas.box(650, 172, 170, 28, WHITE, radius=8)
    canvas.box(650, 280, 300, 30, INK, radius=8)
    canvas.box(650, 326, 220, 30, INK, radius=8)
    for index, fill in enumerate((MIST, LAVENDER, MIST)):
        canvas.box(646, 400 + index * 110, 308, 88, fill, radius=18)
        canvas.ring(688, 444 + index * 110, 19, FRANCE, 6)
        canvas.box(724, 432 + index * 110, 150 + index * 24, 24, mix(INK, fill, 0.3), radius=8)
    canvas.circle(688, 554, 10, FRANCE)
    canvas.box(646, 750, 308, 84, FRANCE, radius=20)
    canvas.box(740, 780, 120, 24, WHITE, radius=8)
    for y in (420, 520, 620, 715):
        canvas.line([(1000, y), (1060, y + 24)], "#8a5638", 62)
        canvas.circle(992, y, 20, mix("#8a5638", "#f2c0a5", 0.5))
    canvas.line([(600, 660), (566, 800)], "#8a5638", 66)
    canvas.blob([(940, 930), (1090, 880), (1130, 1010), (560, 1010), (590, 900)], "#8a5638")
    canvas.polygon([(520, 962), (1160, 962), (1180, 1000), (500, 1000)], TEAL)
    return canvas
