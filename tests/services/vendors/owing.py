"""What a vendor is owed: what a worker would be given of it, and what became of it."""

from datetime import datetime

from sqlalchemy import text

from services.vendors.attempts import Claim, claim
from tests.contract.vendor_delivery import NOW, World

URL = "https://vendor.example/hooks"


async def claims(world: World, *, now: datetime = NOW) -> list[Claim]:
    """What a worker would be given now; it is nobody else's for the time of its lease."""
    async with world.sessions.begin() as session:
        found = await claim(session, now=now, rooms={}, each=8, at_most=100)
    return found.claims


async def turns(world: World, *, now: datetime = NOW) -> list[int]:
    return [one.delivery_id for one in await claims(world, now=now)]


async def conclude(world: World, delivery_id: int, status: str) -> None:
    async with world.sessions.begin() as session:
        await session.execute(
            text(
                "update delivery set status = :status, attempts = 10, next_attempt_at = null"
                " where id = :id"
            ),
            {"status": status, "id": delivery_id},
        )


async def wait_until(world: World, delivery_id: int, at: datetime) -> None:
    """As after a failed attempt."""
    async with world.sessions.begin() as session:
        await session.execute(
            text(
                "update delivery set attempts = attempts + 1, next_attempt_at = :at where id = :id"
            ),
            {"at": at, "id": delivery_id},
        )
