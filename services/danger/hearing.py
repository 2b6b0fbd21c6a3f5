"""Words of people that reach a ticket by another way than a message of the chat.

A report in the app, the reason for which a ticket is opened again, the comment of a rating, what
somebody at the desk writes down for a caller: each is a line of the ticket's history. A job asks
the bot what danger is in that line, and what follows is what follows from a message. Whoever has a
conversation is told and asked there; the words are put before it as a message of theirs, so that
marks, the page of dangers and whoever answers find them where they look for words. Of what nobody
has a conversation for, the ticket tells staff.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models import Conversation, KnowledgeVersion, Message, Park, Ticket, TicketChange
from services.conversations import conversations
from services.danger import alarms, last_resort, saying, signs
from services.danger.alarms import Said
from services.danger.kinds import category_of
from services.danger.signs import Heard
from services.events.follows import Told
from services.events.publish import defer
from services.kit.actors import ITSELF
from services.kit.language import language_of
from services.repair import dangers
from services.texts import say
from services.tickets import tickets

HEAR_WORDS = "hear_words"
"""Task that asks the bot of one line; `parkline.roles.jobs` registers it."""
QUEUE = "danger"
SPOKEN = ("report", "join", "reopen", "rate")
"""Actions of a ticket's history whose text is somebody's own words."""
AGAIN = timedelta(seconds=5)
"""A bot that is down is asked again so soon,"""
UNHEARD_AFTER = timedelta(minutes=1)
"""until staff are told that nobody has listened; then"""
SELDOM = timedelta(minutes=1)
"""so often,"""
GIVEN_UP_AFTER = timedelta(hours=6)
"""and no longer than this: staff have read the ticket by then."""
HEARD, UNHEARD = "heard", "unheard"
"""Actions of the history: what the bot heard in a line, or that it could not be asked."""


@dataclass(frozen=True, slots=True)
class Words:
    """What the bot is asked. `metadata` is of the parse: the park's thresholds among it."""

    text: str
    metadata: dict[str, Any]


async def later(
    session: AsyncSession, ticket: Ticket, conversation: Conversation | None, *, now: datetime
) -> None:
    """Have the newest words of a ticket heard once the caller's transaction commits.

    `conversation`: whose words they are, if they have one. Nothing where the ticket has no words.
    """
    change_id = await session.scalar(
        select(TicketChange.id)
        .where(
            TicketChange.park_id == ticket.park_id,
            TicketChange.ticket_id == ticket.id,
            TicketChange.action.in_(SPOKEN),
            TicketChange.at == now,
            TicketChange.text.is_not(None),
        )
        .order_by(TicketChange.id.desc())
        .limit(1)
    )
    if change_id is None:
        return
    args = {
        "park_id": ticket.park_id,
        "change_id": change_id,
        "conversation_id": conversation.id if conversation is not None else 0,
    }
    await defer(session, HEAR_WORDS, queue=QUEUE, args=args)


async def waiting(
    session: AsyncSession, park_id: int, change_id: int, *, now: datetime
) -> Words | None:
    """The words of a line; None where they were heard, or are forgotten."""
    change = await session.get(TicketChange, (park_id, change_id))
    if change is None or not (change.text or "").strip() or await _is(session, change, HEARD):
        return None
    park = await session.get_one(Park, park_id)
    version = await session.scalar(
        select(KnowledgeVersion.version).where(KnowledgeVersion.park_id == park_id)
    )
    text = str(change.text)
    metadata: dict[str, Any] = {
        "park_id": park_id,
        "now": now.isoformat(),
        "language": language_of(text) or "zh",
        "knowledge_version": version or 0,
    }
    if park.danger_alarm_from is not None and park.danger_ask_from is not None:
        metadata["danger"] = {"alarm": park.danger_alarm_from, "ask": park.danger_ask_from}
    return Words(text, metadata)


async def not_heard(
    session: AsyncSession, park_id: int, change_id: int, conversation_id: int, *, now: datetime
) -> tuple[datetime | None, list[Told]]:
    """The bot could not be asked: when to ask it again, None for never; and who was told.

    After UNHEARD_AFTER the ticket says so to staff, and words that name a danger alarm.
    """
    change = await session.get_one(TicketChange, (park_id, change_id))
    waited = now - change.at
    if waited < UNHEARD_AFTER:
        return now + AGAIN, []
    told: list[Told] = []
    ticket = await tickets.load(session, park_id, change.ticket_id, lock=True)
    if not await _is(session, change, UNHEARD):
        await tickets.record(session, ticket, UNHEARD, by=ITSELF, now=now, of=change_id)
        await tickets.changed(session, ticket, UNHEARD, now=now)
        if (kind := last_resort.kind_by_words(str(change.text))) is not None:
            rule = {"danger": {"zone": signs.ALARM, "kind": kind, "p": 1.0}}
            return None, await take_in(
                session, park_id, change_id, conversation_id, rule, now=now
            )
    return (now + SELDOM if waited < GIVEN_UP_AFTER else None), told


