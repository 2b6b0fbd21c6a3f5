"""Calendars of other programs that close rooms, and those of rooms that other programs read.

Whoever has an address reads the calendar, so no page shows one again.
"""

from typing import Annotated

from aiohttp import web
from pydantic import BaseModel, StringConstraints
from sqlalchemy import select

from desk.booking import reading
from desk.frame.call import Call
from desk.frame.changes import by, change, shown_once
from desk.frame.forms import InvalidForm
from desk.frame.outside import url_check, vault
from desk.frame.routing import Area
from models.booking_shelf import BookingResource
from services.booking import calendars, imports, shelf
from services.kit.errors import Invalid, NotFound

area = Area("booking")
HERE = "/booking/calendars"


class Entered(BaseModel):
    resource: Annotated[str, StringConstraints(max_length=64)]
    name: Annotated[
        str,
        StringConstraints(strip_whitespace=True, min_length=1, max_length=imports.LONGEST_NAME),
    ]
    url: Annotated[str, StringConstraints(strip_whitespace=True, max_length=2048)]


@area.get(HERE, allows="booking.read")
async def page(call: Call) -> web.Response:
    rows = await imports.listed(call.session, call.park.id)
    rooms = await call.session.scalars(
        select(BookingResource)
        .where(BookingResource.park_id == call.park.id, BookingResource.active)
        .order_by(BookingResource.sort, BookingResource.id)
    )
    named = {one.id: one for one in rooms}
    return call.render(
        "booking/calendars.html",
        rows=rows,
        rooms=named,
        feeds=await calendars.of_rooms(call.session, call.park.id),
        meets=await imports.meets(call.session, call.park.id, now=call.now),
        **reading.words(call),
    )


@change(area, HERE, allows="booking.work")
async def add(call: Call) -> web.Response:
    entered = await call.form(Entered)
    try:
        url = await url_check(call)(imports.address(entered.url))
    except Invalid as wrong:
        raise InvalidForm({"url": call.text("calendars-wrong-address")}) from wrong
    row = await shelf.by_code(call.session, call.park.id, entered.resource)
    if row is None:
        raise NotFound("no such resource")
    await imports.add(call.session, by(call), vault(call), row.id, url=url, name=entered.name)
    call.toast("calendars-added")
    return call.redirect(HERE)


@change(area, HERE + "/{calendar}/end", allows="booking.work")
async def end(call: Call) -> web.Response:
    """What it closed is open again."""
    row = await imports.end(call.session, by(call), call.id("calendar"))
    call.toast("calendars-ended", name=row.name)
    return call.redirect(HERE)


class Shown(BaseModel):
    resource: Annotated[str, StringConstraints(max_length=64)]


@change(area, HERE + "/of-rooms", allows="booking.work")
async def show(call: Call) -> web.Response:
    """Its address is shown once."""
    entered = await call.form(Shown)
    row = await shelf.by_code(call.session, call.park.id, entered.resource)
    if row is None:
        raise NotFound("no such resource")
    issued = await calendars.issue_of_room(call.session, by(call), row.id)
    ours = call.deps.public_url or str(call.request.url.origin())
    address = f"{ours.rstrip('/')}/api/v1/booking-calendars/{issued.token}"
    return shown_once(call, call.text("calendars-shown"), address, HERE)


@change(area, HERE + "/of-rooms/{feed}/end", allows="booking.work")
async def hide(call: Call) -> web.Response:
    """Its address is good no more."""
    await calendars.revoke_of_room(call.session, by(call), call.id("feed"))
    call.toast("calendars-hidden")
    return call.redirect(HERE)
