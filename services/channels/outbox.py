"""Messages that wait to be sent to a platform, and who may send them: by a fencing token."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Literal

from sqlalchemy import ColumnElement, Update, and_, exists, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from models.channels import ChannelAccount
from models.conversations import Conversation, Message
from models.people import ChannelIdentity
from services.conversations import conversations
from services.conversations.events import MessageUndelivered
from services.events.publish import publish
from services.kit.rest import at_work

PLATFORM_ID = "platform_id"
"""In a message's data."""

Reason = Literal[
    "window_closed",
    "over_quota",
    "unsubscribed",
    "refused",
    "too_large",
    "expired",
    "failed",
    "no_address",
    "no_account",
]
"""Why a message was not delivered; the desk has words for each (`inbox-undelivered-…`)."""


async def lease(
    session: AsyncSession,
    park_id: int,
    conversation_id: int,
    *,
    token: str,
    now: datetime,
    until: datetime,
    at_any_time: bool = False,
) -> bool:
    """Take or renew the right to send a conversation's messages; False if another has it.

    Before its time (`push_at`) it is given only with `at_any_time`.
    """
    free = (
        (Conversation.push_token == token)
        | Conversation.push_until.is_(None)
        | (Conversation.push_until < now)
    )
    due = Conversation.push_at.is_(None) | (Conversation.push_at <= now)
    taken = await session.scalar(
        update(Conversation)
        .where(
            Conversation.park_id == park_id,
            Conversation.id == conversation_id,
            Conversation.pushed,
            free if at_any_time else free & due,
        )
        .values(push_token=token, push_until=until)
        .returning(Conversation.id)
    )
    return taken is not None


async def release(session: AsyncSession, park_id: int, conversation_id: int, *, token: str) -> None:
    await session.execute(
        update(Conversation)
        .where(
            Conversation.park_id == park_id,
            Conversation.id == conversation_id,
            Conversation.push_token == token,
        )
        .values(push_token=None, push_until=None)
    )


async def waiting(
    session: AsyncSession, park_id: int, conversation_id: int, *, limit: int = 20
) -> list[Message]:
    """What has not been sent, oldest first."""
    found = await session.scalars(
        select(Message)
        .where(
            Message.park_id == park_id,
            Message.conversation_id == conversation_id,
            Message.status == "waiting",
        )
        .order_by(Message.seq)
        .limit(limit)
    )
    return list(found)


async def due(
    session: AsyncSession,
    park_id: int,
    channels: Collection[str],
    *,
    accounts: bool,
    now: datetime,
    limit: int = 100,
) -> list[tuple[int, int]]:
    """(park, conversation) of those with a message to send that nobody is sending: in the
    `channels` of the settings' park, and with `accounts` in every account of every park.

    One of each account in turn, so that none with a thousand waiting keeps the others. What is to
    go by a disabled account waits.
    """
    of_settings = and_(
        ChannelIdentity.account == "",
        Conversation.park_id == park_id,
        Conversation.channel.in_(channels),
    )
    turn = func.row_number().over(
        partition_by=(Conversation.park_id, ChannelIdentity.account), order_by=Conversation.id
    )
    waiting_ones = (
        select(Conversation.park_id, Conversation.id, turn.label("turn"))
        .join(
            ChannelIdentity,
            (ChannelIdentity.park_id == Conversation.park_id)
            & (ChannelIdentity.id == Conversation.identity_id),
        )
        .where(
            or_(of_settings, _of_account()) if accounts else of_settings,
            at_work(Conversation.park_id),
            Conversation.push_until.is_(None) | (Conversation.push_until < now),
            Conversation.push_at.is_(None) | (Conversation.push_at <= now),
            exists().where(
                Message.park_id == Conversation.park_id,
                Message.conversation_id == Conversation.id,
                Message.status == "waiting",
            ),
        )
        .subquery()
    )
    found = await session.execute(
        select(waiting_ones.c.park_id, waiting_ones.c.id)
        .order_by(waiting_ones.c.turn, waiting_ones.c.park_id, waiting_ones.c.id)
        .limit(limit)
    )
    return [(row.park_id, row.id) for row in found]


def _of_account() -> ColumnElement[bool]:
    return (ChannelIdentity.account != "") & exists().where(
        ChannelAccount.park_id == ChannelIdentity.park_id,
        ChannelAccount.code == ChannelIdentity.account,
        ChannelAccount.status != "disabled",
    )


