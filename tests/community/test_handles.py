import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from community.handles import normalise_handle
from tests.factories import PersonFactory


@pytest.mark.parametrize(
    ("service", "pasted", "handle"),
    [
        ("github", "amina", "amina"),
        ("github", "@amina", "amina"),
        ("github", "https://github.com/amina/", "amina"),
        ("github", "github.com/https://github.com/amina", "amina"),
        ("github", "https://github.com/amina/phare", "amina"),
        ("gitlab", "https://gitlab.com/amina", "amina"),
        ("twitter", "https://mobile.twitter.com/amina?lang=fr", "amina"),
        ("twitter", "https://x.com/@amina", "amina"),
        ("linkedin", "https://fr.linkedin.com/in/amina-n%C3%A9el-12/", "amina-néel-12"),
        ("linkedin", "www.linkedin.com/in/amina", "amina"),
        ("linkedin", "https://www.linkedin.com/company/phare/", "company/phare"),
        ("mastodon", "@amina@social.example.org", "amina@social.example.org"),
        ("mastodon", "https://social.example.org/@amina", "amina@social.example.org"),
        ("twitter", "  ", ""),
        ("twitter", None, ""),
    ],
)
def test_whatever_is_pasted_ends_as_the_handle(service, pasted, handle):
    assert normalise_handle(service, pasted) == handle


@pytest.mark.parametrize(
    ("service", "pasted"),
    [
        ("github", "https://example.org/amina"),
        ("github", "https://["),
        ("mastodon", "https://[x/@amina"),
        ("github", "amina diallo"),
        ("twitter", "une_phrase_bien_trop_longue_pour_twitter"),
        ("twitter", "a/b"),
        ("linkedin", "https://www.linkedin.com/"),
        ("mastodon", "amina"),
    ],
)
def test_what_cannot_be_a_handle_is_refused(service, pasted):
    with pytest.raises(ValidationError) as refusal:
        normalise_handle(service, pasted)
    assert refusal.value.code == "invalid_handle"


def test_a_name_without_its_server_is_told_the_whole_shape():
    with translation.override("en"), pytest.raises(ValidationError) as refusal:
        normalise_handle("mastodon", "amina")

    with translation.override("en"):
        said = refusal.value.messages
    assert said == ["“amina” is no Mastodon handle: paste the profile's address, or the name and server: @name@server."]


def test_refusal_speaks_the_users_language():
    with translation.override("en"), pytest.raises(ValidationError) as refusal:
        normalise_handle("github", "a b")

    with translation.override("en"):
        said = refusal.value.messages
    assert said == ["“a b” is no GitHub handle: paste the profile's address, or the name after the @."]


@pytest.mark.django_db
def test_handle_is_bare_once_saved():
    person = PersonFactory(github="https://github.com/amina/")
    person.refresh_from_db()

    assert person.github == "amina"
