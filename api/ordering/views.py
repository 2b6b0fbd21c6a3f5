"""Carts and orders as they are shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import inspect, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.frame.call import Call
from api.frame.shapes import Named, PictureShown, Where
from api.frame.views import building_names, moment, money, pictures, where
from api.ordering.shapes import (
    Cart,
    Carts,
    ComplaintShown,
    Invoice,
    LineShown,
    LockerShown,
    OrderDetail,
    OrderShown,
    RatingShown,
    Step,
    When,
)
from models.catalogue import Outlet
from models.events import EventRow
from models.ordering import Locker, Order, OrderLine
from models.payments import Payment, PaymentRequest
from services.catalogue import outlets
from services.ordering import (
    carts,
    complaints,
    fulfilments,
    lockers,
    order_ratings,
    orders,
    payment_requests,
    payments,
)
from services.texts import say, when


@dataclass(frozen=True, slots=True)
class About:
    """What belongs to orders that are shown together: each kind is read once for all of them."""

    outlets: Mapping[int, Outlet]
    pictures: Mapping[int, PictureShown]
    """By item."""
    buildings: Mapping[str, str]
    lockers: Mapping[int, Locker]
    payments: Mapping[int, Payment]
    waiting: Mapping[int, PaymentRequest]
    """By order, as are payments."""


async def my_carts(call: Call) -> Carts:
    found = await carts.drafts(call.session, await call.conversation())
    about = await _about(call, found)
    shown = [Cart(**_base(call, one, about), missing=fulfilments.missing(one)) for one in found]
    return Carts(carts=shown)


async def orders_shown(call: Call, found: Sequence[Order]) -> list[OrderShown]:
    about = await _about(call, found)
    return [OrderShown(**_shown(call, order, about)) for order in found]


async def order_shown(call: Call, order: Order, about: About | None = None) -> OrderShown:
    return OrderShown(**_shown(call, order, about or await _about(call, [order])))


async def before_placing(call: Call, order: Order) -> About | None:
    """What belongs to an order, read before its slot and stock are taken: others wait for those.

    None if placing will change it: an account is charged then.
    """
    will_change = order.status == "draft" and order.payment != payments.ON_PICKUP
    return None if will_change else await _about(call, [order])


async def order_detail(call: Call, order: Order) -> OrderDetail:
    about = await _about(call, [order])
    rows = await history(call.session, order)
    history_ = [step(call, row, about.outlets[order.outlet_id]) for row in rows]
    rating = await order_ratings.of_order(call.session, order)
    return OrderDetail(
        **_shown(call, order, about),
        history=history_,
        rating=RatingShown(stars=rating.stars, words=rating.words) if rating else None,
        can_rate=rating is None and order_ratings.may_rate(order, now=call.now),
        **await _complaint(call, order),
    )


async def _complaint(call: Call, order: Order) -> dict[str, Any]:
    ticket = await complaints.of_order(call.session, order)
    if ticket is None:
        can = complaints.may_complain(order, now=call.now)
        return {"complaint": None, "can_complain": can}
    who = say(call.language, "ticket-engineer")
    shown = ComplaintShown(
        ticket_no=ticket.ticket_no,
        what=ticket.data.get("complaint", {}).get("what", "other"),
        status=ticket.status,
        status_text=say(call.language, f"ticket-status-{ticket.status}", who=who),
    )
    return {"complaint": shown, "can_complain": False}


async def _about(call: Call, found: Sequence[Order]) -> About:
    session, park_id = call.session, call.park.id
    items = {line.item_id for order in found for line in order.lines}
    return About(
        outlets=await _outlets(call, found),
        pictures=await pictures(call, items) if items else {},
        buildings=await building_names(call) if any(order.building for order in found) else {},
        lockers=await lockers.of_orders(session, park_id, found),
        payments=await payments.of_orders(session, park_id, found),
        waiting=await payment_requests.waiting_of_orders(session, park_id, found),
    )


async def _outlets(call: Call, found: Sequence[Order]) -> dict[int, Outlet]:
    """Those that came with their orders are not asked for."""
    here = {one.outlet_id: one.outlet for one in found if "outlet" not in inspect(one).unloaded}
    others = {order.outlet_id for order in found} - set(here)
    return here | (await outlets.by_id(call.session, call.park.id, others) if others else {})


async def history(session: AsyncSession, order: Order, after: int = 0) -> list[EventRow]:
    """What happened to an order after its `after`-th event."""
    found = await session.scalars(
        select(EventRow)
        .where(
            EventRow.park_id == order.park_id,
            EventRow.subject == f"order:{order.id}",
            EventRow.sequence > after,
        )
        .order_by(EventRow.sequence)
    )
    return list(found)


def step(call: Call, row: EventRow, outlet: Outlet) -> Step:
    status = str(row.data["order"]["status"])
    return Step(
        event=row.type,
        status=status,
        status_text=status_text(call, status, outlet),
        at=call.local(row.occurred_at),
    )


def status_text(call: Call, status: str, outlet: Outlet) -> str:
    return say(call.language, f"status-{status}", outlet=call.named(outlet), kind=outlet.kind)


def _shown(call: Call, order: Order, about: About) -> dict[str, Any]:
    outlet = about.outlets[order.outlet_id]
    can_cancel = order.status in orders.ACTIONS["cancel"].sources | orders.CANCEL_ASKS_FIRST
    request = about.waiting.get(order.id)
    if order.held:
        status = say(call.language, "status-unpaid" if _is_unpaid(order) else "status-held")
    else:
        status = status_text(call, order.status, outlet)
    return {
        **_base(call, order, about),
        "status": order.status,
        "status_text": status,
        "pickup_number": _pickup_number(order),
        "held": order.held,
        "payment_status": _payment_status(order, about.payments.get(order.id)),
        "pay_by": call.local(request.expires_at) if request else None,
        "status_reason": order.status_reason,
        "placed_at": moment(call, order.placed_at),
        "accept_by": moment(call, order.accept_by),
        "expected_at": moment(call, order.expected_at),
        "can_cancel": can_cancel,
    }


def _pickup_number(order: Order) -> str | None:
    is_fetched = order.placed_at is not None and order.fulfilment in fulfilments.FETCHED
    return order.pickup_number if is_fetched else None


def _is_unpaid(order: Order) -> bool:
    """The order's own row says so: what belongs to it is read after it, and may be newer. Money
    that came in between is shown with the status that it leads to, by the next look."""
    return order.held and order.payment == payments.WECHAT_PAY


def _payment_status(order: Order, payment: Payment | None) -> str:
    if _is_unpaid(order):
        return "waiting"
    return "not_paid" if payment is None else payment.status


def _base(call: Call, order: Order, about: About) -> dict[str, Any]:
    outlet = about.outlets[order.outlet_id]
    return {
        "order_no": order.order_no,
        "kind": order.kind,
        "outlet": Named(code=outlet.code, name=call.named(outlet)),
        "lines": [
            _line(call, line, order.currency, about.pictures.get(line.item_id))
            for line in order.lines
        ],
        "total": money(call, order.total, order.currency),
        "fulfilment": order.fulfilment,
        "where": _where(call, order, outlet, about),
        "slot": _when(call, order),
        "phone": order.phone,
        "note": order.note,
        "allergy_note": order.allergy_note,
        "locker": _locker(call, order, about),
        "invoice_wanted": order.invoice_wanted,
        "invoice": _invoice(order),
        "payment": order.payment,
    }


def _where(call: Call, order: Order, outlet: Outlet, about: About) -> Where:
    """Where it is brought to; of what is fetched, where the outlet is, in words alone."""
    if order.fulfilment in fulfilments.FETCHED:
        return Where(
            building=None, floor=None, room=None, place=None, text=call.named(outlet, "place")
        )
    return where(call, order, about.buildings)


def _locker(call: Call, order: Order, about: About) -> LockerShown | None:
    if order.locker_id is None:
        return None
    locker = about.lockers[order.locker_id]
    return LockerShown(
        building=locker.building,
        name=call.named(locker),
        place=call.named(locker, "place"),
        box=order.box_number,
        pickup_code=order.pickup_code,
    )


def _invoice(order: Order) -> Invoice | None:
    if order.invoice_title is None:
        return None
    return Invoice(title=order.invoice_title, tax_no=order.invoice_tax_no)


def _line(call: Call, line: OrderLine, currency: str, picture: PictureShown | None) -> LineShown:
    return LineShown(
        id=line.id,
        item_id=line.item_id,
        name=call.named(line),
        unit=call.named(line, "unit"),
        quantity=line.quantity,
        unit_price=money(call, line.unit_price, currency),
        total=money(call, line.quantity * line.unit_price, currency),
        options=[
            Named(code=option["code"], name=option[f"name_{call.language}"])
            for option in line.options
        ],
        note=line.note,
        picture=picture,
    )


def _when(call: Call, order: Order) -> When | None:
    if order.slot_start is None:
        return None
    text = when.span(order.slot_start, order.slot_end, call.language, call.now, call.zone)
    return When(start=call.local(order.slot_start), end=moment(call, order.slot_end), text=text)
