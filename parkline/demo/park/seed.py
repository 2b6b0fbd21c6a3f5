"""The park itself in the database: first of all, since everything else stands in it."""

from collections.abc import Iterator
from datetime import timedelta
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.accounting import CompanyAccount
from models.park import Announcement, Building, CalendarDay, Park
from models.people import Company
from parkline.demo.park.data import AnnouncementEntry, CalendarFile, CompanyEntry, ParkData
from parkline.demo.rows import Row, fill, plain, upsert
from parkline.demo.seeds import Demo, Seeding

log = structlog.get_logger()


async def park_of(session: AsyncSession, demo: Demo) -> Park:
    wanted = demo.of(ParkData).park.park
    park = await session.scalar(select(Park).where(Park.slug == wanted.slug))
    if park is None:
        park = Park(**plain(wanted))
        session.add(park)
    fill(park, {key: value for key, value in plain(wanted).items() if key != "anybody_hosts"})
    await session.flush()
    return park


async def seed_park(seeding: Seeding, data: ParkData) -> None:
    session, park = seeding.session, seeding.park
    _warn_of_old_calendar(seeding, data)
    await upsert(session, park, Building, ("code",), map(plain, data.park.buildings))
    await _companies(seeding, data.park.companies)
    await upsert(session, park, CalendarDay, ("day",), calendar_rows(data.calendar))
    await _announcements(seeding, data.announcements)


async def _companies(seeding: Seeding, entries: list[CompanyEntry]) -> None:
    session, park = seeding.session, seeding.park
    plain = (entry.model_dump(exclude={"monthly_limit"}) for entry in entries)
    companies = await upsert(session, park, Company, ("name_en",), plain)
    accounts = (
        {
            "company_id": companies[entry.name_en,].id,
            "monthly_limit": entry.monthly_limit,
            "created_at": seeding.now,
        }
        for entry in entries
        if entry.monthly_limit is not None
    )
    once = ("monthly_limit", "created_at")
    await upsert(session, park, CompanyAccount, ("company_id",), accounts, once=once)


async def _announcements(seeding: Seeding, entries: list[AnnouncementEntry]) -> None:
    """Once: what an operator has ended stays so."""
    session, park, now = seeding.session, seeding.park, seeding.now
    there = select(Announcement.id).where(Announcement.park_id == park.id).limit(1)
    if await session.scalar(there) is not None:
        return
    today = now.astimezone(ZoneInfo(park.timezone)).replace(
        hour=0, minute=0, second=0, microsecond=0
    )
    for entry in entries:
        announcement = Announcement(
            park_id=park.id,
            **entry.model_dump(exclude={"days"}),
            starts_at=today,
            ends_at=today + timedelta(days=entry.days),
            created_at=now,
            edited_at=now,
        )
        session.add(announcement)
    await session.flush()


def calendar_rows(calendar: CalendarFile) -> Iterator[Row]:
    for holiday in calendar.holidays:
        for day, kind in holiday.days():
            yield {"day": day, "kind": kind, **holiday.model_dump(include={"name_zh", "name_en"})}


def _warn_of_old_calendar(seeding: Seeding, data: ParkData) -> None:
    covers = data.calendar.covers
    today = seeding.now.astimezone(ZoneInfo(data.park.park.timezone)).date()
    if not covers.first <= today <= covers.last:
        log.warning("calendar_does_not_cover_today", today=str(today), until=str(covers.last))
