"""Announcements: who is told what, from when until when."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.park import Announcement, Park
from models.staff import AuditEntry
from parkline.stores.database import Sessions
from services.kit.audit import By
from services.kit.errors import Invalid, NotFound
from services.kit.snapshots import ChangedMeanwhile, snapshot, version
from services.park import announcement_admin as admin
from services.park import announcements
from services.park.announcement_admin import COLUMNS, MOST, Announced, TooManyAnnouncements
from tests.given.demo_park import WEDNESDAY_MORNING as NOW
from tests.given.factories import make_park

HOUR = timedelta(hours=1)
WATER = Announced(
    title_zh="周六停水",
    title_en="No water on Saturday",
    body_zh="B座八层以上停水。",
    body_en="Building B, floor 8 and above.",
    level="ordinary",
    pinned=False,
    starts_at=NOW - HOUR,
    ends_at=NOW + HOUR,
)


async def told(session: AsyncSession, park: Park, now: datetime = NOW) -> list[str]:
    return [row.title_en for row in await announcements.live(session, park.id, now=now)]


async def add(session: AsyncSession, park: Park, **values: object) -> Announcement:
    entered = replace(WATER, **values)  # type: ignore[arg-type]
    return await admin.add(session, By(park.id, None, NOW), entered)


async def test_one_holds_from_its_beginning_until_its_end(sessions: Sessions) -> None:
    async with sessions.begin() as session:
        park = await make_park(session)
        row = await add(session, park)
        moments = [NOW - HOUR - HOUR, NOW - HOUR, NOW, NOW + HOUR]
        assert [len(await told(session, park, at)) for at in moments] == [0, 1, 1, 0]
        await announcements.find_live(session, park.id, row.id, now=NOW)
        with pytest.raises(NotFound):
            await announcements.find_live(session, park.id, row.id, now=NOW + HOUR)


async def test_the_pinned_come_first_then_the_important_then_the_newest(
    sessions: Sessions,
) -> None:
    async with sessions.begin() as session:
        park = await make_park(session)
        await add(session, park, title_en="old", starts_at=NOW - 3 * HOUR)
        await add(session, park, title_en="new")
        await add(session, park, title_en="loud", level="important", starts_at=NOW - 2 * HOUR)
        await add(session, park, title_en="pinned", pinned=True, starts_at=NOW - 4 * HOUR)
        assert await told(session, park) == ["pinned", "loud", "new", "old"]


async def test_another_park_is_not_told(sessions: Sessions) -> None:
    async with sessions.begin() as session:
        park, other = await make_park(session), await make_park(session)
        row = await add(session, park)
        assert await told(session, other) == []
        with pytest.raises(NotFound):
            await announcements.find_live(session, other.id, row.id, now=NOW)
        with pytest.raises(NotFound):
            await admin.find(session, other.id, row.id)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title_zh", "  "),
        ("title_en", "x" * 61),
        ("body_zh", ""),
        ("body_en", "x" * 2001),
        ("level", "loud"),
        ("ends_at", NOW - HOUR),
        ("ends_at", NOW),
    ],
)
async def test_what_is_incomplete_is_not_told(
    sessions: Sessions, field: str, value: object
) -> None:
    async with sessions.begin() as session:
        park = await make_park(session)
        with pytest.raises(Invalid) as refused:
            await add(session, park, **{field: value})
        assert refused.value.details["field"] == field
        assert await told(session, park) == []


async def test_new_words_make_it_unread_and_another_end_does_not(sessions: Sessions) -> None:
    async with sessions.begin() as session:
        park = await make_park(session)
        row = await add(session, park)
        later = By(park.id, None, NOW + HOUR / 2)
        seen = version(snapshot(row, COLUMNS))
        await admin.edit(session, later, row, replace(WATER, ends_at=NOW + 2 * HOUR), seen=seen)
        assert row.edited_at == NOW
        with pytest.raises(ChangedMeanwhile):
            await admin.edit(session, later, row, WATER, seen=seen)
        seen = version(snapshot(row, COLUMNS))
        await admin.edit(session, later, row, replace(WATER, body_en="All of it."), seen=seen)
        assert row.edited_at == later.at
        noted = list(await session.scalars(select(AuditEntry).order_by(AuditEntry.id)))
    assert [sorted(entry.after) for entry in noted[1:]] == [["ends_at"], ["body_en", "ends_at"]]


async def test_one_that_is_ended_is_over_and_one_that_was_never_seen_is_gone(
    sessions: Sessions,
) -> None:
    async with sessions.begin() as session:
        park = await make_park(session)
        shown = await add(session, park, ends_at=None)
        coming = await add(session, park, starts_at=NOW + HOUR, ends_at=None)
        for row in (shown, shown, coming):
            await admin.end(session, By(park.id, None, NOW), row)
        assert await told(session, park) == []
        left = await admin.listing(session, park.id, now=NOW)
        actions = list(await session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))
    assert [(row.id, admin.state(row, NOW)) for row, _ in left] == [(shown.id, "over")]
    assert actions[2:] == ["announcement.end", "announcement.remove"]


async def test_nobody_is_told_more_than_they_can_read(sessions: Sessions) -> None:
    async with sessions.begin() as session:
        park = await make_park(session)
        rows = [await add(session, park) for _ in range(MOST)]
        with pytest.raises(TooManyAnnouncements):
            await add(session, park)
        await admin.end(session, By(park.id, None, NOW), rows[0])
        await add(session, park)
