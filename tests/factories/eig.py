import io

import factory
from django.contrib.auth.models import Group, Permission
from django.core.files.base import ContentFile
from PIL import Image as PillowImage

from eig.accounts.models import User
from eig.images.models import Image
from eig.pages import models as pages
from eig.tags.models import Tag
from tests.factories.publishing import PublishableFactory, TranslatedFactory


def picture(width=64, height=48, colour=(0, 0, 145), file_format="PNG"):
    """The bytes of a plain picture."""
    file = io.BytesIO()
    PillowImage.new("RGB", (width, height), colour).save(file, file_format)
    return file.getvalue()


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"user{n}")
    email = factory.LazyAttribute(lambda user: f"{user.username}@example.org")
    is_staff = True

    @factory.post_generation
    def permissions(self, create, codenames, **kwargs):
        """`UserFactory(permissions=["add_image"])`; a name that does not exist would make a test pass for nothing."""
        if codenames:
            found = Permission.objects.filter(codename__in=codenames)
            assert {permission.codename for permission in found} == set(codenames)
            self.user_permissions.set(found)

    @factory.post_generation
    def role(self, create, name, **kwargs):
        """`UserFactory(role="editor")`"""
        if name:
            self.groups.add(Group.objects.get(name=name))


class ImageFactory(TranslatedFactory):
    class Meta:
        model = Image

    title = factory.Sequence(lambda n: f"Image {n}")
    alt_fr = "Une personne devant un ordinateur"
    credit = "Ana Photographe"
    licence = Image.Licence.ETALAB

    @classmethod
    def _adjust_kwargs(cls, **kwargs):
        number = kwargs.pop("number", 0)
        width, height = kwargs.pop("size_in_pixels", (64, 48))
        if "file" not in kwargs:
            content = picture(width, height, (number % 256, number // 256 % 256, 145))
            kwargs["file"] = ContentFile(content, name=f"image-{number}.png")
        return kwargs

    number = factory.Sequence(lambda n: n)


class TagFactory(TranslatedFactory):
    class Meta:
        model = Tag

    name_fr = factory.Sequence(lambda n: f"mot {n}")


class PageFactory(PublishableFactory):
    class Meta:
        model = pages.Page

    title_fr = factory.Sequence(lambda n: f"Page {n}")
    slug_fr = factory.Sequence(lambda n: f"page-{n}")


class AudienceFactory(TranslatedFactory):
    class Meta:
        model = pages.Audience

    name_fr = factory.Sequence(lambda n: f"Public {n}")
    slug_fr = factory.Sequence(lambda n: f"public-{n}")


class FAQEntryFactory(PublishableFactory):
    class Meta:
        model = pages.FAQEntry

    audience = factory.SubFactory(AudienceFactory)
    anchor = factory.Sequence(lambda n: f"question-{n}")
    question_fr = factory.Sequence(lambda n: f"Question {n} ?")
    answer_fr = "Oui."


class DocumentFactory(PublishableFactory):
    class Meta:
        model = pages.Document

    title_fr = factory.Sequence(lambda n: f"Document {n}")
    url = factory.Sequence(lambda n: f"https://example.org/document-{n}.pdf")


class TestimonialFactory(TranslatedFactory):
    __test__ = False  # its name begins like a test's

    class Meta:
        model = pages.Testimonial

    quote_fr = "Une belle aventure."
    name = factory.Sequence(lambda n: f"Témoin {n}")


class PressReleaseFactory(TranslatedFactory):
    class Meta:
        model = pages.PressRelease

    title_fr = factory.Sequence(lambda n: f"Communiqué {n}")
    url = factory.Sequence(lambda n: f"https://example.org/communique-{n}")


class PressPictureFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = pages.PressPicture

    image = factory.SubFactory(ImageFactory)
    position = factory.Sequence(lambda n: n)


class ProgrammeStepFactory(TranslatedFactory):
    class Meta:
        model = pages.ProgrammeStep

    title_fr = factory.Sequence(lambda n: f"Étape {n}")
    position = factory.Sequence(lambda n: n)


class ProgrammeFigureFactory(TranslatedFactory):
    class Meta:
        model = pages.ProgrammeFigure

    label_fr = factory.Sequence(lambda n: f"choses {n}")
    amount = 12
    position = factory.Sequence(lambda n: n)


class MenuItemFactory(TranslatedFactory):
    class Meta:
        model = pages.MenuItem

    label_fr = factory.Sequence(lambda n: f"Entrée {n}")
    position = factory.Sequence(lambda n: n)


class SiteIdentityFactory(TranslatedFactory):
    class Meta:
        model = pages.SiteIdentity

    service_name_fr = "Programme d'essai"
    tagline_fr = "Une promesse en une ligne"
    email = "equipe@example.org"
