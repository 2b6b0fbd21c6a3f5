"""Words for weekdays, weeks and weekends, read against the day on which they are written.

- 下周三, "next Wednesday" and "Wednesday next week" are next calendar week's; 下下周三 and "the Wednesday after next"
  that of the week after. 周三 alone is the next to come, today included.
- "A week on Friday" is seven days after the next Friday.
"""

# ruff: noqa: E501 - patterns and word lists read better on one line

from __future__ import annotations

import re
from datetime import date, timedelta

from .calendar import Days, coming_weekday, weekday
from .names import COUNT_EN, NAME, SIGN, WEEK, WEEKDAYS, Reader
from .numerals import HAN, number

_DAY = timedelta(days=1)
_AHEAD = r"(下下个?|下个?|这个?|本|上个?)"
_FULL = r"(monday|tuesday|wednesday|thursday|friday|saturday|sunday|tues?|wed|thu(?:r|rs)?|fri)"


def _weeks(prefix: str | None) -> int:
    return {"下下": 2, "下": 1, "上": -1}.get((prefix or "").removesuffix("个"), 0)


def _zh_weekday(m: re.Match[str], today: date) -> Days:
    place = WEEKDAYS[m[2]]
    if m[1]:
        return Days.one(weekday(place, _weeks(m[1]), today))
    return Days.one(coming_weekday(place, today), rolls=True)


def _zh_en_weekday(m: re.Match[str], today: date) -> Days:
    """下周 Tuesday."""
    return Days.one(weekday(WEEKDAYS[m[2][:3]], _weeks(m[1]), today))


def _zh_weekdays(m: re.Match[str], today: date) -> Days:
    """周一至五."""
    first = _zh_weekday(m, today).first
    length = (WEEKDAYS[m[3] or m[4]] - WEEKDAYS[m[2]]) % 7 + 1
    return Days(first, first + length * _DAY)


def _en_weekday(m: re.Match[str], today: date) -> Days:
    place = WEEKDAYS[m[2][:3]]
    prefix = (m[1] or "").strip()
    if prefix == "next":
        return Days.one(weekday(place, 1, today))
    if prefix.endswith("coming"):
        return Days.one(coming_weekday(place, today + _DAY))
    return Days.one(coming_weekday(place, today), rolls=not m[1])


def _en_last(m: re.Match[str], today: date) -> Days:
    return Days.one(today - ((today.weekday() - WEEKDAYS[m[1][:3]] - 1) % 7 + 1) * _DAY)


def _in_week(weeks: int, group: int = 1) -> Reader:
    return lambda m, today: Days.one(weekday(WEEKDAYS[m[group][:3]], weeks, today))


def _weeks_on(m: re.Match[str], today: date) -> Days:
    """A week on Friday, Friday week."""
    name, weeks = (m[2], number(m[1]) or 1) if m[1] else (m[3], 1)
    return Days.one(coming_weekday(WEEKDAYS[name[:3]], today) + 7 * weeks * _DAY)


def _week(weeks: int) -> Reader:
    def read(_: re.Match[str], today: date) -> Days:
        first = weekday(0, weeks, today)
        return Days(first, first + 7 * _DAY, "week")

    return read


def _weekend(m: re.Match[str], today: date) -> Days:
    prefix = m[1] or ""
    weeks = 1 if prefix.strip() == "next" else _weeks(prefix)
    first = weekday(5, weeks, today)
    return Days(first, first + 2 * _DAY, "weekend")


def _in_weeks(m: re.Match[str], today: date) -> Days:
    """Monday in two weeks, 两周后的周一: of the week that many on."""
    count, name = (m[1], m[2]) if number(m[1]) else (m[2], m[1])
    return Days.one(weekday(WEEKDAYS[name[:3]], number(count) or 0, today))


