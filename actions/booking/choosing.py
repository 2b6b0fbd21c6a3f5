"""The hour, where whoever asks leaves it to us: the first that is free."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from actions.booking import view
from actions.booking.draft import BookingDraft
from actions.booking.times import USUAL
from actions.kit.turn import Turn
from services.booking import free
from services.booking.shelf import Thing
from services.texts import when

SHOWN, SPANS = 4, 3
"""Things, and stretches of each, that are told."""
_JOINT = {"zh": "、", "en": ", "}
_MORNING = time(9)
"""The first hour of the park's clock that is thought of, where no part of the day is told."""


async def first_free(turn: Turn, draft: BookingDraft, suited: Sequence[Thing]) -> None:
    """Begin it there, as long as was said or as is usual; where nothing is free, at the beginning
    of what was told, so that what comes nearest can be offered."""
    assert draft.day is not None
    first, last = _told(turn, draft)
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


async def free_then(turn: Turn, draft: BookingDraft) -> list[str]:
    """When what suits is free on the day, or in the part of it, that was told: a line each."""
    if draft.day is None or draft.recurs is not None:
        return []
    suited = draft.suited(await view.all_things(turn))
    suited = [one for one in suited if draft.wish().suits(one)]
    first, last = _told(turn, draft)
    gaps = await free.gaps(turn.session, suited, max(first, turn.local_now), last, now=turn.now)
    lines = []
    for one in suited:
        step = timedelta(minutes=one.pool.shortest_min)
        spans = [f"{_clock(turn, a)}–{_clock(turn, b)}" for a, b in gaps[one.id] if b - a >= step]
        if spans:
            times = _JOINT[turn.language].join(spans[:SPANS])
            lines.append(turn.text("booking-free-line", what=turn.named(one.resource), times=times))
    when_it_is = when.day(first, turn.language, turn.now, turn.zone)
    heading = turn.text("booking-free-on", when=when_it_is)
    return [heading, *lines[:SHOWN]] if lines else []


def _told(turn: Turn, draft: BookingDraft) -> tuple[datetime, datetime]:
    """The part of the day that was told, or the day from when people think of."""
    if draft.within:
        first, last = (datetime.fromisoformat(one).astimezone(turn.zone) for one in draft.within)
        return first, last
    assert draft.day is not None
    day = datetime.fromisoformat(draft.day).astimezone(turn.zone).date()
    first = datetime.combine(day, _MORNING, turn.zone)
    return first, datetime.combine(day + timedelta(days=1), time(), turn.zone)


def _clock(turn: Turn, moment: datetime) -> str:
    return f"{moment.astimezone(turn.zone):%H:%M}"
