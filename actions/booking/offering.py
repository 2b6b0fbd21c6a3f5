"""Other times and rooms for what is booked, each a button that moves it there."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from actions.booking import recurring, view
from actions.booking.goals import Goal
from actions.kit.turn import Turn, button
from models.booking import Booking
from services.booking import free, shelf, telling
from services.booking.booking import Asked
from services.booking.free import Wish
from services.booking.shelf import Thing

REFUSED = "booking_goal"
"""In the data of a message of ours that offers another time or thing: of which, and where it was to
go."""
SHOWN = 5


def told(turn: Turn, starts: datetime, ends: datetime) -> str:
    return telling.time(starts, ends, turn.language, now=turn.now, park=turn.park)


async def nearest(turn: Turn, booking: Booking, asked: Asked) -> None:
    """It stays; what comes nearest to where it was to go, each a button that moves it there."""
    things = [one for one in await view.all_things(turn) if one.pool.id == asked.thing.pool.id]
    found = await free.alternatives(
        turn.session,
        things,
        asked.thing,
        asked.starts_at,
        asked.ends_at,
        wish=Wish(booking.headcount),
        now=turn.now,
    )
    buttons = [_move_button(turn, booking, one.thing, one.starts_at, one.ends_at) for one in found]
    when = told(turn, asked.starts_at, asked.ends_at)
    text = turn.text(
        "booking-move-taken" if found else "booking-move-taken-all",
        what=turn.named(asked.thing.resource),
        when=when,
        number=booking.booking_no,
    )
    goal = _goal(turn, asked.starts_at, asked.ends_at)
    refused: dict[str, Any] = {REFUSED: {"number": booking.booking_no, "to": goal}}
    turn.tell(text, buttons=buttons, expects="choice", **refused, **view.data(booking))


async def sizes(turn: Turn, booking: Booking, larger: int) -> None:
    """Other things of its kind at its time that hold more, or fewer, people."""
    here = await shelf.thing(turn.session, turn.park, booking.resource_id, now=turn.now)
    size = here.resource.capacity or 0
    things = [
        one
        for one in await view.all_things(turn)
        if one.pool.id == here.pool.id and larger * ((one.resource.capacity or 0) - size) > 0
    ]
    found = await free.free(turn.session, things, booking.starts_at, booking.ends_at, now=turn.now)
    if not found:
        turn.tell(turn.text("booking-no-other-size", **await view.about(turn, booking)))
        return
    offer(
        turn,
        booking,
        found[:SHOWN],
        turn.text("booking-other-size", **await view.about(turn, booking)),
    )


def offer(
    turn: Turn,
    booking: Booking,
    things: Sequence[Thing],
    text: str,
    times: tuple[datetime, datetime] | None = None,
    *,
    people: int | None = None,
) -> None:
    """Other things at its time, or at another, each a button that moves it there. `people`: how
    many they are to hold."""
    times = times or (booking.starts_at, booking.ends_at)
    buttons = [_move_button(turn, booking, one, *times) for one in things]
    held = offered(turn, booking, *times, people=people)
    turn.tell(text, buttons=buttons, expects="choice", **held, **view.data(booking))


def offered(
    turn: Turn,
    booking: Booking,
    starts_at: datetime,
    ends_at: datetime,
    *,
    people: int | None = None,
) -> dict[str, Any]:
    """Data of a message that offers another thing for it at that time."""
    goal = _goal(turn, starts_at, ends_at)
    held = {"number": booking.booking_no, "to": goal, "other": True, "people": people}
    return {REFUSED: held}


def _move_button(
    turn: Turn, booking: Booking, thing: Thing, starts_at: datetime, ends_at: datetime
) -> Any:
    goal = _goal(turn, starts_at, ends_at) | {"thing": thing.resource.code}
    when = told(turn, starts_at, ends_at)
    title = turn.text("booking-offer", what=turn.named(thing.resource), when=when)
    return button(title, recurring.deed(do="move", numbers=[booking.booking_no], to=goal))


def _goal(turn: Turn, starts_at: datetime, ends_at: datetime) -> dict[str, Any]:
    """At that time, wherever."""
    local = starts_at.astimezone(turn.zone)
    lasts = int((ends_at - starts_at) / timedelta(minutes=1))
    return Goal(day=local.date(), clock=(local.hour, local.minute), minutes=lasts).stored()
