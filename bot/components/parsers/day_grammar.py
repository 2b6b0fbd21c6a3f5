"""Words for days: today, weekdays, dates; each read against the day the message was written."""

# ruff: noqa: E501 - patterns and word lists read better on one line
# ruff: noqa: SIM905 - word lists read better unquoted

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from .numbers import to_int
from .parts import Part


@dataclass(frozen=True, slots=True)
class Days:
    """Whole days [first, after)."""

    first: date
    after: date

    @classmethod
    def one(cls, day: date, length: int = 1) -> Days:
        return cls(day, day + timedelta(days=length))


_NAMED = [
    (re.compile(pattern, re.ASCII), offset)
    for pattern, offset in (
        (r"大后天", 3),
        (r"(?<!大)后天|后日|后(?=[早晚])|\b(?:the )?day after (?:tomorrow|tmrw?|tmr)\b", 2),
        (
            r"明天|明日|明儿个?|明(?=[早晚午]|下午|上午)|\b(?:tomorrow|tomorow|tommorow|tommorrow|tmrw|tmr|2moro|tmw)\b",
            1,
        ),
        (
            r"今天|今日|今儿个?|今(?=[早晚午夜]|下午|上午)|当天|当(?=晚)|\btoday\b|\bthis (?=morning|afternoon|evening)|\bto(?=night\b|nite\b)",
            0,
        ),
        (r"昨天|昨日|昨(?=晚)|\byesterday\b|\blast (?=night)", -1),
        (r"(?<!提)(?<!大)前天|前日", -2),
    )
]
_WEEKDAYS = (
    {char: index for index, char in enumerate("一二三四五六日")}
    | {"天": 6}
    | {str(n): n - 1 for n in range(1, 8)}
)
_ENGLISH_DAYS = {
    name: index for index, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))
}
_DAY_WORD = r"(mon(?:day)?|tues?(?:day)?|wed(?:nesday|s)?|thu(?:r|rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)"
_SHORT_NEEDS_CUE = ("mon", "sat", "sun")
_WEEKDAY_ZH = re.compile(
    r"(?<![一两二三几每个])(下下个?|下个?|这个?|本|上个?)?(?:周|星期|礼拜)([一二三四五六日天]|[1-7](?!\d|天|年|点|次|个))(?!次)",
    re.ASCII,
)
_WEEKEND_ZH = re.compile(
    r"(?<!每)(下下个?|下个?|这个?|本|上个?)?周(?:末|六日|六周日|六和周日)", re.ASCII
)
_WEEK_ZH = re.compile(
    r"(下下个?|下个?|这个?|本)(?:周|星期|礼拜)(?![一二三四五六日天末1-7])", re.ASCII
)
_WEEKDAY_EN = re.compile(
    rf"(?<!\w)(?<!every )(?:on )?(next |this |coming |on )?{_DAY_WORD}\b(?!'s)(?! after next)",
    re.ASCII,
)
_WEEK_EN = re.compile(r"\b(next|this) (week|weekend)\b", re.ASCII)
_MONTHS = {
    name: n for n, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)
}
_MONTH = r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
_MONTH_DAY = re.compile(
    rf"\b(?:on )?{_MONTH}\.?\s?(\d{{1,2}})(st|nd|rd|th)?(?![\d:]|\s?(?:people|[ap]\.?m\b))(?:,? (20\d\d))?",
    re.ASCII,
)
_DAY_MONTH = re.compile(
    rf"(?<![\w:.])(?:the )?(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? ?{_MONTH}\b(?:,? (20\d\d))?",
    re.ASCII,
)
_THE_DAY = re.compile(
    r"\b(?:on )?the (\d{1,2})(?:st|nd|rd|th)\b(?! floor| time| order| level)", re.ASCII
)
_ISO = re.compile(r"(?<!\d)(20\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})[日号]?(?!\d)", re.ASCII)
_SLASH = re.compile(r"(?<![\d/a-z.-])(\d{1,2})/(\d{1,2})(?![\d/])", re.ASCII)
_N = r"(?:\d{1,2}|[一二三四五六七八九]?十?[一二三四五六七八九]|[二三]?十)"
_CHINESE_DATE = re.compile(
    rf"(下个?月|这个?月|本月)?(?:({_N})月份?)?(?<![\d.:/a-z])(?<![一二三四五六七八九十](?=[一二三四五六七八九十]))({_N})[号日](?!楼|电池|[客货扶直]?梯|线|桌|门|窗|电梯|柜|机|车|会议|厅|栋|库|院|房|座|工位|口|馆|仓|打|套餐|公寓|厂|店|食堂|位|键|字|码)",
    re.ASCII,
)
_IN_DAYS = re.compile(
    r"(\d{1,2}|[一二两三四五六七八九十])(天|周|个?星期|个?礼拜)(?:之?后|以后)|\bin (a|one|two|three|four|five|six|\d{1,2}) (day|week)s?\b",
    re.ASCII,
)


def days(text: str, today: date) -> Iterator[Part]:
    """Parts of kind `day` with a Days value; dates without a year are the next ones to come."""
    for first, after, value in _all(text, today):
        if value is not None:
            yield Part(first, after, "day", value)


