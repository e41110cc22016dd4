"""The home page: the one page that shows a little of every section."""

from itertools import islice

from django.db.models import Exists, OuterRef, Q
from django.shortcuts import render
from django.urls import reverse

from blog.models import Post
from challenges.models import Challenge, Participation
from community.calls import board
from community.models import Call, Cohort, Person
from community.roles import Role
from community.structured import open_calls
from eig.images.models import Image
from eig.pages.menus import local_path
from eig.pages.models import Document, Page, ProgrammeFigure, ProgrammeStep, Testimonial
from eig.seo.alternates import of_view
from eig.seo.structured import Site

CHALLENGES_SHOWN = 3
FACES_SHOWN = 6
CALLS_ANNOUNCED = 2
FIGURES_SHOWN = 4
POSTS_SHOWN = 4
BOOKLETS_SHOWN = 4


def home(request):
    cohort = _current_cohort()
    challenges = _challenges(cohort)
    calls = board(Call.objects.announced().to_come_or_open().select_related("cohort"))
    context = {
        "standing": Page.objects.standing_at("home"),
        "open_calls": calls.open,
        "next_calls": calls.upcoming[:CALLS_ANNOUNCED],
        "figures": _figures(),
        "steps": _steps(),
        "cohort": cohort,
        "challenges": challenges.for_cards()[:CHALLENGES_SHOWN],
        "challenge_count": challenges.count(),
        "faces": _faces(cohort),
        "testimonials": list(Testimonial.objects.in_sight().select_related("portrait")),
        "posts": list(Post.objects.published().in_order().for_cards()[:POSTS_SHOWN]),
        "booklets": _booklets(),
        "alternates": of_view(lambda: reverse("home")),
        "things": open_calls(calls.open, Site(request)),
    }
    return render(request, "home.html", context)


def _current_cohort():
    """The latest cohort whose challenges visitors may read, or None."""
    return Cohort.objects.filter(challenges__in=Challenge.objects.published()).distinct().newest_first().first()


def _challenges(cohort):
    """The cohort's challenges, those with a picture first."""
    pictured = Q(cover__isnull=False) | Q(logo__isnull=False)
    return (
        Challenge.objects.published().filter(cohort=cohort).alias(pictured=pictured).order_by("-pictured", "sort_key")
    )


def _faces(cohort):
    """Some of the EIGs with a portrait, those of the cohort first; the digest shuffles them the same way everywhere."""
    of_cohort = Participation.objects.filter(person=OuterRef("pk"), cohort=cohort, role=Role.EIG)
    shown = Image.objects.exclude(pk__in=Image.objects.withdrawn())
    people = Person.objects.published().in_role(Role.EIG).filter(portrait__in=shown).for_cards()
    return list(people.order_by(Exists(of_cohort).desc(), "portrait__digest")[:FACES_SHOWN])


def _figures():
    """`(figure, number, path)` of the first figures that count something; the others are not counted."""
    counted = ((figure, number) for figure in ProgrammeFigure.objects.shown() if (number := figure.number))
    return [(figure, number, local_path(figure.url)) for figure, number in islice(counted, FIGURES_SHOWN)]


def _steps():
    """The steps of the programme; a step links to its page only where visitors may read it."""
    steps = list(ProgrammeStep.objects.select_related("page").prefetch_related("page__editions"))
    return [(step, step.page.public_address() if step.page else "") for step in steps]


def _booklets():
    with_cover = Document.objects.published().filter(cover__isnull=False).select_related("cover")
    return with_cover.filter(kind__in=[Document.Kind.BOOKLET, Document.Kind.REPORT])[:BOOKLETS_SHOWN]
