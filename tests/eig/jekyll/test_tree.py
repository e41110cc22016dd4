from datetime import datetime
from zoneinfo import ZoneInfo

from eig.jekyll.tree import image_key, read_tree

PARIS = ZoneInfo("Europe/Paris")


def by_source(tree, source):
    return next(document for document in tree.documents if document.source == source)


def test_settings_are_read(tree):
    config = tree.config
    assert (config.title, config.url, config.email) == (
        "Passerelles du littoral",
        "https://passerelles.example",
        "bonjour@passerelles.example",
    )
    assert config.description == "Des talents pour les ports, les phares et les marées."
    assert config.languages == ("fr", "en")
    assert list(config.collections) == ["defis", "communaute"]


def test_every_document_is_read_once_in_its_collection(tree):
    counts = {kind: len(tree.collection(kind)) for kind in ("posts", "defis", "communaute", "pages")}
    assert counts == {"posts": 9, "defis": 3, "communaute": 3, "pages": 18}


def test_two_digit_years_are_of_this_century(tree):
    post = by_source(tree, "_posts/18-07-27-Carnet-de-bord.md")
    assert post.date == datetime(2018, 7, 27, tzinfo=PARIS)
    assert post.slug == "Carnet-de-bord"
    assert post.address == "/blog/2018/07/27/Carnet-de-bord.html"


def test_naive_dates_are_in_paris_time(tree):
    post = by_source(tree, "_posts/19-05-09-offre-stage.md")
    assert post.date == datetime(2019, 5, 9, 14, 30, tzinfo=PARIS)


def test_translations_are_paired_by_lang_ref(tree):
    pair = [post for post in tree.posts if post.lang_ref == "carnet"]
    assert [(post.language, post.address) for post in pair] == [
        ("fr", "/blog/2018/07/27/Carnet-de-bord.html"),
        ("en", "/en/blog/2018/07/27/Carnet-de-bord.html"),
    ]


def test_hidden_and_withdrawn_posts_are_not_published(tree):
    assert [post.source for post in tree.posts if not post.published] == [
        "_posts/_18-02-13-brouillon.md",
        "_posts/2019-07-01-retire.md",
    ]


def test_same_slug_twice_gives_two_addresses(tree):
    assert [post.address for post in tree.posts if post.slug == "offre-stage"] == [
        "/blog/2018/12/05/offre-stage.html",
        "/blog/2019/05/09/offre-stage.html",
    ]
    assert [item.address for item in tree.collection("defis") if item.slug == "marelink"] == [
        "/defis/2018/marelink.html",
        "/defis/2019/marelink.html",
    ]


def test_pages_stand_at_their_path_or_permalink(tree):
    addresses = {page.source: page.address for page in tree.pages}
    assert addresses["presentation.html"] == "/presentation.html"
    assert addresses["en/presentation.html"] == "/en/program.html"
    assert addresses["en/defis.html"] == "/en/challenges.html"
    assert addresses["tag/methode.md"] == "/tag/methode.html"


def test_language_comes_from_front_matter_then_scope(tree):
    assert by_source(tree, "en/blog/index.html").language == "en"
    assert by_source(tree, "en/index.html").language == "en"
    assert by_source(tree, "_defis/2018-01-01-marelink.md").language == "fr"


def test_defaults_reach_documents_without_joining_their_front_matter(tree):
    post = by_source(tree, "_posts/18-12-05-offre-stage.md")
    assert post.get("section_id") == "blog"
    assert "section_id" not in post.front


def test_body_line_is_where_the_words_begin(tree):
    post = by_source(tree, "_posts/18-07-27-Carnet-de-bord.md")
    assert post.text.splitlines()[post.line - 1] == "## Le lundi"


def test_lines_of_data_and_front_matter_are_known(tree):
    assert tree.line_of("_data/defis.yml", "Marelink 2018", "mentors", 1) == 14
    assert tree.line_of("_data/defis.yml", "Marelink 2018", "nothing") == 1
    assert tree.line_of("_posts/18-07-27-Carnet-de-bord.md", "author") == 4


def test_pages_of_an_index_are_counted_by_language(tree):
    assert [pages.addresses for pages in tree.paginations] == [
        ("/blog/index.html", "/blog/page2/index.html"),
        ("/en/blog/index.html",),
    ]


def test_data_files_nest_under_their_names(tree):
    assert tree.data["skills"] == {"dev": "Développement", "design": "Design"}
    assert tree.data["personnes"]["Zélie Marchand"]["annees"] == [2018]


def test_picture_is_found_whatever_its_case_or_slash(tree):
    for written in ("/img/blog/Phare.JPG", "img/blog/phare.jpg", "https://passerelles.example/img/blog/PHARE.jpg"):
        assert tree.picture_at(written, "/blog/2018/x.html").path == "img/blog/phare.jpg"
    assert tree.picture_at("/img/blog/nulle-part.jpg") is None


def test_image_keys_are_plain_and_never_shared(jekyll_tree):
    (jekyll_tree / "img/blog/Quai.JPG").write_bytes((jekyll_tree / "img/blog/quai.jpg").read_bytes())
    keys = {path: picture.key for path, picture in read_tree(jekyll_tree).pictures.items()}
    assert keys["img/blog/Quai.JPG"] == "img-blog-quai-jpg"
    assert keys["img/blog/quai.jpg"] == "img-blog-quai-jpg-2c256e3e"
    assert len(set(keys.values())) == len(keys)


def test_image_key_is_ascii():
    assert image_key("/img/blog/Été à Ys (1).JPG") == "img-blog-ete-a-ys-1-jpg"


def test_site_of_other_labels_and_languages(tmp_path):
    (tmp_path / "_config.yml").write_text("title: Minnows\nlang: es\ncollections: [projects]\npermalink: pretty\n")
    (tmp_path / "_posts").mkdir()
    (tmp_path / "_posts/2021-03-04-hola.md").write_text("---\ntitle: Hola\ncategories: [mar, sal]\n---\n¡Hola!\n")
    (tmp_path / "_projects").mkdir()
    (tmp_path / "_projects/net.md").write_text("---\ntitle: Net\n---\nA net.\n")
    (tmp_path / "about.md").write_text("---\ntitle: About\nredirect_from: /who/\n---\nUs.\n")
    tree = read_tree(tmp_path)
    assert [(item.collection, item.language, item.address, item.published) for item in tree.documents] == [
        ("pages", "es", "/about/", True),
        ("posts", "es", "/mar/sal/2021/03/04/hola/", True),
        ("projects", "es", "/projects/net.html", False),
    ]
    assert tree.document_at("/who").title == "About"
