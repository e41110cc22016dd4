"""Loads the demo as a whole, into a database that has no content yet."""

from django.conf import settings
from django.db import transaction
from django.utils import translation

from blog.models import Post
from challenges.models import Challenge, Participation
from community.models import Administration, Call, Cohort, Person, Skill
from eig.contact.models import Message
from eig.demo import sections, surroundings
from eig.demo.library import Library
from eig.demo.reading import articles, table
from eig.demo.work import load_work
from eig.images.models import Image
from eig.pages.models import Document, FAQEntry, MenuItem, Page, PressRelease, Testimonial
from eig.publishing.coverage import note_everything
from eig.tags.models import Tag

KINDS = {
    "images": Image,
    "cohorts": Cohort,
    "calls": Call,
    "administrations": Administration,
    "skills": Skill,
    "tags": Tag,
    "people": Person,
    "challenges": Challenge,
    "participations": Participation,
    "posts": Post,
    "pages": Page,
    "questions": FAQEntry,
    "documents": Document,
    "testimonials": Testimonial,
    "press releases": PressRelease,
    "menu items": MenuItem,
    "messages": Message,
}


def has_content():
    """Whether somebody has begun to fill this database."""
    return any(model.objects.exists() for model in (Post, Page, Person, Challenge))


def load(scale=1.0, progress=lambda done: None):
    """Load everything and return `{kind: how many}`; `progress(done)` hears of each picture drawn.

    When it fails or is interrupted, neither row nor file is kept. `scale` makes pictures smaller than their full size,
    for tests. Needs a database for which `has_content` is false.
    """
    library = Library(articles("challenges"), table("people"), table("documents"), scale, progress)
    try:
        with transaction.atomic(), translation.override(settings.LANGUAGE_CODE):
            # From then on rows speak of the files.
            transaction.on_commit(library.files.clear)
            _fill(library)
            return {kind: model.objects.count() for kind, model in KINDS.items()}
    except BaseException:
        # Ctrl-C too: no row, no file.
        library.remove_files()
        raise


def _fill(library):
    library.fill()
    sections.load_lists()
    sections.load_cohorts(library)
    files = surroundings.load_documents(library)
    sections.load_people(library.people, library)
    sections.load_challenges(library.challenges, library)
    sections.load_participations(library.people)
    sections.load_posts(articles("posts"), library)
    surroundings.load_pages(articles("pages"), library)
    surroundings.load_questions()
    sections.load_calls(files)
    surroundings.load_home(library)
    surroundings.load_press(files, library)
    surroundings.load_menus()
    surroundings.load_contact()
    surroundings.load_identity(library)
    note_everything()
    load_work()
