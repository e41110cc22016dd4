"""The demo's pictures, drawn and put into the image library under the key that texts and records use."""

from io import BytesIO

from django.conf import settings
from django.core.files.base import ContentFile
from PIL import Image as Pillow

from eig.demo.pictures.catalogue import draw
from eig.demo.pictures.people import Look
from eig.demo.reading import day, instant, table, translate
from eig.demo.sections import AGREED
from eig.images.models import Image

JPEG = {"format": "JPEG", "quality": 88, "subsampling": 0}
PNG = {"format": "PNG"}
ARTIST = 0x013B  # the author, among the EXIF tags


class Library:
    """Draws each picture once, at `scale` times its full size.

    `challenges` are articles, `people` and `documents` records; `progress(done)` hears of each picture.
    """

    def __init__(self, challenges, people, documents, scale=1.0, progress=lambda done: None):
        self.challenges, self.people, self.documents = challenges, people, documents
        self.scale, self.progress = scale, progress
        self.looks = {person["key"]: Look(**person["look"]) for person in people if "look" in person}
        self.images = {}
        self.files = []  # all that the load writes, documents too

    def fill(self):
        words = table("images")
        for record in words["scenes"]:
            self._add(record["key"], record["draw"], record, self._looks_in(record))
        for person in self.people:
            if person["key"] in self.looks:
                named = _named(words["portraits"], person["name"])
                named["consent"] = {"days": AGREED.days} if person.get("page", True) else Image.Consent.MISSING
                self._add(f"portrait-{person['key']}", "portrait", named, [self.looks[person["key"]]])
        for article in self.challenges:
            named = _named(words["logos"], article.texts[article.source_language]["title"])
            self._add(f"logo-{article.key}", {"logo": article.shared["logo"]}, named)
        for record in self.documents:
            if cover := record.get("cover"):
                title = words["covers"]["title"].format(name=record["title"][settings.LANGUAGE_CODE])
                shown = words["covers"] | {"alt": cover["alt"], "title": title}
                self._add(f"couverture-{record['key']}", {"cover": cover}, shown)

    def remove_files(self):
        """Take away what was written, when no row will speak of it."""
        for file in self.files:
            if file and file._committed:
                file.storage.delete(file.name)

    def get(self, key):
        """The image of that key, None for no key."""
        return self.images[key] if key else None

    def portrait_of(self, person):
        """The person's portrait, None for those who have no look."""
        return self.images.get(f"portrait-{person}")

    def _looks_in(self, record):
        """The looks of the people in a picture: those named, or a cohort's EIGs, or its mentors before it has any."""
        if cohort := record.get("cohort"):
            return self._looks_of(cohort, {"eig"}) or self._looks_of(cohort, {"operational_mentor", "mentor"})
        return [self.looks[key] for key in record.get("people", [])]

    def _looks_of(self, cohort, roles):
        challenges = {article.key for article in self.challenges if article.shared["cohort"] == cohort}
        return [
            self.looks[person["key"]]
            for person in self.people
            if person["key"] in self.looks
            and any(held["role"] in roles and held.get("challenge") in challenges for held in person["roles"])
        ]

    def _add(self, key, drawing, words, looks=()):
        saved_as, suffix = (PNG, "png") if key.startswith("logo-") else (JPEG, "jpg")
        content = BytesIO()
        picture = draw(key, drawing, looks, self.scale * words.get("larger", 1))
        picture.save(content, **saved_as, exif=_written_inside(words))
        focal_x, focal_y = words.get("focal", (0.5, 0.5))
        image = Image(
            key=key,
            title=words.get("title") or key.replace("-", " ").capitalize(),
            author=words["author"],
            credit=words["credit"],
            licence=words["licence"],
            licence_version=words.get("version", ""),
            licence_note=words.get("note", ""),
            source_url=words.get("source_url", ""),
            taken_on=day(words.get("taken")),
            rights_until=instant(words["until"]) if "until" in words else None,
            withdrawn_at_end=words.get("withdrawn", False),
            focal_x=focal_x,
            focal_y=focal_y,
            **_consent(words["consent"]),
        )
        translate(image, alt=words["alt"], caption=words.get("caption"))
        name = f"{key}.{suffix}"
        image.file = ContentFile(content.getvalue(), name=name)
        self.files.append(image.file)
        image.save()
        self.images[key] = image
        self.progress(len(self.images))


def _consent(said):
    """The consent and its date: a word, or the day it was given."""
    if isinstance(said, str):
        return {"consent": said}
    return {"consent": Image.Consent.GIVEN, "consent_on": day(said)}


def _written_inside(words):
    """The EXIF that the picture's file carries, as a camera would write it."""
    exif = Pillow.Exif()
    if "inside" in words:
        exif[ARTIST] = words["inside"].encode()  # a text would lose its accents
    return exif


def _named(words, name):
    alt = {code: text.format(name=name) for code, text in words["alt"].items()}
    return words | {"alt": alt, "title": alt[settings.LANGUAGE_CODE]}
