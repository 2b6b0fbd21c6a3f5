"""Messages that wait for an answer, and who may answer: a lease with a fencing token."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import (
    BigInteger,
    bindparam,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession

import services
from models.base import table_of
from models.conversations import Conversation, Message
from models.people import ChannelIdentity
from models.staff import Staff
from services.conversations import message_rows, taking_rows
from services.conversations.taken_with import RECENT, TakenWith
from services.conversations.under_way import PARKS, PERSONS, Taken
from services.kit.direct import Direct
from services.kit.errors import NotFound
from services.kit.plugins import found
from services.kit.rest import at_work

_TAKE = Direct(taking_rows.take)

DANGER_FOR = timedelta(minutes=30)
"""A danger goes on for so long after it was told."""


@dataclass(frozen=True, slots=True)
class DangerTold:
    """The newest danger of the conversation: the id of its sign, until when it goes on, and until
    when a question about it may be answered, or the ticket that it became."""

    sign_id: int
    until: datetime
    asked_until: datetime | None
    ticket_no: str | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A message that nobody has answered, and what its turn needs; both are of no session."""

    message: Message
    conversation: Conversation
    """Leased."""
    memory: str | None
    """What the bot remembers of the conversation."""
    knowledge_version: int
    danger_from: tuple[float, float] | None = None
    """From which probabilities the park's bot alarms and asks; None: as it was trained."""
    danger: DangerTold | None = None
    taken: Taken | None = None
    """What the first action needs; None where one has written for this message already."""


async def take(
    session: AsyncSession,
    park_id: int,
    conversation_id: int,
    *,
    token: str,
    now: datetime,
    until: datetime,
) -> Waiting | None:
    """The oldest message that has not been answered, if the lease can be had to answer it."""
    row = await _TAKE.first(
        session,
        {
            "park": park_id,
            "conversation": conversation_id,
            "token": token,
            "now": now,
            "until": until,
            "danger_since": now - DANGER_FOR,
            "since": now - RECENT,
        },
    )
    if row is None:
        return None
    conversation = message_rows.CONVERSATIONS.of(row)
    message = message_rows.MESSAGES.of(row, _MESSAGE_AT)
    assert conversation is not None
    assert message is not None
    park = PARKS.values(row, _PARK_AT)
    chosen = (park["danger_alarm_from"], park["danger_ask_from"])
    danger_from = None if None in chosen else chosen
    danger = None
    if row.sign_id is not None:
        asked_until = row.next_alarm_at if row.ticket_no is None else None
        danger = DangerTold(row.sign_id, row.told_at + DANGER_FOR, asked_until, row.ticket_no)
    version, taken = row.version or 0, None
    if not row.has_acted:
        said = row.last_data or {}, row.last_buttons or []
        values = message_rows.CONVERSATIONS.values(row)
        person = PERSONS.values(row, _PERSON_AT)
        seen = {name: getattr(row, f"seen_last_{name}") for name in taking_rows.SEEN_LAST}
        seen_last = seen if seen["person_id"] is not None else None
        brought = {
            one.name: value if one.made is None else one.made(value)
            for one in found(services, TakenWith)
            for value in [getattr(row, f"with_{one.name}")]
        }
        taken = Taken(park, values, person, version, said, seen_last, brought)
    return Waiting(message, conversation, row.memory, version, danger_from, danger, taken)


_MESSAGE_AT = message_rows.CONVERSATIONS.width
_PARK_AT = _MESSAGE_AT + message_rows.MESSAGES.width
_PERSON_AT = _PARK_AT + PARKS.width


async def waiting(session: AsyncSession, park_id: int, conversation_id: int) -> Message | None:
    """The oldest inbound message that has not been answered."""
    return await session.scalar(
        taking_rows.OLDEST, {"park": park_id, "conversation": conversation_id}
    )


@dataclass(frozen=True, slots=True)
class News:
    messages: list[Message]
    """Oldest first."""
    owed: bool
    """Whether the bot owes an answer at this moment."""
    ended: bool
    """Whether who has it open by a cookie was signed out."""
    owner: str
    read_seq: int
    assignee: tuple[str, str, datetime | None] | None
    """Name, presence, and until when that holds, of the staff who own it."""


async def news(
    session: AsyncSession, park_id: int, conversation_id: int, after: int, *, limit: int
) -> News:
    """What came after message `after`, and how the conversation stands. Raises NotFound."""
    about = {"park": park_id, "conversation": conversation_id, "seq": after, "most": limit}
    rows = await _NEWS.rows(session, about)
    messages = [found for row in rows if (found := message_rows.MESSAGES.of(row)) is not None]
    if not rows:
        raise NotFound(f"no conversation {conversation_id}")
    first = rows[0]
    assignee = (first.name, first.presence, first.presence_until) if first.name else None
    return News(messages, first.owed, first.ended, first.owner, first.read_seq, assignee)


_OWED = (
    select(Message.id).where(message_rows.IN_CONVERSATION, Message.status == "received").exists()
)
_NEWS_ROWS = (
    select(
        *message_rows.MESSAGES.columns(table_of(Message)),
        ((Conversation.owner == "bot") & _OWED.correlate(None)).label("owed"),
        ChannelIdentity.signed_out_at.is_not(None).label("ended"),
        Conversation.owner.label("owner"),
        Conversation.read_seq.label("read_seq"),
        Staff.name.label("name"),
        Staff.presence.label("presence"),
        Staff.presence_until.label("presence_until"),
    )
    .select_from(Conversation)
    .join(
        ChannelIdentity,
        (ChannelIdentity.park_id == Conversation.park_id)
        & (ChannelIdentity.id == Conversation.identity_id),
    )
    .outerjoin(
        Staff,
        (Staff.park_id == Conversation.park_id) & (Staff.id == Conversation.assignee_id),
    )
    .outerjoin(
        Message,
        (Message.park_id == Conversation.park_id)
        & (Message.conversation_id == Conversation.id)
        & (Message.seq > bindparam("seq")),
    )
    .where(message_rows.THE_CONVERSATION)
    .order_by(Message.seq)
    .limit(bindparam("most", type_=BigInteger))
)
_NEWS = Direct(lambda: _NEWS_ROWS)


async def stranded(
    session: AsyncSession, *, before: datetime, limit: int = 100
) -> list[tuple[int, int]]:
    """(park, conversation) with a message that nobody has taken up since `before`."""
    found = await session.execute(
        select(Message.park_id, Message.conversation_id)
        .join(
            Conversation,
            (Conversation.park_id == Message.park_id)
            & (Conversation.id == Message.conversation_id),
        )
        .where(
            Message.status == "received",
            Message.created_at < before,
            at_work(Message.park_id),
            Conversation.lease_until.is_(None) | (Conversation.lease_until < before),
        )
        .distinct()
        .limit(limit)
    )
    return [(row.park_id, row.conversation_id) for row in found]


async def release(session: AsyncSession, park_id: int, conversation_id: int, *, token: str) -> None:
    await session.execute(
        update(Conversation)
        .where(
            Conversation.park_id == park_id,
            Conversation.id == conversation_id,
            Conversation.lease_token == token,
        )
        .values(lease_token=None, lease_until=None)
    )
