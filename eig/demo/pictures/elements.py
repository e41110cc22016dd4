"""What many scenes hold: light, clouds, water, trees, houses, passers-by."""

import math

from eig.demo.pictures.canvas import Canvas, curve
from eig.demo.pictures.palette import CREAM, FOREST, NAVY, PERIWINKLE, SUN, WHITE, darker, lighter

WIDTH, HEIGHT = 1600, 1000


def scene(stops, scale, horizon=None):
    """A sheet with a sky that goes down to the horizon."""
    canvas = Canvas(WIDTH, HEIGHT, stops[-1], scale)
    canvas.sky(stops, horizon)
    return canvas


def sun(canvas, x, y, radius, fill=SUN, halo=None, strength=0.75):
    canvas.glow(x, y, radius * 5, halo or lighter(fill, 0.4), strength)
    canvas.circle(x, y, radius, fill)


def moon(canvas, x, y, radius, fill=CREAM):
    """A crescent, lit from the left."""
    canvas.glow(x, y, radius * 4, PERIWINKLE, 0.55)
    outer = [(x + radius * math.cos(a), y + radius * math.sin(a)) for a in _turns(50, 310)]
    inner = [(x + radius * 0.45 + radius * 0.8 * math.cos(a), y + radius * 0.8 * math.sin(a)) for a in _turns(287, 73)]
    canvas.polygon([*outer, *inner], fill)


def _turns(first, last, steps=40):
    """Angles from one to the other, in radians."""
    return [math.radians(first + (last - first) * step / steps) for step in range(steps + 1)]


def stars(canvas, chance, bottom, count=70):
    for _index in range(count):
        x, y = chance.uniform(0, WIDTH), chance.uniform(0, bottom)
        canvas.circle(x, y, chance.choice((1.5, 2, 3)), WHITE, chance.uniform(0.35, 0.9))


def cloud(canvas, x, y, size, fill=WHITE, alpha=0.85):
    """Flat-bottomed, drawn in one piece so that its parts do not show through one another."""
    top = [(-150, 0), (-140, -34), (-92, -46), (-74, -86), (-14, -104), (36, -76), (86, -74), (108, -40), (150, -30)]
    points = [*curve(top), (160, 0)]
    canvas.polygon([(x + dx * size, y + dy * size) for dx, dy in points], fill, alpha)


def birds(canvas, places, fill=NAVY, size=1.0):
    for x, y in places:
        wing = [(x - 22 * size, y - 6 * size), (x - 10 * size, y - 12 * size), (x, y)]
        canvas.line(wing, fill, 4 * size, smooth=True)
        canvas.line([(2 * x - a, b) for a, b in wing], fill, 4 * size, smooth=True)


def ripples(canvas, chance, top, bottom, fill=WHITE, count=60, alpha=0.35):
    """Short strokes of light on water, longer as they come near."""
    for _index in range(count):
        depth = chance.random()
        y = top + (bottom - top) * depth**1.4
        length = (14 + 110 * depth) * chance.uniform(0.5, 1.3)
        x = chance.uniform(-40, WIDTH)
        canvas.box(x, y, length, 2 + 5 * depth, fill, radius=3, alpha=alpha * chance.uniform(0.4, 1))


def reflection(canvas, chance, x, top, bottom, fill, spread=120):
    """The path of light under a sun."""
    y = top
    while y < bottom:
        depth = (y - top) / (bottom - top)
        half = (26 + spread * depth) * chance.uniform(0.5, 1.1)
        canvas.box(x - half + chance.uniform(-20, 20), y, 2 * half, 4 + 6 * depth, fill, radius=5, alpha=0.55)
        y += 13 + 20 * depth


def pine(canvas, x, base, height, fill, trunk=None):
    if trunk:
        canvas.box(x - height * 0.03, base - height * 0.16, height * 0.06, height * 0.18, trunk)
    for level in range(3):
        half = height * (0.15 + 0.055 * level)
        top, bottom = base - height * (1 - 0.22 * level), base - height * (0.52 - 0.21 * level)
        canvas.polygon([(x, top), (x + half, bottom), (x - half, bottom)], fill)
        canvas.polygon([(x, top), (x + half, bottom), (x + half * 0.1, bottom)], darker(fill, 0.14))


