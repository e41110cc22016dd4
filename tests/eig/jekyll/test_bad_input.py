import os

import pytest

from eig.jekyll.problems import NotAJekyllTree
from eig.jekyll.tree import read_tree


def told(folder, source):
    return [
        (problem.line, problem.message, problem.fatal_for_item)
        for problem in read_tree(folder).problems
        if problem.source == source
    ]


def test_folder_without_settings_is_no_tree(tmp_path):
    with pytest.raises(NotAJekyllTree, match=r"is not a Jekyll site: it has no _config\.yml$"):
        read_tree(tmp_path)


def test_missing_folder_is_no_tree(tmp_path):
    with pytest.raises(NotAJekyllTree, match=r"nowhere is not a folder$"):
        read_tree(tmp_path / "nowhere")


@pytest.mark.parametrize("text", ["- a\n- b\n", "", "title: [\n"])
def test_settings_that_are_no_mapping_are_no_tree(tmp_path, text):
    (tmp_path / "_config.yml").write_text(text)
    with pytest.raises(NotAJekyllTree) as raised:
        read_tree(tmp_path)
    assert "\n" not in str(raised.value)


def test_broken_front_matter_is_told_with_its_line_and_the_rest_goes_on(jekyll_tree):
    (jekyll_tree / "_posts/2019-01-02-casse.md").write_text("---\ntitle: ok\ntags: [a, b\n---\nTexte.\n")
    assert told(jekyll_tree, "_posts/2019-01-02-casse.md") == [
        (4, "broken YAML: did not find expected ',' or ']'", True)
    ]
    assert len(read_tree(jekyll_tree).posts) == 9


def test_bad_encoding_is_told_with_its_line(jekyll_tree):
    (jekyll_tree / "_defis/2018-01-01-latin.md").write_bytes("---\ntitle: x\n---\nÉté\n".encode("latin-1"))
    assert told(jekyll_tree, "_defis/2018-01-01-latin.md") == [(4, "not UTF-8: byte 0xc9 cannot be decoded", True)]


@pytest.mark.parametrize("name", ["2019-02-31-jamais.md", "19-13-01-jamais.md"])
def test_impossible_date_in_a_name(jekyll_tree, name):
    (jekyll_tree / "_posts" / name).write_text("---\ntitle: Jamais\n---\n")
    assert told(jekyll_tree, f"_posts/{name}") == [(1, f"impossible date: {name[:-10]}", True)]


def test_impossible_date_in_front_matter(jekyll_tree):
    (jekyll_tree / "_posts/2019-02-01-jamais.md").write_text("---\ntitle: Jamais\ndate: 2019-02-31\n---\n")
    assert told(jekyll_tree, "_posts/2019-02-01-jamais.md") == [(3, "impossible date: 2019-02-31", True)]


def test_broken_data_file_is_left_out(jekyll_tree):
    (jekyll_tree / "_data/casse.yml").write_text("a: 1\nb: : c\n")
    assert [line for line, _message, _fatal in told(jekyll_tree, "_data/casse.yml")] == [2]
    assert "casse" not in read_tree(jekyll_tree).data


def test_repeated_key_is_told_and_the_last_counts(tree):
    problem = next(problem for problem in tree.problems if problem.source == "_data/personnes.yml")
    assert str(problem) == "_data/personnes.yml:26: the key “link_to” is given twice: the last one counts"
    assert not problem.fatal_for_item


def test_symbolic_links_that_leave_the_tree_are_refused(jekyll_tree, tmp_path):
    (tmp_path / "secret.md").write_text("---\ntitle: secret\n---\nsecret\n")
    (jekyll_tree / "vol.md").symlink_to(tmp_path / "secret.md")
    (jekyll_tree / "_includes/vol.html").symlink_to("/etc/passwd")
    (jekyll_tree / "img/ailleurs").symlink_to(tmp_path)
    tree = read_tree(jekyll_tree)
    refused = {problem.source for problem in tree.problems if problem.code == "outside-tree"}
    assert refused == {"vol.md", "_includes/vol.html", "img/ailleurs"}
    assert "secret" not in " ".join(document.text for document in tree.documents)
    assert "vol.html" not in tree.includes


