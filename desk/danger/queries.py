"""What the bot heard of danger, with what came of it: for the page, a ticket, a conversation."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Message
from models.danger import DangerSign
from models.staff import Staff
from models.tickets import Ticket
from services.danger.marks import MISSED

PAGE = 50
MOST = 500
MONTHS = 12
TOLD = 4
"""Of the bot's answers to a message, how many are shown."""
LOOKED_AT = timedelta(days=365)
"""How far back a threshold is tried on the park's own marks."""
TRIED = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)


@dataclass(frozen=True, slots=True)
class Filters:
    """Empty means all. `mark`: none (nobody has said), right, wrong."""

    zone: str = ""
    kind: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Heard:
    """A sign with its words, and the name of who marked it."""

    sign: DangerSign
    text: str
    """Empty once the message has served its time."""
    seq: int | None
    ticket: Ticket | None
    marked_by: str | None


@dataclass(frozen=True, slots=True)
class OfTicket:
    """A sign as its ticket's page tells it."""

    heard: Heard
    told: Sequence[str]
    """What the tenant was answered."""
    taken_back: str
    """The tenant's words when they took it back."""


@dataclass(frozen=True, slots=True)
class Month:
    """Counts by the month in which the message came, in the park's time zone: 2026-12."""

    month: str
    alarms: int
    alarms_right: int
    alarms_wrong: int
    questions: int
    questions_right: int
    questions_wrong: int
    missed: int


@dataclass(frozen=True, slots=True)
class Tried:
    """Of marked messages that were heard by what was learned: how many reach a threshold."""

    threshold: float
    right: int
    wrong: int


_SHOWN = or_(DangerSign.zone != MISSED, DangerSign.verdict.is_not(None))
"""A missed one whose mark was taken back is nothing any more."""


async def listing(
    session: AsyncSession, park_id: int, filters: Filters, *, limit: int
) -> tuple[list[Heard], bool]:
    """What nobody has marked first, then the newest; and whether there are more."""
    wanted = [DangerSign.park_id == park_id, _SHOWN]
    for column, value in ((DangerSign.zone, filters.zone), (DangerSign.kind, filters.kind)):
        if value:
            wanted.append(column == value)
    if filters.mark:
        wanted.append(
            DangerSign.verdict.is_(None)
            if filters.mark == "none"
            else DangerSign.verdict == filters.mark
        )
    unmarked_first = case((DangerSign.verdict.is_(None), 0), else_=1)
    found = await _heard(session, wanted, unmarked_first, DangerSign.id.desc(), limit=limit + 1)
    return found[:limit], len(found) > limit


async def one(session: AsyncSession, park_id: int, sign_id: int) -> Heard | None:
    found = await _heard(session, [DangerSign.park_id == park_id, DangerSign.id == sign_id])
    return found[0] if found else None


async def of_ticket(session: AsyncSession, ticket: Ticket) -> list[OfTicket]:
    """Signs that opened a ticket or joined it, the first one first."""
    mine = [DangerSign.park_id == ticket.park_id, DangerSign.ticket_id == ticket.id]
    heard = await _heard(session, mine, DangerSign.id.asc())
    return [
        OfTicket(one, await _told(session, one), await _taken_back(session, one)) for one in heard
    ]


async def of_messages(
    session: AsyncSession, park_id: int, message_ids: Iterable[int]
) -> dict[int, DangerSign]:
    """Signs by message."""
    found = await session.scalars(
        select(DangerSign).where(
            DangerSign.park_id == park_id, DangerSign.message_id.in_(list(message_ids)), _SHOWN
        )
    )
    return {sign.message_id: sign for sign in found if sign.message_id is not None}


async def kinds_of(
    session: AsyncSession, park_id: int, ticket_ids: Collection[int]
) -> Mapping[int, str]:
    """The kind that was heard first, by ticket."""
    rows = await session.execute(
        select(DangerSign.ticket_id, DangerSign.kind)
        .where(DangerSign.park_id == park_id, DangerSign.ticket_id.in_(ticket_ids))
        .order_by(DangerSign.id.desc())
    )
    return {ticket_id: kind for ticket_id, kind in rows if ticket_id is not None}


