"""The search follows what visitors may read, by the clock and by language, and whatever changed since."""

import threading
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from challenges.models import Challenge
from community.models import EIG, Administration
from eig.publishing.bin import put_into_bin
from eig.publishing.workflow import publish, unpublish
from eig.search.indexing import freshen, index_all
from eig.search.models import Changed, Entry
from eig.search.searching import search, suggestions
from tests.factories import (
    AdministrationFactory,
    ChallengeFactory,
    CohortFactory,
    DeliverableFactory,
    ParticipationFactory,
    PersonFactory,
    PostFactory,
    PressReleaseFactory,
    TagFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def names(text, **options):
    return [result.title for result in search(text, **options).results]


def test_an_item_is_found_from_the_instant_it_is_public_to_the_one_it_is_not(monkeypatch):
    now = timezone.now()
    post = PostFactory(title_fr="Goélands", published=["fr"], published_at=now + timedelta(hours=1))
    unpublish(post, "fr", reason="out_of_date", at=now + timedelta(hours=2))
    seen = []
    for minutes in (59, 60, 119, 120):
        monkeypatch.setattr(timezone, "now", lambda minutes=minutes: now + timedelta(minutes=minutes))
        seen.append(names("goélands"))

    assert seen == [[], ["Goélands"], ["Goélands"], []]


def test_each_language_is_searched_for_itself_and_fallback_says_so():
    challenge = ChallengeFactory(title_fr="Le phare", title_en="The lighthouse", tagline_fr="Pour les marins")
    publish(challenge, "fr")
    post = PostFactory(title_fr="La mer", title_en="The sea", published=["fr"])
    with override("en"):
        french = search("marins").results
        assert [(result.title, result.language, result.excerpt_language) for result in french] == [
            ("Le phare", "fr", "fr")
        ]
        assert names("lighthouse") == names("sea") == names("mer") == []
        assert search("mer").elsewhere == [("fr", 1)]
        publish(challenge, "en")
        publish(post, "en")
        # A field that is not translated is the source's, and found in its language.
        english = search("marins").results
        assert [(result.title, result.language, result.excerpt_language) for result in english] == [
            ("The lighthouse", "en", "fr")
        ]
        assert names("lighthouse") == ["The lighthouse"]
        assert names("phare") == []
        assert names("sea") == ["The sea"]


def test_what_is_not_public_is_never_found_nor_suggested():
    post = PostFactory(title_fr="Cormoran", published=["fr"])
    PersonFactory(name="Cormoran Masqué")
    draft = PostFactory(title_fr="Tout public", body_fr="Cormorandine", published=["fr"])
    unpublish(draft, "fr", reason="on_request")
    assert names("cormoran") == ["Cormoran"]
    put_into_bin(post, UserFactory(role="publisher"))

    assert names("cormoran") == []
    assert suggestions("corm") == []
    assert search("cormorandin").instead == ""


def test_a_change_of_what_an_item_shows_is_found_at_once():
    old = AdministrationFactory(name_fr="Bureau des phares")
    challenge = ChallengeFactory(title_fr="Défi", administrations=[old], published=["fr"])
    assert names("bureau phares") == ["Bureau des phares", "Défi"]

    Administration.objects.get(pk=old.pk).save()
    old.name_fr = "Service des balises"
    old.save()
    assert names("bureau phares") == []
    assert names("balises") == ["Service des balises", "Défi"]
    challenge.administrations.clear()
    assert names("balises") == []
    tag = TagFactory(name_fr="écume")
    challenge.tags.add(tag)
    assert names("ecume") == ["Défi"]
    tag.merge_into(TagFactory(name_fr="vague"))
    assert (names("ecume"), names("vague")) == ([], ["Défi"])
    challenge.tags.clear()
    deliverable = DeliverableFactory(challenge=challenge, title_fr="Sextant")
    part = ParticipationFactory(challenge=challenge, person__name="Nadia Corail")
    assert (names("vague"), names("sextant"), names("corail")) == ([], ["Défi"], ["Défi"])
    deliverable.delete()
    part.delete()
    old.challenges.add(challenge)
    assert (names("sextant"), names("corail"), names("balises")) == ([], [], ["Service des balises", "Défi"])
    old.challenges.clear()
    assert names("balises") == []
    Challenge.objects.get(pk=challenge.pk).delete()
    assert names("défi") == []
    assert not Entry.objects.filter(kind="challenge").exists()


def test_a_row_that_goes_over_to_another_leaves_the_first():
    first, second = (ChallengeFactory(title_fr=title, published=["fr"]) for title in ("Amont", "Aval"))
    part = ParticipationFactory(challenge=first, person__name="Nadia Corail")
    assert names("corail") == ["Amont"]
    part.challenge = second
    part.save()

    assert names("corail") == ["Aval"]


def test_what_is_hidden_names_nothing():
    PostFactory(
        title_fr="Une nouvelle", cohort=CohortFactory(shown=False, name_fr="Promotion Zorglub"), published=["fr"]
    )

    assert names("zorglub") == []
    assert search("zorglob").instead == ""


def test_names_around_a_text_in_another_language_are_those_of_the_page():
    ChallengeFactory(
        title_fr="Le phare",
        cohort__name_fr="Marées",
        cohort__name_en="Tides",
        administrations=[AdministrationFactory(name_fr="Littoral", name_en="Shoreline")],
        published=["fr"],
    )
    with override("en"):
        assert names("tides shoreline") == ["Le phare"]
        assert names("littoral") == []
    assert (names("littoral"), names("shoreline")) == (["Littoral", "Le phare"], [])


def test_what_is_saved_as_an_eig_is_a_person_too():
    person = PersonFactory(name="Ana", profile_fr="Vigie", published=["fr"])
    part = ParticipationFactory(person=person, role="eig")
    assert names("vigie") == ["Ana"]
    eig = EIG.objects.get(pk=part.person_id)
    eig.profile_fr = "Timonière"
    eig.save()

    assert (names("vigie"), names("timoniere")) == ([], ["Ana"])


def test_a_text_beyond_what_an_engine_holds_breaks_nothing():
    PostFactory(title_fr="Un fleuve", body_fr=" ".join(f"mot{number}x" for number in range(60_000)), published=["fr"])

    assert names("fleuve") == names("mot7x") == ["Un fleuve"]


def test_a_press_release_that_leads_nowhere_is_not_found(client):
    PressReleaseFactory(title_fr="Communiqué du large", url="")
    PressReleaseFactory(title_fr="Le grand large")

    assert names("large") == ["Le grand large"]
    assert [found.title for found in suggestions("large")] == ["Le grand large"]


@pytest.mark.django_db(transaction=True)
def test_what_is_being_written_is_indexed_once_it_is_there():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time")
    post = PostFactory(title_fr="Une annonce", body_fr="Nous révélons zorglub.", published=["fr"])
    search("annonce")
    post.save()

    def visit():
        search("annonce")
        connection.close()

    with transaction.atomic():
        post.body_fr = "Texte expurgé."
        post.save()
        visitor = threading.Thread(target=visit)
        visitor.start()
        visitor.join(30)
        assert not visitor.is_alive()

    assert (names("zorglub"), names("expurgé")) == ([], ["Une annonce"])


def test_the_index_is_made_again_and_says_what_it_did(capsys):
    PostFactory(title_fr="Un", title_en="One", published=["fr"])
    post = PostFactory(title_fr="Deux", published=["fr"])
    call_command("index_search")
    type(post).objects.filter(pk=post.pk).update(title_fr="Trois")
    call_command("index_search")
    Entry.objects.create(kind="forgotten", object_id=1, language="fr", name_key=" a")
    type(post).objects.filter(pk=post.pk)._raw_delete("default")
    call_command("index_search")

    assert capsys.readouterr().out.splitlines() == [
        "written 4, removed 0, unchanged 0",
        "written 2, removed 0, unchanged 2",
        "written 0, removed 3, unchanged 2",
    ]
    assert not Changed.objects.exists()


def test_a_misspelt_word_is_put_right_by_what_visitors_can_read():
    PostFactory(title_fr="La pérennisation des défis", published=["fr"])
    PostFactory(title_fr="Les goélands", published=["fr"])

    assert search("perenisation").instead == "pérennisation"
    assert search("Goelnads").instead == "goélands"
    assert search("perenisation goélands").instead == "pérennisation goélands"
    assert search("pérennisation").instead == search("xyzxyz").instead == search("mer").instead == ""


def test_what_is_no_fault_is_not_put_right():
    PostFactory(
        title_fr="Presque une tête",
        body_fr="Les salaires d'un télétravailleur, la digue et le naufrage de Saint-Malo en 2031, page une.",
        title_en="We like",
        published=["fr", "en"],
    )
    PostFactory(title_fr="Le contrat à lire", title_en="The code", published=["fr", "en"])
    asked = ("presqu'île", "télé-travail", "salaire OR contrat", "salair contrat", "2032", "digue-tête contrat")

    assert {text: search(text).instead for text in asked} == dict.fromkeys(asked, "")
    assert search("naufrage rage").instead == "naufrage page"
    assert search("Saint-Mallo").instead == "saint-malo"
    with override("en"):
        assert search("lire le code").instead == ""


def test_some_of_the_words_do_when_none_has_all():
    PostFactory(title_fr="Le phare", published=["fr"])
    PostFactory(title_fr="La digue", published=["fr"])
    found = search("phare digue")

    assert found.loosely is True
    assert sorted(result.title for result in found.results) == ["La digue", "Le phare"]
    assert search("phare").loosely is False
    assert names("phar") == ["Le phare"]


def test_kinds_and_pages_part_the_results():
    for number in range(12):
        PostFactory(title_fr=f"Vague {number}", published=["fr"])
    ChallengeFactory(title_fr="Vague à l'âme", published=["fr"])
    found = search("vague", page="2")

    assert [(kind.name, number) for kind, number in found.counts] == [("post", 12), ("challenge", 1)]
    assert (found.total, found.page.number, len(found.results)) == (13, 2, 3)
    assert names("vague", kind="challenge") == ["Vague à l’âme"]
    assert search("vague", page="99999999999").page.number == 2
    assert search("vague", page="abc").page.number == 1


def test_the_number_of_queries_is_that_of_the_kinds(content_types, django_assert_num_queries):
    PostFactory(title_fr="Vague", published=["fr"])
    PersonFactory(name="Vague", published=["fr"])
    search("vague")
    with django_assert_num_queries(7):
        assert len(search("vague").results) == 2
    for number in range(4):
        PostFactory(title_fr=f"Vague {number}", published=["fr"])
        PersonFactory(name=f"Vague {number}", published=["fr"])
    freshen()
    with django_assert_num_queries(7):
        assert len(search("vague").results) == 10


def test_what_stands_under_a_name_is_not_said_twice():
    ParticipationFactory(person=PersonFactory(name="Ana", profile_fr="Vigie", published=["fr"]), role="mentor")
    (result,) = search("mentor").results
    assert [str(words) for words in result.details] == [f"mentor, {result.item.roles_held[0][1][0].name}"]
    assert result.excerpt == "Vigie"


def test_a_word_that_stands_beside_the_text_is_told_under_the_name():
    challenge = ChallengeFactory(
        title_fr="Phare", tagline_fr="Guider les marins", body_fr="La nuit.", city="Brest", published=["fr"]
    )
    challenge.tags.add(TagFactory(name_fr="nuit"), TagFactory(name_fr="oiseaux"))
    cohort, administration = challenge.cohort.name, challenge.administrations.get().name

    def shown(text):
        (result,) = search(text, kind="challenge").results
        return result.excerpt, [str(words) for words in result.details]

    assert shown("oiseau") == ("Guider les marins", [cohort, administration, "oiseaux"])
    assert shown("Brest") == ("Guider les marins", [cohort, administration, "Brest"])
    assert shown("nuit") == ("La <mark>nuit</mark>.", [cohort, administration])
    assert shown("phare") == ("Guider les marins", [cohort, administration])


def test_an_excerpt_shows_where_the_words_are_marked_and_escaped():
    PostFactory(
        title_fr="Un <b>titre</b>",
        standfirst_fr="Rien ici.",
        body_fr="Mot " * 80 + "avant <script>alert(1)</script> le goéland & la mouette " + "après " * 80,
        published=["fr"],
    )
    (result,) = search("mouettes goeland").results

    assert result.name == "Un &lt;b&gt;titre&lt;/b&gt;"
    assert "le <mark>goéland</mark> &amp; la <mark>mouette</mark> après" in result.excerpt
    assert result.excerpt.startswith("… Mot")
    assert result.excerpt.endswith("après …")
    assert "<script>" not in result.excerpt


class TestNothingBreaksTheSearch(TestCase):
    def setUp(self):
        PostFactory(title_fr="Une page", published=["fr"])
        index_all()

    @settings(max_examples=30)
    @given(st.text(max_size=60), st.text(max_size=10))
    def test_whatever_is_typed_is_answered(self, text, page):
        search(text, page=page)
        suggestions(text)
