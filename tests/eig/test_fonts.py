from io import BytesIO
from pathlib import Path

import pytest
from django.contrib.staticfiles.finders import find
from fontTools.ttLib import TTFont

from eig.fonts import LIGHT, characters, lightened

FRENCH = "Où l’œuvre naïve « ça – même » coûte 1 000 €, c’est-à-dire Ÿ, Æ, n° 2…"
FONTS = list(LIGHT.items())


@pytest.mark.parametrize(("light", "whole"), FONTS)
def test_a_light_font_has_the_letters_of_its_range_and_no_other(light, whole, settings, tmp_path):
    settings.LOCAL_DIR = tmp_path
    all_letters = set(TTFont(find(whole)).getBestCmap())

    letters = set(TTFont(find(light)).getBestCmap())

    assert letters == all_letters & characters()
    assert {ord(letter) for letter in FRENCH} <= letters
    assert ord("ł") in all_letters - letters


@pytest.mark.parametrize("whole", LIGHT.values())
def test_a_light_font_is_a_third_as_heavy_and_always_the_same(whole):
    written = lightened(find(whole))

    assert len(written) < 17_000 < 40_000 < Path(find(whole)).stat().st_size
    assert lightened(find(whole)) == written


def test_a_light_font_kerns_and_has_figures_of_one_width():
    font = TTFont(BytesIO(lightened(find("dsfr/dist/fonts/Marianne-Regular.woff2"))))

    assert "kern" in {record.FeatureTag for record in font["GPOS"].table.FeatureList.FeatureRecord}
    assert "tnum" in {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord}


def test_a_light_font_is_not_made_again_while_its_source_is_the_same(settings, tmp_path):
    settings.LOCAL_DIR = tmp_path
    made = Path(find("eig/fonts/Marianne-Bold.woff2"))
    made.write_bytes(b"made before")

    assert Path(find("eig/fonts/Marianne-Bold.woff2")).read_bytes() == b"made before"
