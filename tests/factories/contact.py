import factory

from eig.contact.models import Message, Subject
from tests.factories.publishing import TranslatedFactory


class SubjectFactory(TranslatedFactory):
    class Meta:
        model = Subject

    name_fr = factory.Sequence(lambda n: f"Objet {n}")


class MessageFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Message

    name = "Léa Œuvrard"
    email = "lea@example.org"
    text = "Bonjour, comment candidater ?"
    language = "fr"
    fingerprint = factory.Sequence(lambda n: f"{n:064}")
