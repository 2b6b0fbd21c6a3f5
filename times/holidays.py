"""Days that have a name of their own: holidays of the calendar, of the moon's and of the sun's.

Lunar ones are given for the years of the table (Hong Kong Observatory, Gregorian-lunar calendar conversion table);
later years have none.
"""

# ruff: noqa: E501 - patterns and word lists read better on one line

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from .calendar import Days
from .names import Reader

_DAY = timedelta(days=1)

_LUNAR = {
    # the lunar New Year, Dragon Boat, Mid-Autumn
    2025: ((1, 29), (5, 31), (10, 6)),
    2026: ((2, 17), (6, 19), (9, 25)),
    2027: ((2, 6), (6, 9), (9, 15)),
    2028: ((1, 26), (5, 28), (10, 3)),
    2029: ((2, 13), (6, 16), (9, 22)),
    2030: ((2, 3), (6, 5), (9, 12)),
    2031: ((1, 23), (6, 24), (10, 1)),
    2032: ((2, 11), (6, 12), (9, 19)),
    2033: ((1, 31), (6, 1), (9, 8)),
    2034: ((2, 19), (6, 20), (9, 27)),
    2035: ((2, 8), (6, 10), (9, 16)),
    2036: ((1, 28), (5, 30), (10, 4)),
}
_Of = Callable[[int], date | None]


def _fixed(month: int, day: int) -> _Of:
    return lambda year: date(year, month, day)


def _lunar(place: int, ahead: int = 0) -> _Of:
    def of(year: int) -> date | None:
        known = _LUNAR.get(year)
        return date(year, *known[place]) + ahead * _DAY if known else None

    return of


def _solar(month: int, constant: float) -> _Of:
    """A solar term of this century, by the rule of thumb of Chinese almanacs."""
    return lambda year: date(year, month, int(year % 100 * 0.2422 + constant) - year % 100 // 4)


def _coming(of: _Of) -> Reader:
    def read(_: re.Match[str], today: date) -> Days | None:
        days = (of(today.year + ahead) for ahead in (0, 1))
        return next((Days.one(day) for day in days if day is not None and day >= today), None)

    return read


def _day_of_new_year(m: re.Match[str], today: date) -> Days | None:
    return _coming(_lunar(0, "一二三四五六七".index(m[1])))(m, today)


#: What makes a holiday a kind of thing.
_ZH_THING = r"(?!树|老人|礼|卡|帽|装饰|派对|晚会|套餐|歌|限定|大餐|月饼|粽|饺|快乐|愉快|菜单|特|活动|主题|福利)"
#: What makes one a day that may also be what somebody is called.
_DAY_AFTER = r"(?=[前后那之以上下中早晚期放假]|\d)"
_EN_THING = r"(?! (?:tree|party|gift|card|decor\w*|menu|lights?|dinner|lunch|cake|songs?|special|market|hamper|present)s?\b)"
_HOLIDAYS: tuple[tuple[str, _Of], ...] = (
    (rf"元旦(?:节|当天)?{_ZH_THING}|\bnew year'?s day\b|(?:(?<=\bby )|(?<=\bbefore )|(?<=\bafter )|(?<=\buntil ))(?:the )?new year\b", _fixed(1, 1)),
    (rf"情人节{_ZH_THING}|\bvalentine'?s day\b", _fixed(2, 14)),
    (rf"(?:三八)?妇女节{_ZH_THING}", _fixed(3, 8)),
    (rf"(?:五一)?劳动节{_ZH_THING}|五一(?=[那当前后上下早晚之以放假节]){_ZH_THING}|\b(?:labou?r|may) day\b", _fixed(5, 1)),
    (rf"(?:六一)?儿童节{_ZH_THING}", _fixed(6, 1)),
    (rf"国庆(?:节|当天|{_DAY_AFTER}){_ZH_THING}|\bnational day\b", _fixed(10, 1)),
    (rf"双十一{_ZH_THING}", _fixed(11, 11)),
    (rf"平安夜{_ZH_THING}|\b(?:christmas|xmas) eve\b", _fixed(12, 24)),
    (rf"圣诞(?:节|当天|日)?(?!夜|前夜){_ZH_THING}|\b(?:christmas|xmas) day\b|(?:(?<=\bon )|(?<=\bbefore )|(?<=\bafter )|(?<=\bby )|(?<=\buntil )|(?<=\btill )|(?<=\bat )|(?<=\bof )|(?<=\bbut )|^)(?:christmas|xmas)\b(?! eve| day){_EN_THING}", _fixed(12, 25)),
    (r"\bboxing day\b", _fixed(12, 26)),
    (r"跨年夜?(?=[那当晚的上下])|\bnew year'?s eve\b", _fixed(12, 31)),
    (rf"清明(?:节|当天|{_DAY_AFTER}){_ZH_THING}|\bqingming\b", _solar(4, 4.81)),
    (rf"冬至(?:节|当天|日)?{_ZH_THING}|\bwinter solstice\b", _solar(12, 21.94)),
    (r"(?:大年)?除夕|大年三十|年三十|(?<![\w])lunar new year'?s eve\b", _lunar(0, -1)),
    (rf"春节(?:当天)?{_ZH_THING}|\b(?:chinese new year|lunar new year|spring festival)\b", _lunar(0)),
    (rf"元宵(?:节|当天)?{_ZH_THING}|\blantern festival\b", _lunar(0, 14)),
    (rf"端午(?:节|当天)?{_ZH_THING}|\bdragon boat(?: festival)?\b", _lunar(1)),
    (rf"中秋(?:节|当天)?{_ZH_THING}|\bmid-?autumn(?: festival)?\b", _lunar(2)),
)  # fmt: skip
PATTERNS: tuple[tuple[str, Reader], ...] = (
    *((pattern, _coming(of)) for pattern, of in _HOLIDAYS),
    (r"(?:大年|年)初([一二三四五六七])", _day_of_new_year),
)
