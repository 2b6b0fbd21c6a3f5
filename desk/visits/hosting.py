"""The park's rule for visitors: who may host them without reception's yes."""

from aiohttp import web
from pydantic import BaseModel

from desk.frame.call import Visit
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
async def show(visit: Visit) -> web.Response:
    return visit.render(
        "visitors/hosting.html",
        park=visit.park,
        version=version(snapshot(visit.park, hosting.PARK)),
        limits=hosting.LIMITS,
    )


@change(area, HERE, allows=MAY)
async def save(visit: Visit) -> web.Response:
    entered = await visit.form(Rule)
    await hosting.let_anybody(
        visit.session, by(visit), visit.park, anybody=entered.anybody_hosts, seen=entered.version
    )
    visit.toast("hosting-saved")
    return visit.redirect(HERE)
