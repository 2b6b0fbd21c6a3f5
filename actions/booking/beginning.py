"""Taking in a message that asks for a room: booked where all is said, else what is to be asked."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from rasa_sdk.events import SlotSet

from actions.booking import again, choosing, lent, view
from actions.booking.draft import GOES_ON, WHEN, BookingDraft
from actions.booking.refusals import why
from actions.booking.settling import settle
from actions.kit.base import Events
from actions.kit.turn import Turn
from services.booking import rules
from services.booking.shelf import Thing

_LIKELY = 0.3
"""Probability from which a message that led elsewhere wants a room."""


async def begin_within(turn: Turn) -> Events:
    """The same for a message that led to another package's action: the form that goes on is named
    by who called."""
    draft = await heard(turn, looks=False)
    if draft is None:
        return []
    events = [*draft.events(), SlotSet(GOES_ON, True)]
    turn.slots |= {one["name"]: one["value"] for one in events}
    return events


async def heard(turn: Turn, *, looks: bool) -> BookingDraft | None:
    """What is to be asked for still; None where all is answered."""
    draft = BookingDraft.of(turn)
    draft.looks = looks
    things = await view.all_things(turn)
    draft.hear(turn, things)
    await again.hear(draft, turn, things)
    await lent.hear(draft, turn, things)
    if not things:
        turn.tell(turn.text("booking-none-there"))
        return None
    if not draft.missing():
        await settle(turn, draft)
        return None
    if refused := cannot(turn, draft, things):
        turn.tell(refused, booking_wish=draft.kept())
        return None
    return draft


async def whole(turn: Turn, *, sure: bool = False) -> bool:
    """A message that led elsewhere, where it says all of what is to be booked, or asks whether
    that is free. `sure`: it wants something of the kind; hours may be missing then."""
    likely = turn.said.goes_on
    asks, wants = likely.get("asks_free", 0.0), likely.get("wants", 0.0)
    draft = BookingDraft(looks=asks > wants or wants < _LIKELY)
    things = await view.all_things(turn)
    draft.hear(turn, things)
    if draft.missing() and sure:
        return await tell_in_part(turn, draft, things)
    if draft.missing() or (max(asks, wants) < _LIKELY and not sure) or draft.recurs is not None:
        return False
    await settle(turn, draft)
    return True


async def tell_in_part(turn: Turn, draft: BookingDraft, things: Sequence[Thing]) -> bool:
    """Why it cannot be, or what is free on the day that was told, where only the hours were not; no
    form begins. False where more is missing."""
    if refused := cannot(turn, draft, things):
        turn.tell(refused, booking_wish=draft.kept())
        return True
    if draft.missing() != [WHEN] or draft.day is None:
        return False
    lines = await choosing.free_then(turn, draft)
    if lines:
        text = "\n".join([*lines, turn.text("booking-ask-hours")])
        turn.tell(text, booking_wish=draft.kept())
    return bool(lines)


def cannot(turn: Turn, draft: BookingDraft, things: Sequence[Thing]) -> str | None:
    """Why it cannot be on that day, or for so long, whichever hour it is to be."""
    suited = draft.suited(list(things))
    if not suited or draft.recurs is not None:
        return None
    pool = suited[0].pool
    if draft.minutes is not None and draft.minutes > pool.longest_min:
        return why(turn, rules.TooLong(pool.code, minutes=pool.longest_min))
    day = datetime.fromisoformat(draft.day).astimezone(turn.zone) if draft.day else None
    last = day.replace(hour=23, minute=59) if day is not None else None
    if last is not None and last < turn.local_now + timedelta(minutes=pool.lead_min):
        return why(turn, rules.TooLate(pool.code, minutes=pool.lead_min))
    if day is not None and day.date() > turn.local_now.date() + timedelta(days=pool.horizon_days):
        return why(turn, rules.TooEarly(pool.code, days=pool.horizon_days), day)
    return None
