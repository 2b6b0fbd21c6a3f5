"""One bounded step of a rule's way through its table, and how much a period would remove today."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, and_, exists, func, literal, or_, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Message
from models.events import EventRow
from models.privacy import RetentionPass
from services.kit.retention import Batch, Rule
from services.privacy.retention_rules import RULES

WINDOW = 2000
"""Rows that one step looks at."""
AGAIN_AFTER = timedelta(hours=20)
"""From the end of a pass to the beginning of the next: about once a day."""
MOST_COUNTED = 100_000
"""Of one rule; the page then says "more than"."""
COUNTING_MILLISECONDS = 1500
STEP_MILLISECONDS = 10_000
"""A step that takes longer than that is rolled back by PostgreSQL."""
LOCK_MILLISECONDS = 500
"""A row lock that is waited for longer belongs to people: the step is rolled back."""


MESSAGES_WAIT = timedelta(seconds=2)
EVENTS_WAIT = timedelta(seconds=5)
STUCK = timedelta(minutes=10)
"""What has waited for longer is a fault (`parkline doctor` tells it), not load."""
QUERY_CANCELED = "57014"
"""SQLSTATE of a statement that took too long."""


@dataclass(frozen=True, slots=True)
class Step:
    """`ended`: the pass came to its end. None in `oldest_at`: nothing is left."""

    removed: int
    ended: bool
    oldest_at: datetime | None


@dataclass(frozen=True, slots=True)
class Count:
    """How many rows are due. `at_least`: there are more than were counted."""

    rows: int
    at_least: bool = False


async def due_for_a_pass(session: AsyncSession, park_id: int, *, now: datetime) -> list[str]:
    """Rules whose pass has begun and not ended, or ended long enough ago, in RULES' order."""
    rows = await session.scalars(select(RetentionPass).where(RetentionPass.park_id == park_id))
    state = {row.rule: row for row in rows}
    return [name for name in RULES if _wants(state.get(name), now)]


def _wants(row: RetentionPass | None, now: datetime) -> bool:
    if row is None or row.finished_at is None or row.began_at > row.finished_at:
        return True
    return now - row.finished_at >= AGAIN_AFTER


async def step(
    session: AsyncSession, park_id: int, name: str, before: datetime | None, *, now: datetime
) -> Step | None:
    """Go on with a rule's pass by WINDOW rows at most; what ended before `before` goes.

    None if another worker is at it. The caller commits: the place that was reached is kept with
    what was removed, or neither is.
    """
    for setting, milliseconds in (
        ("statement_timeout", STEP_MILLISECONDS),
        ("lock_timeout", LOCK_MILLISECONDS),
    ):
        await session.execute(select(func.set_config(setting, str(milliseconds), True)))
    state = await _take(session, park_id, name, now)
    if state is None:
        return None
    rule = RULES[name]
    rows = await _window(session, park_id, rule, before, state.position)
    chosen = [row.key for row in rows if row.is_due]
    acted, last = _bounded(rule, rows, chosen)
    removed: set[int] = set()
    if acted and rule.act is not None and before is not None:
        due = and_(rule.holds, rule.due(before))
        removed = await _act(session, rule, Batch(park_id, acted, due, now))
    left = [row.born for row in rows if row.holds and row.key <= last and row.key not in removed]
    state.oldest_so_far = _earliest(state.oldest_so_far, *left)
    state.removed += len(removed)
    ended = _ended(rule, rows, last, before)
    state.position = 0 if ended else last
    oldest = state.oldest_so_far
    if ended:
        state.finished_at, state.oldest_at, state.oldest_so_far = now, oldest, None
    await session.flush()
    return Step(len(removed), ended, oldest)


