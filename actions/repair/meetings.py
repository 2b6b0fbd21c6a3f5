"""A fault in a room in which people sit just now: it is there, and it is for while they do."""

from datetime import datetime, timedelta

from actions.kit import gatherings
from actions.kit.gatherings import Held
from actions.kit.turn import Turn
from actions.repair.draft import CRITICAL, RepairDraft
from models.tickets import Ticket
from services.kit.actors import ITSELF
from services.tickets import tickets

WORTH_HURRYING = timedelta(minutes=15)
"""With less than that left, nobody could help those who sit there."""


async def at_meeting(turn: Turn, draft: RepairDraft) -> None:
    """Where the tenant sits is where it is broken, unless they say another place. The more time is
    left, the sooner somebody has to come."""
    if draft.urgency == CRITICAL or draft.meeting is not None:
        return
    held = await gatherings.going_on(turn)
    if held is None or not _is_there(draft, held):
        return
    ends = held.gathering.ends_at
    draft.place = dict(held.gathering.place) | draft.place
    draft.meeting, draft.until = held.number, ends.isoformat()
    if draft.urgency == "normal" and ends - turn.now >= WORTH_HURRYING:
        draft.urgency = "urgent"
    if not draft.preferred and ends > turn.now:
        draft.preferred = [turn.now.isoformat(), ends.isoformat()]


def _is_there(draft: RepairDraft, held: Held) -> bool:
    """Whether all that is said of where fits."""
    there = held.gathering.place
    return all(there.get(name) == value for name, value in draft.place.items() if value is not None)


async def note(turn: Turn, draft: RepairDraft, ticket: Ticket) -> None:
    """Whoever works on it sees whose booking it is of, and how long that goes on."""
    if draft.meeting is None or draft.until is None:
        return
    until = datetime.fromisoformat(draft.until).astimezone(turn.zone)
    words = turn.text("repair-at-meeting", number=draft.meeting, until=f"{until:%H:%M}")
    await tickets.record(turn.session, ticket, "note", by=ITSELF, now=turn.now, text=words)
