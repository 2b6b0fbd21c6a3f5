"""The window in which somebody comes to a repair: others that there are, and choosing one."""

from api.frame.call import Call
from api.frame.routing import Area
from api.repairs import views
from api.repairs.routes import OnlyReporter, followed, reported
from api.repairs.shapes import OneTicket, RescheduleRepair, TicketDetail, Windows
from services.tickets import appointments
from services.tickets.appointments import NotMovable, NotOffered

area = Area("repairs", grant="repairs")


@area.get("/repairs/{ticket_no}/windows")
async def list_windows(call: Call, path: OneTicket) -> Windows:
    """Other windows in which whoever comes could come; none where nothing can be moved."""
    ticket = await followed(call, path)
    offers = []
    if ticket.person_id == call.me.id and appointments.may_move(ticket, call.now):
        offers = await appointments.offers(call.session, ticket, now=call.now)
    return Windows(windows=[views.window(call, one) for one in offers])


@area.post("/repairs/{ticket_no}/appointment", errors=[OnlyReporter, NotOffered, NotMovable])
async def reschedule_repair(call: Call, path: OneTicket, body: RescheduleRepair) -> TicketDetail:
    """Have them come in another of the windows. Whoever comes is told."""
    ticket = await reported(call, path)
    window = appointments.Window(body.starts_at, body.ends_at)
    ticket = await appointments.move(
        call.session, ticket, window, person_id=call.me.id, now=call.now
    )
    return await views.detail(call, ticket)
