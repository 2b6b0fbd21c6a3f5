"""A platform's access token, one for all processes, and the right to fetch the next one."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from models.channels import PlatformToken


async def read(session: AsyncSession, park_id: int, app_id: str) -> PlatformToken:
    """The row, made if there is none."""
    await session.execute(
        insert(PlatformToken).values(park_id=park_id, app_id=app_id).on_conflict_do_nothing()
    )
    return await session.get_one(PlatformToken, (park_id, app_id), populate_existing=True)


async def lease(
    session: AsyncSession, row: PlatformToken, *, token: str, now: datetime, until: datetime
) -> bool:
    """Take the right to fetch the next one; False if somebody fetches it now."""
    taken = await session.scalar(
        update(PlatformToken)
        .where(
            PlatformToken.park_id == row.park_id,
            PlatformToken.app_id == row.app_id,
            PlatformToken.lease_until.is_(None) | (PlatformToken.lease_until < now),
            # Somebody may have fetched one since `row` was read.
            PlatformToken.sealed.is_not_distinct_from(row.sealed),
        )
        .values(lease_token=token, lease_until=until)
        .returning(PlatformToken.app_id)
    )
    return taken is not None


async def keep(
    session: AsyncSession, row: PlatformToken, *, token: str, sealed: str, expires_at: datetime
) -> None:
    """Write what was fetched, and end the lease; nothing if the lease is lost."""
    await _end(session, row, token, sealed=sealed, expires_at=expires_at, blocked_until=None)


async def give_up(
    session: AsyncSession, row: PlatformToken, *, token: str, blocked_until: datetime | None
) -> None:
    """Nothing was fetched; nobody tries before `blocked_until`."""
    await _end(session, row, token, blocked_until=blocked_until)


async def _end(
    session: AsyncSession, row: PlatformToken, token: str, **values: str | datetime | None
) -> None:
    await session.execute(
        update(PlatformToken)
        .where(
            PlatformToken.park_id == row.park_id,
            PlatformToken.app_id == row.app_id,
            PlatformToken.lease_token == token,
        )
        .values(lease_token=None, lease_until=None, **values)
    )
