"""The bell of every page: somebody's own alerts, and that they have seen them."""

from aiohttp import web
from pydantic import BaseModel

from desk.frame import elsewhere
from desk.frame.call import Call
from desk.frame.forms import Id
from desk.frame.routing import SIGNED_IN, Area
from models.park import Park
from services.alerts import mine
from services.alerts.mine import Shown

area = Area("alerts")


class Seen(BaseModel):
    """`alerts` empty: all of them."""

    alerts: list[Id] = []


@area.get("/alerts", allows=SIGNED_IN)
async def bell(call: Call) -> web.Response:
    """In this park; and what is unseen in the other parks of whoever asks."""
    shown = await mine.shown(call.session, call.staff, now=call.now)
    return call.fragment(
        "alerts/_list.html",
        unseen=[one for one in shown if one.alert.seen_at is None],
        past=[one for one in shown if one.alert.seen_at is not None],
        others=await _elsewhere(call),
        way_to=elsewhere.way_to,
    )


async def _elsewhere(call: Call) -> list[tuple[Park, Shown]]:
    found = []
    for place in await elsewhere.others(call):
        async with elsewhere.reading_in(call, place) as there:
            shown = await mine.shown(there.session, place.row, now=call.now, language=call.language)
        found += [(place.park, one) for one in shown if one.alert.seen_at is None]
    return found


@area.post("/alerts/seen", allows=SIGNED_IN)
async def seen(call: Call) -> web.Response:
    said = await call.form(Seen)
    await mine.see(call.session, call.staff, said.alerts or None, now=call.now)
    return call.empty()