async def figures(
    session: AsyncSession, park_id: int, timezone: str, *, now: datetime
) -> list[Month]:
    """The last MONTHS months in which there was anything, the newest first."""
    month = func.to_char(func.timezone(timezone, DangerSign.created_at), "YYYY-MM").label("month")

    def count(zone: str, verdict: str | None = None) -> ColumnElement[int]:
        is_it = DangerSign.zone == zone
        if verdict is not None:
            is_it = and_(is_it, DangerSign.verdict == verdict)
        return func.count().filter(is_it)

    rows = await session.execute(
        select(
            month,
            *(count("alarm"), count("alarm", "right"), count("alarm", "wrong")),
            *(count("ask"), count("ask", "right"), count("ask", "wrong")),
            count(MISSED, "right"),
        )
        .where(DangerSign.park_id == park_id, DangerSign.created_at <= now, _SHOWN)
        .group_by(month)
        .order_by(month.desc())
        .limit(MONTHS)
    )
    return [Month(*row) for row in rows]


async def tried(session: AsyncSession, park_id: int, *, now: datetime) -> list[Tried]:
    """What thresholds would have made of the park's own marks. What rules hear is left out: it
    alarms at any threshold."""
    columns = [
        func.count().filter(and_(DangerSign.p >= at, DangerSign.verdict == verdict))
        for at in TRIED
        for verdict in ("right", "wrong")
    ]
    row = (
        await session.execute(
            select(*columns).where(
                DangerSign.park_id == park_id,
                DangerSign.p < 1,
                DangerSign.created_at > now - LOOKED_AT,
            )
        )
    ).one()
    return [Tried(at, row[2 * n], row[2 * n + 1]) for n, at in enumerate(TRIED)]


async def _heard(
    session: AsyncSession,
    wanted: Iterable[ColumnElement[bool]],
    *order: ColumnElement[int],
    limit: int = MOST,
) -> list[Heard]:
    rows = await session.execute(
        select(DangerSign, Message.text, Message.seq, Ticket, Staff.name)
        .outerjoin(
            Message,
            and_(Message.park_id == DangerSign.park_id, Message.id == DangerSign.message_id),
        )
        .outerjoin(
            Ticket, and_(Ticket.park_id == DangerSign.park_id, Ticket.id == DangerSign.ticket_id)
        )
        .outerjoin(
            Staff, and_(Staff.park_id == DangerSign.park_id, Staff.id == DangerSign.verdict_by)
        )
        .where(*wanted)
        .order_by(*order)
        .limit(limit)
    )
    return [Heard(sign, text or "", seq, ticket, by) for sign, text, seq, ticket, by in rows]


async def _told(session: AsyncSession, heard: Heard) -> list[str]:
    """Up to the tenant's next message."""
    if heard.seq is None:
        return []
    found = await session.execute(
        select(Message.author, Message.text)
        .where(
            Message.park_id == heard.sign.park_id,
            Message.conversation_id == heard.sign.conversation_id,
            Message.seq > heard.seq,
        )
        .order_by(Message.seq)
        .limit(TOLD)
    )
    told: list[str] = []
    for author, text in found:
        if author == "tenant":
            break
        if text:
            told.append(text)
    return told


async def _taken_back(session: AsyncSession, heard: Heard) -> str:
    """What the tenant had said last when it was noted."""
    if heard.sign.withdrawn_at is None:
        return ""
    said = await session.scalar(
        select(Message.text)
        .where(
            Message.park_id == heard.sign.park_id,
            Message.conversation_id == heard.sign.conversation_id,
            Message.author == "tenant",
            Message.seq > (heard.seq or 0),
            Message.created_at <= heard.sign.withdrawn_at,
        )
        .order_by(Message.seq.desc())
        .limit(1)
    )
    return said or ""
