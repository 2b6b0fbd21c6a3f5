"""When an order is wanted, by what its tenant says of it now and said before."""

from dataclasses import dataclass
from datetime import date, datetime

from actions.kit.turn import Turn
from models.ordering import Order
from services.catalogue.slots import Wanted
from times.said import Said
from times.standing import Meant, Standing

OFFERED = "offered_slots"
"""The Rasa slot that holds when the slots start that were offered last, as ISO times."""
HALF = "said_time"
"""The Rasa slot that holds the half of a time that was said: a day, or an hour."""


@dataclass(frozen=True, slots=True)
class Wish:
    """`wanted` is what to look for; where `lacks` is not None, where to look first."""

    wanted: Wanted
    lacks: str | None = None
    past: bool = False


def wish(turn: Turn, order: Order) -> Wish | None:
    """What the message says of when, if it does. The half of a time is remembered
    until the rest is said.
    """
    now = turn.local_now
    meant = turn.said.meant(_standing(turn, order, now), now)
    meal = turn.said.meal
    if meant is None:
        return None if meal is None else Wish(Wanted(meal=meal))
    _remember(turn, meant)
    return Wish(_wanted(meant.said, meal), meant.lacks, meant.past)


def _remember(turn: Turn, meant: Meant) -> None:
    if meant.half is not None:
        turn.remember(HALF, meant.half.stored())
    elif turn.slots.get(HALF):
        turn.remember(HALF, None)


def half_said(turn: Turn) -> Wanted | None:
    """Where to look for slots to offer, by a day that was said before."""
    half = Standing.read(turn.slots.get(HALF) or {})
    return None if half.day is None else Wanted(day=half.day)


def _standing(turn: Turn, order: Order, now: datetime) -> Standing:
    if order.slot_start is not None:
        return Standing.of(order.slot_start.astimezone(turn.zone))
    half = Standing.read(turn.slots.get(HALF) or {})
    if half.day is not None:
        return half
    return Standing(_offered_day(turn, now), half.clock)


def _offered_day(turn: Turn, now: datetime) -> date | None:
    """A bare "12:15" to "tomorrow at 11:30 or 11:45?" is tomorrow's, "11:30" the one offered."""
    offered = [
        datetime.fromisoformat(iso).astimezone(turn.zone) for iso in turn.slots.get(OFFERED) or []
    ]
    ahead = [moment for moment in offered if moment.date() >= now.date()]
    hours = {one.starts.time() for one in turn.said.times() if one.is_moment}
    same = [moment for moment in ahead if moment.time() in hours]
    return next((moment.date() for moment in same or ahead), None)


def _wanted(said: Said, meal: str | None) -> Wanted:
    if said.asap:
        return Wanted(asap=True, meal=meal)
    day = said.starts.date() if said.day_named else None
    if said.is_moment and said.bound == "before":
        return Wanted(before=said.starts, day=day)
    if said.is_moment:
        return Wanted(start=said.starts, day=day)
    if said.bound == "before":
        return Wanted(start=said.starts, end=said.ends, before=said.ends, meal=meal)
    return Wanted(start=said.starts, end=said.ends, meal=meal)
