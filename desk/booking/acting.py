"""What staff do: approve, decline, cancel, forgive, close a room, and open it again."""

from datetime import datetime
from typing import Annotated
from zoneinfo import ZoneInfo

from aiohttp import web
from pydantic import BaseModel, StringConstraints

from desk.frame.call import Call
from desk.frame.changes import by, change
from desk.frame.forms import InvalidForm
from desk.frame.routing import Area
from models.booking import Booking
from services.booking import appeals, closures, deciding, shelf, states
from services.booking import booking as bookings
from services.booking.states import LONGEST_REASON
from services.hire import charges
from services.kit import actors, audit
from services.kit.errors import NotFound

area = Area("booking")
WORK = "booking.work"


class Said(BaseModel):
    reason: Annotated[str, StringConstraints(strip_whitespace=True, max_length=LONGEST_REASON)] = ""


class Closing(BaseModel):
    resource: Annotated[str, StringConstraints(max_length=64)]
    starts_at: datetime
    ends_at: datetime
    reason: Annotated[
        str, StringConstraints(strip_whitespace=True, max_length=closures.LONGEST_REASON)
    ]


@change(area, "/booking/{booking}/do/{action}", allows=WORK)
async def act(call: Call) -> web.Response:
    said, action = await call.form(Said), call.request.match_info["action"]
    key = call.id("booking")
    match action:
        case "approve":
            booking = await deciding.approve(call.session, by(call), key)
        case "decline":
            booking = await deciding.decline(call.session, by(call), key, said.reason or None)
        case "cancel":
            booking = await _cancel(call, key, said.reason or None)
        case "forgive":
            await appeals.take_back(call.session, by(call), key)
            booking = await states.load(call.session, call.park.id, key)
        case "refuse":
            booking = await _refuse(call, key, said.reason)
        case "paid":
            await charges.paid(call.session, by(call), key)
            booking = await states.load(call.session, call.park.id, key)
        case _:
            raise NotFound(f"no action {action}")
    call.toast(f"booking-done-{action}", number=booking.booking_no)
    return call.redirect(f"/booking/{booking.id}")


@change(area, "/booking/closures", allows=WORK)
async def close(call: Call) -> web.Response:
    """Nobody can book it then. What was booked before stays, and is named."""
    entered = await call.form(Closing)
    row = await shelf.by_code(call.session, call.park.id, entered.resource)
    if row is None:
        raise NotFound("no such resource")
    zone = ZoneInfo(call.park.timezone)
    starts_at, ends_at = (
        one if one.tzinfo else one.replace(tzinfo=zone)
        for one in (entered.starts_at, entered.ends_at)
    )
    try:
        await closures.close(
            call.session,
            by(call),
            call.park,
            row.id,
            starts_at=starts_at,
            ends_at=ends_at,
            reason=entered.reason,
        )
    except closures.InTheWay as meets:
        numbers = ", ".join(one.booking_no for one in meets.bookings)
        words = call.text("booking-closure-meets", numbers=numbers)
        raise InvalidForm({"starts_at": words}) from meets
    call.toast("booking-closed")
    return call.redirect(f"/booking?day={starts_at.astimezone(zone).date().isoformat()}")


@change(area, "/booking/closures/{closure}/end", allows=WORK)
async def reopen(call: Call) -> web.Response:
    row = await closures.reopen(call.session, by(call), call.id("closure"))
    zone = ZoneInfo(call.park.timezone)
    call.toast("booking-reopened")
    return call.redirect(f"/booking?day={row.starts_at.astimezone(zone).date().isoformat()}")


async def _refuse(call: Call, booking_id: int, why: str) -> Booking:
    """An appeal; who appealed reads why."""
    if not why:
        raise InvalidForm({"reason": call.text("booking-appeal-say-why")})
    await appeals.refuse(call.session, by(call), booking_id, why)
    return await states.load(call.session, call.park.id, booking_id)


async def _cancel(call: Call, booking_id: int, reason: str | None) -> Booking:
    before = await states.load(call.session, call.park.id, booking_id)
    status = before.status
    booking = await bookings.cancel(
        call.session,
        call.park.id,
        booking_id,
        by=actors.staff(call.staff),
        reason=reason,
        now=call.now,
    )
    audit.record(
        call.session,
        by(call),
        "booking.cancel",
        f"booking:{booking.id}",
        before={"booking_status": status},
        after={"booking_status": booking.status},
    )
    return booking
