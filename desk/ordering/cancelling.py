"""Cancelling, for the tenant, what its vendor has not accepted."""

from aiohttp import web
from pydantic import BaseModel, Field

from desk.frame.call import Call
from desk.frame.changes import by, change
from desk.frame.routing import Area
from services.ordering import desk_cancelling

area = Area("orders")


class Entered(BaseModel):
    reason: str = Field("", max_length=desk_cancelling.LONGEST_REASON)


@change(area, "/orders/{order}/cancel", allows="orders.cancel")
async def cancel(call: Call) -> web.Response:
    entered = await call.form(Entered)
    order_id = call.id("order")
    for told in await desk_cancelling.cancel(call.session, by(call), order_id, entered.reason):
        call.wake(told.conversation_id)
    call.toast("orders-cancelled")
    return call.redirect(f"/orders/{order_id}")
