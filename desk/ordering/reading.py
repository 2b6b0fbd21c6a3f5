"""The list of orders, and one with its lines, history, deliveries, payment and refunds."""

import secrets
from typing import Annotated, Any, Literal
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from aiohttp import web
from pydantic import BaseModel, Field, StringConstraints

from desk.frame import looking
from desk.frame.call import Call
from desk.frame.forms import Id
from desk.frame.routing import Area
from desk.ordering import queries, words
from desk.ordering.queries import Details
from models.ordering import OrderLine
from services.kit.errors import NotFound
from services.ordering import payments, refunds

area = Area("orders")

Status = Literal[
    "held", "paying", "placed", "accepted", "preparing", "ready", "delivering", "completed",
    "rejected", "cancelled", "expired",
]  # fmt: skip
Search = Annotated[str, StringConstraints(strip_whitespace=True, max_length=100)]


class Wanted(BaseModel):
    q: Search = ""
    outlet: Id | None = None
    status: Status | None = None
    before: Id | None = Field(None)


@area.get("/orders", allows="orders.read")
async def orders_page(call: Call) -> web.Response:
    wanted = call.query(Wanted)
    rows = await queries.listed(
        call.session,
        call.park.id,
        queries.Wanted(wanted.q, wanted.outlet, wanted.status, wanted.before),
    )
    if wanted.q and rows:
        seen = sorted(row.order.order_no for row in rows)
        day = call.now.astimezone(ZoneInfo(call.park.timezone)).date()
        await looking.note(call, "order.search", f"orders:{day.isoformat()}", orders=seen)
    asked = {"q": wanted.q, "outlet": wanted.outlet or "", "status": wanted.status or ""}
    shown = {
        "rows": rows,
        "wanted": wanted,
        "asked": urlencode(asked),
        "more": urlencode({**asked, "before": rows[-1].order.id}) if len(rows) == queries.PAGE
        else None,
        "outlets": await queries.outlets(call.session, call.park.id),
        "statuses": words.STATUSES,
        **await words.of(call),
    }  # fmt: skip
    if call.is_htmx:
        return call.fragment("orders/_rows.html", **shown)
    return call.render("orders/list.html", **shown)


@area.get("/orders/{order}", allows="orders.read")
async def order_page(call: Call) -> web.Response:
    details = await queries.details(call.session, call.park.id, call.id("order"))
    if details is None:
        raise NotFound("no such order")
    await looking.note(call, "order.look", f"order:{details.row.order.id}")
    return call.render(
        "orders/order.html", key=secrets.token_hex(16), **await _shown(call, details)
    )


async def _shown(call: Call, details: Details) -> dict[str, Any]:
    """What the page of an order names."""
    back = refunds.given_back([refund for refund, _ in details.refunds])
    payment = details.payment
    by_wechat = payment is not None and payment.method == payments.WECHAT_PAY
    return {
        "details": details,
        "order": details.row.order,
        "left": payment.amount - payment.refunded if payment else 0,
        "refund_hint": "orders-refund-hint-wechat" if by_wechat else "orders-refund-hint",
        "return_of": {one.refund_id: one for one in details.returns if one.refund_id},
        "late": [one for one in details.returns if one.refund_id is None],
        "may_retry": call.may("orders.refund"),
        "left_of": lambda line: _left_of(line, back),
        "may_refund": call.may("orders.refund")
        and payment is not None
        and payment.method in payments.PREPAID
        and payment.refunded < payment.amount,
        **await words.of(call),
    }


def _left_of(line: OrderLine, back: dict[int, int]) -> int:
    """How many of a line have not been given back."""
    return line.quantity - back.get(line.id, 0)
