"""The park's rule for visitors: who may host them without reception's yes."""

from aiohttp import web
from pydantic import BaseModel

from desk.frame.call import Call
from desk.frame.changes import Version, by, change
from desk.frame.routing import Area
from services.kit.snapshots import snapshot, version
from services.visits import hosting

area = Area("hosting")

HERE, MAY = "/operate/visitors", "operate.visitors"


class Rule(BaseModel):
    anybody_hosts: bool = False
    version: Version = ""


@area.get(HERE, allows=MAY)
async def show(call: Call) -> web.Response:
    return call.render(
        "visitors/hosting.html",
        park=call.park,
        version=version(snapshot(call.park, hosting.PARK)),
        limits=hosting.LIMITS,
    )


@change(area, HERE, allows=MAY)
async def save(call: Call) -> web.Response:
    entered = await call.form(Rule)
    await hosting.let_anybody(
        call.session, by(call), call.park, anybody=entered.anybody_hosts, seen=entered.version
    )
    call.toast("hosting-saved")
    return call.redirect(HERE)
