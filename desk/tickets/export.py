"""The list of tickets as a file, with the filters that the page has."""

import asyncio
from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from aiohttp import web

from desk.frame import looking, spreadsheets
from desk.frame.call import Call
from desk.frame.routing import Area
from desk.frame.spreadsheets import Value
from desk.tickets import queries, words
from desk.tickets.reading import Wanted
from services.kit.errors import NotFound
from services.labels import labels
from services.park import places

area = Area("tickets")

MOST = 10_000
"""Rows of a file; the newest first where there are more."""
COLUMNS = (
    "number", "kind", "category", "urgency", "status", "description", "building", "floor", "room",
    "place", "reporter", "phone", "assignee", "labels", "reported", "respond_by", "responded",
    "resolve_by", "resolved", "breached", "reopened", "urges", "rating", "rating_comment",
)  # fmt: skip


@area.get("/tickets/export.{format}", allows="tickets.export")
async def export(call: Call) -> web.Response:
    """CSV or XLSX. What is sent is noted in the audit log: the filters' count, not the words."""
    format_ = call.request.match_info["format"]
    if format_ not in spreadsheets.FORMATS:
        raise NotFound(f"no format {format_}")
    wanted = call.query(Wanted)
    rows, _ = await queries.listing(
        call.session, call.park.id, call.staff, wanted.filters_in(ZoneInfo(call.park.timezone)),
        state=wanted.state, sort=wanted.sort, limit=MOST, now=call.now,
    )  # fmt: skip
    day = call.now.date()
    await looking.note(call, "ticket.export", f"tickets:{day.isoformat()}", tickets_count=len(rows))
    table = await _table(call, rows)
    await call.commit()
    body = await asyncio.to_thread(spreadsheets.made, format_, table)
    return spreadsheets.answer(format_, f"tickets-{day.isoformat()}", body)


async def _table(call: Call, rows: list[queries.Row]) -> list[list[Value]]:
    names = await places.building_names(call.session, call.park.id, call.language)
    ids = [row.ticket.id for row in rows]
    put = await labels.on(call.session, call.park.id, "ticket", ids)
    heads: list[Value] = [call.text(f"tickets-column-of-{name}") for name in COLUMNS]
    lines = [
        list(_line(call, row, names, [getattr(one, f"name_{call.language}")
                                      for one in put.get(row.ticket.id, ())]))
        for row in rows
    ]  # fmt: skip
    return [heads, *lines]


def _line(
    call: Call, row: queries.Row, names: dict[str, str], labelled: list[str]
) -> Iterator[Value]:
    ticket = row.ticket
    yield ticket.ticket_no
    yield call.text(f"shell-kind-{ticket.kind}")
    yield call.text(f"shell-category-{ticket.category}")
    yield call.text(f"shell-urgency-{ticket.urgency}")
    yield call.text(f"shell-status-{ticket.status}")
    yield words.described(call, ticket)
    building = ticket.building or ""
    yield names.get(building, building)
    yield places.floor_name(ticket.floor) if ticket.floor is not None else ""
    yield from (ticket.room or "", ticket.place or "")
    yield words.called(call, row.reporter)
    yield from (ticket.phone or "", row.assignee or "", ", ".join(labelled))
    yield from (_local(call, at) for at in (
        ticket.created_at, ticket.respond_by, ticket.responded_at, ticket.resolve_by,
        ticket.resolved_at,
    ))  # fmt: skip
    yield ", ".join(call.text(f"tickets-clock-{one}") for one in ticket.breached)
    yield from (ticket.reopened, ticket.urges, ticket.rating, ticket.rating_comment or "")


def _local(call: Call, at: datetime | None) -> datetime | None:
    return spreadsheets.local(at, call.park.timezone)
