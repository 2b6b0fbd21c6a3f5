from datetime import UTC, datetime, timedelta

import pytest

from connectors.channels.webchat.guests import Guest, new_guest, sign, verify

NOW = datetime(2026, 12, 2, 1, 30, tzinfo=UTC)
KEY = b"k" * 32
GUEST = Guest("abcdefghijklmnopqrstuv", NOW)


def test_a_signed_visitor_is_known_again() -> None:
    assert verify(sign(GUEST, KEY), KEY, now=NOW) == GUEST


def test_two_visitors_differ() -> None:
    assert new_guest(NOW).id != new_guest(NOW).id


@pytest.mark.parametrize(
    "cookie",
    [
        None,
        "",
        "v1",
        "abcdefghijklmnopqrstuv",
        sign(GUEST, KEY) + "x",
        sign(GUEST, KEY)[:-1],
        sign(GUEST, b"another key"),
        sign(GUEST, KEY).replace("abc", "xyz"),
        sign(GUEST, KEY).replace("v1.", "v2."),
        "v1.abcdefghijklmnopqrstuv.1796175000." + "é" * 43,
    ],
)
def test_anything_else_is_nobody(cookie: str | None) -> None:
    assert verify(cookie, KEY, now=NOW) is None


def test_an_empty_key_opens_nothing() -> None:
    assert verify(sign(GUEST, KEY), b"", now=NOW) is None
    with pytest.raises(ValueError, match="key"):
        sign(GUEST, b"")


def test_a_cookie_lasts_400_days() -> None:
    cookie = sign(GUEST, KEY)
    assert verify(cookie, KEY, now=NOW + timedelta(days=400)) == GUEST
    assert verify(cookie, KEY, now=NOW + timedelta(days=400, seconds=1)) is None


def test_a_cookie_from_the_future_is_refused_but_a_clock_may_differ_a_little() -> None:
    cookie = sign(GUEST, KEY)
    assert verify(cookie, KEY, now=NOW - timedelta(seconds=60)) == GUEST
    assert verify(cookie, KEY, now=NOW - timedelta(seconds=61)) is None


def test_a_cookie_is_written_anew_after_30_days() -> None:
    assert not GUEST.stale(NOW + timedelta(days=30))
    assert GUEST.stale(NOW + timedelta(days=30, seconds=1))
