import pytest

from community.models import Administration
from community.slugs import free_slug
from tests.factories import AdministrationFactory

LONG = "Ministère de la Transition écologique et solidaire, Direction des affaires maritimes, de la pêche et des ports"


@pytest.mark.parametrize(
    ("names", "taken", "slug"),
    [
        (["DINUM", "Direction interministérielle du numérique"], set(), "dinum"),
        (["", "Voies d’eau de l'Est"], set(), "voies-d-eau-de-l-est"),
        (["DGGN", "Direction générale de la Gendarmerie"], {"dggn"}, "direction-generale-de-la-gendarmerie"),
        (["ÉNA", ""], {"ena", "ena-2"}, "ena-3"),
        (["", LONG], set(), "ministere-de-la-transition-ecologique-et-solidaire-direction-des-affaires"),
        (["", "œ" * 100], set(), "oe" * 40),
        (["", "…"], set(), "page"),
    ],
)
def test_the_first_free_name_makes_the_slug(names, taken, slug):
    assert free_slug(names, taken.__contains__) == slug


@pytest.mark.django_db
def test_an_administration_keeps_its_address_whatever_it_is_called_later(client):
    administration = AdministrationFactory(name_fr="Agence des phares", acronym="ADP")
    administration.acronym, administration.name_fr = "", "Agence des balises"
    administration.save()
    twin = AdministrationFactory(name_fr="Autre agence", acronym="ADP")

    assert Administration.objects.get(pk=administration.pk).slug == "adp"
    assert twin.slug == "autre-agence"
    assert administration.address_in("en") == "/en/administrations/adp/"
