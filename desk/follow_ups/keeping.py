"""Reminders of one's own, on the pages of tickets and conversations."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from aiohttp import web
from markupsafe import Markup
from pydantic import BaseModel, Field

from desk.frame.call import Call
from desk.frame.changes import change
from desk.frame.routing import Area
from models.conversations import Conversation
from models.tickets import Ticket
from services.follow_ups import follow_ups
from services.follow_ups.follow_ups import What

area = Area("follow-ups")
KEEP = "reminders.keep"


class Entered(BaseModel):
    """`due` is by the park's clock, as a field of type datetime-local gives it."""

    due: datetime
    text: str = Field("", max_length=1_000)


@change(area, "/tickets/{ticket}/follow-ups", allows=KEEP)
async def on_ticket(call: Call) -> web.Response:
    return await _add(call, "ticket")


@change(area, "/inbox/{conversation}/follow-ups", allows="inbox.read")
async def on_conversation(call: Call) -> web.Response:
    return await _add(call, "conversation")


@area.post("/follow-ups/{follow_up}/done", allows=KEEP)
async def done(call: Call) -> web.Response:
    await follow_ups.done(call.session, call.staff, call.id("follow_up"))
    return call.empty()


async def _add(call: Call, what: What) -> web.Response:
    entered = await call.form(Entered)
    due = entered.due
    if due.tzinfo is None:
        due = due.replace(tzinfo=ZoneInfo(call.park.timezone))
    id_ = call.id(what)
    await follow_ups.add(
        call.session, call.staff, what, id_, due=due, text=entered.text, now=call.now
    )
    call.toast("follow-ups-kept")
    return call.fragment("follow_ups/_section.html", **await _shown(call, what, id_))


async def of_ticket(call: Call, ticket: Ticket) -> Markup:
    return await _section(call, "ticket", ticket.id)


async def of_conversation(call: Call, conversation: Conversation) -> Markup:
    return await _section(call, "conversation", conversation.id)


async def _section(call: Call, what: What, id_: int) -> Markup:
    if not call.may(KEEP):
        return Markup()
    return call.piece("follow_ups/_section.html", **await _shown(call, what, id_))


async def _shown(call: Call, what: What, id_: int) -> dict[str, Any]:
    return {
        "what": what,
        "path": f"/tickets/{id_}" if what == "ticket" else f"/inbox/{id_}",
        "rows": await follow_ups.mine(call.session, call.staff, what, id_),
    }


async def no_badges(_call: Call, _rows: object) -> dict[int, Markup]:
    """They are one's own, and stand on the page alone."""
    return {}
