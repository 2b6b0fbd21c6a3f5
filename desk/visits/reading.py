"""What is shown: the day, a search, one visit. Every look at names is in the audit log."""

from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from aiohttp import web
from pydantic import BaseModel, Field

from desk.frame.call import Visit
from desk.frame.looking import looking
from desk.visits import queries, words
from desk.visits.acting import allowed_for
from desk.visits.area import area
from services.kit.errors import NotFound
from services.visits import looks

EARLIEST, LATEST = date(2000, 1, 1), date(2999, 12, 31)


class Wanted(BaseModel):
    """Without a day it is today. A search goes over all days."""

    day: date | None = Field(None, ge=EARLIEST, le=LATEST)
    q: str = Field("", max_length=100)


@area.get("/visitors", allows="visitors.read")
async def visitors_page(visit: Visit) -> web.Response:
    shown = await _shown(visit, visit.query(Wanted))
    if visit.is_htmx:
        return visit.fragment("visitors/_visits.html", **shown)
    return visit.render("visitors/day.html", **shown)


async def _shown(visit: Visit, wanted: Wanted) -> dict[str, Any]:
    today, search = words.today(visit), wanted.q.strip()
    day = wanted.day or today
    found: dict[str, Any] = {"rows": (), "listed": None}
    if search:
        found["rows"] = await queries.found(visit.session, visit.park.id, search)
        numbers = [row.visit.visit_no for row in found["rows"]]
        await looks.at_found(visit.session, looking(visit), today, numbers)
    else:
        zone = ZoneInfo(visit.park.timezone)
        found["listed"] = await queries.day(visit.session, visit.park.id, day, zone, now=visit.now)
        await looks.at_day(visit.session, looking(visit), day)
    return {
        **found,
        **await words.of(visit),
        "q": search,
        "day": day,
        "is_today": day == today,
        "day_before": day - timedelta(days=1),
        "day_after": day + timedelta(days=1),
    }


@area.get("/visitors/{visit}", allows="visitors.read")
async def visit_shown(visit: Visit) -> web.Response:
    details = await queries.details(visit.session, visit.park.id, visit.id("visit"))
    if details is None:
        raise NotFound("no such visit")
    guest = details.row.visit
    await looks.at_visit(visit.session, looking(visit), guest.id, guest.visit_no)
    shown = {
        "details": details,
        "guest": guest,
        "actions": allowed_for(visit, guest),
        "asking": await words.asking(visit, details.row.host),
        **await words.of(visit),
    }
    if visit.is_htmx:
        return visit.fragment("visitors/_visit.html", **shown)
    return visit.render("visitors/visit.html", **shown)
