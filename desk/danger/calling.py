"""Danger that nobody has taken, on every page of whoever is called; taking it with one click."""

from aiohttp import web

from desk.danger import queries as dangers
from desk.danger.area import area
from desk.frame.call import Visit
from desk.frame.routing import SIGNED_IN
from models import Staff, Ticket
from services.danger import watch
from services.kit import actors
from services.park import places
from services.tickets import dispatch, rules, tickets
from services.tickets.rules import NotYours


@area.get("/dangers/banner", allows=SIGNED_IN)
async def banner(visit: Visit) -> web.Response:
    """Empty where there is nothing."""
    open_ones = await watch.untaken(visit.session, visit.park.id)
    called = [one for one in open_ones if watch.is_called(one, visit.staff, now=visit.now)]
    names = await places.building_names(visit.session, visit.park.id, visit.language)
    ids = [one.id for one in called]
    return visit.fragment(
        "dangers/_banner.html",
        tickets=called,
        kinds=await dangers.kinds_of(visit.session, visit.park.id, ids) if ids else {},
        given_to={one.id: await _given_to(visit, one) for one in called},
        may_take=lambda ticket: _step(visit, ticket) is not None,
        where=lambda ticket: places.describe(ticket, names, visit.language),
    )


@area.post("/dangers/tickets/{ticket}/take", allows="tickets.read")
async def take(visit: Visit) -> web.Response:
    """Make it one's own and say so, in one step; what is one's own is accepted. Then its page.

    Raises NotYours where the role does not work on it, and where a colleague was faster.
    """
    ticket = await tickets.load(visit.session, visit.park.id, visit.id("ticket"), lock=True)
    step, by = _step(visit, ticket), actors.staff(visit.staff)
    if step is None:
        raise NotYours(ticket.ticket_no)
    if step == "take":
        await dispatch.assign(visit.session, ticket, visit.staff, by=by, now=visit.now)
    await tickets.advance(visit.session, visit.park.id, ticket.id, "accept", by=by, now=visit.now)
    visit.toast("dangers-taken", number=ticket.ticket_no)
    return visit.redirect(f"/tickets/{ticket.id}")


def _step(visit: Visit, ticket: Ticket) -> str | None:
    """take, accept (it is theirs already), or None."""
    if ticket.assignee_id == visit.staff.id and "accept" in rules.actions_for(
        ticket, visit.staff, visit.permissions
    ):
        return "accept"
    return "take" if rules.may_take(ticket, visit.permissions) else None


async def _given_to(visit: Visit, ticket: Ticket) -> Staff | None:
    if ticket.assignee_id is None:
        return None
    return await visit.session.get(Staff, (ticket.park_id, ticket.assignee_id))
