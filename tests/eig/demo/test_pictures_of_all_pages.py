"""No page of the demo, in any language, shows a picture without words, dimensions and credit, or a heavy one."""

import pytest

from eig.images.pixels.specs import MOST_BYTES_SERVED
from tests.crawl import Crawl


@pytest.fixture
def visit(demo, client):
    return Crawl(client).run()


def test_every_picture_is_described_measured_credited_and_light(visit):
    assert (visit.faults, visit.not_in_the_table()) == ([], [])
    assert len(visit.pages) > 200
    assert visit.pictures > 1000
    assert visit.unknown == 0  # the demo publishes no picture without its credit

    # The pages of credits are true: all that visitors see, and nothing else.
    assert visit.listed == visit.seen
    assert {language for language, _key in visit.seen} == {"fr", "en"}

    weights = visit.weights()
    assert {address: weight for address, weight in weights.items() if not weight or weight > MOST_BYTES_SERVED} == {}


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        ('<img src="/a.jpg" width="1" height="1" alt="">', "does not come from the component"),
        (
            '<figure class="eig-picture"><img src="/a.jpg" srcset="/a.jpg 1w" width="1" height="1"></figure>',
            "has no alt",
        ),
        ('<figure class="eig-picture"><img src="/a.jpg" srcset="/a.jpg 1w" alt=""></figure>', "has no dimensions"),
        (
            '<figure class="eig-picture eig-picture--thumb"><img src="/a.jpg" srcset="/a.jpg 1w" alt="">'
            '<figcaption><span class="fr-sr-only">Credit: Ana</span></figcaption></figure>',
            "has no credit",
        ),
    ],
)
def test_visit_notices_a_bad_picture(db, html, fault):
    visit = Crawl(None)
    visit._look_at("/page/", html)
    assert f"/page/: /a.jpg {fault}" in visit.faults


def test_visit_notices_a_private_file(db):
    visit = Crawl(None)
    visit._look_at("/page/", '<a href="/media/consents/phare/oui.pdf">x</a>')
    assert visit.faults == ["/page/: shows the private /media/consents/phare/oui.pdf"]