PATTERNS: tuple[tuple[str, Reader], ...] = (
    (rf"下{WEEK}的?{WEEK}{SIGN}", _in_week(1)),
    (rf"(?<![一两二三几每个])(?<!每个){_AHEAD}?{WEEK}{SIGN}(?!次|乐队|福珠)", _zh_weekday),
    (rf"(?<![一两二三几每个]){_AHEAD}?{WEEK}([一二三四五六])(?:[到至~-]([二三四五六日天])(?!点)|([二三四五六日])两天)", _zh_weekdays),
    (rf"(?<!每)(?<!每个){_AHEAD}?周(?:末|六日|六周日|六和周日)", _weekend),
    (rf"下下个?{WEEK}(?![一二三四五六日天末1-7])", _week(2)),
    (rf"(?<!下)下个?{WEEK}(?![一二三四五六日天末1-7])", _week(1)),
    (rf"{_AHEAD}(?:{WEEK}的?)?\s?{NAME}\b", _zh_en_weekday),
    (rf"(?:这个?|本){WEEK}(?![一二三四五六日天末1-7])", _week(0)),
    (rf"(?<!\w)(?<!every )(?<!each )(?:on )?(next |this coming |the coming |upcoming |this |coming |on )?{NAME}\b(?!'s| times\b)(?! after next)(?! next week)", _en_weekday),
    (rf"\b(?:the )?{NAME} after next\b", _in_week(2)),
    (rf"\b(?:the week after next,? (?:on )?){_FULL}\b", _in_week(2)),
    (rf"\b(?:on )?{NAME},? (?:of )?next week\b|\bnext week,? (?:on )?{NAME}\b", lambda m, today: Days.one(weekday(WEEKDAYS[(m[1] or m[2])[:3]], 1, today))),
    (rf"\b(?:on )?{NAME},? (?:of )?this week\b", _in_week(0)),
    (rf"\b{COUNT_EN} weeks? (?:on|from) {NAME}\b|\b{_FULL} week\b(?!s|end|day)", _weeks_on),
    (rf"\b{NAME},? (?:in )?{COUNT_EN} weeks(?: from now)?\b", _in_weeks),
    (rf"\bin {COUNT_EN} weeks,? (?:on )?{NAME}\b", _in_weeks),
    (rf"(\d{{1,2}}|{HAN})(?:周|个?星期|个?礼拜)(?:之?后|以后)的?{WEEK}{SIGN}", _in_weeks),
    (rf"\bfollowing {_FULL}\b", _in_week(1)),
    (rf"\b(?:last|past) {_FULL}\b", _en_last),
    (r"\b(?:(next |this |the )(?:whole |entire )?|all )weekend\b", _weekend),
    (r"\b(?:the )?week after next\b", _week(2)),
    (r"\b(?:next|following) week\b", _week(1)),
    (r"\bthis week\b", _week(0)),
    (r"\b(?:(?:the )?end of (?:the |this )?week|week[ -]end(?!s)|eow)\b", lambda _, today: Days.one(weekday(4, 0, today))),
    (r"\b(?:the )?end of next week\b", lambda _, today: Days.one(weekday(4, 1, today))),
)  # fmt: skip
#: Half a word without a cue: "sun", "sat" and "mon" are also other words.
_SHORT = ("mon", "sat", "sun")
_ARTICLE = re.compile(r"\b(?:the|of|full) $")
_CUED = re.compile(
    r"\s?(?:,|at\b|\d|[~–—-]|to\b|or\b|and\b|morning|afternoon|evening|night|noon|lunch|before|by|after|please|pls|works?\b|i\b|we\b|my\b|our\b|$|[?.!，。]|[\u4e00-\u9fff])",
    re.ASCII,
)


def is_other_word(read: Reader, m: re.Match[str], text: str) -> bool:
    return read is _en_weekday and not m[1] and m[2] in _SHORT and not _has_cue(m, text)


def _has_cue(m: re.Match[str], text: str) -> bool:
    if _ARTICLE.search(text, 0, m.start(2)):
        return False
    return m.group().startswith("on ") or _CUED.match(text, m.end()) is not None
