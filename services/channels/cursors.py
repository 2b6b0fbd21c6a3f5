"""How far we have fetched what a platform keeps for us. Moved in the transaction that stores it."""

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from models.channels import SyncCursor


async def read(session: AsyncSession, park_id: int, account: str) -> str:
    """Empty before the first time."""
    row = await session.get(SyncCursor, (park_id, account))
    return row.cursor if row is not None else ""


async def move(
    session: AsyncSession, park_id: int, account: str, *, before: str, after: str
) -> bool:
    """Go on from `before` to `after`; False if somebody else has, and then nothing may be kept.

    Locks the row: of two who have fetched the same, the second waits here and is told False.
    """
    first = insert(SyncCursor).values(park_id=park_id, account=account, cursor="")
    await session.execute(first.on_conflict_do_nothing())
    found = await session.scalars(
        select(SyncCursor)
        .where(SyncCursor.park_id == park_id, SyncCursor.account == account)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    row = found.one()
    if row.cursor != before:
        return False
    row.cursor = after
    await session.flush()
    return True
