"""What reception does with a visit: lets in and out, says yes or no for a host who was called."""

from collections.abc import Sequence
from typing import Annotated

from aiohttp import web
from pydantic import BaseModel, StringConstraints

from desk.frame.call import Call
from desk.frame.changes import by
from desk.frame.routing import Area
from models.visits import Visit
from services.kit import audit
from services.kit.errors import NotFound
from services.visits import gates, visits

area = Area("visitors")

ACTIONS = ("check_in", "check_out", "approve", "deny", "cancel")
KEYS = {"check_in": "i", "check_out": "o"}


class Said(BaseModel):
    reason: Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)] | None = None


def allowed_for(call: Call, guest: Visit) -> Sequence[str]:
    """Those of ACTIONS that the state and the role allow."""
    if not call.may("visitors.work"):
        return ()
    return [action for action in ACTIONS if guest.status in visits.ACTIONS[action].sources]


@area.post("/visitors/{visit}/do/{action}", allows="visitors.work")
async def act(call: Call) -> web.Response:
    action, visit_id = call.request.match_info["action"], call.id("visit")
    if action not in ACTIONS:
        raise NotFound(f"no action {action}")
    said = await call.form(Said)
    about = (call.session, call.park.id, visit_id)
    match action:
        case "check_in":
            guest = await gates.check_in(*about, staff_id=call.staff.id, now=call.now)
        case "check_out":
            guest = await gates.check_out(*about, staff_id=call.staff.id, now=call.now)
        case _:
            guest = await visits.advance(
                *about, action, now=call.now, reason=said.reason, staff_id=call.staff.id
            )
            audit.record(
                call.session,
                by(call),
                f"visit.{action}",
                f"visit:{guest.id}",
                before={},
                after={"visit_no": guest.visit_no},
            )
    call.toast(f"visitors-done-{action}", number=guest.visit_no)
    if not call.is_htmx:
        return call.redirect(f"/visitors/{guest.id}")
    answer = call.empty()
    call.trigger(answer, "desk:visit", {"id": guest.id})
    return answer
