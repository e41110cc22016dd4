import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.utils.translation import override

from eig.images.pixels import specs
from tests.eig.images.drawn import encoded, library_image, thirds

pytestmark = pytest.mark.django_db


def shown(tag, language="en", **context):
    with override(language):
        return Template("{% load pictures %}{% picture " + tag + " %}").render(Context(context)).strip()


@pytest.fixture
def photo():
    return library_image(
        encoded(thirds(900, 600), "JPEG"),
        "photo.jpg",
        alt_fr="Une équipe",
        alt_en="A team",
        caption_fr="La *rentrée*",
        caption_en="Back to *work*",
        credit="Ana Photographe",
        licence="cc-by",
    )


def test_a_card_s_picture(photo):
    base = f"/media/renditions/{specs.folder(photo)}"
    sizes = "(min-width: 78em) 384px, (min-width: 36em) 50vw, calc(100vw - 2rem)"
    assert shown('image "card"', image=photo) == (
        '<figure class="eig-picture eig-picture--card">\n'
        "<picture>\n"
        f'<source type="image/avif" srcset="{base}/card-320.avif 320w, {base}/card-720.avif 720w, '
        f'{base}/card-900.avif 900w" sizes="{sizes}">\n'
        f'<img src="{base}/card-320.jpg" srcset="{base}/card-320.jpg 320w, {base}/card-720.jpg 720w, '
        f'{base}/card-900.jpg 900w" sizes="{sizes}" width="900" height="506" alt="A team" loading="lazy" '
        'decoding="async">\n'
        "</picture>\n"
        '<figcaption class="eig-picture__words">\n'
        '<span class="eig-picture__credit">Credit: Ana Photographe – CC BY</span>\n'
        "</figcaption>\n"
        "</figure>"
    )


def test_without_an_image_nothing_is_printed():
    assert shown('image "card" caption=True', image=None) == ""


def test_the_first_picture_of_a_page_is_asked_for_at_once(photo):
    html = shown('image "cover" eager=True', image=photo)
    assert 'loading="eager" fetchpriority="high" decoding="async"' in html


def test_a_social_card_is_one_jpeg_without_a_source(photo):
    assert "<source" not in shown('image "social"', image=photo)


@pytest.mark.parametrize("spec", ["portrait", "logo", "thumb"])
def test_small_pictures_leave_the_credit_to_screen_readers(photo, spec):
    html = shown(f'image "{spec}"', image=photo)
    assert '<span class="fr-sr-only">Credit: Ana Photographe – CC BY</span>' in html
    assert "eig-picture__credit" not in html


def test_a_portrait_may_show_its_credit(photo):
    assert '<span class="eig-picture__credit">Credit: Ana' in shown('image "portrait" credit=True', image=photo)


def test_a_credit_out_of_sight_is_for_screen_readers_still(photo):
    html = shown('image "card" credit=False', image=photo)
    assert '<span class="fr-sr-only">Credit: Ana Photographe – CC BY</span>' in html


def test_a_credit_printed_beside_the_picture_is_not_said_twice(photo):
    html = shown('image "thumb" credit="beside"', image=photo)
    assert html.endswith("</picture>\n</figure>")


def test_a_card_names_the_licence_in_brief(photo):
    photo.licence = "etalab-2.0"
    assert '"eig-picture__credit">Credit: Ana Photographe – Licence Ouverte 2.0</span>' in shown(
        'image "card"', image=photo
    )
    assert '"eig-picture__credit">Credit: Ana Photographe – Licence Ouverte 2.0 (etalab-2.0)</span>' in shown(
        'image "cover"', image=photo
    )


def test_an_unknown_credit_is_said():
    image = library_image(encoded(thirds()), credit="", licence="unknown")
    assert '<span class="eig-picture__credit">Credit unknown</span>' in shown('image "card"', image=image)


def test_alternative_text_of_another_language_is_marked(photo):
    photo.alt_en = ""
    assert 'alt="Une équipe" lang="fr"' in shown('image "card"', image=photo)
    assert 'alt="Une équipe" loading' in shown('image "card"', "fr", image=photo)