def tree(canvas, x, base, height, fill=FOREST, trunk=NAVY):
    """A broad-leaved tree: a trunk with two branches, a crown lit from the left."""
    canvas.line([(x, base), (x, base - height * 0.55)], trunk, height * 0.055)
    canvas.line([(x, base - height * 0.3), (x + height * 0.13, base - height * 0.48)], trunk, height * 0.03)
    canvas.line([(x, base - height * 0.36), (x - height * 0.12, base - height * 0.52)], trunk, height * 0.03)
    for dx, dy, radius in ((-0.17, 0.56, 0.19), (0.18, 0.58, 0.18), (0, 0.76, 0.24), (0, 0.55, 0.2)):
        canvas.circle(x + dx * height, base - dy * height, radius * height, fill)
    for dx, dy, radius in ((-0.2, 0.6, 0.1), (-0.06, 0.84, 0.12), (0.1, 0.64, 0.07)):
        canvas.circle(x + dx * height, base - dy * height, radius * height, lighter(fill, 0.16))


def windows(canvas, x, y, columns, rows, step, size, chance=None, lit=SUN, dark=NAVY, share=0.5):
    """A grid of windows, some of them lit."""
    for row in range(rows):
        for column in range(columns):
            fill = lit if chance is None or chance.random() < share else dark
            canvas.box(x + column * step[0], y + row * step[1], size[0], size[1], fill, radius=3)


def house(canvas, x, base, width, height, wall, roof, lit=SUN):
    """A gabled house with a door and two windows."""
    eave = base - height * 0.62
    canvas.box(x, eave, width, height * 0.62, wall)
    canvas.box(x + width * 0.62, eave, width * 0.38, height * 0.62, darker(wall, 0.08))
    canvas.polygon([(x - width * 0.06, eave), (x + width * 0.5, base - height), (x + width * 1.06, eave)], roof)
    canvas.box(x + width * 0.74, base - height * 0.97, width * 0.1, height * 0.24, darker(roof, 0.2))
    pane = width * 0.17
    for share in (0.14, 0.69):
        canvas.box(x + width * share, eave + height * 0.13, pane, pane * 1.25, lit, radius=3)
    door = (x + width * 0.41, base - height * 0.34, width * 0.18, height * 0.34)
    canvas.box(*door, darker(roof, 0.3), radius=width * 0.06, corners=(True, True, False, False))


def walker(canvas, x, base, height, coat, skin="#8a5638", hair="#221a1f", stride=1, bag=None):
    """Someone on their way, seen from the side, facing `stride`."""
    unit = height / 10
    legs = darker(coat, 0.55)
    canvas.line([(x, base - 4.4 * unit), (x + stride * 1.3 * unit, base - 0.2 * unit)], legs, 1.05 * unit)
    canvas.line([(x, base - 4.4 * unit), (x - stride * 1.3 * unit, base - 0.2 * unit)], darker(legs, 0.2), 1.05 * unit)
    for side in (1, -1):
        foot = x + side * 1.3 * unit
        canvas.line([(foot, base), (foot + stride * 0.7 * unit, base)], NAVY, 0.6 * unit)
    body = [(-1.25, 3.6), (-1.2, 6.6), (-0.7, 8), (0.7, 8), (1.2, 6.6), (1.25, 3.6)]
    canvas.blob([(x + dx * unit, base - dy * unit) for dx, dy in body], coat)
    canvas.line([(x, base - 7.2 * unit), (x + stride * 1.6 * unit, base - 4.8 * unit)], darker(coat, 0.18), 0.85 * unit)
    canvas.circle(x + stride * 1.75 * unit, base - 4.6 * unit, 0.45 * unit, skin)
    canvas.circle(x + stride * 0.1 * unit, base - 9 * unit, 0.98 * unit, skin)
    canvas.slice(x, base - 9.12 * unit, 1.12 * unit, 170 if stride > 0 else 180, 360 if stride > 0 else 370, hair)
    canvas.circle(x - stride * 0.55 * unit, base - 9.1 * unit, 0.7 * unit, hair)
    if bag:
        canvas.box(x - stride * 1.5 * unit - 0.9 * unit, base - 7.2 * unit, 1.8 * unit, 2.6 * unit, bag, 0.5 * unit)


def bush(canvas, x, base, size, fill):
    for dx, radius in ((-0.8, 0.5), (0, 0.75), (0.8, 0.5)):
        canvas.slice(x + dx * size, base, radius * size, 180, 360, fill)


def lamp_post(canvas, x, base, height, fill=NAVY, light=SUN):
    canvas.glow(x, base - height, height * 0.6, light, 0.6)
    canvas.line([(x, base), (x, base - height)], fill, 8)
    canvas.circle(x, base - height, 17, lighter(light, 0.4))


def star(canvas, x, y, radius, fill, points=5, inner=0.45, turn=-90):
    outline = []
    for index in range(points * 2):
        angle = math.radians(turn + index * 180 / points)
        reach = radius if index % 2 == 0 else radius * inner
        outline.append((x + math.cos(angle) * reach, y + math.sin(angle) * reach))
    canvas.polygon(outline, fill)
