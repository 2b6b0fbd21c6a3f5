"""Words of people that come in by another way than a message of the chat.

A report in the app, the reason for which a ticket is opened again, the comment of a rating, what
somebody at the desk writes down for a caller, the notes of an order, why somebody visits. A job
asks the bot what danger is in them, and what follows is what follows from a message. Whoever has a
conversation is told and asked there; the words are put before it as a message of theirs, so that
marks, the page of dangers and whoever answers find them where they look for words. Of what nobody
has a conversation for, the ticket tells staff.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Conversation, Message
from models.knowledge import KnowledgeVersion
from models.ordering import Order
from models.park import Park
from models.tickets import Ticket, TicketChange
from models.visits import Visit
from services.conversations import conversations, receiving
from services.danger import alarms, last_resort, passages, saying, signs
from services.danger.alarms import Said
from services.danger.kinds import category_of
from services.danger.passages import Passage, Read, Source
from services.danger.signs import Heard
from services.events.follows import Told
from services.events.publish import defer
from services.kit.actors import ITSELF
from services.kit.language import language_of
from services.repair import dangers
from services.texts import say
from services.tickets import tickets

HEAR_WORDS = "hear_words"
"""Task that asks the bot of one passage; `parkline.roles.jobs` registers it."""
QUEUE = "danger"
AGAIN = timedelta(seconds=5)
"""A bot that is down is asked again so soon,"""
UNHEARD_AFTER = timedelta(minutes=1)
"""until staff are told that nobody has listened; then"""
SELDOM = timedelta(minutes=1)
"""so often,"""
GIVEN_UP_AFTER = timedelta(hours=6)
"""and no longer than this: staff have read the ticket by then."""
HEARD, UNHEARD = "heard", "unheard"
"""Actions of a ticket's history: what the bot heard in a line, or that it could not be asked."""
LONGEST_QUOTE = 60
"""Characters of somebody's words that are repeated to them."""


@dataclass(frozen=True, slots=True)
class Words:
    """What the bot is asked. `metadata` is of the parse: the park's thresholds among it."""

    text: str
    metadata: dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Danger:
    """What was heard in a passage, and the message of the conversation that its words became."""

    conversation: Conversation
    message: Message
    found: Read
    heard: Heard
    category: str


async def later(
    session: AsyncSession,
    about: Ticket | Order | Visit,
    conversation_id: int | None,
    *,
    now: datetime,
) -> None:
    """Have the words that were just written heard once the caller's transaction commits: a ticket's
    newest line of `now`, an order's notes, why somebody visits. Nothing where there are none.

    `conversation_id`: of whose words they are, if they have one.
    """
    source: Source = "ticket"
    source_id: int | None = about.id
    if isinstance(about, Ticket):
        source_id = await passages.of_ticket(session, about, at=now)
    else:
        source = "order" if isinstance(about, Order) else "visit"
    if source_id is None:
        return
    passage = Passage(about.park_id, source, source_id, conversation_id or 0, now.isoformat())
    if source == "ticket" or await passages.read(session, passage) is not None:
        await defer(session, HEAR_WORDS, queue=QUEUE, args=asdict(passage))


async def waiting(session: AsyncSession, passage: Passage, *, now: datetime) -> Words | None:
    """The words of a passage; None where they were heard, or are forgotten."""
    found = await passages.read(session, passage)
    if found is None or await _is_done(session, passage, found):
        return None
    park = await session.get_one(Park, passage.park_id)
    version = await session.scalar(
        select(KnowledgeVersion.version).where(KnowledgeVersion.park_id == passage.park_id)
    )
    metadata: dict[str, Any] = {
        "park_id": passage.park_id,
        "now": now.isoformat(),
        "language": language_of(found.text) or "zh",
        "knowledge_version": version or 0,
    }
    if park.danger_alarm_from is not None and park.danger_ask_from is not None:
        metadata["danger"] = {"alarm": park.danger_alarm_from, "ask": park.danger_ask_from}
    return Words(found.text, metadata)


async def not_heard(
    session: AsyncSession, passage: Passage, *, now: datetime
) -> tuple[datetime | None, list[Told]]:
    """The bot could not be asked: when to ask it again, None for never; and who was told.

    After UNHEARD_AFTER the ticket says so to staff, and words that name a danger alarm.
    """
    waited = now - passage.said_at
    if waited < UNHEARD_AFTER:
        return now + AGAIN, []
    found = await passages.read(session, passage)
    if found is None:
        return None, []
    if found.ticket is not None and not await _is(session, passage, found.ticket, UNHEARD):
        of = passage.source_id
        await tickets.record(session, found.ticket, UNHEARD, by=ITSELF, now=now, of=of)
        await tickets.changed(session, found.ticket, UNHEARD, now=now)
    if (kind := last_resort.kind_by_words(found.text)) is not None:
        rule = {"danger": {"zone": signs.ALARM, "kind": kind, "p": 1.0}}
        return None, await take_in(session, passage, rule, now=now)
    return (now + SELDOM if waited < GIVEN_UP_AFTER else None), []


