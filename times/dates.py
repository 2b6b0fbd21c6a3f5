"""Words for months, parts of a month and dates, read against the day on which they are written.

- A date without a year is the next to come, unless that is ten months off: then it is the last one. 3号 is this
  month's or next month's.
- 月初 is the 1st to 5th, 月底 the 25th to the last, 上旬 / 中旬 / 下旬 are the thirds.
"""

# ruff: noqa: E501 - patterns and word lists read better on one line

from __future__ import annotations

import re
from datetime import date, timedelta

from .calendar import (
    Days,
    coming,
    coming_month,
    dated,
    month_after,
    nth_weekday,
    of_month,
    year_named,
)  # fmt: skip
from .names import COUNT_EN, MONTH, MONTHS, NAME, SIGN, WEEK, WEEKDAYS, Reader
from .numerals import HAN, ORDINAL, number

#: What follows the 2nd where it is a day, and no second printer.
_AFTER_DATE = r"(?=\s*(?:$|[,.!?;:)\d~–—-]|[\u4e00-\u9fff]|(?:at|in the|from|to|till|until|through|thru|morning|afternoon|evening|night|noon|lunch|before|after|by|and|or|too|as well|also|off|around|about|on|please|pls|thanks|works?|is|would|will|if|for|half|quarter|between|not|instead|latest|onwards?|onward|i|i'm|i'll|we|we're|we'll|my|our|he|she|they|there|there's|someone|somebody|it|it's|can|could|may|does|do|has|no|twenty|a|an|one(?= o'?clock| in the| thirty| fifteen)|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|the|same|any|this|then|but|so|as|or later)\b))"
#: What makes 1/2 a share.
_NO_FRACTION = (
    r"(?! ?(?:inch|\"|寸|英寸|杯|份|糖|冰|cup|spoon|of\b|的量|people|人|完成|done|gb|mm|cm|kg))"
)
_N = rf"(\d{{1,2}}|{HAN})"
_WHICH_MONTH = r"(下下个?|下个?|这个?|本)"
#: What makes 3号 a building, a lift, a table or a dish.
_NO_DATE = r"(?!楼|电池|[客货扶直]?梯|线|桌|门|窗|电梯|柜|机|车|会议|厅|栋|库|院|房|座|工位|口|馆|仓|打|套餐|公寓|厂|店|食堂|位|键|字|码|实验|试验|研究|教室|更衣|茶水|展|休息|充电|停车|样品|试[管剂]|机柜|卡|球|图|包|箱|闸|柱)"


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
    return Days(month.replace(day=first), after, "month", closes=last > 30)  # noqa: PLR2004


def _zh_third(m: re.Match[str], today: date) -> Days | None:
    if m[2]:
        of_year = number(m[2]) or 0
        return _third(coming_month(of_year, today), m[3]) if 0 < of_year < 13 else None  # noqa: PLR2004
    return _third(month_after(today, _months(m[1])), m[3])


def _en_third(m: re.Match[str], today: date) -> Days:
    """End of the month, beginning of next month, mid-December."""
    name, of = m[1], m[2].removeprefix("of ")
    if of[:3] in MONTHS:
        return _third(coming_month(MONTHS[of[:3]], today), name)
    return _third(month_after(today, _months(of.removesuffix("month"))), name)


def _month_day(m: re.Match[str], today: date) -> Days | None:
    if m[1] == "may" and _PRONOUN.search(m.string, 0, m.start()):
        return None
    return _english(m[1], m[2], m[3], today)


def _day_month(m: re.Match[str], today: date) -> Days | None:
    return _english(m[2], m[1], m[3], today)


def _english(month: str, day: str, year: str | None, today: date) -> Days | None:
    of_year, of_month = MONTHS[month[:3]], _day_number(day)
    if year:
        return dated(year_named(year, today), of_year, of_month)
    return coming(of_year, of_month, today)


def _span(month: int, first: str, last: str, today: date) -> Days | None:
    begins, ends = (coming(month, number(day) or 0, today) for day in (first, last))
    if begins is None or ends is None or ends.first <= begins.first:
        return None
    return Days(begins.first, ends.after)


