import pytest
from django.utils.translation import override

from eig.images.pixels import specs
from eig.text.markdown import render
from eig.text.references import resolve
from tests.eig.images.drawn import encoded, library_image, thirds

pytestmark = pytest.mark.django_db


@pytest.fixture
def photo():
    return library_image(
        encoded(thirds(300, 200)), key="seminaire", alt_fr="Une équipe", caption_fr="La *rentrée*", credit="Ana"
    )


def shown(markdown, language="fr"):
    with override(language):
        return resolve(render(markdown))


def test_a_picture_in_a_text_has_the_library_s_words_and_credit(photo):
    base = f"/media/renditions/{specs.folder(photo)}"
    sizes = "(min-width: 300px) 300px, 100vw"
    with override("en"):
        photo.alt_en, photo.caption_en = "A team", "Back to *work*"
        photo.save()
    assert shown("![](image:seminaire)", "en").strip() == (
        '<figure class="eig-picture eig-picture--content">\n'
        "<picture>\n"
        f'<source type="image/avif" srcset="{base}/content-300.avif 300w" sizes="{sizes}">\n'
        f'<img src="{base}/content-300.jpg" srcset="{base}/content-300.jpg 300w" sizes="{sizes}" width="300" '
        'height="200" alt="A team" lang="en" loading="lazy" decoding="async">\n'
        "</picture>\n"
        '<figcaption class="eig-picture__words">\n'
        '<span class="eig-picture__caption" lang="en">Back to <em>work</em></span>\n'
        '<span class="eig-picture__credit">Credit: Ana – Licence Ouverte 2.0 (etalab-2.0)</span>\n'
        "</figcaption>\n"
        "</figure>"
    )


def test_words_of_this_use_win(photo):
    html = shown('![Trois personnes](image:seminaire "Le **premier** jour")')
    assert 'alt="Trois personnes" loading' in html
    assert '<span class="eig-picture__caption">Le <strong>premier</strong> jour</span>' in html


def test_the_credit_is_today_s(photo):
    html = render("![](image:seminaire)")
    photo.credit = "Bob"
    photo.save()
    with override("en"):
        assert "Credit: Bob – Licence Ouverte" in resolve(html)


def test_an_unknown_key_shows_nothing_and_is_logged(photo, caplog):
    assert shown("Avant\n\n![Une équipe](image:perdue)\n\nAprès") == "<p>Avant</p>\n\n<p>Après</p>\n"
    assert caplog.messages == ["A text shows the image perdue, which is not in the library."]


@pytest.mark.parametrize("number", [1, 3])
def test_all_the_pictures_of_a_text_need_one_query(number, django_assert_num_queries):
    for index in range(number):
        library_image(encoded(thirds(30 + index, 20)), key=f"photo-{index}", caption_fr="La *rentrée*")
    html = render("\n\n".join(f"![](image:photo-{index})" for index in range(number)))
    with django_assert_num_queries(1):
        assert resolve(html).count("<figure") == number


def test_a_linked_picture_keeps_its_link(photo):
    assert '<a href="https://example.org/?a=1&amp;b=2" class="eig-picture__link"><picture>' in shown(
        "[![Une équipe](image:seminaire)](https://example.org/?a=1&b=2)"
    )


def test_a_linked_picture_without_words_is_named_by_its_address():
    library_image(encoded(thirds(40, 20)), key="muette", alt_fr="")
    assert '<a href="/blog/" class="eig-picture__link" aria-label="/blog/"><picture>' in shown(
        "[![](image:muette)](/blog/)"
    )


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "java&#10;script:alert(1)", "data:text/html,x", "vbscript:x"],
)
def test_a_link_that_runs_something_is_dropped(photo, address):
    assert "<a " not in resolve(f'<figure data-image="seminaire" data-href="{address}"></figure>')
