"""Bare hours, which only a day beside them makes hours."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from times.plain_hours import span_in

SHANGHAI = ZoneInfo("Asia/Shanghai")
DAY = datetime(2026, 12, 8, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("9 to noon? 18 of us", "09:00–12:00"),
        ("10 till half 12", "10:00–12:30"),
        ("half 9 to 11", "09:30–11:00"),
        ("2-4", "14:00–16:00"),
        ("9 till 12", "09:00–12:00"),
        ("10 to 12 people", None),
    ],
)
def test_from_when_until_when(text: str, expected: str | None) -> None:
    found = span_in(text, DAY, SHANGHAI)
    assert (found and f"{found[0]:%H:%M}–{found[1]:%H:%M}") == expected
