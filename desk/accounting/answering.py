"""What a manager said by phone about an order above the limit, entered for them."""

from typing import Annotated

from aiohttp import web
from pydantic import BaseModel, StringConstraints

from desk.accounting.area import area
from desk.frame.call import Visit
from desk.frame.changes import by, change
from services.kit import audit
from services.kit.errors import NotFound
from services.ordering import spending

ANSWERS = ("approve", "deny")


class Said(BaseModel):
    reason: Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)] | None = None


@change(area, "/accounts/approvals/{approval}/{answer}", allows="accounts.answer")
async def answer(visit: Visit) -> web.Response:
    which, said = visit.request.match_info["answer"], await visit.form(Said)
    if which not in ANSWERS:
        raise NotFound(f"no answer {which}")
    about = (visit.session, visit.park.id, visit.id("approval"))
    if which == "approve":
        approval = await spending.approve(*about, staff_id=visit.staff.id, now=visit.now)
    else:
        approval = await spending.deny(
            *about, reason=said.reason, staff_id=visit.staff.id, now=visit.now
        )
    audit.record(
        visit.session,
        by(visit),
        f"spending.{which}",
        f"order:{approval.order_id}",
        before={},
        after={"reason": said.reason} if said.reason else {"how": "phone"},
    )
    if approval.failure is None:
        visit.toast(f"accounts-answered-{which}")
    else:
        visit.toast("accounts-answered-failed", tone="bad")
    return visit.redirect("/accounts")
