"""Forgetting visitors after their park's retention time, wherever they are named."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Text, cast, func, literal, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from models import Conversation, ConversationNote, Handoff, Message, Park, Visit
from services.texts import LANGUAGES, say

ERASED: dict[str, Any] = {
    "names": [],
    "phone": None,
    "plate": None,
    "visitor_company": None,
    "reason": None,
    "status_reason": None,
}
"""What a visit no longer says."""
GONE = "***"
"""What stands in a chat where somebody was named."""

_NOISE = r"[ .·•・_-]*"
"""Between the signs of a plate or a number, as people write them."""
_SAID_IN: tuple[tuple[type[Message | Handoff | ConversationNote], tuple[str, ...]], ...] = (
    (Message, ("text", "payload", "buttons", "data")),
    (Handoff, ("summary",)),
    (ConversationNote, ("text",)),
)
"""Where words of a conversation are kept; rows have a `conversation_id`."""


async def erase(session: AsyncSession, *, now: datetime, limit: int = 500) -> int:
    """Erase what is personal of visits that ended longer ago than their park keeps it; how many."""
    due = await session.scalars(
        select(Visit)
        .join(Park, Park.id == Visit.park_id)
        .where(
            Visit.erased_at.is_(None),
            Visit.ends_at < literal(now) - func.make_interval(0, 0, 0, Park.visit_retention_days),
        )
        .order_by(Visit.id)
        .limit(limit)
        .with_for_update(of=Visit, skip_locked=True)
    )
    found = due.all()
    known = [(visit, _personal(visit)) for visit in found]
    for visit in found:
        visit.erased_at = now
        for column, value in ERASED.items():
            setattr(visit, column, value)
    await session.flush()
    for visit, personal in known:
        forgotten = personal - await _still_needed(session, visit)
        if forgotten:
            await _forget(session, visit, sorted(forgotten, key=len, reverse=True))
    return len(found)


def _personal(visit: Visit) -> set[str]:
    """What may name them in a chat. "Visitor", for who has no name, names nobody."""
    unnamed = {say(language, "visit-unnamed") for language in LANGUAGES}
    said = {*visit.names, visit.phone, visit.plate, visit.visitor_company}
    return {one for one in said if one} - unnamed


async def _still_needed(session: AsyncSession, visit: Visit) -> set[str]:
    """Of the host's other visits that are not erased yet: who comes again is forgotten later."""
    others = await session.scalars(
        select(Visit).where(
            Visit.park_id == visit.park_id,
            Visit.host_id == visit.host_id,
            Visit.erased_at.is_(None),
        )
    )
    return {one for other in others for one in _personal(other)}


async def _forget(session: AsyncSession, visit: Visit, personal: Sequence[str]) -> None:
    """In everything that was said with the host or the approver."""
    people = [one for one in (visit.host_id, visit.approver_id) if one is not None]
    chats = select(Conversation.id).where(
        Conversation.park_id == visit.park_id, Conversation.person_id.in_(people)
    )
    loose, exact = "|".join(_spellings(personal)), _pattern(personal)
    for table, columns in _SAID_IN:
        fields: list[InstrumentedAttribute[Any]] = [getattr(table, name) for name in columns]
        rows = await session.scalars(
            select(table).where(
                table.park_id == visit.park_id,
                table.conversation_id.in_(chats),
                or_(*(cast(field, Text).regexp_match(loose, flags="i") for field in fields)),
            )
        )
        for row in rows:
            for name in columns:
                setattr(row, name, _without(getattr(row, name), exact))
    await session.flush()


def _spellings(personal: Iterable[str]) -> list[str]:
    """A pattern of each, in the signs that Python and PostgreSQL read alike."""
    return [_NOISE.join(re.escape(sign) for sign in one if not sign.isspace()) for one in personal]


def _pattern(personal: Iterable[str]) -> re.Pattern[str]:
    """An is not found in Any, nor a number in a longer one but for its country code."""
    edged = [
        rf"(?:(?:(?:\+|00)?86{_NOISE})|(?<![0-9A-Za-z])){one}(?![0-9A-Za-z])"
        if said[:1].isascii()
        else one
        for said, one in zip(personal, _spellings(personal), strict=True)
    ]
    return re.compile("|".join(edged), re.IGNORECASE)


def _without(value: Any, personal: re.Pattern[str]) -> Any:
    match value:
        case str():
            return personal.sub(GONE, value)
        case list():
            return [_without(one, personal) for one in value]
        case dict():
            return {key: _without(one, personal) for key, one in value.items()}
    return value
