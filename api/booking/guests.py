"""Who else comes to what is booked: guests with their passes, and others who are in there."""

from collections.abc import Sequence
from typing import Any

from api.booking import views
from api.booking.shapes import BookingShown, Disputed, MoreGuests, OneBooking
from api.booking.things import mine
from api.frame.call import Call
from api.frame.routing import Area
from edge.problems import ScopeMissing
from models.booking import Booking
from models.booking_shelf import BookingResource
from services.booking import disputes, states, telling
from services.booking.disputes import Disputed as Told
from services.kit.errors import IllegalTransition, Invalid
from services.texts import say
from services.visits import gathered
from services.visits.facts import Guests
from services.visits.visits import Blocked, TooMany, TooManyWaiting

area = Area("bookings", grant="bookings")
gates = Area("bookings", grant="visits")

REFUSED: list[type[Any]] = [Invalid, Blocked, TooMany, TooManyWaiting]


async def invite(call: Call, booking: Booking, names: Sequence[str]) -> None:
    """Register them for it in the same transaction: all of it or nothing. Raises ScopeMissing, and
    as `gathered.register`."""
    if not names:
        return
    scopes = call.held.session.scopes
    if scopes is not None and "visits" not in scopes:
        raise ScopeMissing("this token lets nobody in", needs="visits")
    resource = await call.session.get_one(BookingResource, (call.park.id, booking.resource_id))
    await gathered.register(
        call.session,
        call.me,
        Guests(names=names, headcount=len(names)),
        states.gathering(booking, resource),
        conversation=await call.conversation(),
        now=call.now,
    )


@gates.post("/bookings/{booking_no}/guests", errors=[IllegalTransition, *REFUSED], key="may")
async def invite_to_booking(call: Call, path: OneBooking, body: MoreGuests) -> BookingShown:
    """Register visitors who come to it. Where it moves they move, and where it is given up they are
    called off; as visits of mine they are found under `/visits`."""
    booking = await mine(call, path)
    if booking.status not in states.OPEN or booking.ends_at <= call.now:
        raise states.illegal(booking, "invite")
    await invite(call, booking, body.names)
    return await views.shown(call, booking)


@area.post("/bookings/{booking_no}/dispute", errors=[IllegalTransition])
async def dispute_booking(call: Call, path: OneBooking) -> Disputed:
    """Somebody else is in what I have now. Within ten minutes nobody is told twice."""
    booking = await mine(call, path)
    shown = await views.shown(call, booking)
    if "dispute" not in shown.can:
        raise states.illegal(booking, "dispute")
    found = await disputes.dispute(
        call.session, call.park, booking, conversation=await call.conversation(), now=call.now
    )
    other = await disputes.elsewhere(call.session, call.park, booking, now=call.now)
    return Disputed(
        how=found.how,
        text=await _said(call, booking, found),
        until=None if found.until is None else call.local(found.until),
        elsewhere=None if other is None else other.resource.code,
        elsewhere_name=None if other is None else call.named(other.resource),
    )


async def _said(call: Call, booking: Booking, found: Told) -> str:
    about = await telling.about(call.session, booking, call.language, now=call.now)
    key = {"early": "until", "asked": "asked", "unknown": "unknown"}[found.how]
    until = "" if found.until is None else f"{call.local(found.until):%H:%M}"
    return "\n".join(
        [
            say(call.language, f"booking-others-{key}", **about, until=until),
            say(call.language, "booking-others-desk", phone=call.park.desk_phone),
        ]
    )