async def account_waiting(
    session: AsyncSession, park_id: int, conversation_id: int
) -> tuple[str, str] | None:
    """(channel, account) by which a conversation has something to send; None where it has not."""
    found = await session.execute(
        select(Conversation.channel, ChannelIdentity.account)
        .join(
            ChannelIdentity,
            (ChannelIdentity.park_id == Conversation.park_id)
            & (ChannelIdentity.id == Conversation.identity_id),
        )
        .where(
            Conversation.park_id == park_id,
            Conversation.id == conversation_id,
            exists().where(
                Message.park_id == park_id,
                Message.conversation_id == conversation_id,
                Message.status == "waiting",
            ),
        )
    )
    row = found.one_or_none()
    return None if row is None else (row.channel, row.account)


async def addressee(session: AsyncSession, conversation: Conversation) -> tuple[str, str]:
    """How the channel calls the person of the conversation, and the account that knows them so."""
    key = (conversation.park_id, conversation.identity_id)
    identity = await session.get_one(ChannelIdentity, key)
    return identity.external_id, identity.account


async def held(
    session: AsyncSession, park_id: int, conversation_id: int, *, token: str
) -> Conversation | None:
    """The conversation, locked for writing; None if its lease is lost."""
    conversation = await conversations.find(session, park_id, conversation_id)
    await session.refresh(conversation, with_for_update={"key_share": True})
    return conversation if conversation.push_token == token else None


async def settle(
    session: AsyncSession,
    conversation: Conversation,
    messages: Sequence[Message],
    *,
    via: str | None,
) -> None:
    """The platform has these messages. Call it under the lease (`held`)."""
    await session.execute(_waiting(conversation, messages).values(status="sent", outcome=via))
    conversation.push_at = None
    await session.flush()


async def give_up(
    session: AsyncSession,
    conversation: Conversation,
    messages: Sequence[Message],
    *,
    reason: Reason,
    now: datetime,
) -> None:
    """These messages will not arrive. Call it under the lease; publishes message.undelivered."""
    await _undelivered(session, conversation, _waiting(conversation, messages), reason, now)
    conversation.push_at = None
    await session.flush()


def _waiting(conversation: Conversation, messages: Sequence[Message]) -> Update:
    return update(Message).where(
        Message.park_id == conversation.park_id,
        Message.conversation_id == conversation.id,
        Message.id.in_([message.id for message in messages]),
        Message.status == "waiting",
    )


async def _undelivered(
    session: AsyncSession,
    conversation: Conversation,
    messages: Update,
    reason: Reason,
    now: datetime,
) -> None:
    lost = await session.scalars(
        messages.values(status="undelivered", outcome=reason).returning(Message.id)
    )
    for message_id in sorted(lost):
        event = MessageUndelivered(
            conversation_id=conversation.id, message_id=message_id, reason=reason
        )
        await publish(session, conversation.park_id, event, now=now)


async def name(session: AsyncSession, message: Message, platform_id: str) -> None:
    """Keep the platform's own id of a message, for `failed_later`."""
    await session.execute(_of(message).values(data=Message.data.concat({PLATFORM_ID: platform_id})))


async def failed_later(
    session: AsyncSession, conversation: Conversation, platform_id: str, *, now: datetime
) -> None:
    """The platform took a message, and says now that it did not arrive. Safe to repeat.

    Publishes message.undelivered.
    """
    await session.refresh(conversation, with_for_update={"key_share": True})
    taken = update(Message).where(
        Message.park_id == conversation.park_id,
        Message.conversation_id == conversation.id,
        Message.data[PLATFORM_ID].as_string() == platform_id,
        Message.status == "sent",
    )
    await _undelivered(session, conversation, taken, "refused", now)


async def part_sent(session: AsyncSession, conversation: Conversation, message: Message) -> None:
    """Note that one more part of a message is with the platform. Call it under the lease."""
    await session.execute(_of(message).values(parts=Message.parts + 1))
    conversation.push_at = None
    await session.flush()


async def postpone(
    session: AsyncSession,
    conversation: Conversation,
    message: Message,
    *,
    until: datetime,
    failed: bool,
) -> None:
    """Send nothing before `until`. Call it under the lease."""
    if failed:
        await session.execute(_of(message).values(attempts=Message.attempts + 1))
    conversation.push_at = until
    await session.flush()


def _of(message: Message) -> Update:
    return update(Message).where(Message.park_id == message.park_id, Message.id == message.id)
