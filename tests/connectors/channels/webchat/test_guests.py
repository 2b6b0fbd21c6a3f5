from datetime import UTC, datetime, timedelta

import pytest

from connectors.channels.webchat.guests import Visitor, new_visitor, sign, verify

NOW = datetime(2026, 12, 2, 1, 30, tzinfo=UTC)
KEY = b"k" * 32
VISITOR = Visitor("abcdefghijklmnopqrstuv", NOW)


def test_a_signed_visitor_is_known_again() -> None:
    assert verify(sign(VISITOR, KEY), KEY, now=NOW) == VISITOR


def test_two_visitors_differ() -> None:
    assert new_visitor(NOW).id != new_visitor(NOW).id


@pytest.mark.parametrize(
    "cookie",
    [
        None,
        "",
        "v1",
        "abcdefghijklmnopqrstuv",
        sign(VISITOR, KEY) + "x",
        sign(VISITOR, KEY)[:-1],
        sign(VISITOR, b"another key"),
        sign(VISITOR, KEY).replace("abc", "xyz"),
        sign(VISITOR, KEY).replace("v1.", "v2."),
        "v1.abcdefghijklmnopqrstuv.1796175000." + "é" * 43,
    ],
)
def test_anything_else_is_nobody(cookie: str | None) -> None:
    assert verify(cookie, KEY, now=NOW) is None


def test_an_empty_key_opens_nothing() -> None:
    assert verify(sign(VISITOR, KEY), b"", now=NOW) is None
    with pytest.raises(ValueError, match="key"):
        sign(VISITOR, b"")


def test_a_cookie_lasts_400_days() -> None:
    cookie = sign(VISITOR, KEY)
    assert verify(cookie, KEY, now=NOW + timedelta(days=400)) == VISITOR
    assert verify(cookie, KEY, now=NOW + timedelta(days=400, seconds=1)) is None


def test_a_cookie_from_the_future_is_refused_but_a_clock_may_differ_a_little() -> None:
    cookie = sign(VISITOR, KEY)
    assert verify(cookie, KEY, now=NOW - timedelta(seconds=60)) == VISITOR
    assert verify(cookie, KEY, now=NOW - timedelta(seconds=61)) is None


def test_a_cookie_is_written_anew_after_30_days() -> None:
    assert not VISITOR.stale(NOW + timedelta(days=30))
    assert VISITOR.stale(NOW + timedelta(days=30, seconds=1))
