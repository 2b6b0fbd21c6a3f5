"""Where something that is booked is to be moved to, by the words that say so."""

from dataclasses import replace
from datetime import datetime

from actions.booking import view
from actions.kit.turn import Turn
from models.booking import Booking
from services.booking import naming, reading
from services.booking.goals import Goal, goal_in
from services.kit.folding import legible

__all__ = ["ENDED", "Goal", "goal_of"]

ENDED = "booking_ended"
"""In the data of a message of ours: its end is another since, and its beginning is not."""


async def goal_of(
    turn: Turn,
    booking: Booking | None,
    words: str,
    *,
    ends: bool = False,
    after: Goal | None = None,
) -> Goal:
    """By the words behind the one for moving, read against the times that it has, or would have
    `after` what was wanted before. `ends`: an hour that they name is one until which they stay."""
    things = await view.all_things(turn)
    old = None
    if booking is not None:
        begins, until = (one.astimezone(turn.zone) for one in (booking.starts_at, booking.ends_at))
        old = after.span(begins, until) if after is not None else (begins, until)
    words = legible(words)
    plain = naming.without_names(words, things)
    goal = goal_in(plain, turn.local_now, old, whole=turn.said.text, ends=ends)
    entity = turn.said.value("shift")
    if not goal.tells_time and isinstance(entity, int):
        goal = Goal(shift=entity)
    if (await turn.last_told()).get(ENDED) and _is_the_end(turn, goal, old):
        goal = Goal(until=goal.clock)  # "Until three" … "make it half three".
    named = naming.named_in(reading.wanted_apart(words), things).things
    thing = next((one.resource.code for one in things if one.id in named), None)
    return replace(goal, thing=thing)


def _is_the_end(turn: Turn, goal: Goal, old: tuple[datetime, datetime] | None) -> bool:
    """Whether an hour is all that is said, lies behind the beginning, and moves nothing."""
    if old is None or goal.clock is None or replace(goal, clock=None).is_said:
        return False
    moves = reading.is_moved(turn.said.text) or reading.begins_then(turn.said.text)
    return not moves and goal.clock > (old[0].hour, old[0].minute)
