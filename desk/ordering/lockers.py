"""Lockers: which order is in which box, and freeing one by hand."""

from aiohttp import web
from pydantic import BaseModel

from desk.frame.call import Call
from desk.frame.changes import by, change
from desk.frame.forms import Id
from desk.frame.routing import Area
from services.ordering import lockers, notices

area = Area("lockers")

HERE, MAY = "/operate/lockers", "operate.lockers"


class Emptied(BaseModel):
    order: Id
    """That was shown in the box."""


@area.get(HERE, allows=MAY)
async def overview(call: Call) -> web.Response:
    banks = await lockers.overview(call.session, call.park.id)
    return call.render("lockers/overview.html", banks=banks)


@change(area, HERE + "/boxes/{box}/free", allows=MAY)
async def free(call: Call) -> web.Response:
    entered = await call.form(Emptied)
    order = await lockers.free_by_hand(call.session, by(call), call.id("box"), held=entered.order)
    for told in await notices.tell_box_emptied(call.session, order, now=call.now):
        call.wake(told.conversation_id)
    call.toast("lockers-freed")
    return call.redirect(HERE)
