"""What people come to: something that one domain holds, and whose guests another one lets in.

Whoever holds it says when it moves or is off; whoever let people in brings `Attended` and follows,
in the same transaction. Once they are there, whoever holds it hears of that (`Awaiting`). Neither
knows the other.
"""

from collections import Counter
from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

import services
from services.kit.plugins import found, function_name


@dataclass(frozen=True, slots=True)
class Gathering:
    """`subject`: as its claims call it (booking:12). Moments are aware; `place` is as a location
    that was said: building, floor, room, place."""

    park_id: int
    subject: str
    host_id: int
    starts_at: datetime
    ends_at: datetime
    place: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Attended:
    """What follows for those who were let in for it. None of these refuses: what could not follow
    stands as it was. `moved` and `ended` say how many people it concerned."""

    moved: Callable[..., Awaitable[int]]
    """(session, gathering, *, now)"""
    ended: Callable[..., Awaitable[int]]
    """(session, park_id, subject, *, now)"""
    expected: Callable[..., Awaitable[int]]
    """(session, park_id, subject): how many people are to come."""
    present: Callable[..., Awaitable[int]]
    """(session, park_id, subject): how many have come, and not left."""
    counted: Callable[..., Awaitable[Mapping[str, int]]]
    """(session, park_id, subjects): how many come to each or are there; none is left out."""

    @property
    def brief(self) -> str:
        return f"guests follow: {function_name(self.moved)}, {function_name(self.ended)}"


@dataclass(frozen=True, slots=True)
class Awaiting:
    """Who holds such things, and hears that somebody was let in to one. It does not refuse."""

    came: Callable[..., Awaitable[None]]
    """(session, park_id, subject, *, now)"""

    @property
    def brief(self) -> str:
        return f"guests are there: {function_name(self.came)}"


async def moved(session: AsyncSession, gathering: Gathering, *, now: datetime) -> int:
    """It is at another time or place; how many guests follow."""
    brought = found(services, Attended)
    return sum([await one.moved(session, gathering, now=now) for one in brought])


async def ended(session: AsyncSession, park_id: int, subject: str, *, now: datetime) -> int:
    """It does not take place; how many guests are called off."""
    brought = found(services, Attended)
    return sum([await one.ended(session, park_id, subject, now=now) for one in brought])


async def expected(session: AsyncSession, park_id: int, subject: str) -> int:
    return sum([await one.expected(session, park_id, subject) for one in found(services, Attended)])


async def present(session: AsyncSession, park_id: int, subject: str) -> int:
    return sum([await one.present(session, park_id, subject) for one in found(services, Attended)])


async def counted(session: AsyncSession, park_id: int, subjects: Collection[str]) -> Counter[str]:
    """How many people come to each, or are there."""
    counts: Counter[str] = Counter()
    for one in found(services, Attended):
        counts.update(await one.counted(session, park_id, subjects))
    return counts


async def came(session: AsyncSession, park_id: int, subject: str, *, now: datetime) -> None:
    """Somebody was let in who comes to it."""
    for one in found(services, Awaiting):
        await one.came(session, park_id, subject, now=now)
