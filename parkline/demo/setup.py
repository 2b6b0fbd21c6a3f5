"""Filling an empty database."""

from sqlalchemy import select

from models.park import Park
from parkline.demo.park.data import ParkData
from parkline.demo.seed import seed_demo
from parkline.demo.seed_pictures import seed_pictures
from parkline.demo.seed_staff import seed_staff
from parkline.demo.seeds import load
from parkline.process.clock import system_clock
from parkline.stores.database import database


async def seed_if_missing(database_url: str, *, staff: bool = False) -> bool:
    """Seed the demo park unless it is there; an operator's later edits are never overwritten.

    `staff`: also those whose password everybody knows, unless the park has staff. For the demo.
    """
    slug, now = load(ParkData).park.park.slug, system_clock()
    async with database(database_url, pool_size=1) as sessions, sessions.begin() as session:
        park = await session.scalar(select(Park).where(Park.slug == slug))
        is_new = park is None
        if park is None:
            park = await seed_demo(session, now=now)
            await seed_pictures(session, park, now=now)
        if staff:
            is_new |= await seed_staff(session, park, now=now)
        return is_new
