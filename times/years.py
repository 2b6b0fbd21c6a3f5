"""Words for quarters and years, and for their ends."""

# ruff: noqa: E501 - patterns and word lists read better on one line

from __future__ import annotations

import re
from datetime import date

from .calendar import Days, month_after, year_named
from .names import Reader
from .numerals import number

_YEAR_ZH = r"(明年|来年|后年|今年|本年|去年)"
_YEAR_EN = r"(next year|this year|20\d\d)"
_NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4}
_END_DAYS = 7


def _quarter(m: re.Match[str], today: date) -> Days:
    told = m.groupdict()
    count = number(told["n"]) or _NTH.get(told["n"], 1)
    this = (today.month - 1) // 3 + 1
    year = year_named(told["year"], today) if told["year"] else today.year + (count < this)
    return _of(date(year, 3 * count - 2, 1), 3, told.get("edge") or told.get("end"))


def _near_quarter(m: re.Match[str], today: date) -> Days:
    first = date(today.year, 3 * ((today.month - 1) // 3) + 1, 1)
    told = m.groupdict()
    ahead = 3 * (told["which"].startswith(("下", "next")))
    return _of(month_after(first, ahead), 3, told.get("edge") or told.get("end"))


def _of(first: date, months: int, end: str | None) -> Days:
    """All of it, or its end: its last week."""
    after = month_after(first, months)
    if end is None:
        return Days(first, after, "month")
    return Days(date.fromordinal(after.toordinal() - _END_DAYS), after, "month", closes=True)


def _year(m: re.Match[str], today: date) -> Days:
    told = m.groupdict()
    year = year_named(told["year"] or "", today)
    if told.get("begin"):
        return Days(date(year, 1, 1), date(year, 1, 11), "month")
    return _of(date(year, 1, 1), 12, told.get("edge") or told.get("end"))


def _rest_of_year(_: re.Match[str], today: date) -> Days:
    return Days(today, date(today.year + 1, 1, 1), "month", closes=True)


_END_OF = r"(?:(?P<end>(?:the )?end of )(?:the )?)?"
PATTERNS: tuple[tuple[str, Reader], ...] = (
    (rf"(?P<year>{_YEAR_ZH})?的?\s?第?(?P<n>[一二三四1-4])个?季度(?P<edge>[末底])?", _quarter),
    (rf"(?P<year>{_YEAR_ZH}) ?的?q(?P<n>[1-4])(?![\w:])(?P<edge>[末底])?", _quarter),
    (rf"\b{_END_OF}q(?P<n>[1-4])\b(?P<edge>[末底])?(?:,? (?:of )?(?P<year>{_YEAR_EN}))?", _quarter),
    (rf"\b{_END_OF}(?P<n>first|second|third|fourth|last) quarter\b(?:,? (?:of )?(?P<year>{_YEAR_EN}))?", _quarter),
    (r"(?P<which>下个?|这个?|本)季度(?P<edge>[末底])?", _near_quarter),
    (rf"\b{_END_OF}(?P<which>this|next|the) quarter\b", _near_quarter),
    (rf"(?P<year>{_YEAR_ZH})?的?(?P<edge>年底|年末|年尾)(?!奖|总结|盘点|聚餐|晚会)", _year),
    (r"(?P<year>明|今|来)(?P<edge>年底|年末|年尾)(?!奖|总结|盘点|聚餐|晚会)", _year),
    (r"(?P<year>明年|来年)初?(?!\d|[一二三四五六七八九十]+月)(?P<begin>(?<=初))?", _year),
    (r"(?:今年|年)(?=[之以]?内(?!部))", _rest_of_year),
    (r"\b(?P<end>(?:the )?end of )(?:the )?(?P<year>next |this )?year\b", _year),
    (r"\b(?P<end>(?:the )?year[ -]?end)\b(?! (?:party|bonus|review|dinner))(?P<year>(?!))?", _year),
    (r"\b(?P<begin>(?:early|beginning of|start of) )?(?P<year>next )year\b", _year),
)  # fmt: skip
