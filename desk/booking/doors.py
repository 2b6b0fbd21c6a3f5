"""Addresses of the pages at doors: made, made anew, taken back."""

from aiohttp import web

from desk.booking.reading import words
from desk.frame.call import Call
from desk.frame.changes import by, change, shown_once
from desk.frame.routing import Area
from services.booking import panels, shelf

area = Area("booking")
HERE = "/booking/doors"
WORK = "booking.work"


@area.get(HERE, allows=WORK)
async def doors_page(call: Call) -> web.Response:
    things = await shelf.things(call.session, call.park, now=call.now)
    return call.render("booking/doors.html", things=things, **words(call))


@change(area, HERE + "/{resource}/make", allows=WORK)
async def make(call: Call) -> web.Response:
    """It is shown once; the one before is good no more."""
    token = await panels.issue(call.session, by(call), call.id("resource"))
    ours = call.deps.public_url or str(call.request.url.origin())
    title = call.text("booking-door-made")
    return shown_once(call, title, f"{ours.rstrip('/')}/door/{token}", HERE)


@change(area, HERE + "/{resource}/revoke", allows=WORK)
async def revoke(call: Call) -> web.Response:
    await panels.revoke(call.session, by(call), call.id("resource"))
    call.toast("booking-door-revoked")
    return call.redirect(HERE)
