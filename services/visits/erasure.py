"""Forgetting visitors after their park's retention time, wherever they are named.

In steps that end: what a step could not finish in its time, the next one goes on with.
"""

import time
from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, func, literal, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.park import Park
from models.visits import Visit
from services.conversations.chat_redaction import Place, strike_out
from services.kit.redaction import Redaction
from services.kit.rest import at_work
from services.texts import LANGUAGES, say

FORGETS: Mapping[str, Any] = MappingProxyType(
    {
        "names": [],
        "more_plates": [],
        **dict.fromkeys(("phone", "plate", "visitor_company", "reason", "status_reason")),
    }
)
"""What a visit no longer says of its visitors, once the park has kept it long enough."""
AT_ONCE = 500
SECONDS = 1.0
"""Of one step, and so of its transaction, behind which the desk's news of all events waits; a batch
of messages may go beyond."""


async def erase(
    session: AsyncSession, *, now: datetime, limit: int = AT_ONCE, seconds: float = SECONDS
) -> int:
    """Erase what is personal of visits that ended longer ago than their park keeps it; how many.

    Stops after `limit` visits, or when `seconds` are over, and then leaves the rest, and in the
    midst of a visit the place to go on from, to the next call. Every call gets further.
    """
    until = time.monotonic() + seconds
    done = 0
    while done < limit and (visit := await _next_due(session, now)) is not None:
        if not await _erase_one(session, visit, now, until):
            break
        done += 1
        if time.monotonic() >= until:
            break
    return done


async def tidy(session: AsyncSession, *, now: datetime) -> int:
    """One step, with whatever else is tidied."""
    return await erase(session, now=now)


async def waits(session: AsyncSession, *, now: datetime) -> bool:
    """Whether there is a visit to erase that no other worker is at."""
    return await _next_due(session, now) is not None


async def _next_due(session: AsyncSession, now: datetime) -> Visit | None:
    return await session.scalar(
        select(Visit)
        .join(Park, Park.id == Visit.park_id)
        .where(*_due(now))
        .order_by(Visit.id)
        .limit(1)
        .with_for_update(of=Visit, skip_locked=True)
    )


def _due(now: datetime) -> tuple[ColumnElement[bool], ...]:
    kept = func.make_interval(0, 0, 0, Park.visit_retention_days)
    return Visit.erased_at.is_(None), Visit.ends_at < literal(now) - kept, at_work(Visit.park_id)


async def _erase_one(session: AsyncSession, visit: Visit, now: datetime, until: float) -> bool:
    """In everything that was said with the host or the approver, then in the visit itself.

    False if the time was over before."""
    redaction = Redaction(personal(visit) - await _still_needed(session, visit))
    if redaction:
        place = await strike_out(
            session,
            visit.park_id,
            [one for one in (visit.host_id, visit.approver_id) if one is not None],
            redaction,
            after=Place(visit.struck_conversation_id or 0, visit.struck_seq),
            until=until,
        )
        if place is not None:
            visit.struck_conversation_id, visit.struck_seq = place.conversation_id, place.seq
            await session.flush()
            return False
    visit.erased_at = now
    for column, value in FORGETS.items():
        setattr(visit, column, value)
    await session.flush()
    return True


def personal(visit: Visit) -> set[str]:
    """What may name its visitors in a chat. "Visitor", for who has no name, names nobody."""
    unnamed = {say(language, "visit-unnamed") for language in LANGUAGES}
    said = {*visit.names, visit.phone, *visit.plates, visit.visitor_company}
    return {one for one in said if one} - unnamed


async def _still_needed(session: AsyncSession, visit: Visit) -> set[str]:
    """Of the host's other visits that are not erased yet: who comes again is forgotten later."""
    others = await session.scalars(
        select(Visit).where(
            Visit.park_id == visit.park_id,
            Visit.host_id == visit.host_id,
            Visit.id != visit.id,
            Visit.erased_at.is_(None),
        )
    )
    return {one for other in others for one in personal(other)}
