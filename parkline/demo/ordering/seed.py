"""Lockers in the database."""

from models.ordering import Locker
from parkline.demo.ordering.data import LockerData
from parkline.demo.park.data import ParkData
from parkline.demo.rows import upsert
from parkline.demo.seeds import Demo, Seeding
from services.ordering import lockers


def check_places(data: LockerData, demo: Demo) -> None:
    """Raises ValueError where a locker stands in a building that the park does not have."""
    known = {building.code for building in demo.of(ParkData).park.buildings}
    for locker in data.lockers:
        if locker.building not in known:
            raise ValueError(f"{locker.code} is in unknown building {locker.building}")


async def seed_lockers(seeding: Seeding, data: LockerData) -> None:
    rows = (locker.model_dump(exclude={"boxes"}) for locker in data.lockers)
    found = await upsert(seeding.session, seeding.park, Locker, ("code",), rows)
    for entry in data.lockers:
        await lockers.set_boxes(seeding.session, found[entry.code,], entry.boxes)
