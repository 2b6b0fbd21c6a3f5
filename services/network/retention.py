"""How long introductions keep who asked, and how long what was withdrawn is remembered."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from models.network import NetworkCard, NetworkIntroduction, NetworkOffer
from services.kit.batches import delete_some
from services.kit.retention import Kind, Retention, Rule, clear, says
from services.network.copies import KEPT

FORGETS: Mapping[str, Any] = MappingProxyType({"contact": {}, "reply": None})

RETENTION = Retention(
    {
        "introductions": Kind(
            180,
            "the two may ask for months what became of it",
            "when it was asked for",
            seen_with=("network.work",),
        ),
    },
    {
        "introductions": Rule(
            "introductions",
            NetworkIntroduction,
            NetworkIntroduction.created_at,
            lambda before: NetworkIntroduction.created_at < before,
            clear(NetworkIntroduction, FORGETS),
            holds=says(NetworkIntroduction, FORGETS),
        ),
    },
)


async def tidy(session: AsyncSession, *, now: datetime) -> int:
    """What was withdrawn a year ago: by now everybody has heard of it."""
    gone = 0
    for table in (NetworkOffer, NetworkCard):
        gone += await delete_some(session, table, table.withdrawn_at < now - KEPT)
    return gone
