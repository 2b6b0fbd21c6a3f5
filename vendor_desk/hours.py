"""When a vendor's outlets serve, and until when one may order."""

from datetime import time
from typing import Annotated, Literal

from aiohttp import web
from pydantic import BaseModel, Field

from models.catalogue import Outlet
from services.catalogue import of_vendor, window_admin
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
from vendor_desk.call import Call
from vendor_desk.routing import Room

room = Room()

MAY = "hours"
HERE, OUTLET = "/hours", "/hours/{outlet}"
WINDOW = OUTLET + "/windows/{window}"


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
    version: str = Field("", max_length=16)

    def served(self) -> Served:
        return Served(**self.model_dump(exclude={"version"}))


@room.get(HERE, allows=MAY)
async def show(call: Call) -> web.Response:
    outlets = await of_vendor.outlets(call.session, call.park.id, call.vendor.id)
    windows = await window_admin.windows_of(call.session, call.park.id)
    return call.render(
        "hours.html",
        outlets=[(one, windows.get(one.id, [])) for one in outlets],
        meals=MEALS,
        version_of=lambda row: version(snapshot(row, COLUMNS)),
    )


@room.post(OUTLET + "/windows", allows=MAY)
async def add(call: Call) -> web.Response:
    entered, outlet = await call.form(Entered), await _outlet(call)
    await window_admin.add(call.session, call.by, outlet, entered.served())
    return _saved(call)


@room.post(WINDOW, allows=MAY)
async def edit(call: Call) -> web.Response:
    entered, outlet = await call.form(Entered), await _outlet(call)
    window = await window_admin.find(call.session, outlet, call.id("window"))
    await window_admin.edit(call.session, call.by, window, entered.served(), seen=entered.version)
    return _saved(call)


@room.post(WINDOW + "/remove", allows=MAY)
async def remove(call: Call) -> web.Response:
    outlet = await _outlet(call)
    window = await window_admin.find(call.session, outlet, call.id("window"))
    await window_admin.remove(call.session, call.by, window)
    return _saved(call)


async def _outlet(call: Call) -> Outlet:
    return await of_vendor.outlet(call.session, call.park.id, call.vendor.id, call.id("outlet"))


def _saved(call: Call) -> web.Response:
    call.toast("vendor-saved")
    return call.redirect(HERE)