def _all(text: str, today: date) -> Iterator[tuple[int, int, Days | None]]:
    for pattern, offset in _NAMED:
        for m in pattern.finditer(text):
            yield m.start(), m.end(), Days.one(today + timedelta(days=offset))
    yield from _weekdays(text, today)
    yield from _dates(text, today)
    for m in _IN_DAYS.finditer(text):
        count = to_int(m[1] or m[3]) or 0
        weeks = m[4] == "week" if m[4] else m[2] != "天"
        yield m.start(), m.end(), Days.one(today + timedelta(days=count * (7 if weeks else 1)))


def _weekdays(text: str, today: date) -> Iterator[tuple[int, int, Days]]:
    for m in _WEEKDAY_ZH.finditer(text):
        yield m.start(), m.end(), Days.one(_weekday(_WEEKDAYS[m[2]], _weeks(m[1]), today))
    for m in _WEEKEND_ZH.finditer(text):
        yield m.start(), m.end(), Days.one(_weekday(5, _weeks(m[1]) or 0, today), 2)
    for m in _WEEK_ZH.finditer(text):
        yield m.start(), m.end(), Days.one(_weekday(0, _weeks(m[1]), today), 7)
    for m in _WEEKDAY_EN.finditer(text):
        if (
            m[2] not in _SHORT_NEEDS_CUE
            or m[1]
            or m.group().startswith("on ")
            or re.match(
                r"\s?\d|\s?(?:-|–|~|to|through|thru|到) ?[mtwfs]|,| morning| afternoon| evening|$",
                text[m.end() :],
            )
        ):
            yield (
                m.start(),
                m.end(),
                Days.one(
                    _weekday(
                        _ENGLISH_DAYS[m[2][:3]],
                        {"next": 1, "this": 0}.get((m[1] or "").strip()),
                        today,
                    )
                ),
            )
    for m in _WEEK_EN.finditer(text):
        weeks = 1 if m[1] == "next" else 0
        first, length = (5, 2) if m[2] == "weekend" else (0, 7)
        yield m.start(), m.end(), Days.one(_weekday(first, weeks, today), length)


def _weeks(prefix: str | None) -> int | None:
    if not prefix:
        return None
    return {"下下": 2, "下": 1, "上": -1}.get(prefix.removesuffix("个"), 0)


def _weekday(weekday: int, weeks: int | None, today: date) -> date:
    """下周三 and "next Wednesday" are next calendar week's; a bare weekday is the next to come, today included."""
    if weeks is None:
        return today + timedelta(days=(weekday - today.weekday()) % 7)
    return today - timedelta(days=today.weekday()) + timedelta(days=weekday + 7 * weeks)


def _dates(text: str, today: date) -> Iterator[tuple[int, int, Days | None]]:
    for m in _ISO.finditer(text):
        yield m.start(), m.end(), _date(int(m[1]), int(m[2]), int(m[3]))
    for m in _SLASH.finditer(text):
        yield m.start(), m.end(), _coming(int(m[1]), int(m[2]), today)
    for m in _MONTH_DAY.finditer(text):
        if m[1] != "may" or m[3] or m.group().startswith("on "):
            yield m.start(), m.end(), _english_date(m[1], m[2], m[4], today)
    for m in _DAY_MONTH.finditer(text):
        if m[2] != "may" or re.search(r"st|nd|rd|th", m.group()[: m.start(2) - m.start()]):
            yield m.start(), m.end(), _english_date(m[2], m[1], m[3], today)
    for m in _THE_DAY.finditer(text):
        yield m.start(), m.end(), _this_or_next_month(int(m[1]), today)
    for m in _CHINESE_DATE.finditer(text):
        yield m.start(), m.end(), _chinese_date(m[1], to_int(m[2] or ""), to_int(m[3]) or 0, today)


def _english_date(month: str, day: str, year: str | None, today: date) -> Days | None:
    number = _MONTHS[month[:3]]
    return _date(int(year), number, int(day)) if year else _coming(number, int(day), today)


def _chinese_date(prefix: str | None, month: int | None, day: int, today: date) -> Days | None:
    if month is not None:
        return _coming(month, day, today)
    if prefix is None:
        return _this_or_next_month(day, today)
    start = _next_month(today) if prefix.startswith("下") else today
    return _date(start.year, start.month, day)


def _date(year: int, month: int, day: int) -> Days | None:
    try:
        return Days.one(date(year, month, day))
    except ValueError:
        return None


def _coming(month: int, day: int, today: date) -> Days | None:
    this_year = _date(today.year, month, day)
    if this_year is not None and this_year.first >= today:
        return this_year
    return _date(today.year + 1, month, day) or this_year


def _this_or_next_month(day: int, today: date) -> Days | None:
    if day >= today.day:
        return _date(today.year, today.month, day)
    following = _next_month(today)
    return _date(following.year, following.month, day)


def _next_month(today: date) -> date:
    return (today.replace(day=1) + timedelta(days=32)).replace(day=1)
