"""What is to come again and again: its rhythm, its hours, until when, and which days it leaves out.

`repeating` only finds that something recurs, for those who book one time at a time; this reads all
of it, for those who book a series.
"""

# ruff: noqa: E501 - patterns and word lists read better on one line

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from .clocks import clocks
from .days import days
from .lengths import lasting
from .names import WEEKDAYS
from .numerals import ENGLISH, HAN, number
from .plain_hours import span_in
from .reading import read
from .said import Repeats, Said
from .stretches import LONGEST, Stretch, stretches

_DAY = timedelta(days=1)
_LONG = timedelta(days=20)
"""A stretch that lasts longer is a month."""
_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_WORKDAYS = (0, 1, 2, 3, 4)
_N = rf"(?:\d{{1,2}}|{HAN}|{ENGLISH})"
_ZH_DAYS = r"[一二三四五六日天](?:[、,和及到至]?(?:周|星期|礼拜)?[一二三四五六日天])*(?![点个次小])"
_EN_DAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?s?"
_EN_NAME = re.compile(_EN_DAY, re.ASCII)
_RHYTHM = re.compile(
    rf"(?:每|逢)个?月的?(?:第(?P<nth>[一二三四五])个?|(?P<last>最后一?个?))(?:周|星期|礼拜)(?P<nth_day>[一二三四五六日天])"
    rf"|每个?月的?\s?(?:(?P<zh_1st>头一?|首)个?|(?P<zh_nth>first|second|third|fourth|last)\s)\s?(?:(?:周|星期|礼拜)(?P<mixed_day>[一二三四五六日天])|(?P<mixed_en>{_EN_DAY}))"
    r"|(?P<monthly>每个?月)(?:的?(?P<of_month>\d{1,2})[号日])?"
    rf"|(?P<every>每隔?|隔|每?逢)(?P<n>[一两二三四\d])?个?(?P<other>单|双)?(?:周|星期|礼拜)(?:的?(?:周|星期|礼拜)?(?P<zh>{_ZH_DAYS}))?"
    r"|(?P<biweek>[单双]周)(?:的?(?:周|星期|礼拜)?(?P<bi_days>[一二三四五六日天]))"
    r"|(?P<workdays>每个?工作日|工作日(?=[早上下中晚每\d])|\b(?:every |each )?(?:weekday|workday|working day)s?\b)"
    r"|(?P<daily>每天|天天|每日|每[早晚]|\b(?:every day|each day|daily)\b)"
    rf"|\b(?:the )?(?P<en_nth>first|second|third|fourth|last) (?P<en_nth_day>{_EN_DAY})(?: (?:of|in))? (?:every|each|the|a) months?\b"
    rf"|\b(?:every|each)\s(?P<en_other>other|second|two|2nd|2|three|3|alternate)?\s?(?:weeks?\b(?: on)?\s?)?(?P<en>{_EN_DAY}(?:(?:, ?| and | & |, and )(?:{_EN_DAY}))*)\b"
    rf"|\b(?P<week>every|each)\s(?P<week_other>other|second|two|2nd|2|three|3|alternate)?\s?weeks?\b"
    rf"|\b(?P<fortnight>fortnightly|bi-?weekly|every fortnight)\b|\b(?P<weekly>weekly)\b|\b(?P<en_monthly>monthly|every month|each month)\b"
    rf"|\b(?:on )?(?P<plural>(?:mon|tues|wednes|thurs|fri|satur|sun)days(?:(?:, ?| and | & )(?:mon|tues|wednes|thurs|fri|satur|sun)days)*)\b"
    rf"|\b(?:every|each)\s?(?:个?(?:周|星期|礼拜))(?P<mixed>{_ZH_DAYS})|每个?\s?(?P<zh_en>{_EN_DAY})\b",
    re.ASCII,
)
_NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}
_TIMES = re.compile(
    rf"(?:连[订开续着]|共|一共|总共|先?[订开办来])?(?P<zh>{_N})次(?!会|性)|\b(?P<en>{_N}) (?:times|occurrences|sessions|dates|in a row)\b",
    re.ASCII,
)
_WEEKS = re.compile(
    rf"(?<![每隔])(?P<zh>\d{{1,2}}|{HAN}|这两)个?(?:周|星期|礼拜)(?![一二三四五六日天后内])|\b(?:for |over |the )*(?:next )?(?P<en>{_N}) weeks\b(?! from)",
    re.ASCII,
)
_MONTHS = re.compile(
    rf"(?<![每隔])(?P<zh>\d{{1,2}}|{HAN})个月(?![后内])|\b(?:for |over |the )*(?:next )?(?P<en>{_N}) months\b",
    re.ASCII,
)
_UNTIL = re.compile(
    r"(?:到|至|直到|截止)\s?$|\b(?:until|till?|'til|through|thru|to|up to)(?: the)?\s?$"
)
_FROM = re.compile(r"(?:从|自)\s?$|\b(?:from|starting|beginning|starts?)(?: on)?(?: the)?\s?$")
_RANGE = re.compile(r"到|至|\b(?:until|till|'til|through|thru|to)\b")
_BEGINS = re.compile(r"\s?(?:开始|起)")
_SKIP = re.compile(
    r"(?:除了?|跳过|不含|不包括|避开|去掉)\s?$|\b(?:except|skip(?:ping)?|but not|excluding|without|not)(?: for| on| in)?(?: the)?(?: week (?:of|with))?(?: the)?\s?$"
)
_SKIPPED = re.compile(
    r"(?:节|当天)?\s?(?:那|这)?(?:一|个|两)?(?:周|天|次|日|个?星期|个?礼拜)?(?:就|都|的)?(?:不要|不用|不订|不开|除外|跳过|停|休|算了|免了)"
    r"|\s?(?:off|excluded|skipped)\b"
)
_HOLIDAYS = re.compile(
    r"(?:节假日|法定假|假期|放假|节日)[^,.]{0,6}(?:不|除外|跳过|停|休)|(?:跳过|除了|避开)(?:法定)?(?:节假日|假期|节日)"
    r"|\b(?:skip|except|not|excluding|but)\b[^,.]{0,12}\bholidays?\b|\bholidays? (?:off|excluded)\b"
)