def _zh_span(m: re.Match[str], today: date) -> Days | None:
    return _span(number(m[1]) or 0, m[2], m[3], today)


def _two_days(m: re.Match[str], today: date) -> Days | None:
    """8、9两号: of two days that follow each other."""
    first = of_month(int(m[1]), today)
    if first is None or int(m[2]) != int(m[1]) + 1:
        return None
    second = of_month(int(m[2]), first.first)
    return Days(first.first, second.after) if second else None


def _en_span(m: re.Match[str], today: date) -> Days | None:
    return _span(MONTHS[m[1][:3]], m[2], m[3], today)


def _en_span_before(m: re.Match[str], today: date) -> Days | None:
    return _span(MONTHS[m[3][:3]], m[1], m[2], today)


def _months_ahead(m: re.Match[str], today: date) -> Days | None:
    """In a month, 半个月后: the same day of that month, else its last."""
    count = next(one for one in m.groups() if one)
    if count == "半":
        return Days.one(today + timedelta(days=15))
    month = month_after(today, number(count) or 0)
    last = month_after(month, 1) - timedelta(days=1)
    return Days.one(min(month + timedelta(days=today.day - 1), last))


def _zh_of_year(m: re.Match[str], today: date) -> Days | None:
    return dated(year_named(m[1], today), number(m[2]) or 0, number(m[3]) or 0)


def _zh_month_alone(m: re.Match[str], today: date) -> Days | None:
    month = number(m[1]) or 0
    return _whole(coming_month(month, today)) if 0 < month < 13 else None  # noqa: PLR2004


def _en_month_alone(m: re.Match[str], today: date) -> Days:
    return _whole(coming_month(MONTHS[m[1][:3]], today))


def _whole(month: date) -> Days:
    return Days(month, month_after(month, 1), "month")


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
    day, place = _day_number(m[2]), WEEKDAYS[m[1][:3]]
    for months in range(13):
        found = of_month(day, today, months)
        if found and found.first >= today and found.first.weekday() == place:
            return found
    return None


def _en_nth(m: re.Match[str], today: date) -> Days | None:
    nth = 0 if m[1] == "last" else number(m[1]) or 1
    return nth_weekday(month_after(today, _months(m[3])), nth, WEEKDAYS[m[2][:3]])


def _zh_nth(m: re.Match[str], today: date) -> Days | None:
    nth = number(m[2]) or 1 if m[2] else 0
    return nth_weekday(month_after(today, _months(m[1])), nth, WEEKDAYS[m[3]])


def _next_months(m: re.Match[str], today: date) -> Days | None:
    return of_month(int(m[1]), today, 1)


