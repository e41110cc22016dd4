import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("method", ["OPTIONS", "TRACE", "PUT", "DELETE", "PATCH", "PROPFIND"])
@pytest.mark.parametrize("path", ["/", "/en/contact/", "/admin/login/", "/nulle-part/"])
def test_a_method_that_nothing_has_renders_no_page(client, method, path, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = client.generic(method, path)

    assert (answer.status_code, answer.content, answer["Allow"]) == (405, b"", "GET, HEAD, POST")
