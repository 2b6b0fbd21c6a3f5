"""Who somebody is on the channels: one person on all those where WeChat tells their union id."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Conversation, Message
from models.identities import UnionId
from models.people import ChannelIdentity, Company, Person
from services.conversations import conversations
from services.people import link_replies
from services.people.linking import AlreadyOne, WhichCompany, link_people


async def open_conversation(
    session: AsyncSession,
    park_id: int,
    *,
    channel: str,
    external_id: str,
    union_id: str | None,
    account: str = "",
    pushed: bool = False,
    language: str | None = None,
    now: datetime,
) -> Conversation:
    """As conversations.open_conversation, of somebody whom WeChat may call `union_id` everywhere.

    Who is known by it on another channel is the same person. If each belongs to a company of its
    own they are asked, once, and stay two until they answer.
    """
    if union_id is not None:
        await _one_after_another(session, park_id, union_id)
        await _introduce(session, park_id, (channel, account, external_id), union_id)
    conversation = await conversations.open_conversation(
        session,
        park_id,
        channel=channel,
        account=account,
        external_id=external_id,
        pushed=pushed,
        language=language,
        now=now,
    )
    if union_id is not None:
        await _recognise(session, conversation, union_id, now)
    return conversation


async def known(
    session: AsyncSession,
    park_id: int,
    channel: str,
    external_ids: Collection[str],
    *,
    account: str = "",
) -> set[str]:
    """Whom of these people a channel has seen before."""
    found = await session.scalars(
        select(ChannelIdentity.external_id).where(
            ChannelIdentity.park_id == park_id,
            ChannelIdentity.channel == channel,
            ChannelIdentity.account == account,
            ChannelIdentity.external_id.in_(external_ids),
        )
    )
    return set(found)


async def mini_program_openid(
    session: AsyncSession, person: Person, account: str = ""
) -> str | None:
    """As the mini-program in which one pays knows somebody, who last came to it by that. `account`:
    code of the park's own; empty: that of the settings."""
    return await session.scalar(
        select(ChannelIdentity.external_id)
        .where(
            ChannelIdentity.park_id == person.park_id,
            ChannelIdentity.person_id == person.id,
            ChannelIdentity.channel == "miniprogram",
            ChannelIdentity.account == account,
        )
        .order_by(ChannelIdentity.id.desc())
        .limit(1)
    )


async def comes_by_wechat(session: AsyncSession, park_id: int, person_id: int) -> bool:
    """Whether the mini-program knows somebody, or will as soon as they open it."""
    program = select(ChannelIdentity.id).where(
        ChannelIdentity.park_id == park_id,
        ChannelIdentity.person_id == person_id,
        ChannelIdentity.channel == "miniprogram",
    )
    union = select(UnionId.union_id).where(
        UnionId.park_id == park_id, UnionId.person_id == person_id
    )
    return bool(await session.scalar(select(program.exists() | union.exists())))


async def _one_after_another(session: AsyncSession, park_id: int, union_id: str) -> None:
    """Until the transaction ends: somebody who comes on several channels at once would else hold
    one of their conversations and wait for another, each in another order."""
    key = f"union:{park_id}:{union_id}"
    await session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(key, 0))))


async def _introduce(
    session: AsyncSession, park_id: int, known_as: tuple[str, str, str], union_id: str
) -> None:
    """Give somebody who is new on a channel, as (channel, account, external id), to the person that
    they are."""
    channel, account, external_id = known_as
    whose = await _person_of_union(session, park_id, union_id)
    if whose is None:
        return
    identity = insert(ChannelIdentity).values(
        park_id=park_id,
        person_id=whose,
        channel=channel,
        account=account,
        external_id=external_id,
    )
    await session.execute(identity.on_conflict_do_nothing())


async def _recognise(
    session: AsyncSession, conversation: Conversation, union_id: str, now: datetime
) -> None:
    claim = insert(UnionId).values(
        park_id=conversation.park_id, union_id=union_id, person_id=conversation.person_id
    )
    await session.execute(claim.on_conflict_do_nothing())
    whose = await _person_of_union(session, conversation.park_id, union_id)
    if whose is None or whose == conversation.person_id:
        return
    try:
        await link_people(session, conversation, whose, how="union", now=now)
    except AlreadyOne:
        return  # By somebody who was quicker.
    except WhichCompany as question:
        await _ask_company(session, conversation, whose, question.details["company_ids"], now)


async def _ask_company(
    session: AsyncSession,
    conversation: Conversation,
    other_id: int,
    company_ids: list[int],
    now: datetime,
) -> None:
    asked = await session.scalar(
        select(Message.id)
        .where(
            Message.park_id == conversation.park_id,
            Message.conversation_id == conversation.id,
            Message.data["expects"].as_string() == link_replies.EXPECTS,
        )
        .limit(1)
    )
    if asked is not None:
        return
    companies = [
        await session.get_one(Company, (conversation.park_id, company_id))
        for company_id in company_ids
    ]
    reply = link_replies.which_company_found(conversation.language, companies, other_id)
    await conversations.speak(session, conversation, [reply], author="system", now=now)


async def _person_of_union(session: AsyncSession, park_id: int, union_id: str) -> int | None:
    found: int | None = await session.scalar(
        select(UnionId.person_id).where(UnionId.park_id == park_id, UnionId.union_id == union_id)
    )
    return found
