"""How long tickets took, by what they are about, where, whose they were, and in which week."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from services.reports.quantiles import Spans, spans
from services.reports.tickets import Resolution


@dataclass(frozen=True, slots=True)
class Group[Key: Hashable]:
    """Tickets that have `key` in common. `responded` leaves out those that nobody had to accept."""

    key: Key
    responded: Spans
    took: Spans


def grouped[Key: Hashable](
    found: Iterable[Resolution], key: Callable[[Resolution], Key]
) -> list[Group[Key]]:
    """In the order in which the keys first come."""
    parts: dict[Key, list[Resolution]] = {}
    for one in found:
        parts.setdefault(key(one), []).append(one)
    return [
        Group(
            of,
            spans(one.responded for one in them if one.responded is not None),
            spans(one.took for one in them),
        )
        for of, them in parts.items()
    ]


def week_of(one: Resolution, zone: ZoneInfo) -> date:
    """The Monday of the week in which it was resolved, by the park's clock."""
    assert one.resolved_at is not None
    day = one.resolved_at.astimezone(zone).date()
    return day - timedelta(days=day.weekday())
