"""The hour, where whoever asks leaves it to us: the first that is free."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from actions.booking.draft import BookingDraft
from actions.booking.times import USUAL
from actions.kit.turn import Turn
from services.booking import free
from services.booking.shelf import Thing

_MORNING = time(9)
"""The first hour of the park's clock that is thought of, where no part of the day is told."""


async def first_free(turn: Turn, draft: BookingDraft, suited: Sequence[Thing]) -> None:
    """Begin it there, as long as was said or as is usual; where nothing is free, at the beginning
    of what was told, so that what comes nearest can be offered."""
    assert draft.day is not None
    day = datetime.fromisoformat(draft.day).astimezone(turn.zone).date()
    first = datetime.combine(day, _MORNING, turn.zone)
    last = datetime.combine(day + timedelta(days=1), time(), turn.zone)
    if draft.within:
        first, last = (datetime.fromisoformat(one).astimezone(turn.zone) for one in draft.within)
    lasts = timedelta(minutes=draft.minutes or USUAL)
    step = timedelta(minutes=min((one.pool.step_min for one in suited), default=USUAL))
    begins = first
    while begins + lasts <= last:
        if begins > turn.now and await free.free(
            turn.session, suited, begins, begins + lasts, wish=draft.wish(), now=turn.now
        ):
            draft.begin_at(begins)
            return
        begins += step
    draft.begin_at(first)
