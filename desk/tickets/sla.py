"""What the park promises: how fast each kind of ticket is answered and done."""

from typing import Literal

from aiohttp import web
from pydantic import BaseModel, Field

from desk.frame.call import Call
from desk.frame.changes import Version, by, change
from desk.frame.routing import Area
from services.kit.snapshots import snapshot, version
from services.tickets import sla_admin
from services.tickets.sla_admin import (
    COLUMNS,
    ESCALATES_TO,
    KINDS,
    LONGEST_MINUTES,
    URGENCIES,
    Promised,
)

area = Area("sla")

HERE, MAY = "/operate/sla", "operate.sla"


class Entered(BaseModel):
    respond_minutes: int = Field(gt=0, le=LONGEST_MINUTES)
    resolve_minutes: int = Field(gt=0, le=LONGEST_MINUTES)
    always: bool = False
    escalate_to: Literal["dispatcher", "manager", "operator"]
    version: Version = ""


@area.get(HERE, allows=MAY)
async def policies(call: Call) -> web.Response:
    found = await sla_admin.policies(call.session, call.park.id)
    return call.render(
        "sla/policies.html",
        policies=found,
        made={kind: [urgency for of, urgency in found if of == kind] for kind in KINDS},
        kinds=KINDS,
        urgencies=URGENCIES,
        roles=ESCALATES_TO,
        version_of=lambda row: version(snapshot(row, COLUMNS)) if row else "",
    )


@change(area, HERE + "/{kind}/{urgency}", allows=MAY)
async def save(call: Call) -> web.Response:
    entered = await call.form(Entered)
    path = call.request.match_info
    promised = Promised(**entered.model_dump(exclude={"version"}))
    await sla_admin.save(
        call.session, by(call), path["kind"], path["urgency"], promised, seen=entered.version
    )
    call.toast("sla-saved")
    return call.redirect(HERE)
