"""Taking in a message that asks for a room: booked where all is said, else what is to be asked."""

from rasa_sdk.events import SlotSet

from actions.booking import view
from actions.booking.draft import GOES_ON, BookingDraft
from actions.booking.settling import settle
from actions.kit.base import Events
from actions.kit.turn import Turn


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
    if not things:
        turn.tell(turn.text("booking-none-there"))
        return None
    if not draft.missing():
        await settle(turn, draft)
        return None
    return draft
