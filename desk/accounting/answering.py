"""What a manager said by phone about an order above the limit, entered for them."""

from typing import Annotated

from aiohttp import web
from pydantic import BaseModel, StringConstraints

from desk.frame.call import Call
from desk.frame.changes import by, change
from desk.frame.routing import Area
from services.kit import audit
from services.kit.errors import NotFound
from services.ordering import spending

area = Area("accounts")

ANSWERS = ("approve", "deny")


class Said(BaseModel):
    reason: Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)] | None = None


@change(area, "/accounts/approvals/{approval}/{answer}", allows="accounts.answer")
async def answer(call: Call) -> web.Response:
    which, said = call.request.match_info["answer"], await call.form(Said)
    if which not in ANSWERS:
        raise NotFound(f"no answer {which}")
    about = (call.session, call.park.id, call.id("approval"))
    if which == "approve":
        approval = await spending.approve(*about, staff_id=call.staff.id, now=call.now)
    else:
        approval = await spending.deny(
            *about, reason=said.reason, staff_id=call.staff.id, now=call.now
        )
    audit.record(
        call.session,
        by(call),
        f"spending.{which}",
        f"order:{approval.order_id}",
        before={},
        after={"reason": said.reason} if said.reason else {"how": "phone"},
    )
    if approval.failure is None:
        call.toast(f"accounts-answered-{which}")
    else:
        call.toast("accounts-answered-failed", tone="bad")
    return call.redirect("/accounts")
