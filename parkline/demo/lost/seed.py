"""The demo's lost property in the database."""

from datetime import timedelta

from sqlalchemy import select

from models.lost import LostItem
from parkline.demo.lost.data import LostData
from parkline.demo.seeds import Seeding
from services.kit.numbers import new_number
from services.lost import settings


async def seed_lost(seeding: Seeding, data: LostData) -> None:
    """Once: what staff have handed out stays so. Nothing is said of it: nobody waits for news of
    what was there before."""
    session, park, now = seeding.session, seeding.park, seeding.now
    there = select(LostItem.id).where(LostItem.park_id == park.id).limit(1)
    if await session.scalar(there) is not None:
        return
    days = timedelta(days=await settings.unclaimed_days(session, park.id))
    for entry in data.items:
        at = now - timedelta(hours=entry.hours_ago)
        session.add(
            LostItem(
                park_id=park.id,
                item_no=new_number("L"),
                kind="found",
                status="stored",
                **entry.model_dump(exclude={"hours_ago"}),
                from_at=at,
                until_at=at,
                stored_at=at,
                next_alarm_at=at + days,
                created_at=at,
                updated_at=at,
            )
        )
    await session.flush()
