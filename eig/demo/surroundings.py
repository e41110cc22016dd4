"""Puts what no section owns into the database: pages, questions, documents, menus, the site's identity."""

from datetime import timedelta

from django.core.files.base import ContentFile
from django.utils import timezone

from eig.contact.models import Message, Subject
from eig.demo.booklets import booklet
from eig.demo.reading import day, morning, table, translate, translate_article
from eig.demo.sections import publish_everywhere, with_slugs
from eig.pages.models import (
    Audience,
    Document,
    FAQEntry,
    MenuItem,
    Page,
    PressPicture,
    PressRelease,
    ProgrammeFigure,
    ProgrammeStep,
    SiteIdentity,
    Testimonial,
)

SINCE = timedelta(days=-700)  # the site's own pages have been there since before the first cohort
NAMES = ("service_name", "tagline", "operator", "footer_text", "press_name", "boilerplate")
NAMES += (
    "publication_director",
    "dpo",
    "audited_pages",
    "audit_environment",
    "audit_tools",
    "gaps",
    "exemptions",
    "outside_scope",
)


def _opening():
    return morning(timezone.localdate() + SINCE)


def load_pages(articles, library):
    for article in articles:
        page = Page(
            key=article.key,
            place=article.shared.get("place", ""),
            notice=article.shared.get("notice", ""),
            cover=library.get(article.shared.get("cover")),
        )
        translate_article(page, with_slugs(article), "title", "slug", "standfirst", "body")
        page.save()
        publish_everywhere(page, _opening(), article.texts)


def load_documents(library):
    """The documents by key, each with its PDF; live in the languages it has a title in."""
    documents = {}
    for record in library.documents:
        document = Document(
            key=record["key"],
            kind=record["kind"],
            language="fr",
            date=day(record["date"]),
            cover=library.images.get(f"couverture-{record['key']}"),
        )
        translate(document, title=record["title"], description=record["description"])
        title = record["title"][document.source_language]
        content = booklet(record["key"], title, record["pages"], record.get("cover"), library.scale)
        library.files.append(document.file)
        document.file.save(f"{record['key']}.pdf", ContentFile(content), save=False)
        document.save()
        publish_everywhere(document, morning(document.date), record["title"])
        documents[document.key] = document
    return documents


def load_questions():
    for position, record in enumerate(table("faq")):
        audience = Audience(key=record["key"], position=position)
        translate(audience, name=record["name"], slug=record.get("slug"))
        audience.save()
        for place, entry in enumerate(record["entries"]):
            question = FAQEntry(key=entry["key"], audience=audience, anchor=entry["anchor"], position=place)
            translate(question, question=entry["question"], answer=entry["answer"])
            question.save()
            publish_everywhere(question, _opening(), entry["question"])


def load_home(library):
    """Steps, figures and testimonials."""
    pages = {page.key: page for page in Page.objects.all()}
    for position, record in enumerate(table("steps")):
        step = ProgrammeStep(key=record["key"], page=pages[record["page"]], position=position)
        translate(step, title=record["title"], text=record["text"])
        step.save()
    for position, record in enumerate(table("figures")):
        figure = ProgrammeFigure(
            key=record["key"], definition=record["definition"], url=record["url"], position=position
        )
        translate(figure, label=record["label"])
        figure.save()
    for position, record in enumerate(table("testimonials")):
        testimonial = Testimonial(
            key=record["key"],
            name=record["name"],
            portrait=library.portrait_of(record["portrait"]),
            position=position,
        )
        translate(testimonial, quote=record["quote"], role=record["role"])
        testimonial.save()


def load_press(documents, library):
    for record in table("press"):
        release = PressRelease(
            key=record["key"],
            date=day(record["date"]),
            document=documents.get(record.get("document")),
            url=record.get("url", ""),
        )
        translate(release, title=record["title"])
        release.save()
    for position, key in enumerate(table("press_pictures")):
        PressPicture.objects.create(key=key, image=library.get(key), position=position)


def load_menus():
    pages = {page.key: page for page in Page.objects.all()}
    audiences = {audience.key: audience for audience in Audience.objects.all()}

    def add(records, menu=None, parent=None):
        for position, record in enumerate(records):
            item = MenuItem(
                key=record["key"],
                menu=menu or record["menu"],
                parent=parent,
                page=pages.get(record.get("page")),
                audience=audiences.get(record.get("audience")),
                place=record.get("place", ""),
                position=position,
            )
            translate(item, label=record["label"])
            item.save()
            add(record.get("items", []), item.menu, item)

    add(table("menus"))


def load_contact():
    """What visitors may write about, and what some of them wrote: it was sent already, so no mail goes out."""
    record = table("contact")
    subjects = {}
    for position, one in enumerate(record["subjects"]):
        subject = subjects[one["key"]] = Subject(key=one["key"], email=one.get("email", ""), position=position)
        translate(subject, name=one["name"])
        subject.save()
    now = timezone.now()
    for number, one in enumerate(record["messages"]):
        at = now + timedelta(**one["at"])
        Message.objects.create(
            subject=subjects[one["subject"]],
            created_at=at,
            next_try_at=None,
            sent_at=at,
            answered_at=at + timedelta(hours=3) if one.get("answered") else None,
            fingerprint=f"demo-{number}",
            **{name: one[name] for name in ("name", "email", "language", "text")},
        )


def load_identity(library):
    record = table("identity")
    texts = {name: record.pop(name) for name in NAMES}
    for name in ("hero", "logo"):
        record[name] = library.get(record[name])
    for name in ("audited_on", "stated_on", "security_checked_on"):
        record[name] = day(record[name])
    identity = SiteIdentity(**record)
    translate(identity, **texts)
    identity.save()
