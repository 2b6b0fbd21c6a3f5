"""Words for days, weeks and parts of a month, read against the day on which they are written.

- 下周三, "next Wednesday" and "Wednesday next week" are next calendar week's; 下下周三 and "the Wednesday after next"
  that of the week after. 周三 alone is the next to come, today included.
- "A week on Friday" is seven days after the next Friday.
- A date without a year is the next to come, unless that is ten months off: then it is the last one. 3号 is this
  month's or next month's.
- 月初 is the 1st to 5th, 月底 the 25th to the last, 上旬 / 中旬 / 下旬 are the thirds.
"""

# ruff: noqa: E501 - patterns and word lists read better on one line

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from .calendar import (
    Days,
    coming,
    coming_month,
    coming_weekday,
    dated,
    month_after,
    nth_weekday,
    of_month,
    weekday,
)  # fmt: skip
from .numerals import ENGLISH, HAN, ORDINAL, number
from .parts import Part

_DAY = timedelta(days=1)


_Reader = Callable[["re.Match[str]", date], "Days | None"]
_WEEKDAYS = {char: place for place, char in enumerate("一二三四五六日")} | {"天": 6}
_WEEKDAYS |= {str(place + 1): place for place in range(7)}
_WEEKDAYS |= {
    name: place for place, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))
}
_MONTHS = {
    name: place
    for place, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}

_WEEK = r"(?:周|星期|礼拜)"
_AHEAD = r"(下下个?|下个?|这个?|本|上个?)"
_SIGN = r"([一二三四五六日天]|[1-7](?!\d|天|年|点|次|个|月|号))"
_NAME = r"(mon(?:day)?|tues?(?:day)?|wed(?:nesday|s)?|thu(?:r|rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)"
_FULL = r"(monday|tuesday|wednesday|thursday|friday|saturday|sunday|tues?|wed|thu(?:r|rs)?|fri)"
_MONTH = r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
_N = rf"(\d{{1,2}}|{HAN})"
_WHICH_MONTH = r"(下下个?|下个?|这个?|本)"
_COUNT_EN = rf"(an?|{ENGLISH}|\d{{1,2}}|a couple of)"
#: What makes 3号 a building, a lift, a table or a dish.
_NO_DATE = r"(?!楼|电池|[客货扶直]?梯|线|桌|门|窗|电梯|柜|机|车|会议|厅|栋|库|院|房|座|工位|口|馆|仓|打|套餐|公寓|厂|店|食堂|位|键|字|码)"


def _weeks(prefix: str | None) -> int:
    return {"下下": 2, "下": 1, "上": -1}.get((prefix or "").removesuffix("个"), 0)


def _named(ahead: int) -> _Reader:
    return lambda _, today: Days.one(today + ahead * _DAY)


def _zh_weekday(m: re.Match[str], today: date) -> Days:
    place = _WEEKDAYS[m[2]]
    if m[1]:
        return Days.one(weekday(place, _weeks(m[1]), today))
    return Days.one(coming_weekday(place, today), rolls=True)


def _zh_weekdays(m: re.Match[str], today: date) -> Days:
    """周一至五."""
    first = _zh_weekday(m, today).first
    length = (_WEEKDAYS[m[3]] - _WEEKDAYS[m[2]]) % 7 + 1
    return Days(first, first + length * _DAY)


def _en_weekday(m: re.Match[str], today: date) -> Days:
    place = _WEEKDAYS[m[2][:3]]
    prefix = (m[1] or "").strip()
    if prefix == "next":
        return Days.one(weekday(place, 1, today))
    if prefix.endswith("coming"):
        return Days.one(coming_weekday(place, today + _DAY))
    return Days.one(coming_weekday(place, today), rolls=not m[1])


def _en_last(m: re.Match[str], today: date) -> Days:
    return Days.one(today - ((today.weekday() - _WEEKDAYS[m[1][:3]] - 1) % 7 + 1) * _DAY)


def _in_week(weeks: int, group: int = 1) -> _Reader:
    return lambda m, today: Days.one(weekday(_WEEKDAYS[m[group][:3]], weeks, today))


def _weeks_on(m: re.Match[str], today: date) -> Days:
    """A week on Friday, Friday week."""
    name, weeks = (m[2], number(m[1]) or 1) if m[1] else (m[3], 1)
    return Days.one(coming_weekday(_WEEKDAYS[name[:3]], today) + 7 * weeks * _DAY)


def _week(weeks: int) -> _Reader:
    def read(_: re.Match[str], today: date) -> Days:
        first = weekday(0, weeks, today)
        return Days(first, first + 7 * _DAY, "week")

    return read


