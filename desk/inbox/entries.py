"""What happened in a conversation: messages, private notes and events, in one order."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Conversation, Message
from models.events import EventRow
from models.handoffs import ConversationNote
from models.staff import Staff
from services.handoffs import notes

PAGE = 40
"""Messages that are read at a time; a refresh reads up to MOST new ones."""
MOST = 200
EVENTS = 100
LATE = timedelta(minutes=1)
"""A transaction writes its own `now`, and may commit after others that began later."""
SHOWN = (
    "conversation.handed_off",
    "conversation.assigned",
    "conversation.handed_back",
    "conversation.rated",
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One of the three. `day` is in the park's time zone."""

    key: str
    at: datetime
    day: date
    message: Message | None = None
    note: ConversationNote | None = None
    event: EventRow | None = None


@dataclass(frozen=True, slots=True)
class Timeline:
    """`older` is the seq to read on from backwards; None at the beginning. `names` of staff."""

    entries: list[Entry]
    older: int | None
    last_seq: int
    names: dict[int, str]
    undelivered: dict[int, str] = field(default_factory=dict)
    """Of messages that the page has already: why they did not arrive, by seq."""


async def newest(session: AsyncSession, conversation: Conversation, zone: ZoneInfo) -> Timeline:
    return await before(session, conversation, conversation.last_seq + 1, zone, open_end=True)


async def before(
    session: AsyncSession,
    conversation: Conversation,
    seq: int,
    zone: ZoneInfo,
    *,
    open_end: bool = False,
) -> Timeline:
    """The PAGE messages before `seq`, with what belongs between them."""
    first = max(seq - PAGE, 1)
    messages = await _messages(session, conversation, first, seq)
    written = await notes.between(
        session,
        conversation.park_id,
        conversation.id,
        first_seq=first if first > 1 else 0,
        before_seq=None if open_end else seq,
    )
    since = messages[0].created_at if messages and first > 1 else None
    until = None if open_end else await _said_at(session, conversation, seq)
    events = await _events(session, conversation, since, until)
    entries = list(_in_order(messages, written, events, zone))
    return await _timeline(session, conversation, entries, first if first > 1 else None)


async def since(
    session: AsyncSession, conversation: Conversation, seq: int, zone: ZoneInfo
) -> Timeline:
    """What follows message `seq`, notes and events beside it once more: keys tell what is known.

    With more than MOST new messages the oldest of them are left to `before`.
    """
    first = max(seq, conversation.last_seq - MOST, 1)
    messages = await _messages(session, conversation, first, conversation.last_seq + 1)
    written = await notes.between(
        session, conversation.park_id, conversation.id, first_seq=first, before_seq=None
    )
    begins = messages[0].created_at - LATE if messages else None
    events = await _events(session, conversation, begins, None)
    entries = list(_in_order(messages, written, events, zone))
    timeline = await _timeline(session, conversation, entries, None)
    return replace(timeline, undelivered=await _undelivered(session, conversation))


async def _undelivered(session: AsyncSession, conversation: Conversation) -> dict[int, str]:
    """Among the last MOST messages."""
    found = await session.execute(
        select(Message.seq, Message.outcome).where(
            Message.park_id == conversation.park_id,
            Message.conversation_id == conversation.id,
            Message.seq > conversation.last_seq - MOST,
            Message.status == "undelivered",
        )
    )
    return {row.seq: row.outcome or "failed" for row in found}


async def _messages(
    session: AsyncSession, conversation: Conversation, first: int, before_seq: int
) -> Sequence[Message]:
    found = await session.scalars(
        select(Message)
        .where(
            Message.park_id == conversation.park_id,
            Message.conversation_id == conversation.id,
            Message.seq >= first,
            Message.seq < before_seq,
        )
        .order_by(Message.seq)
    )
    return found.all()


async def _said_at(session: AsyncSession, conversation: Conversation, seq: int) -> datetime | None:
    return await session.scalar(
        select(Message.created_at).where(
            Message.park_id == conversation.park_id,
            Message.conversation_id == conversation.id,
            Message.seq == seq,
        )
    )


async def _events(
    session: AsyncSession,
    conversation: Conversation,
    since: datetime | None,
    until: datetime | None,
) -> Sequence[EventRow]:
    query = select(EventRow).where(
        EventRow.park_id == conversation.park_id,
        EventRow.subject == f"conversation:{conversation.id}",
        EventRow.type.in_(SHOWN),
    )
    if since is not None:
        query = query.where(EventRow.occurred_at >= since)
    if until is not None:
        query = query.where(EventRow.occurred_at < until)
    found = await session.scalars(query.order_by(EventRow.sequence.desc()).limit(EVENTS))
    return list(reversed(found.all()))


async def _timeline(
    session: AsyncSession, conversation: Conversation, entries: list[Entry], older: int | None
) -> Timeline:
    names = await _names(session, conversation.park_id, entries)
    return Timeline(entries, older, conversation.last_seq, names)


def _in_order(
    messages: Iterable[Message],
    written: Iterable[ConversationNote],
    events: Iterable[EventRow],
    zone: ZoneInfo,
) -> Iterable[Entry]:
    """Messages keep their seq, whatever their clocks say; notes and events stand between them."""
    beside = [_of_note(note, zone) for note in written]
    beside += [_of_event(event, zone) for event in events]
    beside.sort(key=lambda entry: entry.at)
    for message in messages:
        early = [one for one in beside if _precedes(one, message)]
        beside = [one for one in beside if one not in early]
        yield from early
        yield _of_message(message, zone)
    yield from beside


def _precedes(entry: Entry, message: Message) -> bool:
    if entry.note is not None:
        return entry.note.after_seq < message.seq
    # Who answers what nobody has takes it in the same moment, and before.
    took = entry.event is not None and entry.event.type == "conversation.assigned"
    return entry.at < message.created_at or (took and entry.at == message.created_at)


def _of_message(message: Message, zone: ZoneInfo) -> Entry:
    at = message.created_at
    return Entry(f"m{message.seq}", at, at.astimezone(zone).date(), message=message)


def _of_note(note: ConversationNote, zone: ZoneInfo) -> Entry:
    at = note.created_at
    return Entry(f"n{note.id}", at, at.astimezone(zone).date(), note=note)


def _of_event(event: EventRow, zone: ZoneInfo) -> Entry:
    at = event.occurred_at
    return Entry(f"e{event.sequence}", at, at.astimezone(zone).date(), event=event)


async def _names(session: AsyncSession, park_id: int, entries: Iterable[Entry]) -> dict[int, str]:
    wanted: set[int] = set()
    for entry in entries:
        row = entry.message or entry.note
        if row is not None and row.staff_id is not None:
            wanted.add(row.staff_id)
        if entry.event is not None:
            data = entry.event.data
            wanted |= {data[name] for name in ("staff_id", "by_staff_id") if data.get(name)}
    if not wanted:
        return {}
    found = await session.execute(
        select(Staff.id, Staff.name).where(Staff.park_id == park_id, Staff.id.in_(wanted))
    )
    return {row.id: row.name for row in found}
