"""The same room as before: "same room again next Friday", "还是上次那间"."""

from sqlalchemy import select

from actions.booking import view
from actions.booking.draft import BookingDraft
from actions.kit.turn import Turn
from models.booking import Booking
from services.booking import naming, reading, states
from services.booking.shelf import Thing
from times.stretches import stretches


async def hear(draft: BookingDraft, turn: Turn, things: list[Thing]) -> None:
    """Take the room that they had or have, where the message wants the same one and names none."""
    behind = reading.same_room(turn.said.text)
    if behind is None or naming.named_in(turn.said.text, things).things:
        return
    booking = await _meant(turn, behind)
    thing = next((one for one in things if booking and one.id == booking.resource_id), None)
    if thing is not None:
        draft.pool, draft.things = thing.pool.code, [thing.id]


async def _meant(turn: Turn, behind: str) -> Booking | None:
    """`behind`: the words that tell which; else the one that was spoken of; else their last."""
    days = stretches(behind, turn.local_now)[:1]
    for one in await view.changeable(turn) if days else ():
        if one.starts_at.astimezone(turn.zone).date() in days[0]:
            return one
    number = (await turn.last_told()).get("booking_no")
    spoken_of = (
        await states.find_by_number(turn.session, turn.park_id, str(number)) if number else None
    )
    if spoken_of is not None and spoken_of.person_id == turn.conversation.person_id:
        return spoken_of
    last: Booking | None = await turn.session.scalar(
        select(Booking)
        .where(Booking.park_id == turn.park_id, Booking.person_id == turn.conversation.person_id)
        .order_by(Booking.created_at.desc())
        .limit(1)
    )
    return last
