"""The visitor of all pages notices what is wrong with a picture."""

import pytest

from tests.crawl import Crawl


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
