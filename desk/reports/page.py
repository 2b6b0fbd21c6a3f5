"""Routes: the page itself, and each of its figures as CSV."""

from typing import Any

from aiohttp import web

from desk.frame.call import Call
from desk.frame.forms import InvalidForm
from desk.frame.routing import Area
from desk.reports import charted, durations, listed, tiles
from desk.reports.asked import RANGES, Range, period_of, query_of
from desk.reports.figure import Maker
from desk.reports.numbers import Numbers
from desk.reports.table import Table, to_csv
from desk.reports.words import period_words
from services.kit.errors import NotFound
from services.reports.period import Period

area = Area("reports")

SHOWN: dict[str, Maker] = {
    "queue": charted.queue,
    "breaches": charted.breaches,
    "containment": charted.contained,
    "ratings": charted.given,
    "categories": charted.categories,
    "by-category": durations.by_category,
    "by-building": durations.by_building,
    "by-person": durations.by_person,
    "by-week": durations.by_week,
    "orders": listed.ordered,
    "agents": listed.agents,
    "engineers": listed.engineers,
}
"""In the order of the page."""
FIGURES = {**SHOWN, "comments": listed.comments}
SUMMARY = "summary"
"""The tiles as CSV."""


@area.get("/reports", allows="reports.read")
async def reports(call: Call) -> web.Response:
    """With a period that cannot be, today's figures and what is wrong with it."""
    wrong: dict[str, str] = {}
    try:
        chosen, period = period_of(call)
    except InvalidForm as error:
        wrong = error.fields
        chosen, period = "custom", today(call)
    numbers = Numbers(call.session, call.park, period)
    before = Numbers(call.session, call.park, period.before())
    return call.render(
        "reports/page.html",
        status=422 if wrong else 200,
        wrong=wrong,
        tiles=await tiles.tiles(call, numbers, before),
        figures=[await make(call, numbers) for make in SHOWN.values()],
        **_head(call, chosen, period, wrong),
    )


def _head(call: Call, chosen: Range, period: Period, wrong: dict[str, str]) -> dict[str, Any]:
    """What is chosen; what was entered wrongly stays in its fields."""
    entered = call.request.query if wrong else {}
    return {
        "ranges": RANGES,
        "chosen": chosen,
        "first": entered.get("from", str(period.first)),
        "last": entered.get("until", str(period.last)),
        "latest": str(today(call).last),
        "about": period_words(call, period),
        "against": period_words(call, period.before()),
        "query": query_of("today" if wrong else chosen, period),
        "running": period.end == call.now,
    }


@area.get("/reports/{figure}.csv", allows="reports.read")
async def as_csv(call: Call) -> web.Response:
    """Raises NotFound, InvalidForm."""
    key = call.request.match_info["figure"]
    if key not in FIGURES and key != SUMMARY:
        raise NotFound(f"no figure {key}")
    _, period = period_of(call)
    name = f"{key}-{period.first}-{period.last}.csv"
    return web.Response(
        body=to_csv(await _table(call, key, period)),
        content_type="text/csv",
        charset="utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "no-store",
        },
    )


async def _table(call: Call, key: str, period: Period) -> Table:
    numbers = Numbers(call.session, call.park, period)
    if key == SUMMARY:
        before = Numbers(call.session, call.park, period.before())
        return tiles.as_table(call, await tiles.tiles(call, numbers, before))
    return (await FIGURES[key](call, numbers)).table


def today(call: Call) -> Period:
    return Period.today(call.park, now=call.now)
