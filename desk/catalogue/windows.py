"""When an outlet serves: its windows, cut-offs, slots and how many orders they take."""

from datetime import time
from typing import Annotated, Literal

from aiohttp import web
from pydantic import BaseModel, Field

from desk.frame.call import Call
from desk.frame.changes import Version, by, change
from desk.frame.routing import Area
from models.catalogue import Outlet, ServiceWindow
from services.catalogue import admin, window_admin
from services.catalogue.window_admin import (
    COLUMNS,
    LONGEST_LEAD,
    LONGEST_SLOT,
    MEALS,
    MOST_ORDERS,
    SHORTEST_SLOT,
    Served,
)
from services.kit.snapshots import snapshot, version

area = Area("calendar")

OUTLET, MAY = "/operate/calendar/outlets/{outlet}", "operate.calendar"


class Entered(BaseModel):
    meal: Literal["breakfast", "lunch", "dinner", "all_day"]
    weekdays: list[Annotated[int, Field(ge=1, le=7)]] = Field(default_factory=list)
    on_holidays: bool = False
    starts: time
    ends: time
    cutoff: time | None = None
    lead_minutes: int = Field(0, ge=0, le=LONGEST_LEAD)
    slot_minutes: int = Field(15, ge=SHORTEST_SLOT, le=LONGEST_SLOT)
    capacity: int | None = Field(None, ge=1, le=MOST_ORDERS)
    version: Version = ""

    def served(self) -> Served:
        return Served(**self.model_dump(exclude={"version"}))


@area.get(OUTLET, allows=MAY)
async def windows(call: Call) -> web.Response:
    outlet = await _outlet(call)
    found = await window_admin.windows_of(call.session, call.park.id)
    return call.render(
        "calendar/outlet.html",
        outlet=outlet,
        windows=found.get(outlet.id, []),
        meals=MEALS,
        version_of=lambda row: version(snapshot(row, COLUMNS)),
    )


@change(area, OUTLET + "/windows", allows=MAY)
async def add(call: Call) -> web.Response:
    entered = await call.form(Entered)
    outlet = await _outlet(call)
    await window_admin.add(call.session, by(call), outlet, entered.served())
    return _saved(call, outlet)


@change(area, OUTLET + "/windows/{window}", allows=MAY)
async def edit(call: Call) -> web.Response:
    entered = await call.form(Entered)
    outlet = await _outlet(call)
    window = await _window(call, outlet)
    await window_admin.edit(call.session, by(call), window, entered.served(), seen=entered.version)
    return _saved(call, outlet)


@change(area, OUTLET + "/windows/{window}/remove", allows=MAY)
async def remove(call: Call) -> web.Response:
    outlet = await _outlet(call)
    await window_admin.remove(call.session, by(call), await _window(call, outlet))
    return _saved(call, outlet)


async def _outlet(call: Call) -> Outlet:
    return await admin.find_outlet(call.session, call.park.id, call.id("outlet"))


async def _window(call: Call, outlet: Outlet) -> ServiceWindow:
    return await window_admin.find(call.session, outlet, call.id("window"))


def _saved(call: Call, outlet: Outlet) -> web.Response:
    call.toast("calendar-saved")
    return call.redirect(f"/operate/calendar/outlets/{outlet.id}")
