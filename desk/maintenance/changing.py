"""Plans are written, changed, switched on and off, removed, and brought forward."""

from datetime import date, time
from typing import Annotated, Literal

from aiohttp import web
from pydantic import BaseModel, Field

from desk.frame.call import Call
from desk.frame.changes import Lines, Version, by, change
from desk.frame.forms import Id
from desk.frame.routing import Area
from desk.maintenance.pages import HERE, MAY
from models.maintenance import MaintenancePlan
from services.kit import actors
from services.maintenance import opening, plans
from services.maintenance.plans import LONGEST_NAME, MOST_BETWEEN, Written

area = Area("maintenance")

Place = Annotated[str, Field(max_length=200)]
EARLIEST, LATEST = date(2000, 1, 1), date(2999, 12, 31)


class Entered(BaseModel):
    name: str = Field("", max_length=4 * LONGEST_NAME)
    description: Lines = ""
    category: str = Field("other", max_length=30)
    urgency: Literal["urgent", "normal", "low"] = "normal"
    building: Place | None = None
    floor: int | None = Field(None, ge=-20, le=200)
    room: Place | None = None
    place: Place | None = None
    starts_on: date = Field(ge=EARLIEST, le=LATEST)
    ends_on: date | None = Field(None, ge=EARLIEST, le=LATEST)
    at: time
    unit: Literal["day", "week", "month", "year"] = "month"
    every: int = Field(1, ge=1, le=MOST_BETWEEN)
    weekdays: list[Annotated[int, Field(ge=1, le=7)]] = Field(default_factory=list)
    workdays_only: bool = False
    assignee: Id | None = None
    version: Version = ""

    def written(self) -> Written:
        values = self.model_dump(exclude={"version", "assignee"})
        return Written(**values, assignee_id=self.assignee)


@change(area, HERE, allows=MAY)
async def add(call: Call) -> web.Response:
    entered = await call.form(Entered)
    return _saved(call, await plans.add(call.session, by(call), entered.written()))


@change(area, HERE + "/{plan}", allows=MAY)
async def edit(call: Call) -> web.Response:
    entered = await call.form(Entered)
    row = await _plan(call)
    await plans.edit(call.session, by(call), row, entered.written(), seen=entered.version)
    return _saved(call, row)


@change(area, HERE + "/{plan}/off", allows=MAY)
async def switch_off(call: Call) -> web.Response:
    row = await _plan(call)
    await plans.switch(call.session, by(call), row, on=False)
    return _saved(call, row)


@change(area, HERE + "/{plan}/on", allows=MAY)
async def switch_on(call: Call) -> web.Response:
    row = await _plan(call)
    await plans.switch(call.session, by(call), row, on=True)
    return _saved(call, row)


@change(area, HERE + "/{plan}/now", allows=MAY)
async def now(call: Call) -> web.Response:
    """The ticket of today, though it is not due: that of before where it is still open."""
    row = await _plan(call)
    run = await opening.open_today(call.session, by(call), row, acting=actors.staff(call.staff))
    return call.redirect(f"/tickets/{run.ticket_id}")


@change(area, HERE + "/{plan}/remove", allows=MAY)
async def remove(call: Call) -> web.Response:
    await plans.remove(call.session, by(call), await _plan(call))
    call.toast("maintenance-removed")
    return call.redirect(HERE)


def _saved(call: Call, row: MaintenancePlan) -> web.Response:
    call.toast("maintenance-saved")
    return call.redirect(f"{HERE}/{row.id}")


async def _plan(call: Call) -> MaintenancePlan:
    return await plans.find(call.session, call.park.id, call.id("plan"))
