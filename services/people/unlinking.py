"""Channels that a person linked by codes stand alone again."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Conversation
from models.identities import PersonLink
from models.people import Person
from services.events.publish import publish
from services.people import linking, membership, merging
from services.people.events import PersonUnlinked


async def unlink(session: AsyncSession, conversation: Conversation, *, now: datetime) -> int:
    """Let every channel of a person who linked them by codes stand alone again; how many were."""
    park_id, undone = conversation.park_id, 0
    while (link := await last_link(session, conversation)) is not None:
        await merging.lock(session, park_id, link.person_id, link.absorbed_id)
        await session.refresh(link, with_for_update=True)
        if link.undone_at is None:
            await merging.undo(session, link, now=now)
            for person_id in (link.person_id, link.absorbed_id):
                person = await session.get_one(Person, (park_id, person_id), populate_existing=True)
                await membership.changed(session, person, now=now)
            event = PersonUnlinked(
                person_id=link.person_id, link_id=link.id, absorbed_id=link.absorbed_id
            )
            await publish(session, park_id, event, now=now)
            await linking.note(session, link, "person.unlink", now)
            undone += 1
        await session.refresh(conversation)
    return undone


async def last_link(session: AsyncSession, conversation: Conversation) -> PersonLink | None:
    """The newest link that the person has made by a code; None where there is nothing to undo."""
    return await session.scalar(
        select(PersonLink)
        .where(
            PersonLink.park_id == conversation.park_id,
            PersonLink.person_id == conversation.person_id,
            PersonLink.how == "code",
            PersonLink.undone_at.is_(None),
        )
        .order_by(PersonLink.id.desc())
        .limit(1)
        .execution_options(populate_existing=True)
    )