def test_paths_that_climb_out_of_the_tree_lead_nowhere(tree):
    for written in ("../../etc/passwd", "/img/../../etc/passwd", "/%2e%2e/etc/passwd", "..\\..\\etc\\passwd"):
        assert (tree.file_at(written), tree.picture_at(written), tree.document_at(written)) == (None, None, None)
    with pytest.raises(ValueError, match="leaves the tree"):
        tree.path_of("../secret")


def test_named_pipe_does_not_stop_the_reading(jekyll_tree):
    os.mkfifo(jekyll_tree / "_posts/2019-01-01-tuyau.md")
    assert told(jekyll_tree, "_posts/2019-01-01-tuyau.md") == [(0, "not a regular file: left out", True)]


def test_post_without_front_matter_is_told(jekyll_tree):
    (jekyll_tree / "_posts/2019-01-01-nu.md").write_text("Un texte nu.\n")
    assert told(jekyll_tree, "_posts/2019-01-01-nu.md") == [(1, "no front matter: left out", True)]


def test_null_characters_are_removed(jekyll_tree):
    (jekyll_tree / "_posts/2019-01-01-nul.md").write_text("---\ntitle: Nul\n---\nUn\0 mot.\n")
    tree = read_tree(jekyll_tree)
    assert next(post.body for post in tree.posts if post.title == "Nul") == "Un mot.\n"
    assert told(jekyll_tree, "_posts/2019-01-01-nul.md") == [(4, "null characters were removed", False)]


def test_carriage_returns_and_byte_order_marks_are_forgiven(jekyll_tree):
    (jekyll_tree / "_posts/2019-01-01-dos.md").write_bytes(b"\xef\xbb\xbf---\r\ntitle: Dos\r\n---\r\nUn mot.\r\n")
    post = next(post for post in read_tree(jekyll_tree).posts if post.title == "Dos")
    assert (post.line, post.body) == (4, "Un mot.\n")


def test_a_data_file_that_grows_without_end_is_left_out(jekyll_tree):
    lines = ["l0: &l0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]" for n in range(1, 9)]
    (jekyll_tree / "_data/bombe.yml").write_text("\n".join(lines))
    (jekyll_tree / "_data/boucle.yml").write_text("a: &a [*a]\n")

    assert told(jekyll_tree, "_data/bombe.yml") == [(1, "broken YAML: aliases make it endless", True)]
    assert told(jekyll_tree, "_data/boucle.yml") == [(1, "broken YAML: aliases make it endless", True)]


@pytest.mark.parametrize("text", ["[" * 100_000, "- " * 100_000, "\n".join(" " * n + "a:" for n in range(3000))])
def test_a_data_file_nested_too_deep_is_left_out(jekyll_tree, text):
    (jekyll_tree / "_data/profond.yml").write_text(text)

    assert told(jekyll_tree, "_data/profond.yml") == [(1, "broken YAML: nested too deep", True)]


def test_an_endless_date_is_impossible(jekyll_tree):
    text = f"---\ntitle: Jamais\ndate: '{'[' * 5000}'\n---\n"
    (jekyll_tree / "_posts/2019-02-01-jamais.md").write_text(text)

    assert told(jekyll_tree, "_posts/2019-02-01-jamais.md")[0][1].startswith("impossible date: [[[")


def test_a_name_that_is_not_text_is_left_out(jekyll_tree):
    (jekyll_tree / os.fsdecode(b"_posts/2019-02-01-\xff.md")).write_text("---\ntitle: x\n---\n")

    assert told(jekyll_tree, "_posts/2019-02-01-\\xff.md") == [(0, "a name that is not UTF-8: left out", True)]
