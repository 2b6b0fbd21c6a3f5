"""Until when one may stay: "后面有人要用吗", "has anyone got it after us?"."""

from datetime import timedelta

from actions.booking import being_there, view
from actions.booking.recurring import deed
from actions.kit.turn import Turn, button
from models.booking import Booking
from services.booking import presence, shelf


async def tell(turn: Turn, booking: Booking | None) -> bool:
    """For how long what they have now, or what was spoken of, is free behind its end; False where
    there is nothing of the kind."""
    here = await being_there.near(turn)
    booking = booking or (here[0] if here else None)
    if booking is None:
        return False
    about = await view.about(turn, booking)
    minutes = await presence.may_stay(turn.session, turn.park, booking, now=turn.now)
    if not minutes:
        turn.tell(turn.text("booking-stays-no-longer", **about), **view.data(booking))
        return True
    thing = await shelf.thing(turn.session, turn.park, booking.resource_id, now=turn.now)
    step = min(minutes, max(being_there.USUAL, thing.pool.step_min))
    longer = deed(do="extend", booking_no=booking.booking_no, minutes=step)
    until, soonest = (
        f"{(booking.ends_at + timedelta(minutes=one)).astimezone(turn.zone):%H:%M}"
        for one in (minutes, step)
    )
    turn.tell(
        turn.text("booking-may-stay", until=until, **about),
        buttons=[button(turn.text("button-booking-longer", until=soonest), longer)],
        **view.data(booking),
    )
    return True
