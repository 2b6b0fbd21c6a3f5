"""Which lost and found things may be the same: plain points for what agrees."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from models.events import EventRow
from models.lost import LostItem, LostMatch
from services.events.base import Event
from services.events.follows import Told
from services.events.publish import publish
from services.lost import claims, events, kinds, lost
from services.lost.events import LostEvent

SUGGEST = 50
"""Points from which a pair is shown to staff and to who lost it."""
MOST = 5
"""Found things that one lost thing is compared with further: the best ones."""
EARLIER = timedelta(hours=2)
"""How much earlier than it was lost a thing may be found: people remember times badly."""
TOO_LATE = timedelta(days=90)

CATEGORY, COLOUR, ALIKE, OTHER_COLOUR = 40, 20, 10, -25
PLACE, BUILDING, OTHER_BUILDING = 20, 12, -10
SAME_DAY, SAME_WEEK, SAME_MONTH = 15, 8, 2
WORDS = 20

_LATIN = re.compile(r"[a-z0-9]{3,}")
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_COMMON = frozenset(
    {
        *("the", "and", "with", "was", "has", "have", "lost", "found", "left", "somebody", "one"),
        *("near", "room", "floor", "building", "tower", "yesterday", "today", "morning"),
    }
)


@dataclass(frozen=True, slots=True)
class Pair:
    lost: LostItem
    found: LostItem

    @property
    def points(self) -> int:
        """0 of what cannot be the same; at most 115 of what agrees in everything."""
        gap = self.found.until_at - self.lost.from_at
        if self._category == 0 or gap < -EARLIER or self._late > TOO_LATE:
            return 0
        parts = (self._category, self._colour, self._place, self._time, self._words)
        return max(sum(parts), 0)

    @property
    def _category(self) -> int:
        """A thing of a kind that nobody could name goes by its words alone."""
        if self.lost.category != self.found.category:
            return 0
        return CATEGORY if self.lost.category != "other" else CATEGORY // 2

    @property
    def _colour(self) -> int:
        one, other = self.lost.colour, self.found.colour
        if one is None or other is None:
            return 0
        if one == other:
            return COLOUR
        alike = any({one, other} <= group for group in kinds.ALIKE)
        return ALIKE if alike or "colourful" in (one, other) else OTHER_COLOUR

    @property
    def _place(self) -> int:
        one, other = self.lost, self.found
        if one.building is None or other.building is None:
            same = one.place is not None and one.place == other.place
            return PLACE if same else 0
        if one.building != other.building:
            return OTHER_BUILDING
        parts = [(getattr(one, name), getattr(other, name)) for name in ("floor", "room", "place")]
        return PLACE if any(a is not None and a == b for a, b in parts) else BUILDING

    @property
    def _late(self) -> timedelta:
        """How long after it was lost, at the latest, it was found."""
        return max(self.found.from_at - self.lost.until_at, timedelta())

    @property
    def _time(self) -> int:
        if self._late <= timedelta(days=1):
            return SAME_DAY
        return SAME_WEEK if self._late <= timedelta(days=7) else SAME_MONTH

    @property
    def _words(self) -> int:
        """What is only the owner's to know counts as well; nobody is shown which words agree."""
        one = grams(f"{self.lost.description} {self.lost.mark or ''}")
        other = grams(self.found.description)
        if not one or not other:
            return 0
        return round(WORDS * min(1.0, 2 * len(one & other) / min(len(one), len(other))))


def grams(text: str) -> set[str]:
    """English words, and pairs of Chinese signs, which need no dictionary."""
    said = text.casefold()
    words = {word for word in _LATIN.findall(said) if word not in _COMMON}
    return words | {a + b for run in _HAN.findall(said) for a, b in pairwise(run)}


async def compare(
    session: AsyncSession, row: EventRow, event: Event, now: datetime
) -> Sequence[Told]:
    """After something was reported or handed in: keep what may be the same, and say so."""
    assert isinstance(event, LostEvent)
    await lost.one_at_a_time(session, row.park_id, event.category)
    item = await lost.load(session, row.park_id, event.item_id)
    if item.status in lost.OPEN:
        for pair in await likely(session, item):
            await _keep(session, pair, now)
    return ()


async def likely(session: AsyncSession, item: LostItem) -> list[Pair]:
    """Open things of the other kind that may be the same, the likeliest first."""
    others = await session.scalars(_candidates(item))
    pairs = [
        Pair(item, other) if item.kind == "lost" else Pair(other, item)
        for other in others
        if other.person_id is None or other.person_id != item.person_id
    ]
    good = sorted((pair for pair in pairs if pair.points >= SUGGEST), key=lambda p: -p.points)
    return good[:MOST]


def _candidates(item: LostItem) -> Any:
    other = "found" if item.kind == "lost" else "lost"
    return (
        select(LostItem)
        .where(
            LostItem.park_id == item.park_id,
            LostItem.kind == other,
            LostItem.category == item.category,
            LostItem.status.in_(["reported", "stored", "matched"]),
        )
        .order_by(LostItem.id.desc())
        .limit(1000)
    )


async def _keep(session: AsyncSession, pair: Pair, now: datetime) -> None:
    """Once for each pair, however often and by however many workers it is compared."""
    first, second = sorted((pair.lost, pair.found), key=lambda one: one.id)
    for one in (first, second):
        await lost.load(session, one.park_id, one.id, lock=True)
    if not {pair.lost.status, pair.found.status} <= lost.OPEN:
        return
    values = {
        "park_id": pair.lost.park_id,
        "lost_id": pair.lost.id,
        "found_id": pair.found.id,
        "score": pair.points,
        "status": "suggested",
        "created_at": now,
        "updated_at": now,
    }
    made = await session.scalar(
        insert(LostMatch).values(values).on_conflict_do_nothing().returning(LostMatch.id)
    )
    if made is None:
        return
    for one in (pair.lost, pair.found):
        if lost.allowed(one, "match"):
            await lost.advance(session, one.park_id, one.id, "match", now=now)
    match = await claims.load(session, pair.lost.park_id, made)
    found_event = events.LostMatchFound(**claims.summary(match, pair.lost, pair.found))
    await publish(session, pair.lost.park_id, found_event, now=now)
