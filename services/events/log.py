"""Following the table of events in an order that misses nothing."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from sqlalchemy import BigInteger, Text, bindparam, cast, func, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Message
from models.events import EventRow

_OLDEST_RUNNING = cast(cast(func.pg_snapshot_xmin(func.pg_current_snapshot()), Text), BigInteger)
"""No transaction below it will ever commit anything anymore."""
BIGGEST = 2**63 - 1
_WRITTEN = re.compile(r"[0-9]{1,19}-[0-9]{1,19}")


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place in the order of events: by transaction, then by id."""

    xid: int
    id: int

    def __str__(self) -> str:
        return f"{self.xid}-{self.id}"

    @classmethod
    def parse(cls, said: str) -> Self | None:
        """The opposite of str(); None for anything else."""
        if _WRITTEN.fullmatch(said) is None:
            return None
        xid, id_ = map(int, said.split("-"))
        return cls(xid, id_) if max(xid, id_) <= BIGGEST else None


async def now_at(session: AsyncSession) -> Position:
    """Whatever this transaction could not see when it asked comes after this position."""
    return Position(await session.scalar(select(_OLDEST_RUNNING)) or 0, 0)


async def after(
    session: AsyncSession,
    park_id: int,
    position: Position,
    *,
    until: Position | None = None,
    limit: int = 500,
) -> list[EventRow]:
    """The park's next events in their order.

    Stops before the oldest transaction that still runs anywhere on the server: an event that is
    not shown yet never gets a place before one that was. A transaction that runs long holds the
    events of others back for as long.
    """
    place = tuple_(EventRow.xid, EventRow.id)
    query = select(EventRow).where(
        EventRow.park_id == park_id,
        place > (position.xid, position.id),
        EventRow.xid < _OLDEST_RUNNING,
    )
    if until is not None:
        query = query.where(place <= (until.xid, until.id))
    rows = await session.scalars(query.order_by(EventRow.xid, EventRow.id).limit(limit))
    return list(rows)


_NEWS = (
    select(EventRow, (EventRow.xid < _OLDEST_RUNNING).label("settled"))
    .where(
        EventRow.park_id == bindparam("park_id"),
        tuple_(EventRow.xid, EventRow.id)
        > tuple_(bindparam("xid", type_=BigInteger), bindparam("id", type_=BigInteger)),
    )
    .order_by(EventRow.xid, EventRow.id)
    .limit(bindparam("most", type_=BigInteger))
)


@dataclass(frozen=True, slots=True)
class News:
    """`rows` as `after` gives them. `held_back`: others are written already and have to wait."""

    rows: Sequence[EventRow]
    held_back: bool
    complete: bool
    """Whether there are no more of them."""


async def news(
    session: AsyncSession, park_id: int, position: Position, *, limit: int = 500
) -> News:
    """The park's next events, for a reader that has to know when to look again."""
    values = {"park_id": park_id, "xid": position.xid, "id": position.id, "most": limit}
    found = (await session.execute(_NEWS, values)).all()
    rows = [row.EventRow for row in found if row.settled]
    return News(rows, len(rows) < len(found), len(found) < limit)


def position_of(row: EventRow) -> Position:
    return Position(row.xid, row.id)


async def spoken_after(
    session: AsyncSession, park_id: int, message_id: int | None
) -> tuple[int, frozenset[int]]:
    """The newest message's id, and the conversations of messages after `message_id`.

    A hint, for when wake-ups do not arrive: ids are not in the order of commits.
    """
    newest = await session.scalar(select(func.max(Message.id)).where(Message.park_id == park_id))
    if newest is None or message_id is None or newest == message_id:
        return newest or 0, frozenset()
    found = await session.scalars(
        select(Message.conversation_id)
        .where(Message.park_id == park_id, Message.id > message_id)
        .distinct()
    )
    return newest, frozenset(found)
