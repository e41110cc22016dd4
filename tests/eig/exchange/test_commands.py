"""`export_translations` and `import_translations`, as someone at a terminal uses them."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from blog.models import Post
from eig.content_hash import content_hash
from eig.publishing.models import Edition
from tests.eig.exchange.translators import field, in_capitals, worked_on
from tests.factories import CohortFactory, PostFactory, TagFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def post():
    return PostFactory(key="mer", title_fr="La mer", standfirst_fr="", body_fr="Elle est belle.", published=["fr"])


@pytest.fixture
def file(tmp_path):
    return tmp_path / "textes.xliff"


def export(file, *options):
    said = StringIO()
    call_command("export_translations", str(file), "--to", "en", "--locale", "en", *options, stderr=said)
    return said.getvalue().strip()


def bring_in(file, *options):
    """`(what is said, exit status)`"""
    said, status = StringIO(), 0
    try:
        call_command("import_translations", str(file), "--locale", "en", *options, stdout=said, stderr=StringIO())
    except SystemExit as stopped:
        status = stopped.code
    return said.getvalue().splitlines(), status


def test_out_and_back(post, file):
    assert export(file) == "1 items, 2 texts, 5 words"
    file.write_bytes(in_capitals(file.read_bytes()))

    assert bring_in(file) == (["created 2, updated 0, unchanged 0, refused 0"], 0)
    assert bring_in(file) == (["created 0, updated 0, unchanged 2, refused 0"], 0)
    assert Post.objects.get().title_en == "LA MER"


def test_a_dry_run_writes_nothing(post, file):
    export(file)
    file.write_bytes(in_capitals(file.read_bytes()))

    assert bring_in(file, "--dry-run") == (
        ["created 2, updated 0, unchanged 0, refused 0", "dry run: nothing was written"],
        0,
    )
    assert (Post.objects.get().title_en, Edition.objects.count()) == (None, 1)


def test_what_is_refused_is_said_line_by_line(post, file):
    export(file)
    file.write_bytes(worked_on(file.read_bytes(), {"title": "a" * 300, "body": "It is fair."}))

    assert bring_in(file) == (
        [
            "refused: blog.post:mer:title: La mer – Title: it is too long: 300 characters, and there is room for 250",
            "created 1, updated 0, unchanged 0, refused 1",
        ],
        1,
    )


def test_in_the_name_of_someone(post, file):
    editor = UserFactory(username="edith", role="editor")
    export(file)
    file.write_bytes(in_capitals(file.read_bytes()))
    bring_in(file, "--as", "edith")

    assert set(Edition.objects.get(language="en").item.steps.values_list("by", flat=True)) <= {editor.pk}
    assert editor.translations.count() == 2


def test_with_the_rights_of_someone(post, file):
    UserFactory(username="ana", role="contributor")
    export(file)
    file.write_bytes(in_capitals(file.read_bytes()))

    assert bring_in(file, "--as", "ana")[1] == 1


def test_only_some_states_kinds_and_cohorts(post, file):
    cohort = CohortFactory(slug="eig-9")
    PostFactory(key="promo", title_fr="La promotion", title_en="The cohort", cohort=cohort, published=["fr"])
    TagFactory(name_fr="Données ouvertes")
    export(file, "--only", "missing,stale", "--kind", "blog.post")
    assert field(file.read_bytes(), "title") == ["blog.post:mer:title"]
    export(file, "--cohort", "eig-9", "--only", "progress", "--kind", "blog.post,tags.tag")
    assert field(file.read_bytes(), "title") == ["blog.post:promo:title"]


def test_nothing_to_translate_writes_no_file(file):
    assert (export(file), file.exists()) == ("nothing to translate: no file was written", False)


def test_a_file_nobody_touched_changes_nothing(post, file):
    before = content_hash()
    export(file, "--only", "missing,stale,progress,current")

    assert (bring_in(file), content_hash()) == ((["created 0, updated 0, unchanged 2, refused 0"], 0), before)


@pytest.mark.parametrize(
    "options",
    [("--only", "missing,zzz"), ("--kind", "auth.user"), ("--cohort", "zzz"), ("--to", "tlh")],
)
def test_what_is_not_there_is_refused(post, file, options):
    with pytest.raises(CommandError):
        export(file, *options)
    assert not file.exists()


def test_a_folder_that_is_not_there(post, tmp_path):
    with pytest.raises(CommandError, match="cannot be written") as refused:
        export(tmp_path / "nowhere" / "textes.xliff")
    assert refused.value.returncode == 2


@pytest.mark.parametrize("data", [b"", b"<html/>", b'<!DOCTYPE x [<!ENTITY a "b">]><xliff>&a;</xliff>', None])
def test_an_unusable_file_exits_2_with_one_line(file, data):
    if data is not None:
        file.write_bytes(data)
    with pytest.raises(CommandError) as refused:
        bring_in(file)

    assert (refused.value.returncode, str(refused.value).count("\n")) == (2, 0)


def test_nobody_of_that_name(post, file):
    export(file)
    with pytest.raises(CommandError, match="nobody who is active is called") as refused:
        bring_in(file, "--as", "zzz")
    assert refused.value.returncode == 2
