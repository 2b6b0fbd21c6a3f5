"""Telling everybody in the park something, and taking it back."""

from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Literal

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.park import Announcement
from models.staff import Staff
from services.kit.audit import By, record
from services.kit.errors import Invalid, NotFound, Refused
from services.kit.snapshots import claim, snapshot

WORDS = ("title_zh", "title_en", "body_zh", "body_en")
COLUMNS = (*WORDS, "level", "pinned", "starts_at", "ends_at")
LEVELS = ("ordinary", "important")
LONGEST_TITLE, LONGEST_BODY = 60, 2_000
MOST = 30
"""That hold or will hold: nobody reads more, and the first page of an app has them all."""
PAST = 50
"""Of those that are over, the newest that a list shows."""

State = Literal["now", "coming", "over"]


class TooManyAnnouncements(Refused):
    """`details`: `limit`."""

    code = "too_many_announcements"


@dataclass(frozen=True, slots=True)
class Announced:
    """One as it is entered; moments are aware. Without `ends_at` it holds until it is ended."""

    title_zh: str
    title_en: str
    body_zh: str
    body_en: str
    level: str
    pinned: bool
    starts_at: datetime
    ends_at: datetime | None


async def listing(
    session: AsyncSession, park_id: int, *, now: datetime
) -> list[tuple[Announcement, str | None]]:
    """Those that hold or will hold, and the newest of those that are over; the latest first.

    Each with the name of who wrote it.
    """
    mine = (
        select(Announcement, Staff.name)
        .outerjoin(
            Staff, (Staff.park_id == Announcement.park_id) & (Staff.id == Announcement.staff_id)
        )
        .where(Announcement.park_id == park_id)
        .order_by(Announcement.starts_at.desc(), Announcement.id.desc())
    )
    still = mine.where(Announcement.ends_at.is_(None) | (Announcement.ends_at > now))
    over = mine.where(Announcement.ends_at <= now).limit(PAST)
    return [(row, name) for query in (still, over) for row, name in await session.execute(query)]


def state(row: Announcement, now: datetime) -> State:
    if row.ends_at is not None and row.ends_at <= now:
        return "over"
    return "now" if row.starts_at <= now else "coming"


async def find(session: AsyncSession, park_id: int, announcement_id: int) -> Announcement:
    """Raises NotFound."""
    row = await session.get(Announcement, (park_id, announcement_id))
    if row is None:
        raise NotFound(f"announcement {announcement_id}")
    return row


async def add(session: AsyncSession, by: By, entered: Announced) -> Announcement:
    """Raises Invalid, TooManyAnnouncements."""
    row = Announcement(park_id=by.park_id, staff_id=by.staff_id, created_at=by.at, edited_at=by.at)
    _set(row, entered, by.at)
    await _refuse_too_many(session, by)
    session.add(row)
    await session.flush()
    subject = f"announcement:{row.id}"
    record(session, by, "announcement.add", subject, before={}, after=snapshot(row, COLUMNS))
    return row


async def edit(
    session: AsyncSession, by: By, row: Announcement, entered: Announced, *, seen: str
) -> None:
    """Raises Invalid, ChangedMeanwhile, TooManyAnnouncements."""
    subject = f"announcement:{row.id}"
    before = await claim(session, row, COLUMNS, seen, subject)
    was_over = state(row, by.at) == "over"
    _set(row, entered, by.at)
    after = snapshot(row, COLUMNS)
    if was_over:
        await _refuse_too_many(session, by)
    if any(before[column] != after[column] for column in (*WORDS, "level")):
        row.edited_at = by.at
    await session.flush()
    record(session, by, "announcement.edit", subject, before=before, after=after)


async def end(session: AsyncSession, by: By, row: Announcement) -> None:
    """Take it back: one that nobody has seen yet is removed, another is over from now on.

    Safe to repeat.
    """
    await session.refresh(row, with_for_update=True)
    subject, before = f"announcement:{row.id}", snapshot(row, COLUMNS)
    if state(row, by.at) == "over":
        return
    if row.starts_at >= by.at:
        await session.delete(row)
        record(session, by, "announcement.remove", subject, before=before, after={})
    else:
        row.ends_at = by.at
        after = snapshot(row, COLUMNS)
        record(session, by, "announcement.end", subject, before=before, after=after)
    await session.flush()


def _set(row: Announcement, entered: Announced, now: datetime) -> None:
    values = asdict(entered)
    for column in WORDS:
        limit = LONGEST_TITLE if column.startswith("title") else LONGEST_BODY
        values[column] = _words(values[column], column, limit)
    if entered.level not in LEVELS:
        raise Invalid(f"a level is one of {', '.join(LEVELS)}", field="level")
    if entered.ends_at is not None and entered.ends_at <= max(entered.starts_at, now):
        raise Invalid("it ends after it has begun, and not before now", field="ends_at")
    for column, value in values.items():
        setattr(row, column, value.astimezone(UTC) if isinstance(value, datetime) else value)


def _words(text: str, field: str, limit: int) -> str:
    cleaned = " ".join(text.split()) if field.startswith("title") else text.strip()
    if not 0 < len(cleaned) <= limit:
        raise Invalid(f"has 1 to {limit} characters", field=field)
    return cleaned


async def _refuse_too_many(session: AsyncSession, by: By) -> None:
    with session.no_autoflush:
        there = await session.scalar(
            select(func.count()).where(
                Announcement.park_id == by.park_id,
                Announcement.ends_at.is_(None) | (Announcement.ends_at > by.at),
            )
        )
    if (there or 0) >= MOST:
        raise TooManyAnnouncements(f"at most {MOST} at a time", limit=MOST)
