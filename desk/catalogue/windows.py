"""When an outlet serves: its windows, cut-offs, slots and how many orders they take."""

from datetime import time
from typing import Annotated, Literal

from aiohttp import web
from pydantic import BaseModel, Field

from desk.frame.call import Visit
from desk.frame.changes import Version, by, change
from desk.park.calendar import HERE, MAY, area
from models import Outlet, ServiceWindow
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

OUTLET = HERE + "/outlets/{outlet}"


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
async def windows(visit: Visit) -> web.Response:
    outlet = await _outlet(visit)
    found = await window_admin.windows_of(visit.session, visit.park.id)
    return visit.render(
        "calendar/outlet.html",
        outlet=outlet,
        windows=found.get(outlet.id, []),
        meals=MEALS,
        version_of=lambda row: version(snapshot(row, COLUMNS)),
    )


@change(area, OUTLET + "/windows", allows=MAY)
async def add(visit: Visit) -> web.Response:
    entered = await visit.form(Entered)
    outlet = await _outlet(visit)
    await window_admin.add(visit.session, by(visit), outlet, entered.served())
    return _saved(visit, outlet)


@change(area, OUTLET + "/windows/{window}", allows=MAY)
async def edit(visit: Visit) -> web.Response:
    entered = await visit.form(Entered)
    outlet = await _outlet(visit)
    window = await _window(visit, outlet)
    await window_admin.edit(
        visit.session, by(visit), window, entered.served(), seen=entered.version
    )
    return _saved(visit, outlet)


@change(area, OUTLET + "/windows/{window}/remove", allows=MAY)
async def remove(visit: Visit) -> web.Response:
    outlet = await _outlet(visit)
    await window_admin.remove(visit.session, by(visit), await _window(visit, outlet))
    return _saved(visit, outlet)


async def _outlet(visit: Visit) -> Outlet:
    return await admin.find_outlet(visit.session, visit.park.id, visit.id("outlet"))


async def _window(visit: Visit, outlet: Outlet) -> ServiceWindow:
    return await window_admin.find(visit.session, outlet, visit.id("window"))


def _saved(visit: Visit, outlet: Outlet) -> web.Response:
    visit.toast("calendar-saved")
    return visit.redirect(f"{HERE}/outlets/{outlet.id}")
