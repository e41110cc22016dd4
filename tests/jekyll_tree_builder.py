"""A copy of our own small Jekyll site, its pictures drawn: every oddity of the sites that editors leave behind."""

import shutil
from pathlib import Path

from PIL import Image, ImageDraw

TREE = Path(__file__).parent / "jekyll_tree"
# Names whose case differs from what the texts write are meant so.
PICTURES = {
    "img/blog/quai.jpg": "#1b4965",
    "img/blog/phare.jpg": "#bee9e8",
    "img/blog/marees.png": "#62b6cb",
    "img/blog/carnet.png": "#cae9ff",
    "img/rapport.png": "#5fa8d3",
    "img/noeud.png": "#2f4858",
    "img/fond.jpg": "#33658a",
    "img/defis/marelink.png": "#86bbd8",
    "img/communaute/zelie.png": "#f6ae2d",
}


def build_jekyll_tree(folder):
    """Copy the site to a folder that does not exist yet and draw its pictures; the folder is given back."""
    shutil.copytree(TREE, folder)
    for name, colour in PICTURES.items():
        path = Path(folder) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        picture = Image.new("RGB", (240, 160), colour)
        ImageDraw.Draw(picture).text((12, 12), path.stem, fill="#000000")
        picture.save(path)
    return Path(folder)
