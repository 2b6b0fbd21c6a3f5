"""Another end, and the same beginning: "四点就得散", "one hour is enough", "后面一小时让给别人"."""

from actions.booking import being_there, targets
from actions.kit.turn import Turn
from models.booking import Booking
from services.booking import reading
from services.kit.folding import legible


async def ends(turn: Turn, booking: Booking | None = None) -> bool:
    """Whether it is said when one of theirs is to end, or how long it is to be; it does then."""
    text = legible(turn.said.text[: reading.LONGEST])
    if booking is None:
        found = await targets.meant(turn, text)
        if len(found.bookings) != 1:
            return False
        booking = found.bookings[0]
    else:
        booking = await targets.narrowed_or(turn, text, booking)
    goal = await being_there.its_end(turn, booking)
    if not goal.is_said:
        return False
    await being_there.end_otherwise(turn, booking, goal)
    return True
