"""What an order is to those outside: the data of its events and of the vendors' messages."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.catalogue import Item, Outlet
from models.ordering import Locker, Order
from models.people import Person
from services.ordering import events, lockers


async def describe(
    session: AsyncSession, order: Order, items: Mapping[int, Item] | None = None
) -> events.OrderData:
    """The order as its events and the vendor API show it. `items` are those of its lines."""
    outlet = await session.get_one(Outlet, (order.park_id, order.outlet_id))
    if items is None:
        codes = await _codes(session, order)
    else:
        codes = {id_: item.code for id_, item in items.items()}
    locker = await lockers.of_order(session, order)
    person = await session.get_one(Person, (order.park_id, order.person_id))
    return order_data(order, outlet, locker, codes, person)


async def _codes(session: AsyncSession, order: Order) -> dict[int, str]:
    ids = [line.item_id for line in order.lines]
    rows = await session.execute(
        select(Item.id, Item.code).where(Item.park_id == order.park_id, Item.id.in_(ids))
    )
    return {row.id: row.code for row in rows}


def order_data(
    order: Order, outlet: Outlet, locker: Locker | None, item_codes: dict[int, str], person: Person
) -> events.OrderData:
    return events.OrderData(
        id=order.id,
        order_no=order.order_no,
        pickup_number=order.pickup_number,
        kind=order.kind,
        outlet=outlet.code,
        status=order.status,
        status_reason=order.status_reason,
        lines=[
            events.LineData(
                id=line.id,
                item_id=line.item_id,
                item_code=item_codes[line.item_id],
                name_zh=line.name_zh,
                name_en=line.name_en,
                quantity=line.quantity,
                unit_price=line.unit_price,
                options=[events.OptionData.model_validate(option) for option in line.options],
                note=line.note,
            )
            for line in order.lines
        ],
        note=order.note,
        allergy_note=order.allergy_note,
        fulfilment=order.fulfilment,
        slot_start=order.slot_start,
        slot_end=order.slot_end,
        location=events.LocationData(
            building=order.building, floor=order.floor, room=order.room, place=order.place
        ),
        locker=_locker_data(order, locker) if locker else None,
        contact_name=person.name,
        contact_phone=order.phone,
        payment=order.payment,
        invoice_wanted=order.invoice_wanted,
        invoice=_invoice_data(order),
        currency=order.currency,
        total=order.total,
        placed_at=order.placed_at,
        accept_by=order.accept_by,
        expected_at=order.expected_at,
    )


def _locker_data(order: Order, locker: Locker) -> events.LockerData:
    """Without the code: it is the tenant's alone."""
    return events.LockerData(
        code=locker.code,
        name_zh=locker.name_zh,
        name_en=locker.name_en,
        building=locker.building,
        box=order.box_number,
    )


def _invoice_data(order: Order) -> events.InvoiceData | None:
    if not order.invoice_wanted or order.invoice_title is None:
        return None
    return events.InvoiceData(title=order.invoice_title, tax_no=order.invoice_tax_no)
