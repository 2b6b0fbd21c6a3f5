"""Ways of saying when, by kind, each beside the time that it means."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.components.parsers.normalise import normalise
from tests.times.ways import WAYS
from times.reading import read
from times.said import Repeats, Said, Shift, Value

NOW = datetime(2026, 11, 27, 15, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
"""A Friday."""


def shown(value: Value) -> str:
    """As "after 12-02", "11-28 10:00", "12-01..12-31", "each week 09:00", "+30", "asap"."""
    if isinstance(value, Shift):
        return f"{value.minutes:+}"
    if isinstance(value, Repeats):
        return f"each {value.each} {value.begins}"
    assert isinstance(value, Said), value
    return "asap" if value.asap else _said(value)


def _said(said: Said) -> str:
    bound = "" if said.bound == "at" else f"{said.bound} "
    if said.is_moment:
        return f"{bound}{said.starts:%m-%d %H:%M}"
    if said.clock_named:
        return f"{bound}{said.starts:%m-%d %H:%M}..{said.ends:%m-%d %H:%M}"
    last = datetime.fromtimestamp(said.ends.timestamp() - 1, said.ends.tzinfo)
    if said.bound == "before":
        return f"before ..{last:%m-%d}"
    several = said.starts.date() != last.date() and said.bound != "after"
    return f"{bound}{said.starts:%m-%d}" + (f"..{last:%m-%d}" if several else "")


@pytest.mark.parametrize(
    ("text", "times"),
    [
        pytest.param(text, times, id=f"{kind}: {text}")
        for kind, ways in WAYS.items()
        for text, times in ways.items()
    ],
)
def test_a_way_of_saying_when(text: str, times: str) -> None:
    values = read(normalise(text).text, NOW)
    assert " | ".join(dict.fromkeys(map(shown, values))) == times
