"""Browsers that take Web Push. The tables of those of tenants and of staff are alike: `endpoint`,
`p256dh`, `auth`, `session_id`, `renewed_at`, and a column with the id of whose browser it is."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from models.base import Base, table_of
from services.kit.errors import Invalid

LONGEST_ENDPOINT = 1000
"""Characters."""


async def subscribe(
    session: AsyncSession,
    model: type[Base],
    *,
    park_id: int,
    owner: tuple[str, int],
    session_id: int,
    endpoint: str,
    p256dh: str,
    auth: str,
    most: int,
    now: datetime,
) -> None:
    """Push to this browser from now on; safe to repeat. Whoever signed in there last gets them.

    `owner`: the column of whose browser it is, and its value. Of an owner's browsers beyond `most`
    the ones that renewed their subscription longest ago go. Raises Invalid for what is no https
    address.
    """
    if not endpoint.startswith("https://") or len(endpoint) > LONGEST_ENDPOINT:
        raise Invalid("a push service is reached by https", field="endpoint")
    table, (column, value) = table_of(model), owner
    values = {
        column: value,
        "session_id": session_id,
        "p256dh": p256dh,
        "auth": auth,
        "renewed_at": now,
    }
    await session.execute(
        insert(table)
        .values(park_id=park_id, endpoint=endpoint, **values)
        .on_conflict_do_update(index_elements=["park_id", "endpoint"], set_=values)
    )
    too_many = (
        select(table.c.id)
        .where(table.c.park_id == park_id, table.c[column] == value)
        .order_by(table.c.renewed_at.desc(), table.c.id.desc())
        .offset(most)
    )
    await session.execute(delete(table).where(table.c.park_id == park_id, table.c.id.in_(too_many)))
