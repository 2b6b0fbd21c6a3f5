"""Browsers, which come to the web chat by a cookie that we gave them, and signing out of them.

A cookie names a visitor; whoever holds a copy of it is that visitor. So signing out everywhere
ends the visitor: their cookies are refused from then on, and a browser becomes somebody new.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Conversation
from models.identities import LinkCode
from models.logins import LoginCode
from models.people import ChannelIdentity, Person
from services.people import app_sessions

CHANNEL = "webchat"
"""Whose people are known by nothing but a cookie of ours."""


async def sign_out_everywhere(
    session: AsyncSession, person: Person, *, by: str = "everywhere", now: datetime
) -> Sequence[int]:
    """End what a person is signed in by: sessions of the app, cookies, codes that would sign in or
    link. Safe to repeat.

    The ids of their conversations are told: whoever has them open must be looked at anew, after the
    commit.
    """
    await app_sessions.end_all(session, person, by=by, now=now)
    theirs = (ChannelIdentity.park_id == person.park_id) & (ChannelIdentity.person_id == person.id)
    await session.execute(
        update(ChannelIdentity)
        .where(theirs, ChannelIdentity.channel == CHANNEL, ChannelIdentity.signed_out_at.is_(None))
        .values(signed_out_at=now)
    )
    found = await session.scalars(
        select(Conversation.id)
        .where(Conversation.park_id == person.park_id, Conversation.person_id == person.id)
        .order_by(Conversation.id)
    )
    talks = found.all()
    for table in (LoginCode, LinkCode):
        await session.execute(
            delete(table).where(table.park_id == person.park_id, table.conversation_id.in_(talks))
        )
    return talks


async def signed_out(session: AsyncSession, park_id: int, external_id: str) -> bool:
    """Whether this visitor's cookies are refused. One row by its key."""
    found = await session.scalar(
        select(ChannelIdentity.signed_out_at).where(
            ChannelIdentity.park_id == park_id,
            ChannelIdentity.channel == CHANNEL,
            ChannelIdentity.external_id == external_id,
        )
    )
    return found is not None
