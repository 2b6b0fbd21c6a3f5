"""Lost and found things of the demo park, and what becomes of them."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Conversation
from models.lost import LostItem, LostMatch
from models.people import Person
from services.kit.audit import By
from services.lost import lost, matching
from services.lost.events import LostEvent
from services.lost.facts import Facts
from tests.given.demo_park import WEDNESDAY_MORNING, DemoPark

NOW = WEDNESDAY_MORNING
YESTERDAY = NOW - timedelta(days=1)
UMBRELLA: dict[str, Any] = {
    "category": "umbrella",
    "colour": "black",
    "description": "一把黑色长柄伞，木头手柄",
    "place": {"building": "B", "place": "大堂"},
}


def facts(kind: str = "lost", *, at: datetime = YESTERDAY, **changed: Any) -> Facts:
    """A black umbrella in the lobby of building B, yesterday, changed as told."""
    about = {"from_at": at, "until_at": at + timedelta(minutes=30)} | UMBRELLA | changed
    return Facts(kind=kind, **about)


async def reported(
    demo: DemoPark,
    kind: str = "lost",
    *,
    conversation: Conversation | None = None,
    language: str = "zh",
    now: datetime = NOW,
    **changed: Any,
) -> LostItem:
    """By a tenant in a conversation of their own."""
    async with demo.sessions.begin() as session:
        if conversation is None:
            conversation = await demo.conversation(session, language=language)
        conversation = await session.merge(conversation)
        person = await session.get_one(Person, (demo.id, conversation.person_id))
        return await lost.report(
            session, person, facts(kind, **changed), conversation=conversation, now=now
        )


async def taken_in(
    demo: DemoPark, *, staff_id: int | None = None, now: datetime = NOW, **changed: Any
) -> LostItem:
    """At the desk, by somebody who did not say who they are."""
    async with demo.sessions.begin() as session:
        return await lost.take_in(
            session,
            demo.id,
            facts("found", **changed),
            staff_id=staff_id,
            shelf="A3",
            finder=None,
            now=now,
        )


async def compared(demo: DemoPark, item: LostItem, *, now: datetime = NOW) -> list[LostMatch]:
    """What the worker keeps after the thing was reported; all of the park's matches."""
    async with demo.sessions.begin() as session:
        await compare(session, item, now=now)
    async with demo.sessions() as session:
        return list(await session.scalars(select(LostMatch).order_by(LostMatch.id)))


async def compare(session: AsyncSession, item: LostItem, *, now: datetime = NOW) -> None:
    event = LostEvent(**lost.summary(item))
    row: Any = type("Row", (), {"park_id": item.park_id})()
    await matching.compare(session, row, event, now)


async def matched(demo: DemoPark, **changed: Any) -> LostMatch:
    """A lost thing and one that the desk has and that is like it."""
    await reported(demo, **changed)
    found = await taken_in(demo, **{key: v for key, v in changed.items() if key != "language"})
    return (await compared(demo, found))[-1]


async def reloaded(demo: DemoPark, item_id: int) -> LostItem:
    async with demo.sessions() as session:
        return await lost.load(session, demo.id, item_id)


async def owner_of(demo: DemoPark, match: LostMatch) -> int:
    """The person who lost it."""
    person_id = (await reloaded(demo, match.lost_id)).person_id
    assert person_id is not None
    return person_id


async def told(demo: DemoPark, item_id: int) -> list[str]:
    """Types of its events, in order."""
    async with demo.sessions() as session:
        return [type_ for _, type_ in await demo.events(session, f"lost:{item_id}")]


def by(demo: DemoPark, *, now: datetime = NOW, staff_id: int | None = None) -> By:
    return By(demo.id, staff_id, now)
