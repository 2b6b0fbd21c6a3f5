"""Days that are told by the one that was spoken of."""

from datetime import date

import pytest

from services.booking.reading import day_from

SATURDAY = date(2026, 12, 19)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ah ok. the saturday before then, same thing", date(2026, 12, 12)),
        ("the friday before works too", date(2026, 12, 18)),
        ("the day after, same hours", date(2026, 12, 20)),
        ("a week earlier please", date(2026, 12, 12)),
        ("那再往后一周吧", date(2026, 12, 26)),
        ("提前一天", date(2026, 12, 18)),
        ("之前的那个周四呢", date(2026, 12, 17)),
        ("后一天行吗", date(2026, 12, 20)),
        ("the day before yesterday", None),
        ("before lunch", None),
        ("周六下午", None),
    ],
)
def test_a_day_is_counted_from_the_other(text: str, expected: date | None) -> None:
    assert day_from(text, SATURDAY) == expected
