"""The files behind the demo's documents: small real PDFs whose pages are drawn."""

from io import BytesIO

from eig.demo.pictures.canvas import Canvas, chance_for
from eig.demo.pictures.marks import cover
from eig.demo.pictures.palette import CORAL, CREAM, FRANCE, INK, LAVENDER, MIST, PERIWINKLE, SUN, TEAL

DOTS_PER_INCH = 87  # a cover 720 dots wide prints as A4
COVER = {"fill": "#0a0a52", "accent": "#a9a9fb"}


def booklet(key, title, pages, colours=None, scale=1.0):
    """The bytes of a PDF: a cover, then pages of drawn lines and charts."""
    colours = colours or COVER
    sheets = [cover(key, colours["fill"], colours["accent"], scale)]
    sheets += [_page(key, number, scale) for number in range(1, pages)]
    content = BytesIO()
    sheets[0].save(
        content, "PDF", save_all=True, append_images=sheets[1:], resolution=DOTS_PER_INCH * scale, title=title
    )
    return content.getvalue()


def _page(key, number, scale):
    chance = chance_for(f"{key}-{number}")
    canvas = Canvas(720, 1000, "#ffffff", scale)
    canvas.box(70, 70, chance.randint(260, 480), 26, FRANCE, radius=5)
    y = 140
    while y < 860:
        if chance.random() < 0.22 and y < 640:
            _chart(canvas, chance, y)
            y += 230
        for line in range(chance.randint(4, 8)):
            if y < 880:
                canvas.box(70, y, 580 if line else 500, 9, LAVENDER, radius=4)
            y += 24
        y += 26
    canvas.box(330, 930, 60, 8, PERIWINKLE, radius=4)
    return canvas.finish()


def _chart(canvas, chance, y):
    canvas.box(70, y, 580, 200, chance.choice((MIST, CREAM)), radius=12)
    for index in range(9):
        height = chance.uniform(30, 150)
        fill = chance.choice((FRANCE, CORAL, TEAL, SUN))
        canvas.box(110 + index * 58, y + 176 - height, 36, height, fill, radius=6)
    canvas.box(100, y + 178, 520, 4, INK)
