"""The page of how rooms were used; each number leads to the bookings behind it."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import time
from math import ceil
from typing import Annotated, Literal
from urllib.parse import urlencode

from aiohttp import web
from pydantic import BaseModel, StringConstraints

from desk.frame import spreadsheets
from desk.frame.call import Call
from desk.frame.forms import InvalidForm
from desk.frame.routing import Area
from desk.reports import words
from desk.reports.asked import RANGES, period_of, query_of
from desk.reports.figure import Figure, figure, number_column, words_column
from desk.reports.heat import SHADES, Heat, Row
from desk.reports.table import Cell, Column, Plain, Table
from services.kit.errors import NotFound
from services.reports import rooms
from services.reports.period import Period
from services.reports.rooms import HOUR, TAKEN, USED, Had, Use

area = Area("reports")

HERE = "/reports/rooms"
Which = Literal["taken", "used", "missed", "released"]
STATUSES = {
    "taken": TAKEN,
    "used": USED,
    "missed": frozenset({"no_show"}),
    "released": frozenset({"cancelled"}),
}
SHOWN = 500
"""Rows of the page behind a number; the file has all of them."""


class Asked(BaseModel):
    which: Which = "taken"
    thing: Annotated[str, StringConstraints(max_length=64)] = ""
    company: Annotated[str, StringConstraints(max_length=120)] = ""


@area.get(HERE, allows="reports.read")
async def page(call: Call) -> web.Response:
    """With a period that cannot be, today's figures and what is wrong with it."""
    wrong: dict[str, str] = {}
    try:
        chosen, period = period_of(call)
    except InvalidForm as error:
        wrong, chosen = error.fields, "custom"
        period = Period.today(call.park, now=call.now)
    found = await rooms.had(call.session, call.park.id, period)
    return call.render(
        "reports/rooms.html",
        status=422 if wrong else 200,
        wrong=wrong,
        ranges=RANGES,
        chosen=chosen,
        first=str(period.first),
        last=str(period.last),
        latest=str(Period.today(call.park, now=call.now).last),
        about=words.period_words(call, period),
        query=query_of("today" if wrong else chosen, period),
        figures=[make(call, period, found) for make in FIGURES.values()],
        hours=_week(call, period, found),
    )


@area.get(HERE + "/rows", allows="reports.read")
async def behind(call: Call) -> web.Response:
    asked = call.query(Asked)
    chosen, period = period_of(call)
    found = _narrowed(await rooms.had(call.session, call.park.id, period), asked)
    return call.render(
        "reports/rooms_rows.html",
        which=asked.which,
        about=words.period_words(call, period),
        back=query_of(chosen, period),
        table=_rows(call, period, found[:SHOWN]),
        total=len(found),
        shown=min(len(found), SHOWN),
        query=urlencode(asked.model_dump()) + "&" + query_of(chosen, period),
    )


@area.get(HERE + "/{figure}.{format}", allows="reports.read")
async def as_file(call: Call) -> web.Response:
    """A figure, or the rows. Raises NotFound, InvalidForm."""
    key, format_ = call.request.match_info["figure"], call.request.match_info["format"]
    if format_ not in spreadsheets.FORMATS or key not in {*FIGURES, "rows"}:
        raise NotFound(f"no figure {key}.{format_}")
    _, period = period_of(call)
    found = await rooms.had(call.session, call.park.id, period)
    table = (
        _rows(call, period, _narrowed(found, call.query(Asked)))
        if key == "rows"
        else FIGURES[key](call, period, found).table
    )
    lines: list[list[Plain]] = [[_heading(one) for one in table.columns]]
    lines += [[cell.plain for cell in row] for row in table.rows]
    body = await asyncio.to_thread(spreadsheets.made, format_, lines)
    return spreadsheets.answer(format_, f"rooms-{key}-{period.first}-{period.last}", body)


