"""What is said relative to what stands, as what it then is: an hour later, the same place.

Nothing is filled in by a guess. What refers to something that does not stand is left out, and named
in `unsettled`, so that it is asked.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from services.acts.acts import Start
from services.acts.state import Standing, State, Thing
from services.acts.steps import Step
from services.acts.values import Count, Fields, Place, What, When
from times.clocks import is_part_of_day


@dataclass(frozen=True, slots=True)
class Settled:
    fields: Fields
    unsettled: tuple[str, ...] = ()
    impossible: bool = False
    """It leaves fewer than one person."""


def on_standing(said: Fields, thing: Thing, state: State, named: Iterable[Step] = ()) -> Settled:
    """What is said of a thing that stands."""
    others = list(_stood(thing.what, state, named, but=thing))
    return _settled(said, thing.fields, others, state, merges=True)


def on_new(start: Start, state: State, named: Iterable[Step] = ()) -> Settled:
    """What is said of a thing that is begun. What stands of another is taken where the message
    refers to it; like the last one (`again`), it has that one's clock on another day."""
    others = list(_stood(start.what, state, named, but=None))
    like = others[0] if start.again and others else {}
    clock = {"when": like["when"]} if "when" in like else {}
    return _settled(start.fields, clock, others, state, merges=False)


def _stood(
    what: What, state: State, named: Iterable[Step], *, but: Thing | None
) -> Iterator[Mapping[str, Any]]:
    """Fields of what may be meant by "the same": of what the message has named, then of the last
    one of that kind, then of any."""
    for step in reversed(tuple(named)):
        said = getattr(step.act, "fields", None)
        if isinstance(said, Fields) and (step.thing is None or step.thing != but):
            yield {name: getattr(said, name) for name in said.given}
        if step.thing is not None and step.thing != but:
            yield step.thing.fields
    others = [one for one in state.things if but is None or one.id != but.id]
    yield from (
        one.fields
        for one in sorted(
            others, key=lambda one: (one.what is not what, one.standing is Standing.DROPPED)
        )
    )


def _settled(
    said: Fields,
    own: Mapping[str, Any],
    others: list[Mapping[str, Any]],
    state: State,
    *,
    merges: bool,
) -> Settled:
    update: dict[str, Any] = {}
    unsettled: list[str] = []
    if said.place is not None:
        update["place"] = _place(said.place, own.get("place"), others, merges=merges)
        if said.place.same and _another_place(others, own) is None:
            unsettled.append("place")
    for name in ("when", "until"):
        if (one := getattr(said, name)) is not None:
            stands = _first([own, *others], name) if one.same_time or one.shift else own.get(name)
            day = _day_of(own.get("when"), state) if name == "until" else None
            update[name] = _when(one, stands, state, day)
            if _is_open(one, update[name]):
                unsettled.append(name)
    if "when" in update and said.until is None:
        update |= _until_follows(own, update["when"], state)
    if said.headcount is not None:
        update["headcount"] = _count(said, own)
        if update["headcount"] is None:
            unsettled.append("headcount")
    counted = update.get("headcount")
    impossible = counted is not None and counted.exactly < 1 and bool(said.headcount.plus)  # type: ignore[union-attr]
    return Settled(said.model_copy(update=update), tuple(unsettled), impossible)


# Places


def _place(
    said: Place, own: object, others: list[Mapping[str, Any]], *, merges: bool
) -> Place | None:
    if said.same:
        there = _another_place(others, {"place": own})
        if there is None:
            left = said.model_copy(update={"same": False})
            return left if left != Place() else None
        return moved(there, said)
    return moved(own, said) if merges and isinstance(own, Place) else said


def _another_place(others: list[Mapping[str, Any]], own: Mapping[str, Any]) -> Place | None:
    """The place of another thing; of the thing itself where no other has one."""
    found = (one.get("place") for one in [*others, own])
    return next((one for one in found if isinstance(one, Place) and not one.same), None)


def moved(there: Place, said: Place) -> Place:
    """A place with what is said of it anew. A building alone keeps floor and room; another floor
    has other rooms; a room brings its floor, where its number begins with it."""
    known = there.model_copy(update={"same": False})
    new = {
        name: value
        for name in ("building", "floor", "room", "place")
        if (value := getattr(said, name)) is not None
    }
    if {"building", "floor"} <= new.keys() or {"building", "room"} <= new.keys():
        return Place(**new)
    if "room" in new:
        keeps = _is_on(new["room"], known.floor) and "floor" not in new
        new = {"floor": known.floor if keeps else None, "place": None} | new
    elif "floor" in new and new["floor"] != known.floor:
        new = {"room": None} | new
    return known.model_copy(update=new)


def _is_on(room: str, floor: int | None) -> bool:
    """Whether a room may be on a floor: 906 on the ninth, "the pantry" on any."""
    digits = "".join(sign for sign in room if sign.isdecimal())
    return floor is not None and (len(digits) <= 2 or digits.startswith(str(abs(floor))))  # noqa: PLR2004


# Times


def _when(said: When, stands: object, state: State, other_day: date | None) -> When | None:
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


def _until_follows(own: Mapping[str, Any], when: When | None, state: State) -> dict[str, Any]:
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


def _day_of(stands: object, state: State) -> date | None:
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


def _is_open(said: When, settled: When | None) -> bool:
    """Whether it refers to something that does not stand."""
    return bool(said.same_time or said.shift) and (settled is None or settled.start is None)


# People


def _count(said: Fields, own: Mapping[str, Any]) -> Count | None:
    """Heads in all; None if nobody knows from how many on they are counted."""
    assert said.headcount is not None
    if said.headcount.exactly is not None:
        return Count(exactly=max(said.headcount.exactly + said.headcount.plus, 0))
    stands = own.get("headcount")
    base = stands.exactly if isinstance(stands, Count) else stands
    if not isinstance(base, int) or isinstance(base, bool):
        base = len(_names(own) if said.adds_names or not said.names else said.names)
        if base == 0:
            return None
    return Count(exactly=max(base + said.headcount.plus, 0))


def _names(own: Mapping[str, Any]) -> tuple[str, ...]:
    names = own.get("names") or ()
    return tuple(names) if isinstance(names, tuple | list) else ()


def _first(stood: Iterable[Mapping[str, Any]], name: str) -> object:
    return next((one[name] for one in stood if one.get(name) is not None), None)