def test_alternative_text_of_this_use_wins(photo):
    assert 'alt="The minister &amp; a team" loading' in shown(
        'image "card" alt=alt', image=photo, alt="The minister & a team"
    )
    assert 'alt="" loading' in shown('image "card" alt=""', image=photo)


def test_a_decorative_picture_says_nothing(photo):
    photo.decorative = True
    assert 'alt="" loading' in shown('image "card"', image=photo)


def test_a_decorative_picture_names_its_author_but_says_nothing_of_an_unknown_one(photo):
    photo.decorative = True
    assert '<span class="eig-picture__credit">Credit: Ana Photographe – CC BY</span>' in shown(
        'image "card"', image=photo
    )
    photo.credit, photo.licence = "", "unknown"
    assert shown('image "card"', image=photo).endswith("</picture>\n</figure>")


def test_a_picture_nobody_described_says_nothing(photo):
    photo.alt_fr = photo.alt_en = ""
    assert 'alt="" loading' in shown('image "card"', image=photo)


def test_a_caption_is_a_line_of_markdown(photo):
    assert '<span class="eig-picture__caption">Back to <em>work</em></span>' in shown(
        'image "content" caption=True', image=photo
    )
    photo.caption_en = None
    assert '<span class="eig-picture__caption" lang="fr">La <em>rentrée</em></span>' in shown(
        'image "content" caption=True', image=photo
    )


def test_a_caption_of_this_use_is_escaped(photo):
    html = shown('image "content" caption=words', image=photo, words="<script>x</script>")
    assert '<span class="eig-picture__caption">&lt;script&gt;x&lt;/script&gt;</span>' in html


def test_a_credit_is_escaped(photo):
    photo.credit = '<b onclick="x">'
    assert "Credit: &lt;b onclick=&quot;x&quot;&gt; – CC BY" in shown('image "card"', image=photo)


def test_classes_and_sizes_are_those_asked_for(photo):
    html = shown('image "card" class="fr-card__img" sizes="50vw"', image=photo)
    assert html.startswith('<figure class="eig-picture eig-picture--card fr-card__img">')
    assert html.count('sizes="50vw"') == 2


def test_a_transparent_picture_is_named_so_for_its_ground(photo):
    photo.transparent = True
    html = shown('image "content" class="fr-card__img"', image=photo)
    assert html.partition("\n")[0] == (
        '<figure class="eig-picture eig-picture--content fr-card__img eig-picture--transparent">'
    )


def test_an_unknown_option_or_spec_is_an_error(photo):
    with pytest.raises(TemplateSyntaxError, match=r"unknown options \['colour'\]"):
        shown('image "card" colour="red"', image=photo)
    with pytest.raises(KeyError, match="poster"):
        shown('image "poster"', image=photo)


def test_no_page_links_an_original(photo):
    html = "".join(shown(f'image "{spec}"', image=photo) for spec in specs.SPECS)
    assert "originals" not in html


def test_a_hundred_pictures_need_no_query(photo, django_assert_num_queries):
    with django_assert_num_queries(0):
        for _index in range(100):
            shown('image "card" caption=True', image=photo)


def test_a_credit_that_begins_with_its_sign_is_printed_alone(photo):
    photo.credit = "© Ana"
    assert '<span class="eig-picture__credit">© Ana – CC BY</span>' in shown('image "card"', image=photo)


@pytest.mark.parametrize(
    ("width", "spec", "sizes"),
    [
        (600, "content", "(min-width: 600px) 600px, 100vw"),
        (792, "content", "(min-width: 62em) 792px, 100vw"),
        (90, "logo", "(min-width: 90px) 90px, 100vw"),
        (400, "logo", "160px"),
    ],
)
def test_a_small_picture_is_not_blown_up(width, spec, sizes):
    image = library_image(encoded(thirds(width, 90)))
    assert f'sizes="{sizes}" width=' in shown(f'image "{spec}"', image=image)