def by_thing(call: Call, period: Period, found: Sequence[Had]) -> Figure:
    named = {one.thing: one.names for one in found}
    rows = [
        [words.words_cell(_name(call, named[code])), *_cells(call, period, use, thing=code)]
        for code, use in rooms.grouped(found, lambda one: one.thing)
    ]
    columns = [words_column(call, "room"), *_columns(call)]
    return figure(call, "rooms-things", columns, rows, empty=not found)


def by_company(call: Call, period: Period, found: Sequence[Had]) -> Figure:
    rows = [
        [
            words.words_cell(_name(call, company) if company else call.text("reports-no-company")),
            *_cells(call, period, use, company=company[1] if company else "-"),
            words.duration_cell(call, use.charged),
        ]
        for company, use in rooms.grouped(found, lambda one: one.company)
    ]
    charged = number_column(call, "charged", unit="minutes")
    columns = [words_column(call, "company"), *_columns(call), charged]
    return figure(call, "rooms-companies", columns, rows, empty=not found)


FIGURES = {"things": by_thing, "companies": by_company}


def _columns(call: Call) -> list[Column]:
    return [
        number_column(call, "bookings"),
        *(number_column(call, one, unit="minutes") for one in ("taken", "used")),
        number_column(call, "missed"),
        number_column(call, "released", unit="minutes"),
    ]


def _cells(call: Call, period: Period, use: Use, **narrowed: str) -> list[Cell]:
    cells = {
        "taken": words.number_cell(call, use.bookings),
        "used": words.duration_cell(call, use.used),
        "missed": words.number_cell(call, use.missed),
        "released": words.duration_cell(call, use.released),
    }
    days = {"range": "custom", "from": str(period.first), "until": str(period.last)}
    led = {
        which: replace(
            cell,
            href=f"{HERE}/rows?{urlencode({'which': which, **narrowed, **days})}",
            needs="reports.read",
        )
        if cell.plain
        else cell
        for which, cell in cells.items()
    }
    taken = words.duration_cell(call, use.taken)
    return [led["taken"], taken, led["used"], led["missed"], led["released"]]


def _week(call: Call, period: Period, found: Sequence[Had]) -> Heat:
    """Hours of the week, each with how many hours were taken in it; the busier the darker."""
    taken = rooms.by_hour(found, period.zone)
    hours = sorted({hour for _, hour in taken})
    most = max(taken.values(), default=HOUR)
    rows = []
    for day in range(1, 8):
        spans = [taken.get((day, hour)) for hour in hours]
        cells = [
            (round(span / HOUR, 1), ceil(SHADES * (span / most))) if span else (0, 0)
            for span in spans
        ]
        name = call.text(f"reports-weekday-{day}")
        rows.append(Row(name, cells, round(sum(count for count, _ in cells), 1)))
    return Heat([time(hour) for hour in hours], rows)


def _narrowed(found: Iterable[Had], asked: Asked) -> list[Had]:
    """The newest first. A company is named as in English; - is none."""
    return [
        one
        for one in reversed(list(found))
        if one.status in STATUSES[asked.which]
        and asked.thing in {"", one.thing}
        and asked.company in {"", one.company[1] if one.company else "-"}
    ]


def _rows(call: Call, period: Period, found: Sequence[Had]) -> Table:
    columns = [
        *(words_column(call, one) for one in ("booking", "room", "time")),
        number_column(call, "lasts", unit="minutes"),
        *(words_column(call, one) for one in ("company", "state")),
    ]
    return Table(columns, [_row(call, period, one) for one in found])


def _row(call: Call, period: Period, one: Had) -> list[Cell]:
    return [
        Cell(
            one.booking_no, one.booking_no, href=f"/booking/{one.booking_id}", needs="booking.read"
        ),
        words.words_cell(_name(call, one.names)),
        words.moment_cell(call, period, one.starts_at),
        words.duration_cell(call, one.lasts),
        words.words_cell(_name(call, one.company) if one.company else ""),
        words.words_cell(call.text(f"reports-booking-{one.status}")),
    ]


def _name(call: Call, names: tuple[str, str]) -> str:
    return names[0] if call.language == "zh" else names[1]


def _heading(column: Column) -> str:
    return f"{column.title} ({column.unit})" if column.unit else column.title
