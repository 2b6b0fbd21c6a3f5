"""Answers kept for clients that ask again: one key, one effect."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from models.base import table_of
from models.kit import IdempotencyKey
from services.kit.batches import delete_some
from services.kit.errors import IdempotencyMismatch, Invalid

MAX_KEY = 255
_UNANSWERED = 0


_table = table_of(IdempotencyKey)
_TAKE = (
    insert(_table)
    .values(
        park_id=bindparam("park_id"),
        scope=bindparam("scope"),
        key=bindparam("key"),
        body_hash=bindparam("body_hash"),
        status=_UNANSWERED,
        answer={},
    )
    .on_conflict_do_nothing(index_elements=["park_id", "scope", "key"])
    .returning(_table.c.id)
)
_KEEP = (
    update(_table)
    .where(
        _table.c.park_id == bindparam("of_park"),
        _table.c.scope == bindparam("of_scope"),
        _table.c.key == bindparam("of_key"),
    )
    .values(status=bindparam("status"), answer=bindparam("answer"))
    .returning(_table.c.id)
)


@dataclass(frozen=True, slots=True)
class Answered:
    """What the first request with this key was answered."""

    status: int
    answer: dict[str, Any]


async def begin(
    session: AsyncSession, park_id: int, *, scope: str, key: str, request: bytes
) -> Answered | None:
    """Take the key for this transaction; None means that the request is the first one.

    `scope` says whose key it is, `request` is all that makes the request what it is (method, path,
    body). A concurrent request with the same key waits here until the first has committed, and
    gets its answer, or has rolled back, and then is the first itself. Raises Invalid for a key that
    is empty or too long, IdempotencyMismatch for another request.
    """
    if not 0 < len(key) <= MAX_KEY or not key.isprintable():
        raise Invalid(
            f"an idempotency key has 1 to {MAX_KEY} printable characters", field="idempotency-key"
        )
    body_hash = hashlib.sha256(request).hexdigest()
    values = {"park_id": park_id, "scope": scope, "key": key, "body_hash": body_hash}
    taken = await session.scalar(_TAKE, values)
    if taken is not None:
        return None
    kept = await _kept(session, park_id, scope, key)
    if kept.body_hash != body_hash:
        raise IdempotencyMismatch("this idempotency key was used for another request")
    return Answered(kept.status, kept.answer)


async def finish(
    session: AsyncSession,
    park_id: int,
    *,
    scope: str,
    key: str,
    status: int,
    answer: dict[str, Any],
) -> None:
    """Keep the answer, in the transaction that began with the key and made the answer true."""
    of = {"of_park": park_id, "of_scope": scope, "of_key": key}
    kept = await session.execute(_KEEP, {**of, "status": status, "answer": answer})
    kept.one()


async def forget(session: AsyncSession, park_id: int, *, scope: str, key: str) -> None:
    """Let the next request with this key be the first: this one was refused."""
    await session.delete(await _kept(session, park_id, scope, key))
    await session.flush()


async def purge(session: AsyncSession, *, before: datetime) -> int:
    """Forget keys older than that, a batch of them; how many. A client that asks again later acts
    again."""
    return await delete_some(session, IdempotencyKey, IdempotencyKey.created_at < before)


async def _kept(session: AsyncSession, park_id: int, scope: str, key: str) -> IdempotencyKey:
    found = await session.scalars(
        select(IdempotencyKey).where(
            IdempotencyKey.park_id == park_id,
            IdempotencyKey.scope == scope,
            IdempotencyKey.key == key,
        )
    )
    return found.one()
