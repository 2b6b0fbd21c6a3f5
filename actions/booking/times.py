"""When something is wanted: a span, a beginning with or without how long, or a day alone."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from actions.booking.draft import BookingDraft
    from actions.kit.turn import Turn

USUAL = 60
"""Minutes, where nobody says how long."""
WHOLE_DAY = timedelta(hours=20)
SOON = timedelta(hours=1)
"""An hour that is over by so much is of the next day."""


def hear(draft: BookingDraft, turn: Turn) -> None:
    """Take what a message says of when. A day that was said before holds for an hour alone."""
    said = turn.said
    length = said.value("duration")
    if isinstance(length, int) and length > 0:
        draft.minutes = length
    period, time = said.first("period"), said.first("time")
    if period is not None:
        _hear_period(draft, turn, period)
    elif time is not None:
        begins = turn.now if time.get("asap") else datetime.fromisoformat(time["value"])
        _begin(draft, turn, time, begins, None)
    elif draft.starts is not None and isinstance(length, int):
        _until(draft, datetime.fromisoformat(draft.starts), None)


def _hear_period(draft: BookingDraft, turn: Turn, period: Any) -> None:
    starts = datetime.fromisoformat(period["value"]["from"])
    ends = datetime.fromisoformat(period["value"]["to"])
    if period.get("grain") == "minute" or period.get("clock_named"):
        _begin(draft, turn, period, starts, ends)
        return
    draft.day = starts.isoformat()
    draft.starts = draft.ends = None


def _begin(
    draft: BookingDraft, turn: Turn, entity: Any, starts: datetime, ends: datetime | None
) -> None:
    local = starts.astimezone(turn.zone)
    if draft.day is not None and not entity.get("day_named"):
        day = datetime.fromisoformat(draft.day).astimezone(turn.zone).date()
        moved = datetime.combine(day, local.time(), turn.zone)
        ends = ends + (moved - local) if ends is not None else None
        local = moved
    if entity.get("grain") == "day":
        draft.day, draft.starts, draft.ends = local.isoformat(), None, None
        return
    draft.day = local.isoformat()
    _until(draft, local, ends)


def _until(draft: BookingDraft, starts: datetime, ends: datetime | None) -> None:
    until = ends if ends is not None and ends > starts else None
    until = until or starts + timedelta(minutes=draft.minutes or USUAL)
    draft.starts, draft.ends = starts.isoformat(), until.isoformat()
