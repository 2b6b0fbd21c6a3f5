"""How long lost property keeps what holds people, and what goes then."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import and_, exists, or_, update
from sqlalchemy.ext.asyncio import AsyncSession

from models.lost import LostItem, LostMatch
from services.kit.retention import Batch, Kind, Retention, Rule, Yes, clear, says

FORGETS: Mapping[str, Any] = MappingProxyType(
    {
        "description": "",
        **dict.fromkeys(("mark", "phone", "finder", "status_reason", "floor", "room", "place")),
    }
)
"""What a thing no longer says of the people who had to do with it."""
SAYS: Mapping[str, Any] = MappingProxyType({"reason": None})
"""The same of a match."""


async def _forget(session: AsyncSession, batch: Batch) -> None:
    gone = update(LostItem).where(*batch.of(LostItem.id), batch.due)
    await session.execute(gone.values(**FORGETS, erased_at=batch.now))


def _match_due(before: datetime) -> Yes:
    """Both things have ended, the last of them long enough ago."""
    lasts = exists().where(
        LostItem.park_id == LostMatch.park_id,
        LostItem.id.in_([LostMatch.lost_id, LostMatch.found_id]),
        or_(LostItem.closed_at.is_(None), LostItem.closed_at >= before),
    )
    return and_(LostMatch.updated_at < before, ~lasts)


RETENTION = Retention(
    {
        "lost_items": Kind(
            180,
            "somebody else may say within months that the thing was theirs",
            "when it was handed out, given back, disposed of, withdrawn or given up",
            seen_with=("lost.read",),
        ),
    },
    {
        "lost_items": Rule(
            "lost_items",
            LostItem,
            LostItem.created_at,
            lambda before: LostItem.closed_at < before,
            _forget,
            holds=LostItem.erased_at.is_(None),
        ),
        "lost_matches": Rule(
            "lost_items",
            LostMatch,
            LostMatch.created_at,
            _match_due,
            clear(LostMatch, SAYS),
            holds=says(LostMatch, SAYS),
        ),
    },
)
