"""The question whether a reported danger is happening, answered where an app shows it.

An app shows the question with the ticket, or wherever whoever wrote the words is by then; in a chat
the buttons answer it (actions/repair/danger).
"""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Conversation, Message
from models.danger import DangerSign
from models.park import Park
from models.tickets import Ticket
from services.conversations import conversations
from services.danger import alarms, passages, saying, signs
from services.danger.alarms import Said
from services.danger.hearing import LONGEST_QUOTE
from services.kit.errors import Conflict
from services.repair import dangers
from services.texts import say
from services.tickets import tickets


class NothingAsked(Conflict):
    """It was answered already, or its minute is over and staff were called."""

    code = "nothing_asked"


@dataclass(frozen=True, slots=True)
class Told:
    """What an app says of danger: a question, or after an alarm what to do at once.

    `phones` are the numbers to call in such a danger, the first to call first; `asked_until`, in
    UTC, is when silence counts as yes, None where nothing is asked; `yes` and `no` are the answers
    in words. `words` are those that are asked about; None on the page of the ticket that has them.
    """

    text: str
    phones: list[str]
    asked_until: datetime | None = None
    yes: str | None = None
    no: str | None = None
    words: str | None = None


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
        return _question(sign, park, language)
    lately = await signs.lately(session, conversation, now=now)
    here = [one for one in lately if one.ticket_id == ticket.id and one.withdrawn_at is None]
    if not here or ticket.status not in tickets.OPEN:
        return None
    advice = saying.advice(park, language, here[0].kind)
    return Told(advice.text, _numbers(advice))


async def asked(
    session: AsyncSession, conversation: Conversation, park: Park, language: str
) -> Told | None:
    """The question of a conversation that waits for its answer, about words that came in by the app
    and not by the chat: of a ticket, an order or a visit."""
    sign = await _asked(session, conversation)
    if sign is None:
        return None
    message = await session.get_one(Message, (sign.park_id, sign.message_id))
    return replace(_question(sign, park, language), words=message.text[:LONGEST_QUOTE])


def _question(sign: DangerSign, park: Park, language: str) -> Told:
    return Told(
        say(language, "danger-ask", kind=sign.kind),
        _numbers(saying.advice(park, language, sign.kind)),
        sign.next_alarm_at,
        say(language, "button-danger-yes"),
        say(language, "button-danger-no"),
    )


async def answer(
    session: AsyncSession,
    conversation: Conversation,
    ticket: Ticket | None,
    *,
    happening: bool,
    language: str,
    now: datetime,
) -> Told | None:
    """Yes alarms, no calls nobody; either is told in the conversation. After a yes: what to do at
    once, in `language`. `ticket`: whose page answers; None: where the question of `asked` is shown.

    Raises NothingAsked.
    """
    found = await _asked(session, conversation, ticket)
    sign = await signs.lock(session, conversation, found.id) if found is not None else None
    if sign is None or sign.answer is not None or sign.ticket_id is not None:
        raise NothingAsked("nothing is asked")
    told: Told | None = None
    if not happening:
        signs.settle(sign, signs.NO, None, now=now)
        replies = [conversations.Reply(say(conversation.language, "danger-not"))]
    else:
        message = await session.get_one(Message, (sign.park_id, sign.message_id))
        about = await signs.asked_about(session, sign)
        category = str(about.get("category") or "other")
        reported = await signs.reported(session, sign)
        has_place = ticket or reported
        place = dangers.place_of(has_place) if has_place else dict(about.get("place") or {})
        said = Said(message.text, sign.kind, category, place, reported)
        alarmed = await alarms.raise_alarm(session, conversation, said, now=now)
        signs.settle(sign, signs.YES, alarmed, now=now)
        park = await session.get_one(Park, conversation.park_id)
        heard = signs.Heard(sign.zone, sign.kind, sign.p)
        advice = saying.advice(park, language, sign.kind)
        told = Told(advice.text, _numbers(advice))
        replies = [
            saying.advice(park, conversation.language, sign.kind),
            await saying.raised(session, conversation, alarmed, heard),
        ]
    await conversations.speak(session, conversation, replies, author="system", now=now)
    return told


def _numbers(advice: conversations.Reply) -> list[str]:
    """Those that the advice names, in its order."""
    at = {phone: _place_of(phone, advice.text) for phone in advice.data["phones"]}
    return sorted((phone for phone in at if at[phone] >= 0), key=at.__getitem__)


def _place_of(phone: str, text: str) -> int:
    """Where the number begins, which is no part of a longer one (110 of 8110); -1: nowhere."""
    at = text.find(phone)
    while at >= 0:
        around = text[max(at - 1, 0) : at] + text[at + len(phone) : at + len(phone) + 1]
        if not any(sign.isdigit() for sign in around):
            return at
        at = text.find(phone, at + 1)
    return -1


async def _asked(
    session: AsyncSession, conversation: Conversation, ticket: Ticket | None = None
) -> DangerSign | None:
    """The sign of the newest question that nobody has answered: about a ticket's words, or about
    any that came in by the app."""
    if ticket is not None:
        about = Message.data["ticket_no"].as_string() == ticket.ticket_no
    else:
        about = Message.external_id.regexp_match(passages.KEYS)
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
            about,
        )
        .order_by(DangerSign.id.desc())
        .limit(1)
    )
