"""Times that are said relative to others: an hour later, the same hour on another day."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from services.acts.state import State
from services.acts.values import When
from times.clocks import is_part_of_day


def settled_when(said: When, stands: object, state: State, other_day: date | None) -> When | None:
    """None if nothing is left of it."""
    known = standing_when(stands, state)
    try:
        return _on_what_stands(said, known, state, other_day)
    except OverflowError:
        return None


def _on_what_stands(said: When, known: When, state: State, other_day: date | None) -> When | None:
    day = known.day or other_day
    if said.start is None and said.shift:
        return _later(said, known, day, state)
    if said.start is not None:
        return _at_clock(said, known, day, state)
    if said.same_time or (said.day is not None and said.meal is None and not said.asap):
        return _same_clock(said, known, day, state)
    if said.meal is not None and said.day is None and day is not None:
        return said.model_copy(update={"day": day})
    return said


def _later(said: When, known: When, day: date | None, state: State) -> When | None:
    """So many minutes from what stands. Where nothing does, "in half an hour" counts from now."""
    assert said.shift is not None
    minutes = timedelta(minutes=said.shift)
    plain = said.model_copy(update={"shift": None, "same_time": False})
    if known.start is None:
        if day is None and said.day is None and said.shift > 0:
            start = local((state.now.astimezone(UTC) + minutes), state)
            return plain.model_copy(update={"start": start, "day": start.date()})
        return plain if said.day is not None else None
    base = known.start if day is None else _on(day, known.start)
    start = local(base.astimezone(UTC) + minutes, state)
    if said.day is not None:
        start = _on(said.day, start)
    dated = start.date() if said.day is not None or day is not None else None
    return _keeps_length(plain.model_copy(update={"start": start, "day": dated}), known, state)


def _same_clock(said: When, known: When, day: date | None, state: State) -> When | None:
    """The clock that stands on the day that was said, or else on the one that stands."""
    plain = said.model_copy(update={"same_time": False})
    day = said.day or day
    if known.start is None:
        return plain if plain != When(words=plain.words) else None
    start = known.start if day is None else _on(day, known.start)
    return _keeps_length(plain.model_copy(update={"start": start, "day": day}), known, state)


def _dated(said: When, start: datetime) -> When:
    """Its clock on a day; an end that was said with it as much later."""
    assert said.start is not None
    end = said.end
    if end is not None:
        end = start + (end.replace(tzinfo=start.tzinfo) - said.start.replace(tzinfo=start.tzinfo))
    return said.model_copy(update={"start": start, "end": end, "day": start.date()})


def _at_clock(said: When, known: When, day: date | None, state: State) -> When:
    """A clock that is said, on its day or on the one that stands."""
    assert said.start is not None
    start, on = local(said.start, state), said.day or day
    if _narrows(said, known, state):
        return said if on is None else _dated(said, _on(on, start))
    if said.day is None and day is not None:
        return _keeps_length(_dated(said, _on(day, start)), known, state)
    return _keeps_length(said, known, state) if said.day is not None else said


def _narrows(said: When, known: When, state: State) -> bool:
    """Whether it is an hour of the part of the day that was all that was known."""
    if said.start is None or known.start is None or known.end is None:
        return False
    begins, ends = known.start.time(), local(known.end, state).time()
    return is_part_of_day(begins, ends) and begins <= local(said.start, state).time() < ends


def _keeps_length(said: When, known: When, state: State) -> When:
    """Another beginning keeps the length of a stay."""
    if said.end is not None or known.end is None or known.start is None or said.start is None:
        return said
    length = local(known.end, state) - known.start
    return said.model_copy(update={"end": local(said.start, state) + length})


def until_follows(own: Mapping[str, Any], when: When | None, state: State) -> dict[str, Any]:
    """What was to last until an hour lasts as long from another beginning."""
    old, end = standing_when(own.get("when"), state), standing_when(own.get("until"), state)
    if None in (when, old.start, end.start) or when is None or when.start is None:
        return {}
    assert old.start is not None
    assert end.start is not None
    if None in (when.day, old.day, end.day) or when.start == old.start:
        return {}
    try:
        until = local(when.start, state) + (end.start - old.start)
    except OverflowError:
        return {}
    return {"until": When(start=until, day=until.date())}


def standing_when(stands: object, state: State) -> When:
    """What is known of a time. The day of a bare moment is known."""
    if isinstance(stands, datetime):
        start = local(stands, state)
        return When(start=start, day=start.date())
    if not isinstance(stands, When) or stands.start is None:
        return stands if isinstance(stands, When) else When()
    start = local(stands.start, state)
    return stands.model_copy(
        update={"start": start if stands.day is None else _on(stands.day, start)}
    )


def day_of(stands: object, state: State) -> date | None:
    return standing_when(stands, state).day


def local(moment: datetime, state: State) -> datetime:
    """In the park's zone, in which clocks and days are said."""
    if moment.tzinfo is None:
        return moment.replace(tzinfo=state.zone)
    try:
        return moment.astimezone(state.zone)
    except OverflowError:
        return moment.replace(tzinfo=state.zone)


def _on(day: date, clock: datetime) -> datetime:
    return datetime.combine(day, clock.timetz())


def is_open(said: When, settled: When | None) -> bool:
    """Whether it refers to something that does not stand."""
    return bool(said.same_time or said.shift) and (settled is None or settled.start is None)
