"""The park's buildings, and whether somebody can be found in one."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.base import table_of
from models.park import Building
from services.kit.errors import Invalid
from services.kit.kept import kept
from services.kit.once import once
from services.kit.plain_rows import Plain

_SHARED = re.compile(
    r"大堂|大厅|前台|地下车库|地下停车场|停车场|停车位|车库|地库|食堂|餐厅|咖啡|健身房|天台|屋顶"
    r"|[东南西北正后]门|取餐柜|快递柜"
    r"|lobby|reception|front desk|canteen|parking|car park|garage|gym|rooftop|coffee bar"
    r"|entrance|gate|loading dock",
    re.IGNORECASE,
)
"""Spots that need no building to be found."""


ROOM_ON_FLOOR = 2
"""Digits of a room's number that count rooms of one floor: 301 is on floor 3, 1205 on 12."""


class BuildingUnknown(Invalid):
    code = "building_unknown"


class FloorUnknown(Invalid):
    """`details`: building (the row), floor."""

    code = "floor_unknown"


class RoomElsewhere(Invalid):
    """`details`: room, floor (that was told), usual (the floor of its number)."""

    code = "room_elsewhere"


class Located(Protocol):
    """What has a place in the park: an order's destination, a ticket."""

    @property
    def building(self) -> str | None: ...
    @property
    def floor(self) -> int | None: ...
    @property
    def room(self) -> str | None: ...
    @property
    def place(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Spot:
    """A place as it was told, whether it is enough or not."""

    building: str | None = None
    floor: int | None = None
    room: str | None = None
    place: str | None = None


async def buildings(session: AsyncSession, park_id: int) -> dict[str, Building]:
    """By code, in order of it; to be looked at, not to be changed."""

    async def read() -> dict[str, Building]:
        found = [_PLAIN.of(row) for row in await session.execute(_BUILDINGS, {"park": park_id})]
        return {building.code: building for building in found if building is not None}

    once_read = partial(once, session, Building, park_id, read)
    return dict(await kept(session, park_id, "buildings", once_read))


_PLAIN = Plain(Building)
_BUILDINGS = (
    select(*_PLAIN.columns(table_of(Building)))
    .where(Building.park_id == bindparam("park"))
    .order_by(Building.code)
)


async def building_names(session: AsyncSession, park_id: int, language: str) -> dict[str, str]:
    found = await buildings(session, park_id)
    return {code: getattr(building, f"name_{language}") for code, building in found.items()}


def describe(there: Located, names: Mapping[str, str], language: str) -> str:
    """Where something is or goes: A座3楼301; Building A, floor 3, room 301."""
    name = names.get(there.building or "", there.building or "")
    if language == "zh":
        floor = "" if there.floor is None else f"{floor_name(there.floor)}楼"
        return "".join([name, floor, there.room or "", there.place or ""])
    parts = [name] if name else []
    if there.floor is not None:
        parts.append(f"floor {floor_name(there.floor)}")
    if there.room:
        parts.append(f"room {there.room}")
    return ", ".join([*parts, *([there.place] if there.place else [])])


def floor_name(floor: int) -> str:
    """3, B2."""
    return str(floor) if floor >= 0 else f"B{-floor}"


def can_be_found(place: Mapping[str, Any], *, roughly: bool = False) -> bool:
    """Whether somebody who is sent there finds it.

    A building with a floor, a room or a spot; a spot on a known floor; or one that everybody knows.
    `roughly`: a building alone will do.
    """
    spot = place.get("place")
    if place.get("building"):
        exact = place.get("floor") is not None or place.get("room") or spot
        return roughly or bool(exact)
    if not spot:
        return False
    return place.get("floor") is not None or _SHARED.search(spot) is not None


async def check(
    session: AsyncSession, park_id: int, *, building: str | None, floor: int | None
) -> None:
    """Raises BuildingUnknown, FloorUnknown for a place that the park does not have."""
    if building is None:
        return
    known = await buildings(session, park_id)
    if building not in known:
        raise BuildingUnknown(building=building)
    if floor is not None:
        _check_floor(known[building], floor)


async def usual_floor(
    session: AsyncSession, park_id: int, building: str, floor: int, room: str
) -> int | None:
    """The floor of a room's number, where it is another one that the building has."""
    usual = _floor_of(room)
    there = (await buildings(session, park_id))[building]
    if usual is None or usual == abs(floor) or not _has_floor(there, usual):
        return None
    return usual


def unknown(
    known: Mapping[str, Building], building: str | None, floor: int | None, room: str | None
) -> str | None:
    """Which of building, floor and room the park does not have. Of a room this is known by its
    number, all but the last two digits of which are its floor."""
    if building is None:
        return None
    if building not in known:
        return "building"
    found = known[building]
    if floor is not None and not _has_floor(found, floor):
        return "floor"
    by_number = _floor_of(room)
    return "room" if by_number is not None and not _has_floor(found, by_number) else None


def _floor_of(room: str | None) -> int | None:
    """Of a room's number; None where it tells none."""
    said = (room or "").strip()
    is_number = said.isascii() and said.isdecimal() and len(said) > ROOM_ON_FLOOR
    return int(said[:-ROOM_ON_FLOOR][:9]) if is_number else None


def _has_floor(building: Building, floor: int) -> bool:
    return -building.basements <= floor <= building.floors and floor != 0


def _check_floor(building: Building, floor: int) -> None:
    if not _has_floor(building, floor):
        raise FloorUnknown(building=building, floor=floor)
