"""What words say of the end, the size and the price of what was spoken of."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from services.booking import naming, reading
from services.kit.folding import legible

NOW = datetime(2026, 12, 1, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.mark.parametrize(
    ("text", "starts", "ends"),
    [
        ("noon? no, 12 till 1 please", "12:00", "13:00"),
        ("15.30 to 16.30 is better", "15:30", "16:30"),
        ("2 to 6", "14:00", "18:00"),
    ],
)
def test_bare_hours_are_a_span(text: str, starts: str, ends: str) -> None:
    found = reading.hours_in(legible(text), NOW)
    assert found is not None
    assert [f"{one:%H:%M}" for one in found] == [starts, ends]


@pytest.mark.parametrize("text", ["延到五点吧", "make it till noon", "三点就得散"])
def test_an_hour_may_be_the_end(text: str) -> None:
    assert reading.tells_the_end(text)


@pytest.mark.parametrize("text", ["挪到五点", "make it four"])
def test_where_something_goes_is_no_end(text: str) -> None:
    assert not reading.tells_the_end(text)


@pytest.mark.parametrize(
    ("text", "people"), [("一共9个，坐不下", 9), ("就我们四个打", 4), ("就4个小时", None)]
)
def test_people_are_counted_without_a_word_for_them(text: str, people: int | None) -> None:
    assert naming.headcount_in(text) == people


@pytest.mark.parametrize(
    ("text", "wanted", "kept"),
    [
        ("周四那场取消 周五的别动", "周四那场取消", "周五的别动"),
        ("取消周五的 但是周四的留着", "取消周五的", "但是周四的留着"),
        (
            "keep today's, tomorrow's is the one to kill",
            "tomorrow is the one to kill",
            "keep today",
        ),
        ("keep todays. tomorrows 3pm goes", "tomorrow 3pm goes", "keep today"),
        ("don't touch friday, thursday is off", "thursday is off", "don't touch friday"),
    ],
)
def test_what_stays_is_told_apart_from_what_goes(text: str, wanted: str, kept: str) -> None:
    said = reading.apart(reading.told(text))
    assert tuple(one.strip() for one in said) == (wanted, kept)
