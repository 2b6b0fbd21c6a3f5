"""What is said of a series that we spoke of, and so of each of its dates: how many they are, what
the room has to have, other hours, another length."""

from collections.abc import Sequence
from dataclasses import replace

from actions.booking import moving, view
from actions.booking.goals import Goal, goal_of
from actions.kit.base import Events
from actions.kit.turn import Turn
from models.booking import Booking
from services.booking import conditions, features, free, naming, shelf
from services.booking.free import Wish
from services.booking.shelf import Thing
from services.kit.folding import legible
from times.stretches import stretches


async def take(turn: Turn, those: Sequence[Booking]) -> Events | None:
    """None where it says nothing of the kind, or something of single dates."""
    words = await view.words(turn)
    wanted, people = features.named_in(words), naming.headcount_in(words)
    days = stretches(legible(turn.said.text), turn.local_now)
    if not those or any(one.bound != "until" for one in days):
        return None
    goal = replace(await goal_of(turn, those[0], turn.said.text), day=None, thing=None)
    here = await shelf.thing(turn.session, turn.park, those[0].resource_id, now=turn.now)
    wish = Wish(people, wanted)
    suits = wish.suits(here)
    if suits and (wanted or people) and not goal.is_said:
        await _tell_it_suits(turn, those, here, wish)
        return []
    if suits and not goal.is_said:
        return None
    if not suits:
        there = await _that_suits(turn, those, goal, wish, here)
        if there is None:
            return None
        goal = goal.at(there.resource.code)
    for one in those:
        one.headcount = people or one.headcount
    await moving.move_numbers(turn, [one.booking_no for one in those], goal)
    return []


async def _tell_it_suits(turn: Turn, those: Sequence[Booking], here: Thing, wish: Wish) -> None:
    for one in those:
        one.headcount = wish.headcount or one.headcount
    text = turn.text(
        "booking-series-suits",
        what=turn.named(here.resource),
        which="features" if wish.features else "people",
        features=conditions.features(sorted(wish.features), turn.language),
        count=wish.headcount or 0,
    )
    turn.tell(text, booking_series_id=those[0].series_id)


async def _that_suits(
    turn: Turn, those: Sequence[Booking], goal: Goal, wish: Wish, here: Thing
) -> Thing | None:
    """The smallest of its kind that suits and is free on all of the dates; else on the first."""
    kind = [one for one in await view.all_things(turn) if one.pool.id == here.pool.id]
    left = [one for one in kind if one.id != here.id]
    best: Thing | None = None
    for one in those:
        starts, ends = moving.span(turn, one, goal, None)
        left = await free.free(turn.session, left, starts, ends, wish=wish, now=turn.now)
        best = best or next(iter(left), None)
    return next(iter(left), best)
