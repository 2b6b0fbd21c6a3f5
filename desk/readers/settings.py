"""A park's switch of the second reader, with what is sent and what the park agrees to."""

from typing import Annotated

from aiohttp import web
from pydantic import BaseModel, Field

from desk.frame.call import Call
from desk.frame.changes import Version, by, change
from desk.frame.routing import Area
from services.kit.snapshots import snapshot, version
from services.readers import settings
from services.readers.settings import MODES, MOST_CALLS, PARK, Mode, ReaderSettings

area = Area("readers")

HERE, MAY = "/operate/reader", "operate.reader"
SENT = ("message", "asked", "stands", "language", "acts")
HIDDEN = ("names", "phones", "plates", "companies", "numbers", "mail")
"""Ends of the texts that tell what goes out, and what never does."""


class Entered(BaseModel):
    """`agrees` is a box to be ticked anew after it was off."""

    reader_mode: Mode = "off"
    reader_daily_calls: Annotated[int, Field(ge=0, le=MOST_CALLS)] = 500
    agrees: bool = False
    version: Version = ""


@area.get(HERE, allows=MAY)
async def show(call: Call) -> web.Response:
    return call.render(
        "readers/settings.html",
        park=call.park,
        modes=MODES,
        most=MOST_CALLS,
        sent=SENT,
        hidden=HIDDEN,
        reader=call.deps.reader,
        version=version(snapshot(call.park, PARK)),
    )


@change(area, HERE, allows=MAY)
async def save(call: Call) -> web.Response:
    entered = await call.form(Entered)
    chosen = ReaderSettings(entered.reader_mode, entered.reader_daily_calls, entered.agrees)
    await settings.keep(call.session, by(call), call.park, chosen, seen=entered.version)
    call.toast("readers-saved")
    return call.redirect(HERE)
