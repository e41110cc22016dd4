"""The pictures that the site draws of itself: the card that networks show with a link, and its icons."""

import io
import re

from PIL import Image, ImageDraw

from eig.seo.lettering import fitted, font, readable

CARD = (1200, 630)
MARGIN, MARK, GAP = 80, 96, 28
BLUE_FRANCE, WHITE, PALE = "#000091", "#ffffff", "#cacafb"
# At 300 px, a quarter of the card's width, the smallest title still reads.
TITLE_SIZES = (92, 84, 76, 68, 60, 54)
NAME_SIZES, KICKER_SIZE, STATE_SIZE = (44, 38, 32), 38, 34
LONGEST_TITLE, LONGEST_NAME, LONGEST_KICKER = 160, 90, 48
LETTERS = re.compile(r"[^\W\d_]+")
COLOURS = 64


def initials(name):
    """Up to three letters that stand for the site: those that its longer words begin with."""
    words = LETTERS.findall(name)
    longer = [word for word in words if len(word) > 3] or words
    return "".join(word[0] for word in longer[:3]).upper()


def card(letters, name, state, kicker, title):
    """PNG of 1200 × 630: the site's mark, name and the State's words above; below where the page is, and its title."""
    kicker, title = readable(kicker, LONGEST_KICKER), readable(title, LONGEST_TITLE)
    if not title:  # it is in a script of which the font has no sign
        kicker, title = "", kicker
    picture = Image.new("RGB", CARD, BLUE_FRANCE)
    draw = ImageDraw.Draw(picture)
    _head(picture, draw, letters, readable(name, LONGEST_NAME), readable(state, LONGEST_KICKER))
    bottom, top = CARD[1] - 64, MARGIN + MARK + 40
    above = KICKER_SIZE + 24 if kicker else 0
    setting = fitted(title, CARD[0] - 2 * MARGIN, bottom - top - above, TITLE_SIZES)
    y = bottom - setting.height
    draw.text((MARGIN, y - above + 4), kicker, PALE, font(KICKER_SIZE))
    for line in setting.lines:
        draw.text((MARGIN, y), line, WHITE, font(setting.size))
        y += setting.line_height
    return _written(picture)


def _head(picture, draw, letters, name, state):
    picture.paste(_mark(readable(letters, 3), MARK, BLUE_FRANCE, WHITE), (MARGIN, MARGIN - 12))
    beside = MARGIN + MARK + GAP
    setting = fitted(name, CARD[0] - MARGIN - beside, 56, NAME_SIZES)
    for line in setting.lines:
        draw.text((beside, MARGIN - 12), line, WHITE, font(setting.size))
    draw.text((beside, MARGIN + 42), state, PALE, font(STATE_SIZE, "Regular"))


def icon(letters, side, maskable):
    """PNG of a square of that side; a maskable one keeps its letters inside the circle that phones may cut."""
    return _written(_mark(readable(letters, 3), side, WHITE, BLUE_FRANCE, 0.5 if maskable else 0.7))


def _mark(letters, side, ink, paper, share=0.72):
    """The letters in the middle of a square, as wide as that share of it and never higher than half of it."""
    picture = Image.new("RGB", (side, side), paper)
    if not letters:
        return picture
    wanted = font(100).getlength(letters)
    size = max(6, min(int(side * share * 100 / wanted), int(side * 0.62)))
    ImageDraw.Draw(picture).text((side / 2, side / 2), letters, ink, font(size), anchor="mm")
    return picture


def _written(picture):
    file = io.BytesIO()
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(file, "PNG", optimize=True)
    return file.getvalue()
