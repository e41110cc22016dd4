"""The colours of the demo's illustrations: the State's blue, and warm accents that live beside it."""

FRANCE = "#000091"
NAVY = "#0a0a52"
INK = "#161649"
IRIS = "#6a6af4"
PERIWINKLE = "#a9a9fb"
LAVENDER = "#cacafb"
MIST = "#e9e9fd"
CUMULUS = "#417dc4"
SKY = "#b9d5f5"
TEAL = "#1f8d7d"
MINT = "#a6dccb"
FOREST = "#1f5c4a"
LEAF = "#5fae7b"
OLIVE = "#8fa64a"
SUN = "#f6c445"
APRICOT = "#f9b17a"
CORAL = "#ee7757"
BRICK = "#c24d3c"
MARIANNE = "#d8232f"
BLUSH = "#f6c9bd"
SAND = "#f0dcc0"
CREAM = "#fdf4e7"
CARAMEL = "#c08c65"
BARK = "#6b4638"
PLUM = "#6d3f7d"
WHITE = "#ffffff"

# Skies from top to horizon.
DAWN = ("#3d4bb3", "#9c86d8", "#f3a9a0", "#fbd7a8")
DAY = ("#7fb4ec", "#bfdcf6", "#eef5fb")
DUSK = ("#12125f", "#4b3fa6", "#d0688f", "#f7a872")
NIGHT = ("#070738", "#111179", "#3b47b8")
MORNING = ("#a9cdf2", "#f1e6e2", "#fde3bf")
RAIN = ("#3b4a86", "#7f8fc0", "#c3cde4")


def rgb(colour):
    """`"#0a0a52"` → `(10, 10, 82)`."""
    return tuple(int(colour[index : index + 2], 16) for index in (1, 3, 5))


def mix(first, second, share):
    """The colour that lies at `share` (0 to 1) of the way from the first to the second."""
    pairs = zip(rgb(first), rgb(second), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def darker(colour, share=0.2):
    return mix(colour, INK, share)


def lighter(colour, share=0.3):
    return mix(colour, WHITE, share)
