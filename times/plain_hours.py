"""Bare hours: "10 to 11", "2-4", "from 9:30 till 11". Only beside a day do they say when."""

# ruff: noqa: E501 - patterns and word lists read better on one line

import re
from datetime import datetime, time, timedelta, tzinfo

HALF_DAY = timedelta(hours=12)
EARLIEST = timedelta(hours=8)
"""Nobody books for the night: what is before it is of the afternoon."""
LONGEST = 400
"""Characters of a message that are looked at."""
_HOURS = re.compile(
    r"(?<![\d:.])(?:(?P<first_half>half) )?(?P<first>[012]?\d)(?:[:.](?P<first_min>[0-5]\d))?\s?(?:-|–|—|~|to|till|until|到|至)\s?"
    r"(?:(?P<noon>noon|midday|中午)|(?:(?P<last_half>half) (?:past )?)?(?P<last>[012]?\d)(?:[:.](?P<last_min>[0-5]\d))?(?![\d:]|\.\d))"
    r"(?!\s?(?:people|persons?|of us|pax|guests?|seats?|hours?|minutes?|days?|weeks?))"
    r"(?!\s?(?:个?人|位|小时|天|月|号))",
    re.IGNORECASE,
)


def span_in(text: str, day: datetime, zone: tzinfo) -> tuple[datetime, datetime] | None:
    """From when until when, on the day of the park's clock; None where no hours are said, or none
    that follow one another within the day. `text` is without the words that tell the day, for
    "12-4" may be one."""
    found = _HOURS.search(text[:LONGEST])
    if found is None:
        return None
    first = _clock(found["first"], "30" if found["first_half"] else found["first_min"])
    last = HALF_DAY
    if found["noon"] is None:
        last = _clock(found["last"], "30" if found["last_half"] else found["last_min"])
    if last <= first:
        last += HALF_DAY
    if not first < last < 2 * HALF_DAY:
        return None
    midnight = datetime.combine(day.astimezone(zone).date(), time(), zone)
    return midnight + first, midnight + last


def _clock(hour: str, minute: str | None) -> timedelta:
    said = timedelta(hours=int(hour), minutes=int(minute or 0))
    return said + HALF_DAY if said < EARLIEST else said