@dataclass(frozen=True, slots=True)
class Recurring:
    """Days of the park's clock; `begins` and `ends` are "HH:MM". What is not said is None."""

    freq: str
    """DAILY, WEEKLY, MONTHLY."""
    interval: int = 1
    weekdays: tuple[int, ...] = ()
    """Monday is 0."""
    nth: int | None = None
    """Of a month's weekday; -1 is the last."""
    of_month: int | None = None
    count: int | None = None
    weeks: int | None = None
    until: date | None = None
    """The last day."""
    first: date | None = None
    begins: str | None = None
    ends: str | None = None
    minutes: int | None = None
    skips: tuple[tuple[date, date], ...] = ()
    skips_holidays: bool = False

    def rule(self, first: date, usual: int) -> str:
        """As RFC 5545 writes it, from its first day on; `usual`: how often, where nobody said."""
        parts = [f"FREQ={self.freq}"]
        if self.interval > 1:
            parts.append(f"INTERVAL={self.interval}")
        on = self.weekdays or ((first.weekday(),) if self.freq == "WEEKLY" else ())
        if self.freq == "MONTHLY" and self.nth is None:
            parts.append(f"BYMONTHDAY={self.of_month or first.day}")
        elif on:
            nth = "" if self.nth is None else str(self.nth)
            parts.append("BYDAY=" + ",".join(f"{nth}{_CODES[day]}" for day in on))
        return ";".join([*parts, self._end(first, max(1, len(on)), usual)])

    def _end(self, first: date, a_week: int, usual: int) -> str:
        if self.count is not None:
            return f"COUNT={self.count}"
        until = self.until
        if self.weeks is not None:
            until = first + 7 * self.weeks * _DAY - _DAY
        if until is not None:
            return f"UNTIL={until:%Y%m%d}T235959"
        return f"COUNT={usual * (a_week if self.freq == 'WEEKLY' else 1)}"

    @property
    def has_end(self) -> bool:
        return (self.count, self.weeks, self.until) != (None, None, None)


