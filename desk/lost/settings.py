"""For how long the park keeps what nobody claims."""

from typing import Annotated

from aiohttp import web
from pydantic import BaseModel, Field

from desk.frame.call import Call
from desk.frame.changes import by, change
from desk.frame.routing import Area
from services.lost import settings

area = Area("lost")

HERE, MAY = "/operate/lost", "operate.lost"


class Entered(BaseModel):
    unclaimed_days: Annotated[int, Field(ge=settings.FEWEST, le=settings.MOST)]


@area.get(HERE, allows=MAY)
async def show(call: Call) -> web.Response:
    days = await settings.unclaimed_days(call.session, call.park.id)
    return call.render("lost/settings.html", days=days, least=settings.FEWEST, most=settings.MOST)


@change(area, HERE, allows=MAY)
async def save(call: Call) -> web.Response:
    entered = await call.form(Entered)
    await settings.keep(call.session, by(call), entered.unclaimed_days)
    call.toast("lost-saved")
    return call.redirect(HERE)
