"""Who changed what, and when."""

import asyncio
from datetime import date, datetime, timedelta
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from aiohttp import web
from pydantic import BaseModel, Field, StringConstraints

from desk.audit import subjects, words
from desk.frame import looking, spreadsheets
from desk.frame.call import Call
from desk.frame.forms import Id
from desk.frame.routing import Area
from desk.frame.spreadsheets import Value
from services.kit import audit
from services.kit.audit import Entry
from services.kit.errors import NotFound
from services.staff import staff

area = Area("audit")

HERE, MAY = "/audit", "audit.read"
MOST = 10_000
"""Entries of a file; the newest."""
COLUMNS = ("time", "who", "action", "kind", "subject", "changes", "page")


class Wanted(BaseModel):
    """Without `what`: changes alone, or all of one thing where a subject is asked for."""

    what: Literal["", "changes", "looks", "all"] = ""
    subject: str | None = Field(None, max_length=100)
    kind: str | None = Field(None, max_length=40)
    staff: Id | None = None
    before: Id | None = None
    q: Annotated[str, StringConstraints(strip_whitespace=True, max_length=100)] = ""
    since: date | None = Field(None, ge=date(2000, 1, 1), le=date(2999, 12, 30))
    until: date | None = Field(None, ge=date(2000, 1, 1), le=date(2999, 12, 30))
    """Days of the park, both included."""

    @property
    def looks(self) -> bool | None:
        """Only looks, only what is none, or both."""
        what = self.what or ("all" if self.subject or self.kind else "changes")
        return None if what == "all" else what == "looks"


@area.get(HERE, allows=MAY)
async def entries(call: Call) -> web.Response:
    wanted = call.query(Wanted)
    found = await _found(call, wanted, audit.PAGE)
    names = await _names(call, found)
    context: dict[str, Any] = {
        "found": found,
        "wanted": wanted,
        "more": found[-1].row.id if len(found) == audit.PAGE else None,
        "who": lambda one: words.who(call, one.row, one.name, names),
        "action": lambda row: words.action(call, row),
        "kind_of": lambda row: words.kind(call, row.subject),
        "about": lambda row: words.subject(call, row, names),
        "changes": lambda row: words.changes(call, row),
        "by_whom": lambda row: words.looked(call, row),
    }
    if call.is_htmx:
        return call.fragment("audit/_entries.html", **context)
    members = await staff.roster(call.session, call.park, now=call.now, inactive=True)
    people = sorted((one.staff for one in members), key=lambda one: one.name)
    return call.render("audit/entries.html", people=people, kinds=words.kinds(), **context)


@area.get(HERE + "/export.{format}", allows=MAY)
async def export(call: Call) -> web.Response:
    """What the filters show, as CSV or XLSX. That it was exported is in the log itself."""
    format_ = call.request.match_info["format"]
    if format_ not in spreadsheets.FORMATS:
        raise NotFound(f"no format {format_}")
    found = await _found(call, call.query(Wanted), MOST)
    rows = await _lines(call, found)
    day = call.now.date().isoformat()
    await looking.note(call, "audit.export", f"audit:{day}", entries_count=len(found))
    await call.commit()
    body = await asyncio.to_thread(spreadsheets.made, format_, rows)
    return spreadsheets.answer(format_, f"audit-{day}", body)


async def _lines(call: Call, found: list[Entry]) -> list[list[Value]]:
    names = await _names(call, found)
    heads: list[Value] = [call.text(f"audit-column-{name}") for name in COLUMNS]
    lines: list[list[Value]] = [
        [
            spreadsheets.local(one.row.at, call.park.timezone),
            words.who(call, one.row, one.name, names),
            words.action(call, one.row),
            words.kind(call, one.row.subject),
            words.subject(call, one.row, names),
            "\n".join(map(str, words.changes(call, one.row))),
            words.looked(call, one.row) if one.row.is_look else "",
        ]
        for one in found
    ]
    return [heads, *lines]


async def _names(call: Call, found: list[Entry]) -> dict[str, str]:
    """Of what the entries are about, and of actors who are nobody of staff."""
    said = [one for entry in found for one in (entry.row.subject, entry.row.actor) if one]
    return await subjects.names(call.session, call.park.id, said, call.language)


async def _found(call: Call, wanted: Wanted, limit: int) -> list[Entry]:
    after = wanted.until + timedelta(days=1) if wanted.until else None
    return await audit.entries(
        call.session,
        call.park.id,
        subject=wanted.subject,
        kind=wanted.kind,
        staff_id=wanted.staff,
        looks=wanted.looks,
        before_id=wanted.before,
        limit=limit,
        words=wanted.q,
        since=_midnight(call, wanted.since),
        until=_midnight(call, after),
    )


def _midnight(call: Call, day: date | None) -> datetime | None:
    if day is None:
        return None
    return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(call.park.timezone))
