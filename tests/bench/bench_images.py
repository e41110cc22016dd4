"""How fast pictures are ready for the site, and in how much memory: a large photo, twenty usual ones, one request.

usage: python -m tests.bench.bench_images
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import django
from django.core.files import File
from django.core.management import call_command
from PIL import Image as Pillow
from PIL import ImageChops

LARGE = (6000, 4000)
USUAL, USUAL_COUNT = (2000, 1500), 20
PLAIN_WIDTH = 1920
KILOBYTE, MEGABYTE = 1000, 1024 * 1024


def photo(size):
    """What a camera sees: large shapes, smaller ones, and the grain of the sensor."""
    width, height = size
    channels = []
    for _channel in "RGB":
        shapes = Pillow.effect_noise((12, 8), 120).resize(size, Pillow.Resampling.BICUBIC)
        for across, share in ((48, 0.3), (200, 0.2), (800, 0.15)):
            details = Pillow.effect_noise((across, across * height // width), 60)
            shapes = Pillow.blend(shapes, details.resize(size, Pillow.Resampling.BICUBIC), share)
        channels.append(shapes)
    grain = Pillow.effect_noise(size, 12)
    return ImageChops.add(Pillow.merge("RGB", channels), Pillow.merge("RGB", [grain] * 3), offset=-128)


def draw(paths):
    """The photos that the steps take in, into that folder."""
    (folder,) = paths
    large = photo(LARGE)
    large.save(folder / "large.jpg", quality=92)
    width, height = USUAL
    for number in range(USUAL_COUNT):
        left, top = (LARGE[0] - width) * number // USUAL_COUNT, (LARGE[1] - height) * number // USUAL_COUNT
        large.crop((left, top, left + width, top + height)).save(folder / f"usual-{number}.jpg", quality=92)


def take_in(path):
    """The image of the library that an upload of that file makes."""
    from eig.images.models import Image

    with path.open("rb") as file:
        image = Image(title=path.stem, file=File(file, name=path.name), credit="Ana Photographe", licence="etalab-2.0")
        image.full_clean(exclude=["digest", "width", "height", "size"])
        image.save()
    return image


def ready(paths):
    """From uploads to all their renditions: `{seconds, files, largest}`."""
    from eig.images.pixels import renditions, specs

    start = time.perf_counter()
    made = []
    for path in paths:
        image = take_in(path)
        renditions.make(image, specs.all_renditions(image))
        made += [renditions.path_of(image, rendition) for rendition in specs.all_renditions(image)]
    seconds = time.perf_counter() - start
    return {"seconds": seconds, "files": len(made), "largest": max(path.stat().st_size for path in made)}


def one_request(paths):
    """The first request of one rendition of a picture taken in before."""
    from django.test import Client

    from eig.images.component import rendition_url
    from eig.images.pixels.specs import named

    image = take_in(*paths)
    address = rendition_url(image, named(image, "card-720.avif"))
    start = time.perf_counter()
    size = len(Client(headers={"host": "localhost"}).get(address).getvalue())
    return {"seconds": time.perf_counter() - start, "files": 1, "largest": size}


def plain(paths):
    """What Pillow alone takes for one smaller JPEG of the same file."""
    start = time.perf_counter()
    with Pillow.open(*paths) as picture:
        picture.thumbnail((PLAIN_WIDTH, PLAIN_WIDTH), Pillow.Resampling.LANCZOS)
        target = paths[0].with_name("plain.jpeg")
        picture.save(target, quality=80, progressive=True, optimize=True)
    return {"seconds": time.perf_counter() - start, "files": 1, "largest": target.stat().st_size}


STEPS = {"draw": draw, "ready": ready, "one_request": one_request, "plain": plain}


def run_step(name, paths):
    """Do a step and print its figures, with the most memory this process had, in MB: before it and in all."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "eig.settings"
    django.setup()
    call_command("migrate", verbosity=0)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    start = time.process_time()
    figures = STEPS[name]([Path(path) for path in paths]) or {}
    figures |= {"processor": time.process_time() - start}
    figures |= {"before": before, "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}
    print(json.dumps(figures))


def measured(name, paths):
    """The figures of a step in a process, a database and a media folder of its own."""
    with tempfile.TemporaryDirectory(prefix="eig-bench-") as folder:
        environment = {
            **os.environ,
            "MEDIA_ROOT": f"{folder}/media",
            "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
            "ENVIRONMENT": "local",
        }
        command = [sys.executable, "-m", "tests.bench.bench_images", name, *map(str, paths)]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stdout + done.stderr)
    return json.loads(done.stdout)


def told(name, figures, words=""):
    largest = f"largest {figures['largest'] / KILOBYTE:.0f} kB"
    files = "1 file" if figures["files"] == 1 else f"{figures['files']} files"
    memory = f"peak {figures['peak']:.0f} MB ({figures['before']:.0f} before)"
    seconds = f"{figures['seconds']:6.2f} s ({figures['processor']:.2f} s of processor)"
    print(f"  {name:<26}{seconds}  {files}, {largest}, {memory}{words}", flush=True)


def main():
    with tempfile.TemporaryDirectory(prefix="eig-bench-") as name:
        folder = Path(name)
        # In another process too: a child's peak begins with the memory of whoever started it.
        measured("draw", [folder])
        large, usual = folder / "large.jpg", sorted(folder.glob("usual-*.jpg"))
        print(f"A photo of {LARGE[0]} × {LARGE[1]} pixels, {large.stat().st_size / MEGABYTE:.1f} MB", flush=True)
        alone = measured("plain", [large])
        whole = measured("ready", [large])
        request = measured("one_request", [large])
        told("plain Pillow, one JPEG", alone)
        told("uploaded, all renditions", whole, f", {whole['seconds'] / alone['seconds']:.1f} × plain")
        told("first request of one", request, f", {request['seconds'] / alone['seconds']:.1f} × plain")
        weight = sum(path.stat().st_size for path in usual) / MEGABYTE
        print(f"{USUAL_COUNT} photos of {USUAL[0]} × {USUAL[1]} pixels, {weight:.1f} MB", flush=True)
        many = measured("ready", usual)
        told("uploaded, all renditions", many, f", {USUAL_COUNT / many['seconds']:.1f} images/s")


if __name__ == "__main__":
    if len(sys.argv) > 2:
        run_step(sys.argv[1], sys.argv[2:])
    else:
        main()