def recurring(text: str, now: datetime) -> Recurring | None:
    """What a message says of it; None where nothing recurs. `text`: lower case, simplified
    characters, half-width signs; `now` aware, on the park's clock."""
    text = text[:LONGEST]
    found = list(_RHYTHM.finditer(text))
    if not found:
        return None
    rhythm = _joined([_rhythm(one) for one in found])
    return _hours(text, now, [one.span() for one in found], more(text, now, rhythm))


def more(text: str, now: datetime, known: Recurring) -> Recurring:
    """The same with what a message adds: until when, how often, which days not."""
    text = text[:LONGEST]
    rest = _blanked(text, [one.span() for one in _RHYTHM.finditer(text)])
    known = _counted(rest, known, now.date())
    counts = [*_TIMES.finditer(rest), *_WEEKS.finditer(rest), *_MONTHS.finditer(rest)]
    rest = _blanked(rest, [one.span() for one in counts])
    skips = list(known.skips)
    days = stretches(_without_hours(rest, now.date()), now)
    for one in days:
        known = _placed(rest, one, known, skips)
    months = [one.last for one in days if one.bound == "at" and one.last - one.first > _LONG]
    if known.until in months:  # "For January, February and March."
        known = replace(known, until=max(months))
    holidays = known.skips_holidays or _HOLIDAYS.search(text) is not None
    return replace(known, skips=tuple(skips), skips_holidays=holidays)


def _placed(text: str, one: Stretch, known: Recurring, skips: list[tuple[date, date]]) -> Recurring:
    before, after = text[: one.start], text[one.end :]
    if _SKIP.search(before) or _SKIPPED.match(after):
        skips.append((one.first, one.last))
        return known
    if one.bound in ("until", "before") or _UNTIL.search(before):
        return replace(known, until=one.last)
    if _RANGE.search(text[one.start : one.end]) and one.first != one.last:
        return replace(known, first=one.first, until=one.last)
    if one.bound == "from" or _FROM.search(before) or _BEGINS.match(after):
        return replace(known, first=one.first)
    if one.first == one.last:
        return replace(known, first=known.first or one.first)
    return replace(known, first=known.first or one.first, until=known.until or one.last)


_CLOCKS = re.compile(
    r"\b\d{1,2}(?::\d\d)?\s?(?:-|–|to|till|until|到|至)\s?\d{1,2}(?::\d\d)?(?![\d月号日/])\b"
)


def _without_hours(text: str, today: date) -> str:
    """So that an hour is not taken for one of the day behind it: 2 to 4pm until 20 December."""
    text = _blanked(text, [one.span() for one in _CLOCKS.finditer(text)])
    dated = days(text, today)
    hours = [
        (one.start, one.end)
        for one in clocks(text)
        if not any(it.start < one.end and one.start < it.end for it in dated)
    ]
    return _blanked(text, hours)


def _counted(text: str, known: Recurring, today: date) -> Recurring:
    if (times := _TIMES.search(text)) and (count := number(times["zh"] or times["en"])):
        return replace(known, count=count)
    if weeks := _WEEKS.search(text):
        said = weeks["zh"] or weeks["en"]
        return replace(known, weeks=2 if said == "这两" else number(said))
    if (months := _MONTHS.search(text)) and (count := number(months["zh"] or months["en"])):
        return replace(known, until=today + 30 * count * _DAY)
    return known