async def count(session: AsyncSession, park_id: int, kind: str, before: datetime) -> Count | None:
    """How many rows of a kind are due today; None if it cannot be told in a moment."""
    total, more = 0, False
    try:
        async with session.begin_nested():
            await session.execute(text(f"set local statement_timeout = {COUNTING_MILLISECONDS}"))
            for rule in RULES.values():
                if rule.kind != kind:
                    continue
                which = _key(rule)
                due = (
                    select(which)
                    .where(rule.table.park_id == park_id, rule.holds, rule.due(before))  # type: ignore[attr-defined]
                    .limit(MOST_COUNTED + 1)
                )
                found = await session.scalar(select(func.count()).select_from(due.subquery())) or 0
                total, more = total + min(found, MOST_COUNTED), more or found > MOST_COUNTED
            await session.execute(text("set local statement_timeout = 0"))
    except DBAPIError as problem:
        if getattr(problem.orig, "sqlstate", None) != QUERY_CANCELED:
            raise
        return None
    return Count(total, more)


async def passes(session: AsyncSession, park_id: int) -> dict[str, RetentionPass]:
    """How far each rule is, by its name; rules that never ran are missing."""
    rows = await session.scalars(select(RetentionPass).where(RetentionPass.park_id == park_id))
    return {row.rule: row for row in rows}


async def under_load(session: AsyncSession, *, now: datetime) -> bool:
    """Whether a message or an event has waited for longer than it should: removal gives way."""
    waits = or_(
        exists().where(
            Message.status == "received",
            Message.created_at.between(now - STUCK, now - MESSAGES_WAIT),
        ),
        exists().where(EventRow.due_at.between(now - STUCK, now - EVENTS_WAIT)),
    )
    return bool(await session.scalar(select(waits)))


async def _take(
    session: AsyncSession, park_id: int, name: str, now: datetime
) -> RetentionPass | None:
    """The pass, locked, begun anew if the one before ended. None if another transaction has it."""
    mine = [RetentionPass.park_id == park_id, RetentionPass.rule == name]
    locked = select(RetentionPass).where(*mine).with_for_update(skip_locked=True)
    if await session.scalar(select(RetentionPass.rule).where(*mine)) is None:
        new = insert(RetentionPass).values(park_id=park_id, rule=name, began_at=now)
        await session.execute(new.on_conflict_do_nothing())
    state = await session.scalar(locked.execution_options(populate_existing=True))
    if state is None or not _wants(state, now):
        return None
    if state.finished_at is not None and state.finished_at >= state.began_at:
        state.began_at, state.position, state.oldest_so_far = now, 0, None
    return state


async def _window(
    session: AsyncSession, park_id: int, rule: Rule, before: datetime | None, position: int
) -> Sequence[Row[Any]]:
    key = _key(rule)
    due = literal(False) if before is None else and_(rule.holds, rule.due(before))
    query = (
        select(
            key.label("key"),
            rule.born.label("born"),
            rule.holds.label("holds"),
            func.coalesce(due, False).label("is_due"),
        )
        .where(rule.table.park_id == park_id, key > position)  # type: ignore[attr-defined]
        .order_by(key)
        .limit(WINDOW)
    )
    return (await session.execute(query)).all()


def _bounded(rule: Rule, rows: Sequence[Row[Any]], chosen: Sequence[int]) -> tuple[list[int], int]:
    """What this step acts on, and the key up to which the window counts as looked at."""
    acted = list(chosen[: rule.at_once])
    if len(chosen) > len(acted):
        return acted, acted[-1]
    return acted, rows[-1].key if rows else 0


async def _act(session: AsyncSession, rule: Rule, batch: Batch) -> set[int]:
    """Rows that somebody else has locked are left for the next pass."""
    key = _key(rule)
    locked = await session.scalars(
        select(key)
        .where(*batch.of(key), batch.due)
        .with_for_update(skip_locked=True, of=rule.table)
    )
    mine = list(dict.fromkeys(locked))
    if mine and rule.act is not None:
        await rule.act(session, replace(batch, keys=mine))
    return set(mine)


def _ended(rule: Rule, rows: Sequence[Row[Any]], last: int, before: datetime | None) -> bool:
    """Whether nothing that could be due comes after `last`."""
    if not rows or before is None:
        return True
    if last < rows[-1].key:
        return False
    young = rule.in_order and rows[-1].born >= before
    return len(rows) < WINDOW or young


def _earliest(*moments: datetime | None) -> datetime | None:
    return min((moment for moment in moments if moment is not None), default=None)


def _key(rule: Rule) -> Any:
    return getattr(rule.table, rule.key)
