"""Who is told of what happens to an item: one answer for the workflow and for reminders."""

from django.contrib.auth import get_permission_codename, get_user_model

from eig.notifications.models import Notification
from eig.notifications.telling import tell
from eig.publishing.models import PreviewLink, Step
from eig.publishing.permissions import Right

Verb = Step.Verb
What = Notification.What
BACKEND = "django.contrib.auth.backends.ModelBackend"


def tell_of(step, item):
    """Tell those whom a step concerns; steps that concern their actor alone tell nobody."""
    if step.verb not in CONCERNED:
        return
    what, *circles = CONCERNED[step.verb]
    people = {person for circle in circles for person in circle(item, step)}
    tell(
        what,
        item,
        accounts(people),
        language=step.language,
        by=step.by,
        by_name=step.by_name,
        comment=step.comment,
        at=step.at,
    )


def accounts(ids):
    """The accounts of those ids, None among them standing for nobody."""
    return get_user_model().objects.filter(pk__in=[pk for pk in ids if pk is not None]).order_by("pk")


def holders(right, model):
    """The accounts in use that have the right on items of the model, superusers among them."""
    permission = f"{model._meta.app_label}.{get_permission_codename(right, model._meta)}"
    return get_user_model().objects.with_perm(permission, backend=BACKEND).filter(is_staff=True)


def authors(item, language):
    """The ids of those whose text it is: who began it, who wrote its working draft, who submitted it last."""
    edition = item.editions.filter(language=language).first()
    submitted = item.steps.filter(verb=Verb.SUBMITTED, language=language).values_list("by", flat=True)[:1]
    return {item.created_by_id, edition.draft_by_id if edition else None, *submitted}


def _authors(item, step):
    return authors(item, step.language)


def _reviewers(item, step):
    """Who may review such items, the author apart."""
    return set(holders(Right.REVIEW, item).values_list("pk", flat=True)) - {item.created_by_id}


def _publishers(item, step):
    return holders(Right.PUBLISH, item).values_list("pk", flat=True)


def _talkers(item, step):
    """Who took part in the conversation about the text, and who gave outsiders leave to."""
    of_item = {"content_type": item.steps.content_type, "object_id": item.pk, "language": step.language}
    spoken = Step.objects.filter(verb__in=(Verb.COMMENTED, Verb.RETURNED), **of_item)
    links = PreviewLink.objects.open(step.at).filter(**of_item)
    return {*spoken.values_list("by", flat=True), *links.values_list("created_by", flat=True)}


# What people are told of each step, and which circles of people.
CONCERNED = {
    Verb.SUBMITTED: (What.SUBMITTED, _reviewers),
    Verb.APPROVED: (What.APPROVED, _authors, _publishers),
    Verb.RETURNED: (What.RETURNED, _authors),
    Verb.PUBLISHED: (What.PUBLISHED, _authors),
    Verb.SCHEDULED: (What.SCHEDULED, _authors),
    Verb.UNPUBLISHED: (What.UNPUBLISHED, _authors),
    Verb.WITHDRAWAL: (What.WITHDRAWAL, _authors),
    Verb.KEPT: (What.KEPT, _authors),
    Verb.COMMENTED: (What.COMMENTED, _authors, _talkers),
    Verb.ENDORSED: (What.ENDORSED, _authors, _talkers),
}
