"""Moments and spans as people say them, in the park's time zone."""

from datetime import date as Day
from datetime import datetime, time, timedelta, tzinfo

from babel.dates import format_date

_DAYS = {"zh": ("今天", "明天", "后天"), "en": ("today", "tomorrow")}
_LOCALE = {"zh": "zh_Hans_CN", "en": "en_GB"}
_PATTERN = {"zh": "M月d日 EEE", "en": "EEE d MMM"}
_MIDNIGHT, _DAY = time(), timedelta(days=1)
_JOINS = {"zh": " ", "en": ", "}


def day(moment: datetime, language: str, now: datetime, zone: tzinfo) -> str:
    """今天; 明天 12月3日 周四 or "tomorrow, Thu 3 Dec"; further on 12月4日 周五, Fri 4 Dec.

    Who misread "next Tuesday" as tomorrow, or was misread, sees it by the date and the weekday.
    """
    date = moment.astimezone(zone).date()
    ahead = (date - now.astimezone(zone).date()) // _DAY
    names = _DAYS[language]
    if ahead == 0:
        return names[0]
    written = written_date(date, language)
    return _JOINS[language].join([*names[ahead : ahead + 1], written]) if ahead > 0 else written


def written_date(day: Day, language: str) -> str:
    """12月4日 周五; Fri 4 Dec."""
    return format_date(day, _PATTERN[language], locale=_LOCALE[language])


def span(start: datetime, end: datetime | None, language: str, now: datetime, zone: tzinfo) -> str:
    """今天 12:00–12:15; 明天 12月3日 周四 12:00; tomorrow, Thu 3 Dec, 12:00–12:15.

    What ends on a later day says which, but for a night; whole days are days alone.
    """
    first = start.astimezone(zone)
    clock = f"{first:%H:%M}"
    if end is None:
        return _at(first, clock, language, now, zone)
    last = end.astimezone(zone)
    if first.time() == last.time() == _MIDNIGHT and first < last:
        return _days(first, last - _DAY, language, now, zone)
    ends = f"{last:%H:%M}"
    if last.time() == _MIDNIGHT:
        last, ends = last - _DAY, "24:00"
    if last.date() > first.date() and last - first >= _DAY:
        return f"{_at(first, clock, language, now, zone)} – {_at(last, ends, language, now, zone)}"
    return _at(first, f"{clock}–{ends}", language, now, zone)


def _days(first: datetime, last: datetime, language: str, now: datetime, zone: tzinfo) -> str:
    days = [day(moment, language, now, zone) for moment in (first, last)]
    return " – ".join(dict.fromkeys(days))


def _at(moment: datetime, clock: str, language: str, now: datetime, zone: tzinfo) -> str:
    said = day(moment, language, now, zone)
    return f"{said}{_JOINS[language] if said != _DAYS[language][0] else ' '}{clock}"
