"""Rows that tests start from, valid and plain. Every function flushes and returns the row."""

import itertools
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from models.base import Base
from models.catalogue import Item, Outlet
from models.conversations import Conversation
from models.ordering import Order, OrderLine
from models.park import Park
from models.people import ChannelIdentity, Person
from models.staff import Staff
from models.vendors import Vendor

CREATED = datetime(2026, 12, 2, 1, 30, tzinfo=UTC)
"""A Wednesday, 09:30 in Shanghai."""

_numbers = itertools.count(1)


async def _add[Row: Base](session: AsyncSession, row: Row) -> Row:
    session.add(row)
    await session.flush()
    await session.refresh(row)
    return row


async def make_park(session: AsyncSession, **values: Any) -> Park:
    number = next(_numbers)
    defaults: dict[str, Any] = {
        "slug": f"park-{number}",
        "name_zh": "启明科技园",
        "name_en": "Daybreak Science Park",
        "timezone": "Asia/Shanghai",
        "currency": "CNY",
        "emergency_phone": "010-5555-0119",
        "desk_phone": "010-5555-0100",
    }
    return await _add(session, Park(**defaults | values))


async def make_vendor(session: AsyncSession, park: Park, **values: Any) -> Vendor:
    defaults: dict[str, Any] = {
        "code": f"vendor-{next(_numbers)}",
        "name_zh": "朝食餐饮",
        "name_en": "Morning Kitchen",
    }
    return await _add(session, Vendor(park_id=park.id, **defaults | values))


async def make_outlet(session: AsyncSession, vendor: Vendor, **values: Any) -> Outlet:
    defaults: dict[str, Any] = {
        "code": f"outlet-{next(_numbers)}",
        "kind": "catering",
        "name_zh": "一食堂",
        "name_en": "Canteen One",
        "place_zh": "A座一层",
        "place_en": "Building A, ground floor",
        "fulfilments": ["pickup", "delivery"],
    }
    return await _add(
        session, Outlet(park_id=vendor.park_id, vendor_id=vendor.id, **defaults | values)
    )


async def make_item(session: AsyncSession, outlet: Outlet, **values: Any) -> Item:
    defaults: dict[str, Any] = {
        "code": f"item-{next(_numbers)}",
        "name_zh": "牛肉面",
        "name_en": "beef noodles",
        "aliases": [],
        "unit_zh": "碗",
        "unit_en": "",
        "price": 2200,
        "meals": ["lunch"],
    }
    return await _add(
        session, Item(park_id=outlet.park_id, outlet_id=outlet.id, **defaults | values)
    )


async def make_person(session: AsyncSession, park: Park, **values: Any) -> Person:
    """Whose name the desk has checked, unless `checked_name` says otherwise."""
    defaults: dict[str, Any] = {"name": "李雷", "phone": "13800000000", "language": "zh"}
    values = defaults | values
    return await _add(session, Person(park_id=park.id, **{"checked_name": values["name"]} | values))


async def make_staff(session: AsyncSession, park_id: int, **values: Any) -> Staff:
    """An agent who cannot sign in: the password is nobody's."""
    number = next(_numbers)
    defaults: dict[str, Any] = {
        "login": f"staff-{number}",
        "name": f"小王{number}",
        "password_hash": "!",
        "roles": ["agent"],
        "created_at": CREATED,
    }
    return await _add(session, Staff(park_id=park_id, **defaults | values))


async def make_conversation(session: AsyncSession, person: Person, **values: Any) -> Conversation:
    """With an identity of its own: `channel` and, if it matters, `external_id` say which."""
    external_id = values.pop("external_id", f"visitor-{next(_numbers)}")
    values = {"channel": "webchat", "created_at": CREATED} | values
    whose = {"park_id": person.park_id, "person_id": person.id}
    identity = await _add(
        session, ChannelIdentity(**whose, channel=values["channel"], external_id=external_id)
    )
    return await _add(session, Conversation(**whose, identity_id=identity.id, **values))


async def make_order(
    session: AsyncSession,
    outlet: Outlet,
    *,
    status: str = "placed",
    item: Item | None = None,
    person: Person | None = None,
    quantity: int = 2,
    **values: Any,
) -> Order:
    """An order of one line for pickup at 12:00; it makes the item and person it is not given."""
    item = item or await make_item(session, outlet)
    if person is None:
        person = await make_person(session, await session.get_one(Park, outlet.park_id))
    noon = CREATED.replace(hour=4, minute=0)
    defaults: dict[str, Any] = {
        "order_no": f"O-{next(_numbers):06d}",
        "kind": outlet.kind,
        "meal": "lunch",
        "fulfilment": "pickup",
        "slot_start": noon,
        "slot_end": noon + timedelta(minutes=15),
        "currency": "CNY",
        "total": item.price * quantity,
        "created_at": CREATED,
        "updated_at": CREATED,
        "placed_at": None if status == "draft" else CREATED,
    }
    line = OrderLine(
        park_id=outlet.park_id,
        item_id=item.id,
        position=1,
        name_zh=item.name_zh,
        name_en=item.name_en,
        unit_zh=item.unit_zh,
        unit_en=item.unit_en,
        quantity=quantity,
        unit_price=item.price,
    )
    order = Order(
        park_id=outlet.park_id,
        person_id=person.id,
        outlet_id=outlet.id,
        status=status,
        lines=[line],
        **defaults | values,
    )
    return await _add(session, order)
