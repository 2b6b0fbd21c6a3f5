"""When something is wanted: a span, a beginning with or without how long, or a day alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, Any

from services.booking import naming, reading
from services.kit.folding import legible
from times import plain_hours
from times.lengths import lasting
from times.stretches import stretches

if TYPE_CHECKING:
    from actions.booking.draft import BookingDraft
    from actions.kit.turn import Turn
    from services.booking.shelf import Thing

_LONGEST_STAY = timedelta(hours=12)
_EVENING, _NOON = 17, 12
"""Hours of the park's clock."""
_NEAR = 3
"""Hours from what was spoken of in which a bare hour is one of the same evening."""
USUAL = 60
"""Minutes, where nobody says how long."""


def hear(draft: BookingDraft, turn: Turn, things: Sequence[Thing] = ()) -> None:
    """Take what a message says of when. A day that was said before holds for an hour alone.
    `things`: whose names may hold numbers that are no hours: court 1."""
    said = turn.said
    length = said.value("duration") or lasting(said.text[: plain_hours.LONGEST].casefold())
    if isinstance(length, int) and length > 0:
        draft.minutes = length
    told = _apart_from_names(said.text, said.entities, things)
    exact = next((one for one in told if one["entity"] == "period" and _is_exact(one)), None)
    period = exact or next((one for one in told if one["entity"] == "period"), None)
    time = next((one for one in told if one["entity"] == "time"), None)
    if exact is None and time is None and period is not None:
        exact = _plain(said.text, period, turn.zone, things)
        period = exact or period
    if period is not None and (exact is not None or time is None):
        _hear_period(draft, turn, period)
    elif time is not None:
        if period is not None and not time.get("day_named"):
            _hear_period(draft, turn, period)  # "Thursday evening … after six".
        begins = turn.now if time.get("asap") else datetime.fromisoformat(time["value"])
        until = _until_later(turn, begins)
        if time.get("bound") == "until" and _begins_already(draft, turn, time, begins):
            begins, until = _beginning(draft, turn, begins), begins
            until = until if until > begins else until + timedelta(hours=12)
        _begin(draft, turn, time, *(_bare(turn, time) or (begins, until)))
    elif draft.starts is not None and isinstance(length, int):
        _until(draft, datetime.fromisoformat(draft.starts), None)
    elif draft.starts is None and reading.begins_now(said.text):
        begin_at(draft, turn.local_now)


def hear_bare_span(draft: BookingDraft, turn: Turn) -> None:
    """ "Just 10-12 then": bare hours, of a day that was told before, or with them."""
    if draft.day is None or any(one["entity"] in {"period", "time"} for one in turn.said.entities):
        return
    text = legible(turn.said.text[: plain_hours.LONGEST])
    span = reading.hours_in(text, turn.local_now)
    if span is None:
        return
    day = datetime.fromisoformat(draft.day).astimezone(turn.zone).date()
    days = 0 if stretches(text, turn.local_now) else (day - span[0].date()).days
    starts, ends = (one + timedelta(days=days) for one in span)
    draft.day = starts.isoformat()
    _until(draft, starts, ends)


def keep_in_evening(draft: BookingDraft, turn: Turn, was: datetime | None) -> None:
    """Bare hours, where an evening was spoken of: after "Thursday after six", "seven to nine"."""
    if was is None or draft.starts is None or draft.ends is None:
        return
    starts, ends = (one.astimezone(turn.zone) for one in draft.span())
    evening = was.astimezone(turn.zone).hour >= _EVENING
    later = timedelta(hours=12)
    near = abs((starts + later).hour - was.astimezone(turn.zone).hour) <= _NEAR
    if evening and near and starts.hour < _NOON and not reading.names_half(turn.said.text):
        draft.starts, draft.ends = (starts + later).isoformat(), (ends + later).isoformat()


def hear_day_from(draft: BookingDraft, turn: Turn, day: str | None) -> None:
    """A day told by the one that was spoken of, at the hour that was wished."""
    if day is None:
        return
    was = datetime.fromisoformat(day).astimezone(turn.zone).date()
    told = reading.day_from(turn.said.text, was)
    if told is None or told == was:
        return
    draft.day = datetime.combine(told, datetime.min.time(), turn.zone).isoformat()
    draft.starts = draft.ends = None


def hear_bare_hour(draft: BookingDraft, turn: Turn) -> None:
    """ "Sunday at 10?": an hour without a half of the day, of a day that was told."""
    if draft.starts is None and draft.day is not None:
        hour = reading.bare_hour_in(legible(turn.said.text[: plain_hours.LONGEST]))
        if hour is not None:
            day = datetime.fromisoformat(draft.day).astimezone(turn.zone)
            begin_at(draft, day.replace(hour=hour, minute=0))


def hear_lunch(draft: BookingDraft, turn: Turn) -> None:
    """ "Tomorrow around lunch" is an hour from noon, where no other hour is told."""
    if draft.starts is None and draft.day is not None and turn.said.meal == "lunch":
        day = datetime.fromisoformat(draft.day).astimezone(turn.zone)
        begin_at(draft, day.replace(hour=12, minute=0))


