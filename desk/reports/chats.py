"""The page of the chats behind a figure; each leads to its conversation."""

from dataclasses import replace
from urllib.parse import urlencode

from aiohttp import web
from pydantic import BaseModel, Field

from desk.frame.call import Call
from desk.frame.forms import Id
from desk.frame.routing import Area
from desk.reports import words
from desk.reports.asked import period_of, query_of
from desk.reports.figure import number_column, words_column
from desk.reports.table import Cell, Table
from services.reports import chats
from services.reports.chats import Chat, Which
from services.reports.period import Period

area = Area("reports")

SHOWN = 500
"""Rows of the page."""


class Asked(BaseModel):
    which: Which = "queued"
    staff: Id | None = None
    hour: int | None = Field(None, ge=0, le=23)
    stars: int | None = Field(None, ge=1, le=5)


def to_chats(period: Period, which: Which, **narrowed: int) -> str:
    """Those chats, as a path of the desk."""
    days = {"range": "custom", "from": str(period.first), "until": str(period.last)}
    return f"/reports/chats?{urlencode({'which': which, **narrowed, **days})}"


def leading(cell: Cell, path: str) -> Cell:
    """The same number, leading to its chats; nothing leads to none."""
    return replace(cell, href=path, needs="inbox.read") if cell.plain else cell


@area.get("/reports/chats", allows="reports.read")
async def behind(call: Call) -> web.Response:
    asked = call.query(Asked)
    chosen, period = period_of(call)
    found = await chats.behind(
        call.session,
        call.park,
        period,
        asked.which,
        staff_id=asked.staff,
        hour=asked.hour,
        stars=asked.stars,
    )
    return call.render(
        "reports/chats.html",
        which=asked.which,
        about=words.period_words(call, period),
        back=query_of(chosen, period),
        table=_table(call, period, found[:SHOWN]),
        total=len(found),
        shown=min(len(found), SHOWN),
    )


def _table(call: Call, period: Period, found: list[Chat]) -> Table:
    columns = [
        *(words_column(call, one) for one in ("chat", "time", "name")),
        number_column(call, "waited", unit="minutes"),
        number_column(call, "stars"),
    ]
    return Table(columns, [_row(call, period, one) for one in found])


def _row(call: Call, period: Period, one: Chat) -> list[Cell]:
    return [
        Cell(
            f"#{one.conversation_id}",
            one.conversation_id,
            href=f"/inbox/{one.conversation_id}",
            needs="inbox.read",
        ),
        words.moment_cell(call, period, one.at) if one.at else words.words_cell(""),
        words.words_cell(one.staff or ""),
        words.duration_cell(call, one.waited) if one.was_queued else words.words_cell(""),
        words.number_cell(call, one.stars) if one.stars else words.words_cell(""),
    ]
