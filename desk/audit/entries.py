"""Who changed what, and when."""

from typing import Any, Literal

from aiohttp import web
from pydantic import BaseModel, Field

from desk.audit import subjects, words
from desk.frame.call import Call
from desk.frame.forms import Id
from desk.frame.routing import Area
from services.kit import audit
from services.staff import staff

area = Area("audit")

HERE, MAY = "/audit", "audit.read"


class Wanted(BaseModel):
    """Without `what`: changes alone, or all of one thing where a subject is asked for."""

    what: Literal["", "changes", "looks", "all"] = ""
    subject: str | None = Field(None, max_length=100)
    kind: str | None = Field(None, max_length=40)
    staff: Id | None = None
    before: Id | None = None

    @property
    def looks(self) -> bool | None:
        """Only looks, only what is none, or both."""
        what = self.what or ("all" if self.subject or self.kind else "changes")
        return None if what == "all" else what == "looks"


@area.get(HERE, allows=MAY)
async def entries(call: Call) -> web.Response:
    wanted = call.query(Wanted)
    found = await audit.entries(
        call.session,
        call.park.id,
        subject=wanted.subject,
        kind=wanted.kind,
        staff_id=wanted.staff,
        looks=wanted.looks,
        before_id=wanted.before,
    )
    names = await subjects.names(
        call.session,
        call.park.id,
        [said for one in found for said in (one.row.subject, one.row.actor) if said],
        call.language,
    )
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
