"""Where a person stands by the code that they scanned: the default of "where?" for a while."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from models.park import LastPlace
from services.park import places
from services.park.places import Spot

KNOWN_FOR = timedelta(hours=2)
"""Later they are somewhere else."""
SCENE_LENGTH = 64
"""Characters of a scene that WeChat takes."""

_FLOOR = re.compile(r"(?P<below>B)?(?P<number>\d{1,2})", re.IGNORECASE)


async def of_scene(session: AsyncSession, park_id: int, scene: str) -> Spot | None:
    """The place that a code's scene names; None if it names none of the park.

    `A`, `A/3`, `A/B1`, `A/3/301` are a building, with its floor, with a room; `A/1/=前台` is a spot
    there (a counter, a table).
    """
    code, *rest = scene.split("/", maxsplit=2)
    building = (await places.buildings(session, park_id)).get(code.upper())
    if building is None or len(scene) > SCENE_LENGTH:
        return None
    floor = _floor(rest[0]) if rest else None
    if rest and (floor is None or not -building.basements <= floor <= building.floors):
        return None
    where = rest[1] if len(rest) > 1 else ""
    spot = where.removeprefix("=") if where.startswith("=") else None
    return Spot(building.code, floor, where if where and spot is None else None, spot)


async def seen(
    session: AsyncSession, park_id: int, person_id: int, spot: Spot, *, now: datetime
) -> None:
    """They are there now."""
    there = {
        "building": spot.building,
        "floor": spot.floor,
        "room": spot.room,
        "place": spot.place,
        "seen_at": now,
    }
    row = insert(LastPlace).values(park_id=park_id, person_id=person_id, **there)
    await session.execute(
        row.on_conflict_do_update(index_elements=["park_id", "person_id"], set_=there)
    )


async def current(
    session: AsyncSession, park_id: int, person_id: int, *, now: datetime
) -> Spot | None:
    """Where they were within KNOWN_FOR."""
    row = await _last(session, park_id, person_id)
    if row is None or now - row.seen_at > KNOWN_FOR:
        return None
    return Spot(row.building, row.floor, row.room, row.place)


def known(session: AsyncSession, person_id: int, seen: Mapping[str, Any] | None) -> None:
    """Where somebody was seen last, as it was read just now: values of the row, if there is one.
    In this session it is not read again."""
    session.info[_KNOWN] = person_id, LastPlace(**seen) if seen is not None else None


_KNOWN = "last_places.known"


async def _last(session: AsyncSession, park_id: int, person_id: int) -> LastPlace | None:
    whose, row = session.info.get(_KNOWN, (None, None))
    return row if whose == person_id else await session.get(LastPlace, (park_id, person_id))


def _floor(text: str) -> int | None:
    found = _FLOOR.fullmatch(text)
    if found is None:
        return None
    number = int(found["number"])
    return -number if found["below"] else number
