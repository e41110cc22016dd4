from io import BytesIO
from itertools import combinations
from pathlib import Path

import pytest
from django.contrib.staticfiles.finders import find
from fontTools.ttLib import TTFont

from eig.fonts import LIGHT, PARTS, characters, lightened

FRENCH = "Où l’œuvre naïve « ça – même » coûte 1 000 €, c’est-à-dire Ÿ, Æ, n° 2…"
REGULAR = "dsfr/dist/fonts/Marianne-Regular.woff2"
WHOLES = sorted({light.whole for light in LIGHT.values()})


def letters_of(font):
    return set(TTFont(font).getBestCmap())


@pytest.mark.parametrize("path", LIGHT)
def test_a_light_font_has_the_letters_of_its_range_and_no_other(path, settings, tmp_path):
    settings.LOCAL_DIR = tmp_path
    light = LIGHT[path]

    assert letters_of(find(path)) == letters_of(find(light.whole)) & characters(light.range)


@pytest.mark.parametrize("whole", WHOLES)
def test_every_letter_of_a_font_is_in_one_light_file(whole):
    parts = [characters(light.range) for light in LIGHT.values() if light.whole == whole]

    assert letters_of(find(whole)) <= set().union(*parts)
    assert [one & other for one, other in combinations(parts, 2)] == [set()] * 3


def test_the_first_file_is_enough_for_our_languages_and_less_than_half_as_heavy():
    written = lightened(find(REGULAR), PARTS[""])

    assert {ord(letter) for letter in FRENCH} <= letters_of(BytesIO(written))
    assert len(written) < Path(find(REGULAR)).stat().st_size / 2
    assert lightened(find(REGULAR), PARTS[""]) == written


def test_a_light_font_kerns_and_has_figures_of_one_width():
    font = TTFont(BytesIO(lightened(find(REGULAR), PARTS[""])))

    assert "kern" in {record.FeatureTag for record in font["GPOS"].table.FeatureList.FeatureRecord}
    assert "tnum" in {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord}


def test_a_light_font_is_not_made_again_while_its_source_is_the_same(settings, tmp_path):
    settings.LOCAL_DIR = tmp_path
    made = Path(find("eig/fonts/Marianne-Bold.woff2"))
    made.write_bytes(b"made before")

    assert Path(find("eig/fonts/Marianne-Bold.woff2")).read_bytes() == b"made before"
