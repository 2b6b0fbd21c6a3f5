"""Days counted from another day that is said: the first working day after it, two days before it.

Working days are Monday to Friday; which of them a park takes off nobody says here.
"""

# ruff: noqa: E501 - patterns and word lists read better on one line

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from .calendar import Days, coming_weekday, month_after, weekday
from .names import COUNT_EN, NAME, SIGN, WEEK, WEEKDAYS
from .numerals import HAN, number
from .parts import Part

_DAY = timedelta(days=1)
_WORKDAYS = 5
_WORKDAY_EN = r"(?:working|business|work)[ -]?days?"
_NTH_EN = r"(?:the )?(first|next|second|third|last)"
_SINCE = r"(?:之?后|以后|过后|过完)的?"

#: Beside the day that they are counted from: behind it in Chinese, before it in English.
_ZH_WORKDAY = re.compile(
    rf"(?P<since>{_SINCE})?(?:的|里)?(?:的)?(?:第([一二三四五])个?|(最后)一?个?)工作日"
)
_ZH_WEEKDAY = re.compile(rf"{_SINCE}(?:第?一个)?{WEEK}{SIGN}")
_ZH_COUNTED = re.compile(
    rf"(之?前|以前|之?后|以后)的?({HAN}|\d{{1,2}})(天|周|个星期|个礼拜)(?![一二三四五六日天])|(前|后)一[天日]|(的)?(?:第二天|次日)"
)
_EN_WORKDAY = re.compile(rf"\b{_NTH_EN} {_WORKDAY_EN} (after|following|of|in) (?:the )?$")
_EN_WEEKDAY = re.compile(rf"\b(?:the )?(?:first )?{NAME} (?:right )?after (?:the )?$")
_EN_COUNTED = re.compile(rf"\b(?:the|{COUNT_EN}) (day|week)s? (before|after) (?:the )?$")
_EN_IN_SPAN = re.compile(rf"\b{_NTH_EN} {_WORKDAY_EN} (?:of|in) (?:the|this) (month|week)\b")
#: Counted from today.
_ALONE = re.compile(
    rf"(?<!上)(?:(?P<next>下一?个)|(?P<nth>{HAN}|\d{{1,2}})个)工作日(?P<zh>之?后|以后|(?=之?内|以内))?"
    rf"|\b(?P<en>the next|next|following) {_WORKDAY_EN}\b(?! (?:after|of|in) )|\b(?P<in>in |(?<=within )){COUNT_EN} {_WORKDAY_EN}\b(?:' time)?"
)  # fmt: skip


def relative(text: str, today: date, known: Sequence[Part]) -> Iterator[Part]:
    """Parts of kind `day` around those of `known`, and those counted from today."""
    for part in known:
        yield from _behind(text, part)
        yield from _in_front(text, part)
    for m in _EN_IN_SPAN.finditer(text):
        found = _nth(_span(m[2], today), m[1], after=False)
        if found is not None:
            yield Part(m.start(), m.end(), "day", Days.one(found))
    for m in _ALONE.finditer(text):
        count = number(m["nth"] or m[m.re.groups] or "") or 1
        if m["nth"] and m["zh"] is None:
            continue
        yield Part(m.start(), m.end(), "day", Days.one(_working(today + _DAY, count)))


def _span(name: str, today: date) -> Days:
    if name == "month":
        return Days(month_after(today, 0), month_after(today, 1))
    monday = weekday(0, 0, today)
    return Days(monday, monday + 7 * _DAY)


def _behind(text: str, part: Part) -> Iterator[Part]:
    days: Days = part.value
    if m := _ZH_WORKDAY.match(text, part.end):
        found = _nth(days, "last" if m[3] else m[2], after=bool(m["since"]))
    elif m := _ZH_WEEKDAY.match(text, part.end):
        found = coming_weekday(WEEKDAYS[m[1]], days.after)
    elif m := _ZH_COUNTED.match(text, part.end):
        found = _counted(days, number(m[2] or "一") or 0, m[3] or "天", before="前" in m.group())
    else:
        return
    if found is not None:
        yield Part(part.start, m.end(), "day", Days.one(found))


def _in_front(text: str, part: Part) -> Iterator[Part]:
    days: Days = part.value
    front = text[: part.start]
    if m := _EN_WORKDAY.search(front):
        found = _nth(days, m[1], after=m[2] in ("after", "following"))
    elif m := _EN_WEEKDAY.search(front):
        found = coming_weekday(WEEKDAYS[m[1][:3]], days.after)
    elif m := _EN_COUNTED.search(front):
        found = _counted(days, number(m[1] or "a") or 0, m[2], before=m[3] == "before")
    else:
        return
    if found is not None:
        yield Part(m.start(), part.end, "day", Days.one(found))


_PLACES = {"first": 1, "next": 1, "second": 2, "third": 3}


def _nth(days: Days, nth: str, *, after: bool) -> date | None:
    """The nth working day after `days`, or in them."""
    if nth == "last":
        back = (days.after - ahead * _DAY for ahead in range(1, 8))
        return None if after else next(day for day in back if day.weekday() < _WORKDAYS)
    return _working(days.after if after else days.first, _PLACES.get(nth) or number(nth) or 1)


def _working(day: date, count: int) -> date:
    """The `count`-th working day from `day` on."""
    while True:
        count -= day.weekday() < _WORKDAYS
        if count <= 0:
            return day
        day += _DAY


def _counted(days: Days, count: int, unit: str, *, before: bool) -> date:
    ahead = count * (1 if unit in ("天", "day") else 7)
    return days.first - ahead * _DAY if before else days.after + (ahead - 1) * _DAY
