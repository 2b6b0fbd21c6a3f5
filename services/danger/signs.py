"""Signs of danger: what was heard in a message, what the tenant answered, what became of it.

A sign of the zone ask waits ASKED_FOR for an answer; silence counts as yes. A sign with a ticket
waits UNCLAIMED_AFTER for somebody who takes it (services.danger.alarms).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Conversation, Message
from models.danger import DangerSign
from models.tickets import Ticket
from services.danger import kinds
from services.kit.actors import tenant
from services.repair import dangers
from services.tickets import tickets

ALARM, ASK = "alarm", "ask"
YES, NO, SILENCE = "yes", "no", "silence"
ASKED_FOR = timedelta(minutes=1)
UNCLAIMED_AFTER = (timedelta(minutes=2), timedelta(minutes=5))
"""After the alarm, the tenant is told so often that nobody has taken the ticket yet."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What the detector said of a message. `p` is 0 to 1."""

    zone: str
    kind: str
    p: float

    @classmethod
    def of(cls, parsed: Mapping[str, Any] | None, category: str = "other") -> "Heard":
        """Of a parse's `danger`: the bot says which kind it is. An alarm by the repair's category
        where the parse says nothing of danger."""
        said = parsed or {}
        zone = str(said.get("zone") or "none")
        if zone not in (ALARM, ASK):
            return cls(ALARM, kinds.kind_of(category), 1.0)
        kind = said.get("kind") or kinds.kind_of(category)
        return cls(zone, str(kind), float(said.get("p") or 0.0))


async def record(
    session: AsyncSession,
    conversation: Conversation,
    message_id: int,
    heard: Heard,
    *,
    ticket: Ticket | None,
    now: datetime,
) -> DangerSign | None:
    """Keep a sign, one for each message; None where the message is gone.

    A question gets its minute, and the first alarm of a conversation about a ticket the moments
    at which the tenant hears that nobody has come yet.
    """
    message = await session.get(Message, (conversation.park_id, message_id))
    if message is None or message.conversation_id != conversation.id:
        return None
    first = ticket is None or not await _has_alarmed(session, conversation, ticket)
    wait = UNCLAIMED_AFTER[0] if ticket is not None else ASKED_FOR
    values = {
        "ticket_id": ticket.id if ticket is not None else None,
        "zone": heard.zone,
        "kind": heard.kind,
        "p": heard.p,
        "next_alarm_at": now + wait if first else None,
    }
    return await session.scalar(
        insert(DangerSign)
        .values(
            park_id=conversation.park_id,
            conversation_id=conversation.id,
            message_id=message_id,
            created_at=now,
            **values,
        )
        .on_conflict_do_update(index_elements=["park_id", "message_id"], set_=values)
        .returning(DangerSign)
    )


async def lock(
    session: AsyncSession, conversation: Conversation, sign_id: int
) -> DangerSign | None:
    """A sign of this conversation, its row locked and read anew."""
    return await session.scalar(
        select(DangerSign)
        .where(
            DangerSign.park_id == conversation.park_id,
            DangerSign.conversation_id == conversation.id,
            DangerSign.id == sign_id,
        )
        .with_for_update()
        .execution_options(populate_existing=True)
    )


async def asked_about(session: AsyncSession, sign: DangerSign) -> dict[str, Any]:
    """What stands with the question of a sign: the category and place that the bot had understood,
    and the number of the ticket that has the words, if they came by one. Empty without a question.
    """
    data = await session.scalar(
        select(Message.data)
        .where(
            Message.park_id == sign.park_id,
            Message.conversation_id == sign.conversation_id,
            Message.direction == "out",
            Message.data["danger"]["sign"].as_integer() == sign.id,
        )
        .order_by(Message.seq.desc())
        .limit(1)
    )
    return dict((data or {}).get("danger") or {})


async def reported(session: AsyncSession, sign: DangerSign) -> Ticket | None:
    """The ticket that has the words that were asked about, its row locked; None of a message of the
    chat, and where the ticket is not open any more."""
    number = (await asked_about(session, sign)).get("ticket_no")
    if number is None:
        return None
    found = await tickets.find_by_number(session, sign.park_id, str(number))
    if found is None:
        return None
    ticket = await tickets.load(session, sign.park_id, found.id, lock=True)
    return ticket if ticket.status in tickets.OPEN else None


def settle(sign: DangerSign, answer: str, ticket: Ticket | None, *, now: datetime) -> None:
    """Note what came of the question; with a ticket, the tenant hears who takes it, or nobody."""
    sign.answer = answer
    sign.ticket_id = ticket.id if ticket is not None else None
    sign.next_alarm_at = now + UNCLAIMED_AFTER[0] if ticket is not None else None


async def lately(
    session: AsyncSession, conversation: Conversation, *, now: datetime
) -> Sequence[DangerSign]:
    """Signs of a conversation that alarmed within danger.SAME_WITHIN, the newest first."""
    found = await session.scalars(
        select(DangerSign)
        .where(
            DangerSign.park_id == conversation.park_id,
            DangerSign.conversation_id == conversation.id,
            DangerSign.ticket_id.is_not(None),
            DangerSign.created_at > now - dangers.SAME_WITHIN,
        )
        .order_by(DangerSign.id.desc())
    )
    return found.all()


async def withdraw(
    session: AsyncSession, conversation: Conversation, words: str, *, now: datetime
) -> Ticket | None:
    """The tenant takes an alarm back: noted on the ticket, which stays open for staff to close.

    The ticket; None where nothing alarmed lately, or its ticket is closed already.
    """
    signs = await lately(session, conversation, now=now)
    if not signs or signs[0].ticket_id is None:
        return None
    ticket = await tickets.load(session, conversation.park_id, signs[0].ticket_id, lock=True)
    for sign in signs:
        if sign.ticket_id == ticket.id:
            sign.withdrawn_at, sign.next_alarm_at = sign.withdrawn_at or now, None
    if ticket.status not in tickets.OPEN:
        return None
    by = tenant(conversation.person_id)
    await tickets.note(session, conversation.park_id, ticket.id, words, by=by, now=now)
    return ticket


async def _has_alarmed(session: AsyncSession, conversation: Conversation, ticket: Ticket) -> bool:
    earlier = await session.scalar(
        select(DangerSign.id)
        .where(
            DangerSign.park_id == conversation.park_id,
            DangerSign.conversation_id == conversation.id,
            DangerSign.ticket_id == ticket.id,
        )
        .limit(1)
    )
    return earlier is not None