def _weekend(m: re.Match[str], today: date) -> Days:
    prefix = m[1] or ""
    weeks = 1 if prefix.strip() == "next" else _weeks(prefix)
    first = weekday(5, weeks, today)
    return Days(first, first + 2 * _DAY, "weekend")


def _months(prefix: str | None) -> int:
    prefix = (prefix or "").strip().removesuffix("个")
    return {"下下": 2, "下": 1, "next": 1, "上": -1, "last": -1}.get(prefix, 0)


def _month(m: re.Match[str], today: date) -> Days:
    months = _months(m[1])
    return Days(month_after(today, months), month_after(today, months + 1), "month")


_THIRDS = {
    "初": (1, 5),
    "上旬": (1, 10),
    "中": (11, 20),
    "中旬": (11, 20),
    "下旬": (21, 31),
    "底": (25, 31),
    "末": (25, 31),
}
_THIRDS |= {
    "beginning": (1, 5),
    "start": (1, 5),
    "early": (1, 10),
    "middle": (11, 20),
    "mid": (11, 20),
    "end": (25, 31),
    "late": (21, 31),
}


def _third(month: date, name: str) -> Days:
    first, last = _THIRDS[name]
    after = month_after(month, 1) if last > 30 else month.replace(day=last + 1)  # noqa: PLR2004
    return Days(month.replace(day=first), after, "month")


def _zh_third(m: re.Match[str], today: date) -> Days | None:
    if m[2]:
        of_year = number(m[2]) or 0
        return _third(coming_month(of_year, today), m[3]) if 0 < of_year < 13 else None  # noqa: PLR2004
    return _third(month_after(today, _months(m[1])), m[3])


def _en_third(m: re.Match[str], today: date) -> Days:
    """End of the month, beginning of next month, mid-December."""
    name, of = m[1], m[2].removeprefix("of ")
    if of[:3] in _MONTHS:
        return _third(coming_month(_MONTHS[of[:3]], today), name)
    return _third(month_after(today, _months(of.removesuffix("month"))), name)


def _month_day(m: re.Match[str], today: date) -> Days | None:
    if m[1] == "may" and _PRONOUN.search(m.string, 0, m.start()):
        return None
    return _english(m[1], m[2], m[3], today)


def _day_month(m: re.Match[str], today: date) -> Days | None:
    return _english(m[2], m[1], m[3], today)


def _english(month: str, day: str, year: str | None, today: date) -> Days | None:
    of_year, of_month = _MONTHS[month[:3]], _day_number(day)
    return dated(int(year), of_year, of_month) if year else coming(of_year, of_month, today)


def _day_number(said: str) -> int:
    """3rd, third."""
    return number(re.sub(r"(?<=\d)(?:st|nd|rd|th)", "", said)) or 0


def _zh_date(m: re.Match[str], today: date) -> Days | None:
    day = number(m[2]) or 0
    return coming(number(m[1]) or 0, day, today) if m[1] else of_month(day, today)


def _zh_of_month(m: re.Match[str], today: date) -> Days | None:
    return of_month(number(m[2]) or 0, today, _months(m[1]))


def _en_of_month(m: re.Match[str], today: date) -> Days | None:
    """The 3rd; the 3rd of next month."""
    return of_month(_day_number(m[1]), today, _months(m[2]) if m[2] else None)


def _weekday_of_month(m: re.Match[str], today: date) -> Days | None:
    """Wed 13th: the next 13th that is a Wednesday."""
    day, place = _day_number(m[2]), _WEEKDAYS[m[1][:3]]
    for months in range(13):
        found = of_month(day, today, months)
        if found and found.first >= today and found.first.weekday() == place:
            return found
    return None


def _en_nth(m: re.Match[str], today: date) -> Days | None:
    nth = 0 if m[1] == "last" else number(m[1]) or 1
    return nth_weekday(month_after(today, _months(m[3])), nth, _WEEKDAYS[m[2][:3]])


def _zh_nth(m: re.Match[str], today: date) -> Days | None:
    nth = number(m[2]) or 1 if m[2] else 0
    return nth_weekday(month_after(today, _months(m[1])), nth, _WEEKDAYS[m[3]])


def _in_weeks(m: re.Match[str], today: date) -> Days:
    """Monday in two weeks, 两周后的周一: of the week that many on."""
    count, name = (m[1], m[2]) if number(m[1]) else (m[2], m[1])
    return Days.one(weekday(_WEEKDAYS[name[:3]], number(count) or 0, today))


def _next_months(m: re.Match[str], today: date) -> Days | None:
    return of_month(int(m[1]), today, 1)


