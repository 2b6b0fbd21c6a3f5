"""Signing in to an app by the operator's identity provider."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Conversation
from models.people import ChannelIdentity, Person
from services.kit.phones import e164
from services.kit.vouching import Vouched
from services.people import logins, phone_codes

CHANNEL = "oidc"


async def by_provider(
    session: AsyncSession, park_id: int, vouched: Vouched, *, language: str, now: datetime
) -> Conversation:
    """The conversation that somebody used last whom the provider vouches for.

    Who comes for the first time is the person who has signed in with the same number, where the
    provider has verified it, and somebody new else. The number is theirs from then on, too.
    """
    name = external_id(vouched)
    phone = e164(vouched.phone) if vouched.phone else None
    is_new = await _person_of(session, park_id, CHANNEL, name) is None
    if is_new and phone is not None:
        whose = await _person_of(session, park_id, phone_codes.CHANNEL, phone)
        if whose is not None:
            await _claim(session, park_id, CHANNEL, name, whose)
    conversation = await logins.used_last(
        session, park_id, channel=CHANNEL, external_id=name, language=language, now=now
    )
    if is_new:
        await _introduce(session, conversation, vouched.name, phone)
    return conversation


def external_id(vouched: Vouched) -> str:
    """How they are known on CHANNEL. An issuer is an address, which holds no blank."""
    return f"{vouched.issuer} {vouched.subject}"


async def _introduce(
    session: AsyncSession, conversation: Conversation, name: str | None, phone: str | None
) -> None:
    person = await session.get_one(Person, (conversation.park_id, conversation.person_id))
    person.name = person.name or name
    person.phone = person.phone or phone
    await session.flush()
    if phone is not None:
        await _claim(session, person.park_id, phone_codes.CHANNEL, phone, person.id)


async def _person_of(
    session: AsyncSession, park_id: int, channel: str, external_id: str
) -> int | None:
    found: int | None = await session.scalar(
        select(ChannelIdentity.person_id).where(
            ChannelIdentity.park_id == park_id,
            ChannelIdentity.channel == channel,
            ChannelIdentity.external_id == external_id,
        )
    )
    return found


async def _claim(
    session: AsyncSession, park_id: int, channel: str, external_id: str, person_id: int
) -> None:
    """Unless somebody has it already."""
    identity = insert(ChannelIdentity).values(
        park_id=park_id, person_id=person_id, channel=channel, external_id=external_id
    )
    await session.execute(identity.on_conflict_do_nothing())
