"""Days that a message names, as stretches: a day, from one to another, a week, a month."""

# ruff: noqa: E501 - patterns and word lists read better on one line

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from .numerals import number
from .reading import read
from .said import Said

_DAY = timedelta(days=1)
_MONTHS_EN = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_MONTH_DAYS = re.compile(
    r"(?:(?P<year>今年|明年|来年)的?|(?<![\d年]))(?P<zh>1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月份?(?=[的都里那全整吗吧呢啊为止前之]|$|[,。?？]|\s)"
    rf"|(?<!\d )\b(?P<en>{'|'.join(_MONTHS_EN)}|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec))\b(?! ?\d)",
    re.ASCII,
)
_THAT_WEEK = re.compile(
    r"\s?(?:节|那|这)?(?:一|个|那)?(?:周|个?星期|个?礼拜)(?![一二三四五六日天])"
)
_WEEK_OF = re.compile(r"\bweek (?:of|beginning|with|around|from)\s?(?:the )?$", re.ASCII)
LONGEST = 400
"""Characters of a message that are looked at."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """From `first` to `last`, both included. `start` and `end`: where it stands in the text."""

    start: int
    end: int
    first: date
    last: date
    bound: str = "at"
    """As `Said.bound`."""

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


def stretches(text: str, now: datetime) -> list[Stretch]:
    """In their order. `text`: lower case, simplified characters; `now` aware, on the park's clock."""
    text = text[:LONGEST]
    told = [
        _stretch(text, one)
        for one in read(text, now)
        if isinstance(one, Said) and one.day_named and not one.asap and one.shift is None
    ]
    months = [
        one
        for one in _months(text, now.date())
        if not any(one.start < it.end and it.start < one.end for it in told)
    ]
    return sorted([*told, *months], key=lambda one: one.start)


def _stretch(text: str, said: Said) -> Stretch:
    first, last = said.starts.date(), said.starts.date()
    if said.grain != "minute" and said.ends > said.starts:
        last = (said.ends - timedelta(microseconds=1)).date()
    if _THAT_WEEK.match(text, said.end) or _WEEK_OF.search(text[: said.start]):
        first -= first.weekday() * _DAY
        last += (6 - last.weekday()) * _DAY
    return Stretch(said.start, said.end, first, last, said.bound)


def _months(text: str, today: date) -> Iterator[Stretch]:
    """Whole ones, the next to come: 十二月的, "in January"."""
    for m in _MONTH_DAYS.finditer(text):
        which = number(m["zh"]) if m["zh"] else _of_english(m["en"])
        if which is None:
            continue
        year = today.year + (m["year"] != "今年" if m["year"] else which < today.month)
        last = calendar.monthrange(year, which)[1]
        yield Stretch(m.start(), m.end(), date(year, which, 1), date(year, which, last))


def _of_english(name: str) -> int:
    return next(place for place, full in enumerate(_MONTHS_EN, 1) if full.startswith(name[:3]))
