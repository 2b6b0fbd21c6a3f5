"""Carts and orders as they are shown."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.call import Call
from api.shapes.base import Named
from api.shapes.menu import PictureShown
from api.shapes.orders import (
    Cart,
    Carts,
    Invoice,
    LineShown,
    LockerShown,
    OrderDetail,
    OrderShown,
    Step,
    When,
)
from api.views.common import building_names, moment, money, where
from api.views.menus import pictures
from models import EventRow, Order, OrderLine, Outlet, PaymentRequest
from services import carts, fulfilments, lockers, orders, payment_requests, payments
from services.texts import say, when


async def cart(call: Call, order: Order) -> Cart:
    return Cart(**await _base(call, order), missing=fulfilments.missing(order))


async def my_carts(call: Call) -> Carts:
    found = await carts.drafts(call.session, await call.conversation())
    return Carts(carts=[await cart(call, order) for order in found])


async def order_shown(call: Call, order: Order) -> OrderShown:
    return OrderShown(**await _shown(call, order))


async def order_detail(call: Call, order: Order) -> OrderDetail:
    outlet = await _outlet(call, order)
    rows = await history(call.session, order)
    return OrderDetail(
        **await _shown(call, order), history=[step(call, row, outlet) for row in rows]
    )


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


async def _shown(call: Call, order: Order) -> dict[str, Any]:
    outlet = await _outlet(call, order)
    can_cancel = order.status in orders.ACTIONS["cancel"].sources | orders.CANCEL_ASKS_FIRST
    request = await payment_requests.waiting_of(call.session, order) if order.held else None
    waits = say(call.language, "status-unpaid" if request else "status-held")
    return {
        **await _base(call, order),
        "status": order.status,
        "status_text": waits if order.held else status_text(call, order.status, outlet),
        "held": order.held,
        "payment_status": await _payment_status(call, order, request),
        "pay_by": call.local(request.expires_at) if request else None,
        "status_reason": order.status_reason,
        "placed_at": moment(call, order.placed_at),
        "accept_by": moment(call, order.accept_by),
        "can_cancel": can_cancel,
    }


async def _payment_status(call: Call, order: Order, waiting: PaymentRequest | None) -> str:
    payment = await payments.of_order(call.session, order.park_id, order.id)
    if payment is not None:
        return payment.status
    return "waiting" if waiting else "not_paid"


async def _base(call: Call, order: Order) -> dict[str, Any]:
    outlet = await _outlet(call, order)
    shown = await pictures(call, [line.item_id for line in order.lines])
    return {
        "order_no": order.order_no,
        "kind": order.kind,
        "outlet": Named(code=outlet.code, name=call.named(outlet)),
        "lines": [
            _line(call, line, order.currency, shown.get(line.item_id)) for line in order.lines
        ],
        "total": money(call, order.total, order.currency),
        "fulfilment": order.fulfilment,
        "where": where(call, order, await building_names(call)),
        "slot": _when(call, order),
        "phone": order.phone,
        "note": order.note,
        "allergy_note": order.allergy_note,
        "locker": await _locker(call, order),
        "invoice_wanted": order.invoice_wanted,
        "invoice": _invoice(order),
        "payment": order.payment,
    }


async def _locker(call: Call, order: Order) -> LockerShown | None:
    locker = await lockers.of_order(call.session, order)
    if locker is None:
        return None
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


async def _outlet(call: Call, order: Order) -> Outlet:
    return await call.session.get_one(Outlet, (order.park_id, order.outlet_id))


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
