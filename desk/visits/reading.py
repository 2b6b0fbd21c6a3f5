"""What is shown: the day, a search, one visit. Every look at names is in the audit log."""

from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from aiohttp import web
from pydantic import BaseModel, Field

from desk.frame.call import Call
from desk.frame.looking import looking
from desk.frame.routing import Area
from desk.visits import queries, words
from desk.visits.acting import allowed_for
from services.kit.errors import NotFound
from services.visits import looks

area = Area("visitors")

EARLIEST, LATEST = date(2000, 1, 1), date(2999, 12, 31)


class Wanted(BaseModel):
    """Without a day it is today. A search goes over all days."""

    day: date | None = Field(None, ge=EARLIEST, le=LATEST)
    q: str = Field("", max_length=100)


@area.get("/visitors", allows="visitors.read")
async def visitors_page(call: Call) -> web.Response:
    shown = await _shown(call, call.query(Wanted))
    if call.is_htmx:
        return call.fragment("visitors/_visits.html", **shown)
    return call.render("visitors/day.html", **shown)


async def _shown(call: Call, wanted: Wanted) -> dict[str, Any]:
    today, search = words.today(call), wanted.q.strip()
    day = wanted.day or today
    found: dict[str, Any] = {"rows": (), "listed": None}
    if search:
        found["rows"] = await queries.found(call.session, call.park.id, search)
        numbers = [row.visit.visit_no for row in found["rows"]]
        await looks.at_found(call.session, looking(call), today, numbers)
    else:
        zone = ZoneInfo(call.park.timezone)
        found["listed"] = await queries.day(call.session, call.park.id, day, zone, now=call.now)
        await looks.at_day(call.session, looking(call), day)
    return {
        **found,
        **await words.of(call),
        "q": search,
        "day": day,
        "is_today": day == today,
        "day_before": day - timedelta(days=1),
        "day_after": day + timedelta(days=1),
    }


@area.get("/visitors/{visit}", allows="visitors.read")
async def visit_shown(call: Call) -> web.Response:
    details = await queries.details(call.session, call.park.id, call.id("visit"))
    if details is None:
        raise NotFound("no such visit")
    guest = details.row.visit
    await looks.at_visit(call.session, looking(call), guest.id, guest.visit_no)
    shown = {
        "details": details,
        "guest": guest,
        "actions": allowed_for(call, guest),
        "asking": await words.asking(call, details.row.host),
        **await words.of(call),
    }
    if call.is_htmx:
        return call.fragment("visitors/_visit.html", **shown)
    return call.render("visitors/visit.html", **shown)