def _hours(text: str, now: datetime, found: list[tuple[int, int]], known: Recurring) -> Recurring:
    told = [one for one in read(text, now) if isinstance(one, Repeats) and one.begins]
    minutes = lasting(text)
    if told:
        return replace(known, begins=told[0].begins, ends=told[0].ends, minutes=minutes)
    midnight = datetime.combine(now.date(), time(), now.tzinfo)
    assert now.tzinfo is not None
    if (span := span_in(_blanked(text, found), midnight, now.tzinfo)) is not None:
        return replace(known, begins=f"{span[0]:%H:%M}", ends=f"{span[1]:%H:%M}")
    begins, ends = _an_hour(_blanked(text, found), now)
    return replace(known, minutes=minutes, begins=begins, ends=ends)


def _an_hour(text: str, now: datetime) -> tuple[str | None, str | None]:
    """An hour that stands apart from the words for the rhythm."""
    for one in read(text, now):
        if isinstance(one, Said) and one.grain == "minute":
            begins = f"{one.starts:%H:%M}"
            return begins, None if one.is_moment else f"{one.ends:%H:%M}"
    return None, None


def _joined(those: list[Recurring]) -> Recurring:
    """ "Weekly, Thursdays": the one that names days counts, with the other's interval."""
    first = next((one for one in those if one.weekdays or one.of_month), those[0])
    interval = max(one.interval for one in those)
    return replace(first, interval=interval)


def _rhythm(m: re.Match[str]) -> Recurring:
    if of_month := _of_month(m):
        return of_month
    if m["monthly"] or m["en_monthly"]:
        return Recurring("MONTHLY", of_month=int(m["of_month"]) if m["of_month"] else None)
    if m["workdays"]:
        return Recurring("WEEKLY", weekdays=_WORKDAYS)
    if m["daily"]:
        return Recurring("DAILY")
    named = _zh_days(m["zh"] or m["bi_days"] or m["mixed"] or "")
    named = named or _en_days(m["en"] or m["plural"] or m["zh_en"] or "")
    return Recurring("WEEKLY", interval=_interval(m), weekdays=tuple(sorted(set(named))))


def _of_month(m: re.Match[str]) -> Recurring | None:
    """The nth of a weekday in each month; None for what is none."""
    said = m["nth_day"] or m["mixed_day"] or m["en_nth_day"] or m["mixed_en"]
    if not said:
        return None
    if m["nth_day"]:
        nth = -1 if m["last"] else "一二三四五".index(m["nth"]) + 1
    else:
        nth = _NTH[m["en_nth"] or m["zh_nth"] or "first"]
    return Recurring("MONTHLY", weekdays=tuple(_zh_days(said) or _en_days(said)), nth=nth)


def _interval(m: re.Match[str]) -> int:
    if m["fortnight"] or m["biweek"] or m["other"]:
        return 2
    if said := m["en_other"] or m["week_other"]:
        return 3 if said in ("three", "3") else 2
    if not m["every"] or m["every"].endswith("逢"):
        return 1
    counted = number(m["n"]) if m["n"] else None
    if m["every"] == "每隔":
        return (counted or 1) + 1
    return (counted or 2) if m["every"] == "隔" else counted or 1


def _zh_days(said: str) -> list[int]:
    """一三五; 一到五."""
    signs = [one for one in said if one in "一二三四五六日天到至"]
    found: list[int] = []
    for place, one in enumerate(signs):
        if one in "到至":
            continue
        day = WEEKDAYS[one]
        if place and signs[place - 1] in "到至" and found:
            found += range(found[-1] + 1, day)
        found.append(day)
    return found


def _en_days(said: str) -> list[int]:
    return [WEEKDAYS[one[:3]] for one in _names(said)]


def _names(said: str) -> Iterator[str]:
    yield from _EN_NAME.findall(said)


def _blanked(text: str, those: list[tuple[int, int]]) -> str:
    """With blanks where they stand, so that all else stays where it is."""
    for start, end in those:
        text = text[:start] + " " * (end - start) + text[end:]
    return text
