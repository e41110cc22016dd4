import pytest

from eig.jekyll.addresses import clean_path
from eig.jekyll.permalinks import ImpossibleDate, dated_name, page_addresses, post_address
from eig.jekyll.redirects import read_redirects


@pytest.mark.parametrize(
    ("written", "source"),
    [
        ("/blog/2018/07/27/Carnet-de-bord.html", "_posts/18-07-27-Carnet-de-bord.md"),
        ("/blog/2018/07/27/carnet-de-bord", "_posts/18-07-27-Carnet-de-bord.md"),
        ("https://www.passerelles.example/defis/2018/marelink.html#equipe", "_defis/2018-01-01-marelink.md"),
        ("http://passerelles.netlify.example/contact.html", "contact.html"),
        ("/defi/2017/09/26/marelink/", "_defis/2018-01-01-marelink.md"),
        ("/posts/2018/07/27/Carnet-de-bord/", "_posts/18-07-27-Carnet-de-bord.md"),
        ("/blog", "blog/index.html"),
        ("/blog/page2/", "blog/index.html"),
        ("/", "index.html"),
        ("https://passerelles.example", "index.html"),
        ("/en/", "en/index.html"),
    ],
)
def test_address_leads_to_its_document(tree, written, source):
    assert tree.document_at(written).source == source


@pytest.mark.parametrize(
    "written", ["/nulle-part.html", "https://ailleurs.example/contact.html", "mailto:a@b.c", "http://["]
)
def test_other_addresses_lead_nowhere(tree, written):
    assert tree.document_at(written) is None


def test_relative_address_starts_from_its_page(tree):
    assert tree.document_at("challenges.html", "/en/index.html").source == "en/defis.html"
    assert tree.document_at("../defis.html", "/en/index.html").source == "defis.html"


def test_unpublished_documents_have_no_address(tree):
    assert tree.document_at("/blog/2018/02/13/brouillon.html") is None


def test_every_published_address_is_listed(tree):
    addresses = [address for address, _document in tree.addresses()]
    assert len(addresses) == len(set(addresses)) == 32
    assert "/blog/page2/index.html" in addresses


def test_namesake_of_a_lost_address(tree):
    assert tree.namesake("/defis/2017/phare-ouest.html").address == "/defis/2018/phare-ouest.html"
    assert tree.namesake("/defis/2017/marelink.html") is None


def test_redirects_of_the_tree(tree):
    assert [(rule.line, rule.old, rule.new, rule.status) for rule in tree.redirects] == [
        (5, "/blog.html", "/blog/", 301),
        (6, "/defi/2017/09/26/marelink/", "/defis/2018/marelink.html", 301),
        (7, "/defi/2017/09/26/sirene/", "/defis/2018/sirene.html", 301),
        (8, "/posts/2018/07/27/Carnet-de-bord/", "/blog/2018/07/27/Carnet-de-bord.html", 301),
        (9, "/ancien-guide.pdf", "/docs/guide-disparu.pdf", 301),
    ]


def test_rules_to_nothing_and_of_other_hosts_are_told(tree):
    told = [(problem.line, problem.code) for problem in tree.problems if problem.source == "_redirects"]
    assert told == [
        (1, "redirect-other-host"),
        (2, "redirect-other-host"),
        (7, "redirect-target-gone"),
        (9, "redirect-target-gone"),
    ]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("/a", "redirect"),
        ("/a /b 200", "redirect-status"),
        ("/a/* /b/:splat", "redirect-pattern"),
        ("/a /b 302 Country=fr", "redirect-condition"),
        ("/a id=:id /b/:id", "redirect-condition"),
        ("http://[ /b", "redirect"),
    ],
)
def test_rules_that_cannot_be_kept_are_told(line, code):
    rules, _hosts, problems = read_redirects(line, "site.example")
    assert (rules, [problem.code for problem in problems]) == ([], [code])


def test_rule_that_leaves_the_site_is_kept_as_such():
    rules, _hosts, problems = read_redirects("/a https://b.example/c 302 # there", "site.example")
    assert problems == []
    assert (rules[0].new, rules[0].status, rules[0].leaves_site) == ("https://b.example/c", 302, True)


def test_dated_names():
    assert dated_name("98-07-27-a-b")[0].year == 1998
    assert dated_name("a-b") == (None, "a-b")
    with pytest.raises(ImpossibleDate, match=r"^impossible date: 18-02-30$"):
        dated_name("18-02-30-a")


def test_permalink_styles():
    date = dated_name("2018-07-05-x")[0]
    assert post_address("date", title="Éa b", date=date, categories=["Un"]) == "/un/2018/07/05/Éa-b.html"
    assert post_address("pretty", title="a", date=date) == "/2018/07/05/a/"
    assert post_address("/:short_year/:i_month/:y_day/:slug", title="A", date=date) == "/18/7/186/a.html"


def test_page_numbers_of_an_index_that_is_no_folder():
    assert page_addresses("/news.html", "/page:num/", 5, 4) == ("/news.html", "/news/page2/index.html")


def test_clean_path():
    assert clean_path("/a//b/./../c%C3%A9/") == ("/a/cé/", False)
    assert clean_path("/../a") == ("/a", True)
