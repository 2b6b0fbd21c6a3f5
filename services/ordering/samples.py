"""A sample of every event that a vendor may be told, for trying a program without an order.

A sample is what the event would be of an order of the vendor's own dishes; its order does not
exist, and its number says so.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.catalogue import Item, Outlet
from models.park import Park
from services.events.base import Event
from services.kit.errors import Invalid, Refused
from services.ordering import events

ORDER_NO = "O-SAMPLE"
ORDER_ID = 0
"""No order has it."""

STATUSES = {
    "order.placed": "placed",
    "order.amended": "placed",
    "order.cancelled": "cancelled",
    "order.expired": "expired",
    "order.rejected": "rejected",
    "order.accepted": "accepted",
    "order.estimated": "accepted",
    "order.reduced": "accepted",
    "order.cancel_requested": "accepted",
    "order.preparing": "preparing",
    "order.ready": "ready",
    "order.delivering": "delivering",
    "order.completed": "completed",
    "order.rated": "completed",
    "order.complained": "completed",
    "order.invoice_requested": "completed",
    "payment.succeeded": "placed",
    "payment.refunded": "rejected",
}
"""By the type of an event: the state of the order that it tells of."""


class NothingToSell(Refused):
    """The vendor has no item that a sample could be of."""

    code = "nothing_to_sell"


async def samples(
    session: AsyncSession, park: Park, vendor_id: int, *, now: datetime
) -> list[Event]:
    """One of each type, in the order of STATUSES. Raises NothingToSell."""
    row = (
        await session.execute(
            select(Outlet, Item)
            .join(Item, (Item.park_id == Outlet.park_id) & (Item.outlet_id == Outlet.id))
            .where(Outlet.park_id == park.id, Outlet.vendor_id == vendor_id)
            .order_by(Item.active.desc(), Outlet.id, Item.sort, Item.id)
            .limit(1)
        )
    ).one_or_none()
    if row is None:
        raise NothingToSell("no item to make a sample of")
    return [_sample(kind, park, *row, now) for kind in STATUSES]


def _sample(kind: str, park: Park, outlet: Outlet, item: Item, now: datetime) -> Event:
    order = _order(kind, park, outlet, item, now)
    match kind:
        case "order.amended":
            return events.OrderAmended(order=order, changed=["note"])
        case "order.reduced":
            gone = events.RejectedData(
                line_id=1, name_zh=item.name_zh, name_en=item.name_en, quantity=1
            )
            return events.OrderReduced(order=order, rejected=[gone], reason="卖完了")
        case "order.rated":
            return events.OrderRated(order=order, rating=4)
        case "order.complained":
            return events.OrderComplained(order=order, complaint=_complaint(item))
        case "payment.succeeded" | "payment.refunded":
            return _paid(kind, order)
    return _PLAIN[kind](order=order)


def _paid(kind: str, order: events.OrderData) -> Event:
    if kind == "payment.succeeded":
        return events.PaymentSucceeded(order=order, payment=_payment(order, refunded=0))
    refund = events.RefundData(id=1, amount=order.total, cause="rejected", reason=None)
    payment = _payment(order, refunded=order.total)
    return events.PaymentRefunded(order=order, payment=payment, refund=refund)


_PLAIN: dict[str, type[events.OrderEvent]] = {
    kind.type: kind
    for kind in (
        *(events.OrderPlaced, events.OrderAccepted, events.OrderRejected, events.OrderPreparing),
        *(events.OrderEstimated, events.OrderReady, events.OrderDelivering, events.OrderCompleted),
        *(events.OrderCancelled, events.OrderCancelRequested, events.OrderExpired),
        events.OrderInvoiceRequested,
    )
}
"""Those whose data is their order alone."""


def _complaint(item: Item) -> events.ComplaintData:
    return events.ComplaintData(
        ticket_no="R-SAMPLE",
        what="missing",
        lines=[events.PiecesData(line_id=1, quantity=1)],
        amount=item.price,
    )


def _payment(order: events.OrderData, *, refunded: int) -> events.PaymentData:
    return events.PaymentData(id=1, method=order.payment, amount=order.total, refunded=refunded)


def _order(kind: str, park: Park, outlet: Outlet, item: Item, now: datetime) -> events.OrderData:
    """Three of one item, of which a vendor has rejected one where the event says so."""
    quantity = 2 if kind == "order.reduced" else 3
    slot = now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=2)
    status = STATUSES[kind]
    wants_invoice = kind == "order.invoice_requested"
    return events.OrderData(
        id=ORDER_ID,
        order_no=ORDER_NO,
        pickup_number="0000",
        kind=outlet.kind,
        outlet=outlet.code,
        status=status,
        status_reason="今天卖完了" if status == "rejected" else None,
        lines=[_line(item, quantity)],
        note="少放一点盐" if kind == "order.amended" else None,
        allergy_note=None,
        fulfilment=outlet.fulfilments[0] if outlet.fulfilments else None,
        slot_start=slot,
        slot_end=slot + timedelta(minutes=15),
        location=events.LocationData(building=None, floor=None, room=None, place=None),
        locker=None,
        contact_name="样例",
        contact_phone=None,
        payment="company_account" if kind.startswith("payment.") else "on_pickup",
        invoice_wanted=wants_invoice,
        invoice=events.InvoiceData(title="样例公司", tax_no=None) if wants_invoice else None,
        currency=park.currency,
        total=quantity * item.price,
        placed_at=now,
        accept_by=now + timedelta(minutes=10),
        expected_at=slot if kind == "order.estimated" else None,
    )


def _line(item: Item, quantity: int) -> events.LineData:
    return events.LineData(
        id=1,
        item_id=item.id,
        item_code=item.code,
        name_zh=item.name_zh,
        name_en=item.name_en,
        quantity=quantity,
        unit_price=item.price,
        options=[],
        note=None,
    )


def chosen(all_of_them: Sequence[Event], kind: str | None) -> list[Event]:
    """Those of one type, or all. Raises Invalid for a type that is none."""
    if kind is not None and kind not in STATUSES:
        raise Invalid(f"an event is {', '.join(STATUSES)}", field="type")
    return [one for one in all_of_them if kind in {None, one.type}]
