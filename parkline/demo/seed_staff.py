"""The demo's staff. Their password is known, so they belong to the demo alone."""

import asyncio
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.park import Park
from models.staff import Shift, Staff
from parkline.demo.desk.data import DEMO_PASSWORD, DeskData
from parkline.demo.rows import upsert
from parkline.demo.seeds import Demo, load
from services.staff import passwords


async def seed_staff(
    session: AsyncSession, park: Park, *, now: datetime, demo: Demo | None = None
) -> bool:
    """The demo's staff and their shifts, unless the park has any staff; whether it had none."""
    known = select(Staff.id).where(Staff.park_id == park.id).limit(1)
    if await session.scalar(known) is not None:
        return False
    desk = (demo.of(DeskData) if demo else load(DeskData)).desk
    password_hash = await asyncio.to_thread(passwords.hashed, DEMO_PASSWORD)
    people = await upsert(
        session,
        park,
        Staff,
        ("login",),
        (
            {**one.model_dump(), "password_hash": password_hash, "created_at": now}
            for one in desk.staff
        ),
    )
    for staff in people.values():
        for hours in desk.hours:
            session.add(Shift(park_id=park.id, staff_id=staff.id, **hours.model_dump()))
    await session.flush()
    return True