def _hear_period(draft: BookingDraft, turn: Turn, period: Any) -> None:
    starts = datetime.fromisoformat(period["value"]["from"])
    ends = datetime.fromisoformat(period["value"]["to"])
    if _is_exact(period):
        _begin(draft, turn, period, starts, ends)
        return
    draft.day = starts.isoformat()
    draft.starts = draft.ends = None
    part = period.get("grain") == "part"
    draft.within = [starts.isoformat(), ends.isoformat()] if part else []


def _apart_from_names(
    text: str, entities: Sequence[Mapping[str, Any]], things: Sequence[Thing]
) -> list[Mapping[str, Any]]:
    """Times that were found, but for days that are part of a name: 2号场 is no second of the month,
    nor are hours behind it of that day."""
    told = [one for one in entities if one["entity"] in {"period", "time"}]
    plain = naming.without_names(legible(text[: reading.LONGEST]), things)
    kept = [one for one in told if legible(str(one.get("text") or "")) in plain]
    if len(kept) == len(told):
        return told
    return [{**one, "day_named": False} for one in kept]


def _begins_already(draft: BookingDraft, turn: Turn, time: Any, ends: datetime) -> bool:
    """Whether an hour that is told as the end is all: it begins when it was to, or now."""
    if reading.begins_now(turn.said.text):
        return True
    same = draft.starts is not None and reading.keeps_its_hour(turn.said.text)
    if same or (draft.starts is not None and not time.get("day_named")):
        return True
    if reading.is_busy(turn.said.text):
        return False
    today = ends.astimezone(turn.zone).date() == turn.local_now.date()
    return draft.starts is None and draft.day is None and today and turn.now < ends


def _beginning(draft: BookingDraft, turn: Turn, ends: datetime) -> datetime:
    """At the hour that was told before, on the day of the end; or now."""
    if draft.starts is None or reading.begins_now(turn.said.text):
        return turn.now
    starts = datetime.fromisoformat(draft.starts).astimezone(turn.zone)
    return datetime.combine(ends.astimezone(turn.zone).date(), starts.time(), turn.zone)


def _bare(turn: Turn, time: Any) -> tuple[datetime, datetime] | None:
    """Both ends, where a bare hour stands before the one that was found: "12 till 1"."""
    span = reading.hours_in(legible(turn.said.text[: plain_hours.LONGEST]), turn.local_now)
    found = datetime.fromisoformat(time["value"]).astimezone(turn.zone)
    if span is None:
        return None
    same = (span[1].hour % 12, span[1].minute) == (found.hour % 12, found.minute)
    if not same and time.get("bound") != "after":  # "After work, like 6 to 8."
        return None
    moved = found.date() - span[0].date()
    return span[0] + moved, span[1] + moved


def _until_later(turn: Turn, begins: datetime) -> datetime | None:
    """The end, where it stands apart: "10点半有没有空着的 … 到11点"."""
    ends = [one.ends for one in turn.said.times() if one.bound == "until" and one.grain == "minute"]
    return next((one for one in ends if timedelta() < one - begins <= _LONGEST_STAY), None)


def _is_exact(period: Any) -> bool:
    """Whether hours are told: "Thursday morning" is a day, and when on it is still to be asked."""
    grain = period.get("grain")
    return grain == "minute" or bool(period.get("clock_named") and grain != "part")


def _plain(text: str, period: Any, zone: tzinfo, things: Sequence[Thing]) -> Any:
    """Bare hours beside the words that tell the day, as the bot would have found them."""
    start, end = period.get("start", 0), period.get("end", 0)
    day = datetime.fromisoformat(period["value"]["from"])
    rest = naming.without_names(legible(f"{text[:start]} {text[end:]}"), things)
    found = plain_hours.span_in(rest, day, zone)
    if found is None:
        return None
    value = {"from": found[0].isoformat(), "to": found[1].isoformat()}
    return {"value": value, "grain": "minute", "day_named": True}


def _begin(
    draft: BookingDraft, turn: Turn, entity: Any, starts: datetime, ends: datetime | None
) -> None:
    local = starts.astimezone(turn.zone)
    if draft.day is not None and not entity.get("day_named"):
        day = datetime.fromisoformat(draft.day).astimezone(turn.zone).date()
        moved = datetime.combine(day, local.time(), turn.zone)
        moved = _in_part(draft, moved)
        ends = ends + (moved - local) if ends is not None else None
        local = moved
    if entity.get("grain") == "day":
        draft.day, draft.starts, draft.ends = local.isoformat(), None, None
        return
    draft.day = local.isoformat()
    _until(draft, local, ends)


def _in_part(draft: BookingDraft, moment: datetime) -> datetime:
    """Twelve hours later, where that lies in the part of the day that was told, and it does not."""
    if not draft.within:
        return moment
    first, last = (datetime.fromisoformat(one) for one in draft.within)
    later = moment + timedelta(hours=12)
    return later if not first <= moment < last and first <= later < last else moment


def begin_at(draft: BookingDraft, starts: datetime) -> None:
    """At that moment, for as long as was said, or as is usual."""
    draft.day = starts.isoformat()
    _until(draft, starts, None)


def _until(draft: BookingDraft, starts: datetime, ends: datetime | None) -> None:
    until = ends if ends is not None and ends > starts else None
    until = until or starts + timedelta(minutes=draft.minutes or USUAL)
    draft.starts, draft.ends, draft.within = starts.isoformat(), until.isoformat(), []
