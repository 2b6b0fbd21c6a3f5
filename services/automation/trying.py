"""A rule tried against what happened last week: what it would have done, without doing it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.automation import AutomationRule
from models.events import EventRow
from services.automation import running
from services.events.registry import parse_event

SPAN = timedelta(days=7)
LOOKED_AT = 2_000
"""Events at most, the newest."""
LISTED = 50


@dataclass(frozen=True, slots=True)
class Would:
    """Of one event for which the rule holds: `steps` are `do`, and `why` where nothing would change
    as things stand now."""

    subject: str
    at: datetime
    steps: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Trial:
    """`events` were looked at, `held` of them would have started it; the newest LISTED of those."""

    since: datetime
    events: int
    held: int
    would: list[Would]


async def try_out(session: AsyncSession, rule: AutomationRule, *, now: datetime) -> Trial:
    """Writes nothing. What an event does not say is read as it is now."""
    since = now - SPAN
    found = await session.scalars(
        select(EventRow)
        .where(
            EventRow.park_id == rule.park_id,
            EventRow.type == rule.event,
            EventRow.occurred_at >= since,
        )
        .order_by(EventRow.id.desc())
        .limit(LOOKED_AT)
    )
    rows, would, held = found.all(), list[Would](), 0
    for row in rows:
        if not await running.holds(session, rule, row, parse_event(row.type, row.data)):
            continue
        held += 1
        if len(would) < LISTED:
            would.append(Would(row.subject, row.occurred_at, await _steps(session, rule, row, now)))
    return Trial(since, len(rows), held, would)


async def _steps(
    session: AsyncSession, rule: AutomationRule, row: EventRow, now: datetime
) -> list[dict[str, Any]]:
    steps: list[dict[str, Any]] = []
    for action, doing in running.doings(rule, int(row.subject.partition(":")[2]), now):
        why = "unknown" if action is None else await action.blocked(session, doing)
        steps.append({"do": doing.values["do"], **({"why": why} if why else {})})
    return steps
