"""What a ticket says of the plan that it was opened for."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup
from sqlalchemy import select

from desk.frame.call import Call
from desk.maintenance.pages import MAY, day_name
from models.maintenance import MaintenancePlan, MaintenanceRun
from models.tickets import Ticket


async def badges(_call: Call, _tickets: Sequence[Ticket]) -> Mapping[int, Markup]:
    """None: the words of a ticket name its plan."""
    return {}


async def section(call: Call, ticket: Ticket) -> Markup:
    """Nothing for what was reported."""
    found = await call.session.execute(
        select(MaintenancePlan, MaintenanceRun.due_on)
        .join(
            MaintenanceRun,
            (MaintenanceRun.park_id == MaintenancePlan.park_id)
            & (MaintenanceRun.plan_id == MaintenancePlan.id),
        )
        .where(MaintenanceRun.park_id == ticket.park_id, MaintenanceRun.ticket_id == ticket.id)
        .order_by(MaintenanceRun.due_on)
    )
    rows = found.all()
    if not rows:
        return Markup()
    return call.piece(
        "maintenance/_section.html",
        plan=rows[0].MaintenancePlan,
        days=[day_name(call, row.due_on) for row in rows],
        may_see=call.may(MAY),
    )
