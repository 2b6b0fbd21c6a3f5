"""What reception does with a visit: lets in and out, says yes or no for a host who was called."""

from collections.abc import Sequence
from typing import Annotated

from aiohttp import web
from pydantic import BaseModel, StringConstraints

import models
from desk.frame.call import Visit
from desk.visits.area import area, by
from services.kit import audit
from services.kit.errors import NotFound
from services.visits import gates, visits

ACTIONS = ("check_in", "check_out", "approve", "deny", "cancel")
KEYS = {"check_in": "i", "check_out": "o"}


class Said(BaseModel):
    reason: Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)] | None = None


def allowed_for(visit: Visit, guest: models.Visit) -> Sequence[str]:
    """Those of ACTIONS that the state and the role allow."""
    if not visit.may("visitors.work"):
        return ()
    return [action for action in ACTIONS if guest.status in visits.ACTIONS[action].sources]


@area.post("/visitors/{visit}/do/{action}", allows="visitors.work")
async def act(visit: Visit) -> web.Response:
    action, visit_id = visit.request.match_info["action"], visit.id("visit")
    if action not in ACTIONS:
        raise NotFound(f"no action {action}")
    said = await visit.form(Said)
    about = (visit.session, visit.park.id, visit_id)
    match action:
        case "check_in":
            guest = await gates.check_in(*about, staff_id=visit.staff.id, now=visit.now)
        case "check_out":
            guest = await gates.check_out(*about, staff_id=visit.staff.id, now=visit.now)
        case _:
            guest = await visits.advance(
                *about, action, now=visit.now, reason=said.reason, staff_id=visit.staff.id
            )
            audit.record(
                visit.session,
                by(visit),
                f"visit.{action}",
                f"visit:{guest.id}",
                before={},
                after={"visit_no": guest.visit_no},
            )
    visit.toast(f"visitors-done-{action}", number=guest.visit_no)
    if not visit.is_htmx:
        return visit.redirect(f"/visitors/{guest.id}")
    answer = visit.empty()
    visit.trigger(answer, "desk:visit", {"id": guest.id})
    return answer
