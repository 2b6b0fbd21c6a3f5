"""Filling an empty database."""

from sqlalchemy import select

from models import Park
from parkline.clock import system_clock
from parkline.database import database
from parkline.demo.data import load_demo
from parkline.seed import seed_demo


async def seed_if_missing(database_url: str) -> bool:
    """Seed the demo park unless it is there; an operator's later edits are never overwritten."""
    slug = load_demo().places.park.slug
    async with database(database_url, pool_size=1) as sessions, sessions.begin() as session:
        if await session.scalar(select(Park.id).where(Park.slug == slug)) is not None:
            return False
        await seed_demo(session, now=system_clock())
        return True
