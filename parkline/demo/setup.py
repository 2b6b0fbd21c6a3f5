"""Filling an empty database."""

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.park import Park
from parkline.demo.park.data import ParkData
from parkline.demo.seed import seed_demo
from parkline.demo.seed_pictures import seed_pictures
from parkline.demo.seed_staff import seed_staff
from parkline.demo.seeds import CAMBRIDGE, FOLDER, load_demo
from parkline.process.clock import system_clock
from parkline.stores.database import database
from services.park import hosts

HOSTS = {
    FOLDER: ("localhost", "127.0.0.1", "daybreak.localhost"),
    CAMBRIDGE: ("cambridge.localhost",),
}
"""Names of loopback, of each of the demo's parks where there are two. The first is the main one."""


async def seed_if_missing(
    database_url: str, *, staff: bool = False, parks: int = 1, reached_at: Sequence[str] = ()
) -> bool:
    """Seed the demo park unless it is there; an operator's later edits are never overwritten.

    `staff`: also those whose password everybody knows, unless the park has staff. For the demo.
    `parks`: 2 brings the second park, too, and gives each its hosts; `reached_at`: names by which
    people reach the first one besides, before those of loopback.
    """
    async with database(database_url, pool_size=1) as sessions, sessions.begin() as session:
        is_new = False
        for folder in list(HOSTS)[:parks]:
            before = set(reached_at) - set(HOSTS[folder]) if folder == FOLDER else set()
            names = (*sorted(before), *HOSTS[folder])
            is_new |= await _seed(session, folder, names if parks > 1 else (), staff=staff)
        return is_new


async def _seed(session: AsyncSession, folder: Path, names: Sequence[str], *, staff: bool) -> bool:
    demo, now = load_demo(folder), system_clock()
    slug = demo.of(ParkData).park.park.slug
    park = await session.scalar(select(Park).where(Park.slug == slug))
    is_new = park is None
    if park is None:
        park = await seed_demo(session, now=now, demo=demo)
        await seed_pictures(session, park, now=now)
    if staff:
        is_new |= await seed_staff(session, park, now=now, demo=demo)
    if names and not await hosts.of_park(session, park.id):
        for host in names:
            await hosts.add(session, park.id, host, "site")
        is_new = True
    return is_new