async def take_in(
    session: AsyncSession, passage: Passage, parsed: Mapping[str, Any], *, now: datetime
) -> list[Told]:
    """What follows from what the bot heard in a passage, once; who was told something."""
    found = await passages.read(session, passage)
    if found is None or await _is_done(session, passage, found):
        return []
    heard, category = _heard(parsed)
    ticket = found.ticket
    if ticket is not None:
        await _note(session, passage, ticket, heard, now=now)
    if heard is None:
        return []
    if passage.conversation_id:
        conversation = await conversations.locked(session, passage.park_id, passage.conversation_id)
        message = await _as_message(session, conversation, passage, found, heard, now=now)
        told = _Danger(conversation, message, found, heard, category)
        await (_ask if heard.zone == signs.ASK else _alarm)(session, told, now=now)
    elif ticket is not None and heard.zone == signs.ALARM and ticket.status in tickets.OPEN:
        await dangers.become(session, ticket, category, now=now)
    if ticket is not None:
        await tickets.changed(session, ticket, HEARD, now=now)
    return [Told(passage.park_id, passage.conversation_id)] if passage.conversation_id else []


async def unheard(session: AsyncSession, ticket: Ticket) -> list[TicketChange]:
    """Lines of a ticket that the bot could not be asked of, and has not heard since."""
    changes = await tickets.history(session, ticket.park_id, ticket.id)
    heard = {change.details.get("of") for change in changes if change.action == HEARD}
    missed = {change.details.get("of") for change in changes if change.action == UNHEARD}
    return [change for change in changes if change.id in missed - heard]


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


async def _note(
    session: AsyncSession, passage: Passage, ticket: Ticket, heard: Heard | None, *, now: datetime
) -> None:
    """In the ticket's history; that nothing was heard only where staff were told that nobody had
    listened."""
    about: dict[str, Any] = {"of": passage.source_id}
    if heard is not None:
        about |= {"zone": heard.zone, "kind": heard.kind, "p": heard.p}
        about |= {} if passage.conversation_id else {"to_staff": True}
    elif not await _is(session, passage, ticket, UNHEARD):
        return
    await tickets.record(session, ticket, HEARD, by=ITSELF, now=now, **about)
    if heard is None:
        await tickets.changed(session, ticket, HEARD, now=now)


async def _as_message(
    session: AsyncSession,
    conversation: Conversation,
    passage: Passage,
    found: Read,
    heard: Heard,
    *,
    now: datetime,
) -> Message:
    """The words as a message of the conversation, which is locked. No turn answers it."""
    understood = {"danger": {"zone": heard.zone, "kind": heard.kind, "p": heard.p}}
    about = {"ticket_no": found.ticket.ticket_no} if found.ticket is not None else {}
    conversation.last_seq += 1
    message = Message(
        park_id=conversation.park_id,
        conversation_id=conversation.id,
        seq=conversation.last_seq,
        direction="in",
        author="tenant",
        channel=conversation.channel,
        external_id=passage.key,
        text=found.text,
        data={**about, "understood": understood},
        status="handled",
        created_at=now,
    )
    session.add(message)
    await session.flush()
    return message


async def _ask(session: AsyncSession, told: _Danger, *, now: datetime) -> None:
    """The question with its minute, told in the conversation. While staff own that they read the
    words and ask themselves, as of any message."""
    conversation, found, heard = told.conversation, told.found, told.heard
    sign = await signs.record(session, conversation, told.message.id, heard, ticket=None, now=now)
    if sign is None:
        return
    if conversation.owner == "staff":
        sign.next_alarm_at = None
        return
    park = await session.get_one(Park, conversation.park_id)
    language = conversation.language
    about: dict[str, Any] = {
        "category": told.category,
        "place": {} if found.ticket else found.place,
    }
    if found.ticket is not None:
        about["ticket_no"] = found.ticket.ticket_no
    introduced = say(language, "danger-ask-words", words=found.text[:LONGEST_QUOTE])
    asked = saying.question(park, language, heard.kind, sign.id, introduced=introduced, **about)
    await conversations.speak(session, conversation, [asked], author="system", now=now)


async def _alarm(session: AsyncSession, told: _Danger, *, now: datetime) -> None:
    conversation, found, heard = told.conversation, told.found, told.heard
    said = Said(told.message.text, heard.kind, told.category, found.place, found.ticket)
    known = {sign.kind for sign in await signs.lately(session, conversation, now=now)}
    alarmed = await alarms.raise_alarm(session, conversation, said, now=now)
    await signs.record(session, conversation, told.message.id, heard, ticket=alarmed, now=now)
    park = await session.get_one(Park, conversation.park_id)
    replies: Sequence[conversations.Reply] = [
        *([] if heard.kind in known else [saying.advice(park, conversation.language, heard.kind)]),
        await saying.raised(session, conversation, alarmed, heard),
    ]
    await conversations.speak(session, conversation, replies, author="system", now=now)


async def _is_done(session: AsyncSession, passage: Passage, found: Read) -> bool:
    """Whether danger was heard in a passage, or, of a ticket's, that there is none."""
    if found.ticket is not None:
        return await _is(session, passage, found.ticket, HEARD)
    conversation = await conversations.find(session, passage.park_id, passage.conversation_id)
    return await receiving.by_external_id(session, conversation, passage.key) is not None


async def _is(session: AsyncSession, passage: Passage, ticket: Ticket, action: str) -> bool:
    """Whether a line of a ticket was heard, or could not be."""
    found = await session.scalar(
        select(TicketChange.id)
        .where(
            TicketChange.park_id == ticket.park_id,
            TicketChange.ticket_id == ticket.id,
            TicketChange.action == action,
            TicketChange.details["of"].as_integer() == passage.source_id,
        )
        .limit(1)
    )
    return found is not None
