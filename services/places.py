"""The park's buildings, and whether somebody can be found in one."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models import Building, Order
from services.errors import Invalid


class BuildingUnknown(Invalid):
    code = "building_unknown"


class FloorUnknown(Invalid):
    """`details`: building (the row), floor."""

    code = "floor_unknown"


async def buildings(session: AsyncSession, park_id: int) -> dict[str, Building]:
    """By code."""
    found = await session.scalars(
        select(Building).where(Building.park_id == park_id).order_by(Building.code)
    )
    return {building.code: building for building in found}


async def building_names(session: AsyncSession, park_id: int, language: str) -> dict[str, str]:
    found = await buildings(session, park_id)
    return {code: getattr(building, f"name_{language}") for code, building in found.items()}


def describe(order: Order, names: dict[str, str], language: str) -> str:
    """Where an order goes: A座3楼301; Building A, floor 3, room 301."""
    name = names.get(order.building or "", order.building or "")
    if language == "zh":
        floor = "" if order.floor is None else f"{floor_name(order.floor)}楼"
        return "".join([name, floor, order.room or "", order.place or ""])
    parts = [name]
    if order.floor is not None:
        parts.append(f"floor {floor_name(order.floor)}")
    if order.room:
        parts.append(f"room {order.room}")
    return ", ".join([*parts, *([order.place] if order.place else [])])


def floor_name(floor: int) -> str:
    """3, B2."""
    return str(floor) if floor >= 0 else f"B{-floor}"


async def set_location(
    session: AsyncSession,
    order: Order,
    *,
    building: str | None,
    floor: int | None,
    room: str | None,
    place: str | None,
) -> None:
    """Where to deliver. What is given replaces what was known; a building alone keeps the room.

    Raises BuildingUnknown, FloorUnknown.
    """
    known = await buildings(session, order.park_id)
    code = building or order.building
    if code is not None and code not in known:
        raise BuildingUnknown(building=code)
    kept = (order.floor, order.room, order.place)
    there = (floor, room, place) if floor is not None or room or place else kept
    if code is not None and there[0] is not None:
        _check_floor(known[code], there[0])
    order.building = code
    order.floor, order.room, order.place = there
    order.fulfilment = "delivery"


def _check_floor(building: Building, floor: int) -> None:
    if not -building.basements <= floor <= building.floors or floor == 0:
        raise FloorUnknown(building=building, floor=floor)
