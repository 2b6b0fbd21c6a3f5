"""Lockers: which order is in which box, and freeing one by hand."""

from aiohttp import web
from pydantic import BaseModel

from desk.frame.call import Visit
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
async def overview(visit: Visit) -> web.Response:
    banks = await lockers.overview(visit.session, visit.park.id)
    return visit.render("lockers/overview.html", banks=banks)


@change(area, HERE + "/boxes/{box}/free", allows=MAY)
async def free(visit: Visit) -> web.Response:
    entered = await visit.form(Emptied)
    order = await lockers.free_by_hand(
        visit.session, by(visit), visit.id("box"), held=entered.order
    )
    for told in await notices.tell_box_emptied(visit.session, order, now=visit.now):
        visit.wake(told.conversation_id)
    visit.toast("lockers-freed")
    return visit.redirect(HERE)
