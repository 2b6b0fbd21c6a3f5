"""Another end, and the same beginning: "四点就得散", "one hour is enough", "后面一小时让给别人"."""

from datetime import timedelta

from actions.booking import being_there, endings, targets
from actions.booking.goals import Goal
from actions.booking.moving import move_one
from actions.kit.turn import Turn
from models.booking import Booking
from services.booking import reading
from services.kit.folding import legible

_MINUTE = timedelta(minutes=1)


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
    ends_at = endings.end_of(turn, booking, text)
    if ends_at is None or ends_at == booking.ends_at:
        return False
    if ends_at > booking.ends_at:
        await being_there.lengthen(turn, booking, int((ends_at - booking.ends_at) / _MINUTE))
    else:
        lasts = int((ends_at - booking.starts_at) / _MINUTE)
        await move_one(turn, booking, Goal(minutes=lasts))
    return True
