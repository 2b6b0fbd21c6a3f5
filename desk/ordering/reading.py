"""The list of orders, and one with its lines, history, deliveries, payment and refunds."""

import secrets
from typing import Annotated, Any, Literal
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from aiohttp import web
from pydantic import BaseModel, Field, StringConstraints

from desk.frame import looking
from desk.frame.call import Visit
from desk.frame.forms import Id
from desk.ordering import queries, words
from desk.ordering.area import area
from desk.ordering.queries import Details
from models import OrderLine
from services.kit.errors import NotFound
from services.ordering import payments, refunds

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
async def orders_page(visit: Visit) -> web.Response:
    wanted = visit.query(Wanted)
    rows = await queries.listed(
        visit.session,
        visit.park.id,
        queries.Wanted(wanted.q, wanted.outlet, wanted.status, wanted.before),
    )
    if wanted.q and rows:
        seen = sorted(row.order.order_no for row in rows)
        day = visit.now.astimezone(ZoneInfo(visit.park.timezone)).date()
        await looking.note(visit, "order.search", f"orders:{day.isoformat()}", orders=seen)
    asked = {"q": wanted.q, "outlet": wanted.outlet or "", "status": wanted.status or ""}
    shown = {
        "rows": rows,
        "wanted": wanted,
        "asked": urlencode(asked),
        "more": urlencode({**asked, "before": rows[-1].order.id}) if len(rows) == queries.PAGE
        else None,
        "outlets": await queries.outlets(visit.session, visit.park.id),
        "statuses": words.STATUSES,
        **await words.of(visit),
    }  # fmt: skip
    if visit.is_htmx:
        return visit.fragment("orders/_rows.html", **shown)
    return visit.render("orders/list.html", **shown)


@area.get("/orders/{order}", allows="orders.read")
async def order_page(visit: Visit) -> web.Response:
    details = await queries.details(visit.session, visit.park.id, visit.id("order"))
    if details is None:
        raise NotFound("no such order")
    await looking.note(visit, "order.look", f"order:{details.row.order.id}")
    return visit.render(
        "orders/order.html", key=secrets.token_hex(16), **await _shown(visit, details)
    )


async def _shown(visit: Visit, details: Details) -> dict[str, Any]:
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
        "may_retry": visit.may("orders.refund"),
        "left_of": lambda line: _left_of(line, back),
        "may_refund": visit.may("orders.refund")
        and payment is not None
        and payment.method in payments.PREPAID
        and payment.refunded < payment.amount,
        **await words.of(visit),
    }


def _left_of(line: OrderLine, back: dict[int, int]) -> int:
    """How many of a line have not been given back."""
    return line.quantity - back.get(line.id, 0)
