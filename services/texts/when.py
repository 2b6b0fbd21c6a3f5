"""Moments and spans as people say them, in the park's time zone."""

from datetime import datetime, timedelta, tzinfo

from babel.dates import format_date

_DAYS = {"zh": ("今天", "明天", "后天"), "en": ("today", "tomorrow")}
_LOCALE = {"zh": "zh_Hans_CN", "en": "en_GB"}
_PATTERN = {"zh": "M月d日 EEE", "en": "EEE d MMM"}
_JOINS = {"zh": " ", "en": ", "}


def day(moment: datetime, language: str, now: datetime, zone: tzinfo) -> str:
    """今天; 明天 12月3日 周四 or "tomorrow, Thu 3 Dec"; further on 12月4日 周五, Fri 4 Dec.

    Who misread "next Tuesday" as tomorrow, or was misread, sees it by the date and the weekday.
    """
    date = moment.astimezone(zone).date()
    ahead = (date - now.astimezone(zone).date()) // timedelta(days=1)
    names = _DAYS[language]
    if ahead == 0:
        return names[0]
    written = format_date(date, _PATTERN[language], locale=_LOCALE[language])
    return _JOINS[language].join([*names[ahead : ahead + 1], written]) if ahead > 0 else written


def span(start: datetime, end: datetime | None, language: str, now: datetime, zone: tzinfo) -> str:
    """今天 12:00–12:15; 明天 12月3日 周四 12:00; tomorrow, Thu 3 Dec, 12:00–12:15."""
    clock = f"{start.astimezone(zone):%H:%M}"
    if end is not None:
        clock += f"–{end.astimezone(zone):%H:%M}"
    said = day(start, language, now, zone)
    return f"{said}{_JOINS[language] if said != _DAYS[language][0] else ' '}{clock}"
