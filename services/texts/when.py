"""Moments and spans as people say them, in the park's time zone."""

from datetime import datetime, timedelta, tzinfo

from babel.dates import format_date

_DAYS = {"zh": ("今天", "明天", "后天"), "en": ("today", "tomorrow")}
_LOCALE = {"zh": "zh_Hans_CN", "en": "en_GB"}
_PATTERN = {"zh": "M月d日EEE", "en": "EEE d MMM"}


def day(moment: datetime, language: str, now: datetime, zone: tzinfo) -> str:
    """今天, tomorrow, or the date with its weekday: 12月4日周五, Fri 4 Dec."""
    date = moment.astimezone(zone).date()
    ahead = (date - now.astimezone(zone).date()) // timedelta(days=1)
    names = _DAYS[language]
    if 0 <= ahead < len(names):
        return names[ahead]
    return format_date(date, _PATTERN[language], locale=_LOCALE[language])


def span(start: datetime, end: datetime | None, language: str, now: datetime, zone: tzinfo) -> str:
    """今天 12:00–12:15, tomorrow 12:00–12:15."""
    clock = f"{start.astimezone(zone):%H:%M}"
    if end is not None:
        clock += f"–{end.astimezone(zone):%H:%M}"
    return f"{day(start, language, now, zone)} {clock}"
