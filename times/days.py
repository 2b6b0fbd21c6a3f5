"""Words for days: named, counted from today, of a week (`weekdays`), of a month (`dates`), of a year (`years`),
by a name of their own (`holidays`) and counted from another day (`relative`).
"""

# ruff: noqa: E501 - patterns and word lists read better on one line

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from . import dates, holidays, weekdays, years
from .calendar import Days, coming
from .names import COUNT_EN, Reader
from .numerals import HAN, number
from .parts import Part, longest
from .relative import relative

_DAY = timedelta(days=1)


def _named(ahead: int) -> Reader:
    return lambda _, today: Days.one(today + ahead * _DAY)


def _ahead(m: re.Match[str], today: date) -> Days:
    """In three days, 两周后, a week from tomorrow."""
    count, unit = number(m[1]) or 0, m[2]
    since = 1 if m.re.groups > 2 and m[3] else 0  # noqa: PLR2004
    each = 14 if unit == "fortnight" else 7 if unit[0] in "w周星礼个" else 1
    return Days.one(today + (count * each + since) * _DAY)


_PATTERNS: tuple[tuple[str, Reader], ...] = (
    (r"大后[天日]", _named(3)),
    (r"(?<!大)后[天日](?!两天)|(?<![\d天周月年时分钟后以之])后(?=[早晚]|下午|上午)|\b(?:the )?day after (?:tomorrow|tmrw?|tmr)\b", _named(2)),
    (r"明[天日]|明儿个?|明朝(?![代廷政])|(?<!打)听日(?![期语历本文])|听(?=晚(?!上|会|间)|朝(?=早|\d|[一二两三四五六七八九十]))|(?<![说表证声透聪发])明(?=[早晚午]|下午|上午)|\b(?:tomorrow|tomorow|tommorow|tommorrow|tmrw|tmr|2moro|tmw)(?:'s)?\b", _named(1)),
    (r"今[天日]|今儿个?|今朝(?=下|晚)|今(?=[早晚午夜晨]|下午|上午)|当天|当(?=晚)|\btoday\b(?:'s)?|\bthis (?=morning|afternoon|evening|arvo)|\bto(?=night\b|nite\b)", _named(0)),
    (r"昨[天日]|昨(?=晚)|(?<![钢弹提月小口])[琴寻噚]日(?![期程语历本文])|[琴寻噚](?=晚)|\byesterday\b|\blast (?=night)", _named(-1)),
    (r"(?<!提)(?<!大)前[天日]", _named(-2)),
    (r"下(?:个?)(?:周|星期|礼拜)的?今[天日]|\b(?:this|the same) day next week\b|\btoday week\b", _named(7)),
    (r"\btomorrow week\b", _named(8)),
    (r"明后两?天", lambda _, today: Days(today + _DAY, today + 3 * _DAY)),
    (rf"(\d{{1,2}}|{HAN})(天|周|个星期|星期|个礼拜|礼拜)(?:之?后|以后|过后)", _ahead),
    (rf"\bin {COUNT_EN} (day|week|fortnight)s?\b(?:' time)?", _ahead),
    (rf"\b{COUNT_EN} (day|week|fortnight)s? (?:from (?:now|today)|(?:from )?(tomorrow|tmrw?)|later|today|after today)\b", _ahead),
)  # fmt: skip
_READERS = [
    (re.compile(pattern, re.ASCII), read)
    for table in (_PATTERNS, weekdays.PATTERNS, dates.PATTERNS, years.PATTERNS, holidays.PATTERNS)
    for pattern, read in table
]
_BESIDE = re.compile(r"\s?[,(]?\s?")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})")
_WISHED = re.compile(
    r"\b(?:happy|merry|nice|good|great|lovely|wonderful|relaxing|fun|enjoy (?:your|the)) (?:new )?$"
)
_WISHED_ZH = re.compile(r"\s?(?:愉快|快乐|安康|好[呀啊!,。~]?$)")


def days(text: str, today: date) -> list[Part]:
    """Parts of kind `day` with a Days value. `text`: lower case, simplified, half-width."""
    known = [part for part in _days(text, today) if not _is_greeting(part, text)]
    said = longest(known)
    return [*known, *relative(text, today, said), *_with_weekdays(text, today, said)]


def _with_weekdays(text: str, today: date, known: list[Part]) -> Iterator[Part]:
    """A date and its weekday are one day: 12月5日(周六), Thu 3/12."""
    for first, second in pairwise(known):
        beside = _BESIDE.fullmatch(text, first.end, second.start)
        if not beside or first.value.rolls == second.value.rolls:
            continue
        date_, name = (second, first) if first.value.rolls else (first, second)
        place = name.value.first.weekday()
        days_ = [date_.value, *_turned(text[date_.start : date_.end], today)]
        if date_.value.grain == "day" and (same := _falling_on(place, days_)):
            end = second.end + (text[second.end : second.end + 1] == ")")
            yield Part(first.start, end, "day", same)


def _falling_on(place: int, days_: list[Days]) -> Days | None:
    return next((one for one in days_ if one.first.weekday() == place), None)


def _turned(written: str, today: date) -> list[Days]:
    """3/12 with the day first."""
    slashed = _SLASHED.fullmatch(written)
    day = coming(int(slashed[2]), int(slashed[1]), today) if slashed else None
    return [day] if day else []


def _days(text: str, today: date) -> Iterator[Part]:
    for pattern, read in _READERS:
        for m in pattern.finditer(text):
            if weekdays.is_other_word(read, m, text):
                continue
            value = read(m, today)
            if value is not None:
                yield Part(m.start(), m.end(), "day", value)


def _is_greeting(part: Part, text: str) -> bool:
    """Happy Friday; 周末愉快."""
    before = _WISHED.search(text, max(0, part.start - 20), part.start)
    return before is not None or _WISHED_ZH.match(text, part.end) is not None
