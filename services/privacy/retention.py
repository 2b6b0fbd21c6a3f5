"""A park's retention periods: what they are, and changing one."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.park import Park
from models.privacy import RetentionPeriod
from services.kit.audit import By, record
from services.kit.errors import Invalid, NotFound
from services.kit.snapshots import ChangedMeanwhile
from services.privacy.retention_kinds import KINDS, LONGEST_DAYS

VISITS = "visits"
"""The one kind whose period is a column of the park, `visit_retention_days`."""


async def periods(session: AsyncSession, park_id: int) -> dict[str, int | None]:
    """Days of every kind, in the order of KINDS; None: without limit."""
    rows = await session.scalars(select(RetentionPeriod).where(RetentionPeriod.park_id == park_id))
    chosen: Mapping[str, int | None] = {row.kind: row.days for row in rows}
    found = {code: chosen.get(code, kind.days) for code, kind in KINDS.items()}
    found[VISITS] = await session.scalar(
        select(Park.visit_retention_days).where(Park.id == park_id)
    )
    return found


def limit(days: int | None, now: datetime) -> datetime | None:
    """What ended before this moment has served its time. None: nothing ever has."""
    return None if days is None else now - timedelta(days=days)


async def save(
    session: AsyncSession, by: By, code: str, days: int | None, *, seen: int | None
) -> None:
    """Change a kind's period, for somebody who was shown `seen`.

    Raises NotFound for a kind that there is not, Invalid, ChangedMeanwhile.
    """
    check(code, days)
    subject = f"retention:{code}"
    # Two who change periods at once do so one after the other.
    park = await session.get_one(
        Park, by.park_id, with_for_update={"key_share": True}, populate_existing=True
    )
    before = (await periods(session, by.park_id))[code]
    if before != seen:
        raise ChangedMeanwhile(subject, subject=subject)
    if code == VISITS and days is not None:
        park.visit_retention_days = days
    else:
        await session.merge(RetentionPeriod(park_id=by.park_id, kind=code, days=days))
    await session.flush()
    record(session, by, "retention.edit", subject, before={"days": before}, after={"days": days})


def check(code: str, days: int | None) -> None:
    """Raises NotFound for a kind that there is not, Invalid for a period that cannot be."""
    kind = KINDS.get(code)
    if kind is None:
        raise NotFound(f"nothing is kept as {code}")
    if days is None and not kind.may_be_unlimited:
        raise Invalid(f"{code} needs a limit", field="days")
    if days is not None and not 1 <= days <= LONGEST_DAYS:
        raise Invalid(f"a period is 1 to {LONGEST_DAYS} days", field="days")
