"""Routes: the page itself, and each of its figures as CSV."""

from typing import Any

from aiohttp import web

from desk.frame.call import Visit
from desk.frame.forms import InvalidForm
from desk.frame.routing import Area
from desk.reports import charted, listed, tiles
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
    "orders": listed.ordered,
    "agents": listed.agents,
    "engineers": listed.engineers,
}
"""In the order of the page."""
FIGURES = {**SHOWN, "comments": listed.comments}
SUMMARY = "summary"
"""The tiles as CSV."""


@area.get("/reports", allows="reports.read")
async def reports(visit: Visit) -> web.Response:
    """With a period that cannot be, today's figures and what is wrong with it."""
    wrong: dict[str, str] = {}
    try:
        chosen, period = period_of(visit)
    except InvalidForm as error:
        wrong = error.fields
        chosen, period = "custom", today(visit)
    numbers = Numbers(visit.session, visit.park, period)
    before = Numbers(visit.session, visit.park, period.before())
    return visit.render(
        "reports/page.html",
        status=422 if wrong else 200,
        wrong=wrong,
        tiles=await tiles.tiles(visit, numbers, before),
        figures=[await make(visit, numbers) for make in SHOWN.values()],
        **_head(visit, chosen, period, wrong),
    )


def _head(visit: Visit, chosen: Range, period: Period, wrong: dict[str, str]) -> dict[str, Any]:
    """What is chosen; what was entered wrongly stays in its fields."""
    entered = visit.request.query if wrong else {}
    return {
        "ranges": RANGES,
        "chosen": chosen,
        "first": entered.get("from", str(period.first)),
        "last": entered.get("until", str(period.last)),
        "latest": str(today(visit).last),
        "about": period_words(visit, period),
        "against": period_words(visit, period.before()),
        "query": query_of("today" if wrong else chosen, period),
        "running": period.end == visit.now,
    }


@area.get("/reports/{figure}.csv", allows="reports.read")
async def as_csv(visit: Visit) -> web.Response:
    """Raises NotFound, InvalidForm."""
    key = visit.request.match_info["figure"]
    if key not in FIGURES and key != SUMMARY:
        raise NotFound(f"no figure {key}")
    _, period = period_of(visit)
    name = f"{key}-{period.first}-{period.last}.csv"
    return web.Response(
        body=to_csv(await _table(visit, key, period)),
        content_type="text/csv",
        charset="utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "no-store",
        },
    )


async def _table(visit: Visit, key: str, period: Period) -> Table:
    numbers = Numbers(visit.session, visit.park, period)
    if key == SUMMARY:
        before = Numbers(visit.session, visit.park, period.before())
        return tiles.as_table(visit, await tiles.tiles(visit, numbers, before))
    return (await FIGURES[key](visit, numbers)).table


def today(visit: Visit) -> Period:
    return Period.today(visit.park, now=visit.now)
