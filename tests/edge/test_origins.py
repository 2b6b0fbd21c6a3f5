import pytest
from aiohttp.test_utils import make_mocked_request

from edge.origins import is_ours

PUBLIC = "https://chat.park.example/"


@pytest.mark.parametrize(
    ("origin", "public", "ours"),
    [
        ("https://chat.park.example", PUBLIC, True),
        ("http://chat.park.example", PUBLIC, False),
        ("http://chat.park.example:80", PUBLIC, False),
        ("https://inside.park.example", PUBLIC, True),
        ("http://inside.park.example", PUBLIC, False),
        ("https://evil.example", PUBLIC, False),
        ("http://inside.park.example", None, True),
        ("https://inside.park.example", None, True),
        ("http://inside.park.example", "http://chat.park.example", True),
        ("http://chat.park.example", "http://chat.park.example", True),
        ("https://chat.park.example", "http://chat.park.example", False),
        ("ftp://inside.park.example", None, False),
        ("chrome-extension://inside.park.example", None, False),
        ("null", None, False),
        ("", None, False),
        ("https://inside.park.example.evil.example", None, False),
        ("https://inside.park.example:8443", None, False),
    ],
)
def test_a_page_is_ours_by_scheme_host_and_port(
    origin: str, public: str | None, ours: bool
) -> None:
    request = make_mocked_request("GET", "/", headers={"Host": "inside.park.example"})
    assert is_ours(origin, request, public) is ours
