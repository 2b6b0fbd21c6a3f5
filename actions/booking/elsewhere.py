"""What is booked in a room that suits better: other people, features, and another time at once."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from actions.booking import moving, targets, view
from actions.booking import now as of_now
from actions.booking.goals import Goal, goal_of
from actions.kit.turn import Turn
from models.booking import Booking
from services.booking import features, free, naming, reading, shelf
from services.booking.free import Wish

REFUSED = "booking_goal"
"""In the data of a message of ours that says that a time is taken: where it was to go."""


async def take(turn: Turn) -> bool:
    """Whether one of theirs is to be in another room, and it is said what that has to be like, or
    left to us. What could not be in the old room is meant for the new one."""
    text = turn.said.text
    which, where = reading.halves(text)
    meant = await targets.meant(turn, which)
    if len(meant.bookings) != 1:
        return False
    booking = meant.bookings[0]
    goal = resumed(await turn.last_told(), booking, await goal_of(turn, booking, where))
    said = wish_of(turn, booking)
    other = reading.wants_other_room(text) or of_now.does(turn) == "other_room"
    precise = bool(said.features) or naming.headcount_in(text) is not None
    if goal.thing is not None or not (precise or other) or (reading.size(text) and not precise):
        return False
    return await rehouse(turn, booking, goal, said, other=other, precise=precise)


def wish_of(turn: Turn, booking: Booking) -> Wish:
    """What a message wants of the room, beside how many were to come."""
    people = naming.headcount_in(turn.said.text) or booking.headcount
    return Wish(people, features.named_in(turn.said.text))


def resumed(told: Mapping[str, Any], booking: Booking, goal: Goal) -> Goal:
    """With the time that was refused just before, where the message names none."""
    refused = told.get(REFUSED)
    times = (goal.shift, goal.day, goal.clock, goal.minutes)
    if not isinstance(refused, dict) or refused.get("number") != booking.booking_no:
        return goal
    if any(one is not None for one in times):
        return goal
    return replace(Goal.of(refused["to"]), thing=goal.thing)


async def rehouse(
    turn: Turn, booking: Booking, goal: Goal, wish: Wish, *, other: bool, precise: bool = True
) -> bool:
    """Move it to the smallest that suits. `other`: not where it is, though that may suit;
    `precise`: it was said what suits; else those that are free are offered. False where it may
    stay in its room."""
    here = await shelf.thing(turn.session, turn.park, booking.resource_id, now=turn.now)
    if not other and wish.suits(here):
        booking.headcount = wish.headcount
        if goal.is_said:
            await moving.move_one(turn, booking, goal)
        return goal.is_said
    starts = goal.moves()(booking.starts_at.astimezone(turn.zone))
    lasts = booking.ends_at - booking.starts_at
    if goal.minutes is not None:
        lasts = timedelta(minutes=goal.minutes)
    kind = [one for one in await view.all_things(turn) if one.pool.id == here.pool.id]
    others = [one for one in kind if one.id != here.id]
    found = await free.free(turn.session, others, starts, starts + lasts, wish=wish, now=turn.now)
    about = await view.about(turn, booking)
    if not found:
        turn.tell(turn.text("booking-no-other-size", **about), **view.data(booking))
    elif precise:
        booking.headcount = wish.headcount
        await moving.move_one(turn, booking, replace(goal, thing=found[0].resource.code))
    else:
        text = turn.text("booking-other-size", **about)
        moving.offer(turn, booking, found[: moving.SHOWN], text, (starts, starts + lasts))
    return True
