"""Every picture by name."""

from eig.demo.pictures import gatherings, indoors, land, lights, marks, shore, town
from eig.demo.pictures.canvas import chance_for
from eig.demo.pictures.people import portrait

SCENES = {
    scene.__name__: scene
    for scene in (
        shore.lighthouse,
        shore.harbour,
        shore.canal,
        shore.river,
        shore.night_sea,
        land.forest,
        land.fields,
        land.mountains,
        land.relief_map,
        land.train,
        land.garden,
        town.school,
        town.hospital,
        town.court,
        town.village,
        lights.waves,
        lights.doors,
        indoors.archive,
        indoors.museum,
        indoors.notes,
        indoors.stage,
        indoors.dashboard,
        indoors.phone,
    )
}
GATHERINGS = {
    scene.__name__: scene
    for scene in (
        gatherings.hero,
        gatherings.on_steps,
        gatherings.in_garden,
        gatherings.on_roof,
        gatherings.duo,
    )
}


def draw(key, drawing, looks=(), scale=1.0):
    """The picture `key` as `drawing` says: a scene's name, a mapping for logos and covers, "portrait" for one look.

    The same key and drawing always give the same picture; `scale` 1 is 1600 × 1000 for scenes.
    """
    if isinstance(drawing, dict):
        kind, details = next(iter(drawing.items()))
        if kind == "logo":
            return marks.logo(details["sign"], details["fill"], scale)
        return marks.cover(key, details["fill"], details["accent"], scale)
    if drawing == "portrait":
        return portrait(looks[0], key, scale)
    chance = chance_for(key)
    if drawing in GATHERINGS:
        return GATHERINGS[drawing](scale, chance, list(looks)).finish()
    return SCENES[drawing](scale, chance).finish()