def _ahead(m: re.Match[str], today: date) -> Days:
    """In three days, 两周后, a week from tomorrow."""
    count, unit = number(m[1]) or 0, m[2]
    since = 1 if m.re.groups > 2 and m[3] else 0  # noqa: PLR2004
    each = 14 if unit == "fortnight" else 7 if unit[0] in "w周星礼个" else 1
    return Days.one(today + (count * each + since) * _DAY)


_PATTERNS: tuple[tuple[str, _Reader], ...] = (
    (r"大后[天日]", _named(3)),
    (r"(?<!大)后[天日](?!两天)|(?<![\d天周月年时分钟后以之])后(?=[早晚]|下午|上午)|\b(?:the )?day after (?:tomorrow|tmrw?|tmr)\b", _named(2)),
    (r"明[天日]|明儿个?|(?<!打)听日(?![期语历本文])|听(?=晚(?!上|会|间)|朝(?=早|\d|[一二两三四五六七八九十]))|(?<![说表证声透聪发])明(?=[早晚午]|下午|上午)|\b(?:tomorrow|tomorow|tommorow|tommorrow|tmrw|tmr|2moro|tmw)(?:'s)?\b", _named(1)),
    (r"今[天日]|今儿个?|今(?=[早晚午夜晨]|下午|上午)|当天|当(?=晚)|\btoday\b(?:'s)?|\bthis (?=morning|afternoon|evening)|\bto(?=night\b|nite\b)", _named(0)),
    (r"昨[天日]|昨(?=晚)|(?<![钢弹提月小口])[琴寻噚]日(?![期程语历本文])|[琴寻噚](?=晚)|\byesterday\b|\blast (?=night)", _named(-1)),
    (r"(?<!提)(?<!大)前[天日]", _named(-2)),
    (r"明后两?天", lambda _, today: Days(today + _DAY, today + 3 * _DAY)),
    (rf"下{_WEEK}的?{_WEEK}{_SIGN}", _in_week(1)),
    (rf"(?<![一两二三几每个])(?<!每个){_AHEAD}?{_WEEK}{_SIGN}(?!次)", _zh_weekday),
    (rf"(?<![一两二三几每个]){_AHEAD}?{_WEEK}([一二三四五六])[到至~-]([二三四五六日天])(?!点)", _zh_weekdays),
    (rf"(?<!每)(?<!每个){_AHEAD}?周(?:末|六日|六周日|六和周日)", _weekend),
    (rf"下下个?{_WEEK}(?![一二三四五六日天末1-7])", _week(2)),
    (rf"(?<!下)下个?{_WEEK}(?![一二三四五六日天末1-7])", _week(1)),
    (rf"(?:这个?|本){_WEEK}(?![一二三四五六日天末1-7])", _week(0)),
    (rf"(?<!\w)(?<!every )(?<!each )(?:on )?(next |this coming |the coming |upcoming |this |coming |on )?{_NAME}\b(?!'s)(?! after next)(?! next week)", _en_weekday),
    (rf"\b(?:the )?{_NAME} after next\b", _in_week(2)),
    (rf"\b(?:the week after next,? (?:on )?){_FULL}\b", _in_week(2)),
    (rf"\b(?:on )?{_NAME},? (?:of )?next week\b|\bnext week,? (?:on )?{_NAME}\b", lambda m, today: Days.one(weekday(_WEEKDAYS[(m[1] or m[2])[:3]], 1, today))),
    (rf"\b(?:on )?{_NAME},? (?:of )?this week\b", _in_week(0)),
    (rf"\b{_COUNT_EN} weeks? (?:on|from) {_NAME}\b|\b{_FULL} week\b(?!s|end|day)", _weeks_on),
    (rf"\b{_NAME},? (?:in )?{_COUNT_EN} weeks(?: from now)?\b", _in_weeks),
    (rf"\bin {_COUNT_EN} weeks,? (?:on )?{_NAME}\b", _in_weeks),
    (rf"(\d{{1,2}}|{HAN})(?:周|个?星期|个?礼拜)(?:之?后|以后)的?{_WEEK}{_SIGN}", _in_weeks),
    (rf"\b{_NAME},? (?:the )?(\d{{1,2}}(?:st|nd|rd|th)|{ORDINAL})\b(?! of| {_MONTH})", _weekday_of_month),
    (rf"\b(?:the )?(first|second|third|fourth|last) {_NAME} (?:of|in) (this |next |the )month\b", _en_nth),
    (rf"{_WHICH_MONTH}?月的?(?:第([一二三四])个?|最后一?个?){_WEEK}{_SIGN}", _zh_nth),
    (rf"\bfollowing {_FULL}\b", _in_week(1)),
    (rf"\b(?:last|past) {_FULL}\b", _en_last),
    (r"\b(next |this |the )weekend\b", _weekend),
    (r"\b(?:the )?week after next\b", _week(2)),
    (r"\b(?:next|following) week\b", _week(1)),
    (r"\bthis week\b", _week(0)),
    (r"\b(?:the )?end of (?:the|this) week\b", lambda _, today: Days.one(weekday(4, 0, today))),
    (rf"{_WHICH_MONTH}月(?:份)?(?![初中底末上下旬\d一二三四五六七八九十])", _month),
    (r"\b(next |this )month\b(?! on the)", _month),
    (rf"(?:{_WHICH_MONTH}|(?<![\d.:/])(\d{{1,2}}|{HAN}))?月份?(初|底|末|上旬|中旬|下旬|中(?!午|[心国文等介间药餐]))", _zh_third),
    (rf"\b(?:the )?(beginning|start|middle|end|mid|early|late)[ -]((?:of )?(?:the |this |next )?month|(?:of )?{_MONTH})\b", _en_third),
    (r"(?<!\d)(20\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})[日号]?(?!\d)", lambda m, _: dated(int(m[1]), int(m[2]), int(m[3]))),
    (r"(?<![\d/a-z.-])(\d{1,2})/(\d{1,2})(?![\d/])", lambda m, today: coming(int(m[1]), int(m[2]), today)),
    (rf"\b(?:on )?{_MONTH}[.,]?\s?(?:the )?(\d{{1,2}}(?:st|nd|rd|th)?|{ORDINAL})(?![\d:]|\s?(?:people|[ap]\.?m\b))(?:,? (20\d\d))?", _month_day),
    (rf"(?<![\w:.])(?:the )?(\d{{1,2}}(?:st|nd|rd|th)|{ORDINAL})(?: of)? ?{_MONTH}\b(?:,? (20\d\d))?", _day_month),
    (r"(?<![\w:.])(\d{1,2}) ?(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|may(?! i\b| we\b| you\b))\b(?:,? (20\d\d))?", _day_month),
    (rf"\b(?:on )?the (\d{{1,2}}(?:st|nd|rd|th)|{ORDINAL})\b(?: (?:day )?of (this |next |the )month)?(?! {_NAME}\b| floor| time| order| level| one| building| person| meeting| of )", _en_of_month),
    (r"\bnext month,? (?:on )?the (\d{1,2})(?:st|nd|rd|th)\b", _next_months),
    (rf"{_WHICH_MONTH}月份?的?{_N}[号日]{_NO_DATE}", _zh_of_month),
    (rf"(?:(?<![\d.:/])(?<![一二三四五六七八九十](?=[一二三四五六七八九十])){_N}月份?)?(?<![\d.:/a-z])(?<![一二三四五六七八九十](?=[一二三四五六七八九十])){_N}[号日]{_NO_DATE}", _zh_date),
    (rf"(\d{{1,2}}|{HAN})(天|周|个星期|星期|个礼拜|礼拜)(?:之?后|以后|过后)", _ahead),
    (rf"\bin {_COUNT_EN} (day|week|fortnight)s?\b(?:' time)?", _ahead),
    (rf"\b{_COUNT_EN} (day|week|fortnight)s? (?:from (?:now|today)|from (tomorrow|tmrw?)|later|today|after today)\b", _ahead),
)  # fmt: skip
_READERS = [(re.compile(pattern, re.ASCII), read) for pattern, read in _PATTERNS]
_PRONOUN = re.compile(r"\b(?:i|we|you|they|he|she|it|that|this|who) $", re.ASCII)
#: Half a word without a cue: "sun", "sat" and "mon" are also other words.
_SHORT = ("mon", "sat", "sun")
_CUED = re.compile(
    r"\s?(?:,|at\b|\d|[~–—-]|to\b|or\b|and\b|morning|afternoon|evening|night|noon|lunch|before|by|after|please|pls|$|[?.!，。]|[\u4e00-\u9fff])",
    re.ASCII,
)


def days(text: str, today: date) -> Iterator[Part]:
    """Parts of kind `day` with a Days value. `text`: lower case, simplified, half-width."""
    for pattern, read in _READERS:
        for m in pattern.finditer(text):
            if read is _en_weekday and not m[1] and m[2] in _SHORT and not _has_cue(m, text):
                continue
            value = read(m, today)
            if value is not None:
                yield Part(m.start(), m.end(), "day", value)


def _has_cue(m: re.Match[str], text: str) -> bool:
    return m.group().startswith("on ") or _CUED.match(text, m.end()) is not None
