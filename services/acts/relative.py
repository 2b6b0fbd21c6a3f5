"""What is said relative to what stands, as what it then is: an hour later, the same place.

Nothing is filled in by a guess. What refers to something that does not stand is left out, and named
in `unsettled`, so that it is asked.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from services.acts.acts import Start
from services.acts.relative_places import another_place, settled_place
from services.acts.relative_times import day_of, is_open, settled_when, until_follows
from services.acts.state import Standing, State, Thing
from services.acts.steps import Step
from services.acts.values import Count, Fields, What


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
        update["place"] = settled_place(said.place, own.get("place"), others, merges=merges)
        if said.place.same and another_place(others, own) is None:
            unsettled.append("place")
    for name in ("when", "until"):
        if (one := getattr(said, name)) is not None:
            stands = _first([own, *others], name) if one.same_time or one.shift else own.get(name)
            day = day_of(own.get("when"), state) if name == "until" else None
            update[name] = settled_when(one, stands, state, day)
            if is_open(one, update[name]):
                unsettled.append(name)
    if "when" in update and said.until is None:
        update |= until_follows(own, update["when"], state)
    if said.headcount is not None:
        update["headcount"] = _count(said, own)
        if update["headcount"] is None:
            unsettled.append("headcount")
    counted = update.get("headcount")
    impossible = counted is not None and counted.exactly < 1 and bool(said.headcount.plus)  # type: ignore[union-attr]
    return Settled(said.model_copy(update=update), tuple(unsettled), impossible)


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