async def take_in(
    session: AsyncSession,
    park_id: int,
    change_id: int,
    conversation_id: int,
    parsed: Mapping[str, Any],
    *,
    now: datetime,
) -> list[Told]:
    """What follows from what the bot heard in a line, once; who was told something."""
    change = await session.get_one(TicketChange, (park_id, change_id))
    ticket = await tickets.load(session, park_id, change.ticket_id, lock=True)
    text = str(change.text)
    if await _is(session, change, HEARD) or change.text is None:
        return []
    heard, category = _heard(parsed)
    if heard is None:
        if await _is(session, change, UNHEARD):
            await tickets.record(session, ticket, HEARD, by=ITSELF, now=now, of=change_id)
            await tickets.changed(session, ticket, HEARD, now=now)
        return []
    about = {"of": change_id, "zone": heard.zone, "kind": heard.kind, "p": heard.p}
    to_staff = {} if conversation_id else {"to_staff": True}
    await tickets.record(session, ticket, HEARD, by=ITSELF, now=now, **about, **to_staff)
    if conversation_id:
        conversation = await conversations.locked(session, park_id, conversation_id)
        message = await _as_message(session, conversation, ticket, change, heard, now=now)
        follow = _ask if heard.zone == signs.ASK else _alarm
        await follow(session, conversation, message, ticket, heard, category, now=now)
    elif heard.zone == signs.ALARM and ticket.status in tickets.OPEN:
        await dangers.become(session, ticket, category, now=now)
    await tickets.changed(session, ticket, HEARD, now=now)
    return [Told(park_id, conversation_id)] if conversation_id else []


async def unheard(session: AsyncSession, ticket: Ticket) -> list[TicketChange]:
    """Lines of a ticket that the bot could not be asked of, and has not heard since."""
    changes = await tickets.history(session, ticket.park_id, ticket.id)
    heard = {change.details.get("of") for change in changes if change.action == HEARD}
    waiting_for = {
        change.details.get("of") for change in changes if change.action == UNHEARD
    } - heard
    return [change for change in changes if change.id in waiting_for]


async def unsure(session: AsyncSession, ticket: Ticket) -> list[TicketChange]:
    """What the bot would have asked about where there is nobody to ask: staff look themselves."""
    changes = await tickets.history(session, ticket.park_id, ticket.id)
    return [
        change
        for change in changes
        if change.details.get("to_staff") and change.details["zone"] == signs.ASK
    ]


def _heard(parsed: Mapping[str, Any]) -> tuple[Heard | None, str]:
    said = parsed.get("danger") or {}
    found = {e["entity"]: e.get("value") for e in reversed(parsed.get("entities") or [])}
    category = str(found.get("repair_category") or "other")
    if said.get("zone") not in (signs.ALARM, signs.ASK):
        return None, category
    heard = Heard.of(said, category)
    return heard, category if category != "other" else category_of(heard.kind)


async def _as_message(
    session: AsyncSession,
    conversation: Conversation,
    ticket: Ticket,
    change: TicketChange,
    heard: Heard,
    *,
    now: datetime,
) -> Message:
    """The words as a message of the conversation, which is locked. No turn answers it."""
    understood = {"danger": {"zone": heard.zone, "kind": heard.kind, "p": heard.p}}
    conversation.last_seq += 1
    message = Message(
        park_id=conversation.park_id,
        conversation_id=conversation.id,
        seq=conversation.last_seq,
        direction="in",
        author="tenant",
        channel=conversation.channel,
        external_id=f"ticket-change:{change.id}",
        text=change.text,
        data={"ticket_no": ticket.ticket_no, "understood": understood},
        status="handled",
        created_at=now,
    )
    session.add(message)
    await session.flush()
    return message


async def _ask(
    session: AsyncSession,
    conversation: Conversation,
    message: Message,
    ticket: Ticket,
    heard: Heard,
    category: str,
    *,
    now: datetime,
) -> None:
    """The question with its minute, told in the conversation. While staff own that they read the
    words and ask themselves, as of any message."""
    sign = await signs.record(session, conversation, message.id, heard, ticket=None, now=now)
    if sign is None:
        return
    if conversation.owner == "staff":
        sign.next_alarm_at = None
        return
    park = await session.get_one(Park, ticket.park_id)
    language = conversation.language
    introduced = say(language, "danger-ask-reported", ticket_no=ticket.ticket_no)
    asked = saying.question(
        park, language, heard.kind, sign.id,
        introduced=introduced, category=category, place={}, ticket_no=ticket.ticket_no,
    )  # fmt: skip
    await conversations.speak(session, conversation, [asked], author="system", now=now)


async def _alarm(
    session: AsyncSession,
    conversation: Conversation,
    message: Message,
    ticket: Ticket,
    heard: Heard,
    category: str,
    *,
    now: datetime,
) -> None:
    said = Said(message.text, heard.kind, category, dangers.place_of(ticket), ticket)
    known = {sign.kind for sign in await signs.lately(session, conversation, now=now)}
    alarmed = await alarms.raise_alarm(session, conversation, said, now=now)
    await signs.record(session, conversation, message.id, heard, ticket=alarmed, now=now)
    park = await session.get_one(Park, ticket.park_id)
    replies: Sequence[conversations.Reply] = [
        *([] if heard.kind in known else [saying.advice(park, conversation.language, heard.kind)]),
        await saying.raised(session, conversation, alarmed, heard),
    ]
    await conversations.speak(session, conversation, replies, author="system", now=now)


async def _is(session: AsyncSession, change: TicketChange, action: str) -> bool:
    """Whether a line was heard, or could not be."""
    found = await session.scalar(
        select(TicketChange.id)
        .where(
            TicketChange.park_id == change.park_id,
            TicketChange.ticket_id == change.ticket_id,
            TicketChange.action == action,
            TicketChange.details["of"].as_integer() == change.id,
        )
        .limit(1)
    )
    return found is not None
