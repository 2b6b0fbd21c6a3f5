"""The question whether a reported danger is happening, answered where the ticket is shown.

An app shows the question with the ticket; in a chat the buttons answer it (actions/repair/danger).
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Conversation, Message
from models.danger import DangerSign
from models.park import Park
from models.tickets import Ticket
from services.conversations import conversations
from services.danger import alarms, saying, signs
from services.danger.alarms import Said
from services.kit.errors import Conflict
from services.repair import dangers
from services.texts import say
from services.tickets import tickets


class NothingAsked(Conflict):
    """It was answered already, or its minute is over and staff were called."""

    code = "nothing_asked"


@dataclass(frozen=True, slots=True)
class Told:
    """What a ticket's page says of danger: a question, or after an alarm what to do at once.

    `phones` are numbers to call; `asked_until`, in UTC, is when silence counts as yes, None where
    nothing is asked; `yes` and `no` are the answers in words.
    """

    text: str
    phones: list[str]
    asked_until: datetime | None = None
    yes: str | None = None
    no: str | None = None


async def told(
    session: AsyncSession,
    conversation: Conversation,
    ticket: Ticket,
    park: Park,
    language: str,
    *,
    now: datetime,
) -> Told | None:
    """What whoever has the conversation is told on the ticket's page now; None of no danger."""
    sign = await _asked(session, conversation, ticket)
    if sign is not None:
        return Told(
            say(language, "danger-ask", kind=sign.kind),
            saying.advice(park, language, sign.kind).data["phones"],
            sign.next_alarm_at,
            say(language, "button-danger-yes"),
            say(language, "button-danger-no"),
        )
    lately = await signs.lately(session, conversation, now=now)
    here = [one for one in lately if one.ticket_id == ticket.id and one.withdrawn_at is None]
    if not here or ticket.status not in tickets.OPEN:
        return None
    advice = saying.advice(park, language, here[0].kind)
    return Told(advice.text, advice.data["phones"])


async def answer(
    session: AsyncSession,
    conversation: Conversation,
    ticket: Ticket,
    *,
    happening: bool,
    now: datetime,
) -> None:
    """Yes alarms, no calls nobody; either is told in the conversation. Raises NothingAsked."""
    found = await _asked(session, conversation, ticket)
    sign = await signs.lock(session, conversation, found.id) if found is not None else None
    if sign is None or sign.answer is not None or sign.ticket_id is not None:
        raise NothingAsked(ticket.ticket_no)
    language = conversation.language
    if not happening:
        signs.settle(sign, signs.NO, None, now=now)
        replies = [conversations.Reply(say(language, "danger-not"))]
    else:
        message = await session.get_one(Message, (sign.park_id, sign.message_id))
        category = str((await signs.asked_about(session, sign)).get("category") or "other")
        reported = await signs.reported(session, sign)
        said = Said(message.text, sign.kind, category, dangers.place_of(ticket), reported)
        alarmed = await alarms.raise_alarm(session, conversation, said, now=now)
        signs.settle(sign, signs.YES, alarmed, now=now)
        park = await session.get_one(Park, ticket.park_id)
        heard = signs.Heard(sign.zone, sign.kind, sign.p)
        replies = [
            saying.advice(park, language, sign.kind),
            await saying.raised(session, conversation, alarmed, heard),
        ]
    await conversations.speak(session, conversation, replies, author="system", now=now)


async def _asked(
    session: AsyncSession, conversation: Conversation, ticket: Ticket
) -> DangerSign | None:
    """The sign of the newest question about a ticket's words that nobody has answered."""
    return await session.scalar(
        select(DangerSign)
        .join(
            Message,
            (Message.park_id == DangerSign.park_id) & (Message.id == DangerSign.message_id),
        )
        .where(
            DangerSign.park_id == conversation.park_id,
            DangerSign.conversation_id == conversation.id,
            DangerSign.next_alarm_at.is_not(None),
            DangerSign.ticket_id.is_(None),
            DangerSign.answer.is_(None),
            Message.data["ticket_no"].as_string() == ticket.ticket_no,
        )
        .order_by(DangerSign.id.desc())
        .limit(1)
    )
