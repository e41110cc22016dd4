import pytest
from django.core.management import CommandError, call_command

from blog.models import Post
from eig.images.models import Image
from eig.jekyll.problems import NotAJekyllTree
from tests.moving import build_site, change, messages, move_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(tmp_path):
    return build_site(tmp_path)


def test_folder_that_is_no_jekyll_site_is_refused(tmp_path):
    with pytest.raises(NotAJekyllTree, match=f"{tmp_path} is not a Jekyll site: it has no _config.yml"):
        move_in(tmp_path)


def test_command_ends_with_two_where_there_is_no_jekyll_site(tmp_path):
    with pytest.raises(CommandError, match="is not a folder") as refused:
        call_command("import_jekyll", tmp_path / "nowhere")

    assert refused.value.returncode == 2


def test_broken_yaml_is_named_and_the_rest_goes_in(site):
    change(site, "_posts/18-12-05-offre-stage.md", "tags:", "tags: [")

    report = move_in(site)

    assert [(found.source, found.line) for found in report.errors] == [("_posts/18-12-05-offre-stage.md", 6)]
    assert "broken YAML" in report.errors[0].message
    assert report.failed
    assert Post.objects.count() == 6


def test_wrong_encoding_is_named_and_the_rest_goes_in(site):
    path = site / "_posts/18-12-05-offre-stage.md"
    path.write_bytes(path.read_text(encoding="utf-8").replace("équipe", "équipe").encode("latin-1"))

    report = move_in(site)

    assert messages(report, "encoding") == ["_posts/18-12-05-offre-stage.md:4: not UTF-8: byte 0xe9 cannot be decoded"]
    assert report.failed
    assert Post.objects.count() == 6


def test_impossible_date_is_named_and_the_rest_goes_in(site):
    change(site, "_posts/19-05-09-offre-stage.md", "date: 2019-05-09 14:30:00", "date: 2019-02-31")

    report = move_in(site)

    assert [(found.source, found.line) for found in report.errors] == [("_posts/19-05-09-offre-stage.md", 6)]
    assert "impossible date: 2019-02-31" in report.errors[0].message
    assert Post.objects.count() == 6


def test_unreadable_picture_is_named_and_the_rest_goes_in(site):
    (site / "img/blog/quai.jpg").write_bytes(b"\xff\xd8 not a picture")

    report = move_in(site)

    assert messages(report, "image-unreadable") == [
        "img/blog/quai.jpg: unreadable image: This file is not a picture the site can read: "
        "choose a JPEG, PNG, WebP, AVIF or GIF file."
    ]
    assert report.failed
    assert Image.objects.count() == 8
    assert Post.objects.get(key="2018-07-27-carnet-de-bord").cover is None


def test_drawing_of_a_format_the_library_does_not_take_is_no_error(site):
    (site / "img/logo.svg").write_text("<svg/>")

    report = move_in(site)

    assert len(messages(report, "image-format")) == 1
    assert not report.failed


def test_link_out_of_the_folder_is_refused(site, tmp_path):
    secret = tmp_path / "secret.md"
    secret.write_text("---\ntitle: Secret\n---\nSecret")
    (site / "_posts/2019-01-01-secret.md").symlink_to(secret)

    report = move_in(site)

    assert messages(report, "outside-tree") == [
        "_posts/2019-01-01-secret.md: symbolic link that leaves the tree: refused"
    ]
    assert report.failed
    assert not Post.objects.filter(key__contains="secret").exists()


def test_cover_out_of_the_folder_is_refused(site):
    change(site, "_posts/18-07-27-Carnet-de-bord.md", "image: /img/blog/quai.jpg", "image: ../../etc/passwd")

    report = move_in(site)

    assert messages(report, "outside-tree") == [
        "_posts/18-07-27-Carnet-de-bord.md:7: the cover ../../etc/passwd leaves the tree: refused"
    ]
    assert report.failed


def test_text_too_long_for_its_column_is_cut_and_the_rest_named(site):
    change(site, "_posts/19-05-09-offre-stage.md", "title: Offre de stage", f"title: {'mot ' * 100}fin")

    report = move_in(site)

    assert len(Post.objects.get(key="2019-05-09-offre-stage").title_fr) <= 250
    assert messages(report, "too-long")[0].endswith("mot fin")


def test_unknown_key_is_named_with_its_line(site):
    change(site, "_posts/19-05-09-offre-stage.md", "tags: [recrutement]", "tags: [recrutement]\nmood: sea")

    report = move_in(site)

    assert messages(report, "unknown-key") == [
        "_posts/19-05-09-offre-stage.md:6: no field for the key “mood” of posts: sea"
    ]


def test_rows_of_the_wrong_shape_are_named(site):
    change(site, "_data/defis.yml", "  skills: []\n", "  skills: {a: b}\n  key_figures: [12]\n  duration_months: dix\n")

    report = move_in(site)

    assert len(messages(report, "shape")) == 2
    assert len(messages(report, "number")) == 1
    assert not report.failed
