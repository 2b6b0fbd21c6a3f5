"""Bring the demo park into the database."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from models.park import Park
from parkline.demo.park.seed import park_of
from parkline.demo.seeds import Demo, Seeding, load_demo, seeds


async def seed_demo(session: AsyncSession, *, now: datetime, demo: Demo | None = None) -> Park:
    """Create the demo park, or bring what is there to what the YAML says. Does not commit.

    Safe to repeat: rows are found by code, slug or day; the same data changes nothing. Stock is set
    once, when an item is new, and announcements where there are none. What the YAML does not name
    stays as it is. Raises Invalid on bad data. `now` is aware; a calendar that does not reach it is
    logged, not refused.
    """
    demo = demo or load_demo()
    seeding = Seeding(session, await park_of(session, demo), demo, now)
    for seed in seeds():
        await seed.upsert(seeding, demo.of(seed.data))
    return seeding.park
