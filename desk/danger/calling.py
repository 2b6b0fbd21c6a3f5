"""Danger that nobody has taken, on every page of whoever is called; taking it with one click."""

from collections.abc import Collection, Mapping
from datetime import datetime

from aiohttp import web
from sqlalchemy import and_, select

from desk.danger import queries
from desk.frame.call import Call
from desk.frame.routing import SIGNED_IN, Area
from models.danger import DangerCall
from models.staff import Staff
from models.tickets import Ticket
from services.danger import calls, watch
from services.kit import actors
from services.park import places
from services.tickets import dispatch, rules, tickets
from services.tickets.rules import NotYours

area = Area("dangers")


@area.get("/dangers/banner", allows=SIGNED_IN)
async def banner(call: Call) -> web.Response:
    """Empty where there is nothing."""
    open_ones = await watch.untaken(call.session, call.park.id)
    called = [one for one in open_ones if watch.is_called(one, call.staff, now=call.now)]
    names = await places.building_names(call.session, call.park.id, call.language)
    ids = [one.id for one in called]
    return call.fragment(
        "dangers/_banner.html",
        tickets=called,
        kinds=await queries.kinds_of(call.session, call.park.id, ids) if ids else {},
        given_to={one.id: await _given_to(call, one) for one in called},
        may_take=lambda ticket: _step(call, ticket) is not None,
        seen_to=await _seen_to(call, ids),
        may_see_to=lambda ticket: _step(call, ticket) is None,
        where=lambda ticket: places.describe(ticket, names, call.language),
    )


@area.post("/dangers/tickets/{ticket}/take", allows="tickets.read")
async def take(call: Call) -> web.Response:
    """Make it one's own and say so, in one step; what is one's own is accepted. Then its page.

    Raises NotYours where the role does not work on it, and where a colleague was faster.
    """
    ticket = await tickets.load(call.session, call.park.id, call.id("ticket"), lock=True)
    step, by = _step(call, ticket), actors.staff(call.staff)
    if step is None:
        raise NotYours(ticket.ticket_no)
    if step == "take":
        await dispatch.assign(call.session, ticket, call.staff, by=by, now=call.now)
    await tickets.advance(call.session, call.park.id, ticket.id, "accept", by=by, now=call.now)
    call.toast("dangers-taken", number=ticket.ticket_no)
    return call.redirect(f"/tickets/{ticket.id}")


@area.post("/dangers/tickets/{ticket}/acknowledge", allows="tickets.read")
async def acknowledge(call: Call) -> web.Response:
    """See to it without taking it: it goes on to nobody else. Raises NotYours for whom it does not
    call."""
    ticket = await tickets.load(call.session, call.park.id, call.id("ticket"))
    if not watch.is_called(ticket, call.staff, now=call.now):
        raise NotYours(ticket.ticket_no)
    await calls.acknowledge(call.session, ticket, call.staff, now=call.now)
    call.toast("dangers-acknowledged", number=ticket.ticket_no)
    return call.empty()


async def _seen_to(call: Call, ids: Collection[int]) -> Mapping[int, tuple[str, datetime]]:
    """Who sees to a danger, and since when, by ticket."""
    rows = await call.session.execute(
        select(DangerCall.ticket_id, Staff.name, DangerCall.acknowledged_at)
        .join(
            Staff,
            and_(Staff.park_id == DangerCall.park_id, Staff.id == DangerCall.acknowledged_by),
        )
        .where(DangerCall.park_id == call.park.id, DangerCall.ticket_id.in_(ids))
    )
    return {ticket: (name, at) for ticket, name, at in rows if at is not None}


def _step(call: Call, ticket: Ticket) -> str | None:
    """take, accept (it is theirs already), or None."""
    if ticket.assignee_id == call.staff.id and "accept" in rules.actions_for(
        ticket, call.staff, call.permissions
    ):
        return "accept"
    return "take" if rules.may_take(ticket, call.permissions) else None


async def _given_to(call: Call, ticket: Ticket) -> Staff | None:
    if ticket.assignee_id is None:
        return None
    return await call.session.get(Staff, (ticket.park_id, ticket.assignee_id))
