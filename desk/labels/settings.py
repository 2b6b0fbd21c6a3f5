"""Which labels there are: operators name them in both languages, and give them a colour."""

from typing import Literal

from aiohttp import web
from pydantic import BaseModel, Field

from desk.frame.call import Call
from desk.frame.changes import Version, by, change
from desk.frame.routing import Area
from services.kit.snapshots import snapshot, version
from services.labels import labels
from services.labels.labels import COLUMNS, LONGEST_NAME, TONES, Named

area = Area("labels")

HERE, MAY = "/operate/labels", "operate.labels"


class Entered(BaseModel):
    name_zh: str = Field("", max_length=4 * LONGEST_NAME)
    name_en: str = Field("", max_length=4 * LONGEST_NAME)
    tone: Literal["plain", "good", "warn", "bad", "info", "accent"] = "plain"
    active: bool = False
    version: Version = ""

    @property
    def named(self) -> Named:
        return Named(self.name_zh, self.name_en, self.tone, self.active)


@area.get(HERE, allows=MAY)
async def show(call: Call) -> web.Response:
    rows = await labels.listing(call.session, call.park.id, inactive=True)
    versions = {row.id: version(snapshot(row, COLUMNS)) for row in rows}
    return call.render("labels/settings.html", rows=rows, versions=versions, tones=TONES)


@change(area, HERE, allows=MAY)
async def add(call: Call) -> web.Response:
    entered = await call.form(Entered)
    await labels.add(call.session, by(call), entered.named)
    call.toast("labels-saved")
    return call.redirect(HERE)


@change(area, HERE + "/{label}", allows=MAY)
async def edit(call: Call) -> web.Response:
    entered = await call.form(Entered)
    row = await labels.find(call.session, call.park.id, call.id("label"))
    await labels.edit(call.session, by(call), row, entered.named, seen=entered.version)
    call.toast("labels-saved")
    return call.redirect(HERE)
