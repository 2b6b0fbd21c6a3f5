"""People on several channels, for tests of what becomes of them when they are linked."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Conversation
from models.identities import LinkCode, PersonLink
from models.people import ChannelIdentity, Company, Person
from services.conversations import conversations
from services.people import identities, link_codes, link_consent, unlinking
from tests.given.demo_park import WEDNESDAY_MORNING, DemoPark

NOW = WEDNESDAY_MORNING


async def talk(demo: DemoPark, channel: str = "webchat", who: str = "li") -> Conversation:
    """The conversation of `who`, as the channel calls them."""
    async with demo.sessions.begin() as session:
        return await conversations.open_conversation(
            session, demo.id, channel=channel, external_id=who, now=NOW
        )


async def wechat(demo: DemoPark, channel: str, who: str, union_id: str) -> Conversation:
    """The conversation of somebody whose union id WeChat tells."""
    async with demo.sessions.begin() as session:
        return await identities.open_conversation(
            session, demo.id, channel=channel, external_id=who, union_id=union_id, now=NOW
        )


async def code(demo: DemoPark, asked_in: Conversation, *, now: datetime = NOW) -> str:
    async with demo.sessions.begin() as session:
        return await link_codes.issue(session, asked_in, now=now)


async def claim(
    demo: DemoPark, typed_in: Conversation, typed: str, *, now: datetime = NOW
) -> LinkCode:
    """Type a code; in a transaction that is kept whatever is raised, as an action's is."""
    async with kept(demo) as session:
        conversation = await conversations.find(session, demo.id, typed_in.id)
        return await link_consent.claim(session, conversation, typed, now=now)


async def agree(
    demo: DemoPark, typed_in: Conversation, code_id: int, *, now: datetime = NOW, **how: Any
) -> LinkCode:
    async with kept(demo) as session:
        conversation = await conversations.find(session, demo.id, typed_in.id)
        return await link_consent.agree(session, conversation, code_id, now=now, **how)


async def accept(demo: DemoPark, asked_in: int, code_id: int, *, now: datetime = NOW) -> PersonLink:
    async with kept(demo) as session:
        conversation = await conversations.find(session, demo.id, asked_in)
        return await link_consent.accept(session, conversation, code_id, now=now)


async def refuse(demo: DemoPark, who: Conversation, code_id: int, *, now: datetime = NOW) -> None:
    async with kept(demo) as session:
        conversation = await conversations.find(session, demo.id, who.id)
        await link_consent.refuse(session, conversation, code_id, now=now)


@asynccontextmanager
async def kept(demo: DemoPark) -> AsyncIterator[AsyncSession]:
    session = demo.sessions()
    try:
        yield session
    finally:
        await session.commit()
        await session.close()


async def redeem(
    demo: DemoPark, typed_in: Conversation, typed: str, *, now: datetime = NOW, **how: Any
) -> PersonLink:
    """A code that is typed, with the yes of both sides."""
    found = await claim(demo, typed_in, typed, now=now)
    await agree(demo, typed_in, found.id, now=now, **how)
    return await accept(demo, found.conversation_id, found.id, now=now)


async def linked(
    demo: DemoPark, first: Conversation, second: Conversation, **how: Any
) -> PersonLink:
    return await redeem(demo, second, await code(demo, first), **how)


async def unlink(demo: DemoPark, conversation: Conversation) -> int:
    async with demo.sessions.begin() as session:
        found = await conversations.find(session, demo.id, conversation.id)
        return await unlinking.unlink(session, found, now=NOW)


async def person_of(demo: DemoPark, conversation: Conversation) -> Person:
    """Who the conversation is with by now."""
    async with demo.sessions() as session:
        found = await conversations.find(session, demo.id, conversation.id)
        identity = await session.get_one(ChannelIdentity, (demo.id, found.identity_id))
        assert identity.person_id == found.person_id
        return await session.get_one(Person, (demo.id, found.person_id))


async def described(demo: DemoPark, conversation: Conversation, **values: Any) -> None:
    """What is known of the conversation's person."""
    async with demo.sessions.begin() as session:
        found = await conversations.find(session, demo.id, conversation.id)
        person = await session.get_one(Person, (demo.id, found.person_id))
        for name, value in values.items():
            setattr(person, name, value)


async def company(demo: DemoPark, name: str) -> Company:
    async with demo.sessions.begin() as session:
        made = Company(park_id=demo.id, name_zh=name, name_en=f"{name} Ltd")
        session.add(made)
        await session.flush()
        return made


async def same(demo: DemoPark, *talks: Conversation) -> bool:
    """Whether these conversations are with one person by now."""
    return len({(await person_of(demo, one)).id for one in talks}) == 1


async def people(demo: DemoPark) -> list[Person]:
    async with demo.sessions() as session:
        return list(await session.scalars(select(Person).order_by(Person.id)))
