"""The park's numbers for an emergency, and how easily its bot alarms."""

from typing import Annotated

from aiohttp import web
from pydantic import BaseModel, Field, StringConstraints

from desk.danger import queries
from desk.frame.call import Call
from desk.frame.changes import Version, by, change
from desk.frame.routing import Area
from services.danger import settings
from services.danger.settings import PARK, PHONES, DangerSettings
from services.kit.snapshots import snapshot, version

area = Area("dangers")

HERE, MAY = "/operate/danger", "operate.danger"

Phone = Annotated[str, StringConstraints(strip_whitespace=True, max_length=30)]
Threshold = Annotated[float, Field(gt=0, le=1)]


class Entered(BaseModel):
    """Without thresholds the bot goes by those that it was trained with."""

    emergency_phone: Phone = ""
    fire_phone: Phone = ""
    ambulance_phone: Phone = ""
    police_phone: Phone = ""
    crisis_phone: Phone = ""
    danger_alarm_from: Threshold | None = None
    danger_ask_from: Threshold | None = None
    version: Version = ""


@area.get(HERE, allows=MAY)
async def show(call: Call) -> web.Response:
    return call.render(
        "dangers/settings.html",
        park=call.park,
        phones=PHONES,
        version=version(snapshot(call.park, PARK)),
        tried=await queries.tried(call.session, call.park.id, now=call.now),
    )


@change(area, HERE, allows=MAY)
async def save(call: Call) -> web.Response:
    entered = await call.form(Entered)
    chosen = DangerSettings(**entered.model_dump(exclude={"version"}))
    await settings.keep(call.session, by(call), call.park, chosen, seen=entered.version)
    call.toast("dangers-saved")
    return call.redirect(HERE)
