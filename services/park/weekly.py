"""Hours of a week, as people enter them for shifts and for the park."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import time

from services.kit.errors import Invalid

WEEK = range(1, 8)
"""ISO weekdays, 1 is Monday."""


@dataclass(frozen=True, slots=True)
class WeeklyHours:
    """Clock times of the park; none spans midnight. 23:59 as an end means midnight."""

    weekdays: Collection[int]
    starts: time
    ends: time

    def columns(self) -> dict[str, object]:
        """As rows keep them. Raises Invalid."""
        days = sorted(set(self.weekdays))
        if not days or not set(days) <= set(WEEK):
            raise Invalid("choose days of the week", field="weekdays")
        if self.starts >= self.ends:
            raise Invalid("hours end after they start", field="ends")
        return {"weekdays": days, "starts": self.starts, "ends": self.ends}
