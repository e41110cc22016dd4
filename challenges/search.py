"""What visitors find of challenges, and of the administrations that proposed them."""

from django.utils.translation import gettext_lazy as _

from challenges.models import Challenge, ChallengeFigure, Deliverable, Participation, Video
from community.models import Administration, Cohort, Person, Skill
from eig.languages.fallbacks import line
from eig.search.kinds import Kind, Part, of_field, of_html, of_words
from eig.search.registration import register
from eig.tags.models import Tag, TaggedItem
from eig.tags.search import tagged


def connect():
    of_challenge = "challenge_id"
    register(
        Kind(
            name="challenge",
            label=_("challenges"),
            model=Challenge,
            visible=Challenge.objects.published,
            segments=_segments,
            details=lambda challenge: [
                line(challenge.cohort, "name"),
                *(line(administration, "name") for administration in challenge.its_administrations),
            ],
            for_index=lambda challenges: challenges.select_related("cohort").prefetch_related(
                "administrations", "skills", "tags", "participants", "figures", "deliverables", "videos"
            ),
            for_results=lambda challenges: challenges.for_cards(),
            related={
                Cohort: "cohort",
                Administration: "administrations",
                Skill: "skills",
                Person: "participants",
                Tag: "tags",
                TaggedItem: tagged(Challenge),
                **{
                    model: lambda row: [number] if (number := getattr(row, of_challenge)) else []
                    for model in (Participation, ChallengeFigure, Deliverable, Video)
                },
            },
        )
    )


def _segments(challenge):
    administrations = list(challenge.administrations.all())
    texts = [
        *(of_field(figure, "description", Part.TEXT) for figure in _parts(challenge, "figures")),
        *(
            of_field(deliverable, field, Part.TEXT)
            for deliverable in _parts(challenge, "deliverables")
            for field in ("title", "description")
        ),
        *(of_field(video, "description", Part.TEXT) for video in _parts(challenge, "videos") if video.shown),
    ]
    return [
        *of_field(challenge, "title", Part.NAME),
        *of_field(challenge, "tagline", Part.LEAD),
        *of_words([line(administration, "name") for administration in administrations], Part.LEAD),
        *of_words([administration.acronym for administration in administrations], Part.LEAD),
        *of_words([line(other, "name") for other in (*challenge.skills.all(), *challenge.tags.all())], Part.LEAD),
        *of_words([line(challenge.cohort, "name"), challenge.city], Part.LEAD),
        *of_html(challenge, "body_html"),
        *(segment for text in texts for segment in text),
        *of_words(dict.fromkeys(person.name for person in challenge.participants.all()), Part.TEXT),
    ]


def _parts(challenge, relation):
    """The rows of the challenge, which take their language from it."""
    rows = list(getattr(challenge, relation).all())
    for row in rows:
        row.challenge = challenge
    return rows
