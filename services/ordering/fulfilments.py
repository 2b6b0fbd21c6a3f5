"""How an order gets to its tenant: what a canteen calls pickup, a shop calls its counter;
work is done on site."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.catalogue import Outlet
from models.ordering import Locker, Order
from services.ordering import invoices
from services.park import places

NEEDS: dict[str, tuple[str, ...]] = {
    "pickup": (),
    "delivery": ("location", "phone"),
    "counter": (),
    "desk": ("location", "phone"),
    "locker": ("location",),
    "on_site": (),
}
"""What must be known for each way besides the slot. Each name is that of a question."""
ASKED = ("location", "slot", "phone", "invoice")
"""In this order."""
FETCHED = ("pickup", "counter")
BROUGHT = ("delivery", "desk")
_SAME = (FETCHED, BROUGHT, ("locker",))


def missing(order: Order) -> list[str]:
    """What must still be asked before the order can be placed, in the order of asking."""
    way = order.fulfilment
    needed = {"slot", "invoice", *(("location",) if way is None else NEEDS[way])}
    return [name for name in ASKED if name in needed and not _known(order, name)]


def _known(order: Order, name: str) -> bool:
    match name:
        case "slot":
            return order.slot_start is not None
        case "phone":
            return order.phone is not None
        case "invoice":
            return not order.invoice_wanted or invoices.complete(order)
    if order.fulfilment == "locker":
        return order.locker_id is not None
    return order.fulfilment is not None and can_be_found(order)


def can_be_found(order: Order) -> bool:
    """Whether somebody with a tray finds the tenant: a building alone is not enough."""
    return bool(order.building and (order.room or order.place or order.floor is not None))


def offered(outlet: Outlet, way: str) -> str | None:
    """The outlet's own word for a way that was asked for; None if it does not offer it."""
    same = next((ways for ways in _SAME if way in ways), ())
    return next((one for one in same if one in outlet.fulfilments), None)


def fetch(order: Order, way: str) -> None:
    """At the counter; where it was to be brought to, or which locker, is over."""
    order.fulfilment, order.locker_id = way, None
    _forget_place(order)


def choose(order: Order, way: str) -> None:
    """A way of which it is still to be said where. The building of a locker is not that of a desk,
    and a desk's not that of a locker."""
    if way in FETCHED:
        fetch(order, way)
        return
    if (way == "locker") != (order.fulfilment == "locker"):
        order.locker_id = None
        _forget_place(order)
    order.fulfilment = way


def _forget_place(order: Order) -> None:
    order.building = order.floor = order.room = order.place = None


async def bring(session: AsyncSession, order: Order, way: str, spot: places.Spot) -> None:
    """To a place; what of it was not said stays. Raises BuildingUnknown, FloorUnknown."""
    await _set_location(session, order, spot)
    order.fulfilment, order.locker_id = way, None


async def _set_location(session: AsyncSession, order: Order, spot: places.Spot) -> None:
    """Where to bring it. What is given replaces what was known; a building alone keeps the room.

    Raises BuildingUnknown, FloorUnknown.
    """
    code = spot.building or order.building
    kept = (order.floor, order.room, order.place)
    said = (spot.floor, spot.room, spot.place)
    there = said if spot.floor is not None or spot.room or spot.place else kept
    await places.check(session, order.park_id, building=code, floor=there[0])
    order.building = code
    order.floor, order.room, order.place = there


def put_in_locker(order: Order, locker: Locker | None) -> None:
    """In a bank of boxes; None while it is still to be said which."""
    order.fulfilment = "locker"
    if locker is not None:
        order.locker_id, order.building = locker.id, locker.building
        order.floor = order.room = order.place = None


async def last_spot(session: AsyncSession, order: Order) -> places.Spot | None:
    """Where the tenant had something brought to last."""
    found = await session.scalar(
        select(Order)
        .where(
            Order.park_id == order.park_id,
            Order.person_id == order.person_id,
            Order.id != order.id,
            Order.fulfilment.in_(BROUGHT),
            Order.building.is_not(None),
        )
        .order_by(Order.id.desc())
        .limit(1)
    )
    if found is None:
        return None
    return places.Spot(found.building, found.floor, found.room, found.place)


async def carry_over(session: AsyncSession, placed: Order, following: Order) -> None:
    """Let another cart go the way of one that is settled, if its outlet does the like."""
    outlet = await session.get_one(Outlet, (following.park_id, following.outlet_id))
    following.phone = following.phone or placed.phone
    way = offered(outlet, placed.fulfilment) if placed.fulfilment else None
    if following.fulfilment is not None or way is None:
        return
    following.fulfilment, following.locker_id = way, placed.locker_id
    following.building, following.floor = placed.building, placed.floor
    following.room, following.place = placed.room, placed.place
    await session.flush()
