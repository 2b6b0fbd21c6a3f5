"""When a park is quiet: news that can wait is told when it is morning."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from models.park import Park

_DAY = timedelta(days=1)


def end_of_quiet(park: Park, now: datetime) -> datetime | None:
    """When the quiet hours that `now` lies in are over, in UTC; None outside of them.

    From `quiet_from` (included) until `quiet_until` (excluded), clock times of the park; they may
    span midnight. A park that lacks one of the two, or where they are equal, is never quiet. The
    answer is always later than `now`, also on the days when clocks are changed.
    """
    if park.quiet_from is None or park.quiet_until is None or park.quiet_from == park.quiet_until:
        return None
    zone = ZoneInfo(park.timezone)
    today = now.astimezone(zone).date()
    nights = _DAY if park.quiet_until < park.quiet_from else timedelta(0)
    for day in (today - _DAY, today):
        # In UTC, for Python compares two moments of one zone by their clock times.
        start = datetime.combine(day, park.quiet_from, zone).astimezone(UTC)
        end = datetime.combine(day + nights, park.quiet_until, zone).astimezone(UTC)
        if start <= now.astimezone(UTC) < end:
            return end
    return None