PATTERNS: tuple[tuple[str, Reader], ...] = (
    (rf"\b{NAME},? (?:the )?(\d{{1,2}}(?:st|nd|rd|th)|{ORDINAL})\b(?! of| {MONTH}| thing| floor| half)", _weekday_of_month),
    (rf"\b(?:the )?(first|second|third|fourth|last) {NAME} (?:of|in) (this |next |the )month\b", _en_nth),
    (rf"{_WHICH_MONTH}?月的?(?:第([一二三四])个?|最后一?个?){WEEK}{SIGN}", _zh_nth),
    (rf"{_WHICH_MONTH}月(?:份)?(?![初中底末上下旬\d一二三四五六七八九十])", _month),
    (r"\b(next |this )month\b(?! on the)", _month),
    (rf"(?:{_WHICH_MONTH}|(?<![\d.:/])(\d{{1,2}}|{HAN}))?月份?(初|底|末|上旬|中旬|下旬|中(?!午|[心国文等介间药餐]))", _zh_third),
    (r"(?:(?<=\bby )|(?<=\bbefore )|(?<=\bat )|(?<=\bthe ))(?:month[ -]end|eom)\b", lambda _, today: _third(month_after(today, 0), "end")),
    (rf"\b(?:the )?(beginning|start|middle|end|mid|early|late)[ -]((?:of )?(?:the |this |next )?month|(?:of )?{MONTH})\b", _en_third),
    (r"(?<!\d)(20\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})[日号]?(?!\d)", lambda m, _: dated(int(m[1]), int(m[2]), int(m[3]))),
    (rf"(?<![\d/a-z.-])(\d{{1,2}})/(\d{{1,2}})(?![\d/]){_NO_FRACTION}", lambda m, today: coming(int(m[1]), int(m[2]), today)),
    (rf"\b(?:on )?{MONTH}[.,]?\s?(?:the )?(\d{{1,2}}(?:st|nd|rd|th)?|{ORDINAL})(?![\d:]|\s?(?:people|[ap]\.?m\b))(?:,? (20\d\d|next year|this year))?", _month_day),
    (rf"(?<![\w:.])(?:the )?(\d{{1,2}}(?:st|nd|rd|th)|{ORDINAL})(?: of)? ?{MONTH}\b(?:,? (20\d\d|next year|this year))?", _day_month),
    (r"(?<![\w:.])(\d{1,2}) ?(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|may(?! i\b| we\b| you\b))\b(?:,? (20\d\d|next year|this year))?", _day_month),
    (rf"\b(?:on )?the (\d{{1,2}}(?:st|nd|rd|th)|{ORDINAL})\b(?: (?:day )?of (this |next |the )month)?(?!,? {NAME}\b){_AFTER_DATE}", _en_of_month),
    (r"\bnext month,? (?:on )?the (\d{1,2})(?:st|nd|rd|th)\b", _next_months),
    (rf"(明年|来年|后年|今年|去年)的?{_N}月份?{_N}[号日]{_NO_DATE}", _zh_of_year),
    (rf"(?<![\d.:/年一二三四五六七八九十]){_N}月份?(?=[之以]?内(?![部容])|[之以]?前)", _zh_month_alone),
    (rf"(?:(?<=\bby )|(?<=\bbefore )|(?<=\buntil )|(?<=\bwithin )){MONTH}\b(?!,?\s?(?:the )?\d)", _en_month_alone),
    (rf"(?<![\d.:/]){_N}月份?{_N}[号日]?(?:-|~|–|到|至){_N}[号日]{_NO_DATE}", _zh_span),
    (rf"\b{MONTH}\.? (\d{{1,2}})(?:st|nd|rd|th)?\s?(?:-|–|to|through|till|until)\s?(\d{{1,2}})(?:st|nd|rd|th)?\b(?![:.]\d|\s?[ap]\.?m)", _en_span),
    (rf"(?<![\w:.])(\d{{1,2}})(?:st|nd|rd|th)?\s?(?:-|–|to|through|till|until)\s?(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {MONTH}\b", _en_span_before),
    (r"(?<![\d.:/-])(1[0-2]|0?[1-9])\.([0-3]?\d)(?=\s?(?:[号日(]|周|星期|上午|下午|早上|晚上|中午))[号日]?", lambda m, today: coming(int(m[1]), int(m[2]), today)),
    (r"(?<![\d.:/-])(0[1-9]|1[0-2])-([0-3]\d)(?= \d{1,2}:\d\d)", lambda m, today: coming(int(m[1]), int(m[2]), today)),
    (r"(?<![\d.:/])(\d{1,2})[号日]?[、,和](\d{1,2})两?[号日](?!楼)", _two_days),
    (r"(\d{1,2}|半|[一两二三四五六七八九十]{1,3})个月(?:之?后|以后|过后)", _months_ahead),
    (rf"\bin {COUNT_EN} months?\b(?:' time)?|\b{COUNT_EN} months? from (?:now|today)\b", _months_ahead),
    (rf"{_WHICH_MONTH}月份?的?{_N}[号日]{_NO_DATE}", _zh_of_month),
    (rf"(?:(?<![\d.:/])(?<![一二三四五六七八九十](?=[一二三四五六七八九十])){_N}月份?)?(?<![\d.:/a-z])(?<![一二三四五六七八九十](?=[一二三四五六七八九十])){_N}[号日]{_NO_DATE}", _zh_date),
)  # fmt: skip
_PRONOUN = re.compile(r"\b(?:i|we|you|they|he|she|(?<!make )it|that|this|who) $", re.ASCII)
