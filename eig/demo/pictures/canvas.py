"""A sheet to draw on in the picture's own units, kept larger than its result so that edges come out smooth."""

import random

from PIL import Image, ImageDraw

from eig.demo.pictures.palette import mix, rgb

SHARPNESS = 2  # pixels drawn for each pixel kept, in each direction


def chance_for(seed):
    """A source of chance that draws the same for the same seed, so that a picture is always the same."""
    return random.Random(seed)  # noqa: S311 - for drawing, not for secrets


def curve(points, steps=10, closed=False):
    """Points of a smooth line through the given ones (Catmull-Rom)."""
    given = list(points)
    around = [given[-1], *given, given[0], given[1]] if closed else [given[0], *given, given[-1]]
    smooth = []
    for before, start, end, after in zip(around, around[1:], around[2:], around[3:], strict=False):
        for step in range(steps):
            share = step / steps
            smooth.append(tuple(_between(before[i], start[i], end[i], after[i], share) for i in (0, 1)))
    return smooth if closed else [*smooth, given[-1]]


def _between(before, start, end, after, share):
    linear = end - before
    square = 2 * before - 5 * start + 4 * end - after
    cube = 3 * start - before - 3 * end + after
    return 0.5 * (2 * start + linear * share + square * share**2 + cube * share**3)


class Canvas:
    """`width` × `height` units; `scale` is the number of final pixels a unit."""

    def __init__(self, width, height, background="#ffffff", scale=1.0):
        self.width, self.height, self.scale = width, height, scale
        self.factor = scale * SHARPNESS
        self.sheet = Image.new("RGB", (round(width * self.factor), round(height * self.factor)), background)
        self._ink()

    def _ink(self):
        self.pen = ImageDraw.Draw(self.sheet, "RGBA")

    def finish(self):
        """The picture at its final size."""
        size = (round(self.width * self.scale), round(self.height * self.scale))
        return self.sheet.resize(size, Image.Resampling.BOX)

    def _place(self, points):
        return [(x * self.factor, y * self.factor) for x, y in points]

    @staticmethod
    def _colour(fill, alpha):
        return (*rgb(fill), round(alpha * 255))

    def polygon(self, points, fill, alpha=1.0):
        self.pen.polygon(self._place(points), fill=self._colour(fill, alpha))

    def blob(self, points, fill, alpha=1.0):
        """A closed shape with a smooth outline."""
        self.polygon(curve(points, closed=True), fill, alpha)

    def ground(self, points, fill, alpha=1.0, bottom=None):
        """A smooth skyline filled down to the bottom."""
        bottom = self.height if bottom is None else bottom
        line = curve(points)
        self.polygon([(line[0][0], bottom), *line, (line[-1][0], bottom)], fill, alpha)

    def ellipse(self, x, y, rx, ry, fill, alpha=1.0):
        if rx > 0 and ry > 0:
            self.pen.ellipse(self._place([(x - rx, y - ry), (x + rx, y + ry)]), fill=self._colour(fill, alpha))

    def circle(self, x, y, radius, fill, alpha=1.0):
        self.ellipse(x, y, radius, radius, fill, alpha)

    def ring(self, x, y, radius, fill, width, alpha=1.0):
        self.arc(x, y, radius, radius, 0, 360, fill, width, alpha)

    def arc(self, x, y, rx, ry, start, end, fill, width, alpha=1.0):
        """Part of an ellipse's outline, in degrees clockwise from three o'clock."""
        half = width / 2
        outer = self._place([(x - rx - half, y - ry - half), (x + rx + half, y + ry + half)])
        self.pen.arc(outer, start, end, fill=self._colour(fill, alpha), width=max(1, round(width * self.factor)))

    def slice(self, x, y, radius, start, end, fill, alpha=1.0):
        outer = self._place([(x - radius, y - radius), (x + radius, y + radius)])
        self.pen.pieslice(outer, start, end, fill=self._colour(fill, alpha))

    def box(self, x, y, width, height, fill, radius=0, alpha=1.0, corners=None):
        if width <= 0 or height <= 0:
            return
        outer = self._place([(x, y), (x + width, y + height)])
        self.pen.rounded_rectangle(outer, radius=radius * self.factor, fill=self._colour(fill, alpha), corners=corners)

    def line(self, points, fill, width, alpha=1.0, smooth=False):
        """A line with round ends; keep it opaque where it bends, for ends and joints overlap it."""
        points = curve(points) if smooth else points
        colour = self._colour(fill, alpha)
        self.pen.line(self._place(points), fill=colour, width=max(1, round(width * self.factor)), joint="curve")
        if alpha == 1.0:
            for x, y in (points[0], points[-1]):
                self.circle(x, y, width / 2, fill)

    def gradient(self, x, y, width, height, stops):
        """A box of colours running from top to bottom."""
        left, top = round(x * self.factor), round(y * self.factor)
        size = (max(1, round(width * self.factor)), max(1, round(height * self.factor)))
        self.sheet.paste(_column(stops, size[1]).resize(size), (left, top))

    def sky(self, stops, horizon=None):
        self.gradient(0, 0, self.width, horizon or self.height, stops)

    def glow(self, x, y, radius, fill, strength=0.6):
        """Light that fades away from a point."""
        side = max(2, round(2 * radius * self.factor))
        fading = Image.radial_gradient("L").point(lambda value: round(max(0, 1 - value / 181) ** 2 * 255 * strength))
        mask = fading.resize((side, side), Image.Resampling.BILINEAR)
        corner = (round((x - radius) * self.factor), round((y - radius) * self.factor))
        self.sheet.paste(Image.new("RGB", (side, side), rgb(fill)), corner, mask)


def _column(stops, height):
    """A one-pixel wide image of the colours, evenly spread."""
    last = len(stops) - 1
    column = Image.new("RGB", (1, height))
    for row in range(height):
        position = row / max(1, height - 1) * last
        index = min(int(position), max(0, last - 1))
        column.putpixel((0, row), rgb(mix(stops[index], stops[min(index + 1, last)], position - index)))
    return column
