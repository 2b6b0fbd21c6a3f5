"""Danger that is reported again: it joins what staff know of, and is never refused.

The first report opens a ticket and alarms. A later one adds its words to the ticket and counts;
staff are alarmed again where it tells a place or a kind of danger that the ticket does not know.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, case, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Conversation
from models.danger import DangerSign
from models.tickets import Ticket
from services.conversations.turns import DANGER_FOR
from services.kit.actors import ITSELF
from services.people import guest_limits
from services.people.guest_limits import GuestLimit
from services.tickets import tickets

CRITICAL = "critical"
SAME_WITHIN = DANGER_FOR
"""So soon after, one person's danger is the same one, unless it is somewhere else."""
JOINED_WITHIN = timedelta(hours=1)
"""So old may be what a guest joins who has opened enough tickets."""
LOOKED_AT = 20
ALARMS_AGAIN = 5
"""Pieces of news that one ticket alarms staff of again; later ones stand in its history."""
WHERE = ("building", "floor", "room", "place")


def taken_back() -> ColumnElement[bool]:
    """Of a ticket: whoever reported its danger has said that it is over. What is reported after
    that is a danger of its own, which staff are alarmed of."""
    return exists().where(
        DangerSign.park_id == Ticket.park_id,
        DangerSign.ticket_id == Ticket.id,
        DangerSign.withdrawn_at.is_not(None),
    )


async def become(session: AsyncSession, ticket: Ticket, category: str, *, now: datetime) -> None:
    """What was reported as less is danger: staff are alarmed, its clocks are those of danger.

    `category`: whose work the danger is; other leaves the ticket's. The caller holds the ticket's
    lock. Nothing where it is critical already.
    """
    if ticket.urgency == CRITICAL:
        return
    values = {"urgency": CRITICAL} | ({"category": category} if category != "other" else {})
    await tickets.edit(session, ticket.park_id, ticket.id, values, by=ITSELF, now=now)


def described(category: str, where: dict[str, Any]) -> str:
    """What was told, for the ticket's history: "fire_safety · B · 3 · 305"."""
    told = [where[name] for name in WHERE if where.get(name) is not None]
    return " · ".join([category, *map(str, told)])


async def known(
    session: AsyncSession,
    conversation: Conversation,
    category: str,
    where: dict[str, Any],
    *,
    now: datetime,
) -> Ticket | None:
    """The open ticket that a report of danger joins, its row locked; None where it is a new one."""
    key = f"danger:{conversation.park_id}:{conversation.person_id}"
    await session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(key, 0))))
    own = [Ticket.person_id == conversation.person_id, Ticket.created_at > now - SAME_WITHIN]
    for ticket in await _open(session, conversation.park_id, *own):
        if _same(ticket, category, where) and (same := await _locked(session, ticket)) is not None:
            return same
    if (before := await grown(session, conversation, category, where, now=now)) is not None:
        return before
    try:
        await guest_limits.take_one(session, conversation, "danger", now=now)
    except GuestLimit:
        return await _nearest(session, conversation, where, now)
    return None


def news(ticket: Ticket, category: str, where: dict[str, Any]) -> list[str]:
    """What a report tells of a ticket's danger that was not known: parts of WHERE, category."""
    told = ticket.data.get("danger", [])
    here = _told(category, where)
    if here in [_told(ticket.category, place_of(ticket)), *told]:
        return []
    new = [
        name
        for name in WHERE
        if where.get(name) is not None and where[name] != getattr(ticket, name)
    ]
    return [*new, "category"] if category not in ("other", ticket.category) else new


def note(ticket: Ticket, category: str, where: dict[str, Any]) -> bool:
    """Keep what was news, so that it is news once. Whether staff are to be alarmed of it."""
    told = [*ticket.data.get("danger", []), _told(category, where)]
    ticket.data = {**ticket.data, "danger": told}
    return len(told) <= ALARMS_AGAIN


def is_elsewhere(ticket: Ticket, where: dict[str, Any]) -> bool:
    """Whether a place contradicts that of the ticket."""
    place = place_of(ticket)
    return any(
        None not in (place[name], where.get(name)) and place[name] != where[name] for name in WHERE
    )


def _told(category: str, where: dict[str, Any]) -> dict[str, Any]:
    return {"category": category, **{name: where.get(name) for name in WHERE}}


def place_of(ticket: Ticket) -> dict[str, Any]:
    """What is known of where it is, by WHERE."""
    return {name: getattr(ticket, name) for name in WHERE}


async def grown(
    session: AsyncSession,
    conversation: Conversation,
    category: str,
    where: dict[str, Any],
    *,
    now: datetime,
) -> Ticket | None:
    """What the person has reported in this conversation within SAME_WITHIN as less than danger,
    its row locked: the newest of the same work, of which the report contradicts nothing. It is
    that which has grown: "it's pouring now"."""
    newest = await session.scalar(
        select(Ticket)
        .where(
            Ticket.park_id == conversation.park_id,
            Ticket.conversation_id == conversation.id,
            Ticket.person_id == conversation.person_id,
            Ticket.kind == "repair",
            Ticket.category == category,
            Ticket.category != "other",
            Ticket.urgency != CRITICAL,
            Ticket.status.in_(tickets.OPEN),
            Ticket.created_at > now - SAME_WITHIN,
            ~taken_back(),
        )
        .order_by(Ticket.id.desc())
        .limit(1)
    )
    if newest is None or is_elsewhere(newest, {**where, "place": None}):
        return None  # The corridor, too: of one room, or one floor, it has spread.
    return await _locked(session, newest)


def _same(ticket: Ticket, category: str, where: dict[str, Any]) -> bool:
    """Whether nothing that is said contradicts what the ticket knows."""
    kin = category == ticket.category or "other" in (category, ticket.category)
    return kin and not is_elsewhere(ticket, where)


async def _nearest(
    session: AsyncSession, conversation: Conversation, where: dict[str, Any], now: datetime
) -> Ticket | None:
    """The person's own, else one of the same building, else the newest."""
    there = Ticket.building == where["building"] if where.get("building") else None
    ranks = [(Ticket.person_id == conversation.person_id, 0)]
    if there is not None:
        ranks.append((there, 1))
    since = Ticket.created_at > now - JOINED_WITHIN
    found = await _open(session, conversation.park_id, since, first=case(*ranks, else_=2))
    return await _locked(session, found[0]) if found else None


async def _open(
    session: AsyncSession,
    park_id: int,
    *which: ColumnElement[bool],
    first: ColumnElement[int] | None = None,
) -> list[Ticket]:
    """Open repairs that are dangers, the newest first; of those ranked, the lowest rank first."""
    found = await session.scalars(
        select(Ticket)
        .where(
            Ticket.park_id == park_id,
            Ticket.kind == "repair",
            Ticket.urgency == CRITICAL,
            Ticket.status.in_(tickets.OPEN),
            ~taken_back(),
            *which,
        )
        .order_by(*([first] if first is not None else []), Ticket.id.desc())
        .limit(LOOKED_AT)
    )
    return list(found)


async def _locked(session: AsyncSession, ticket: Ticket) -> Ticket | None:
    """The ticket, if it is open still."""
    ticket = await tickets.load(session, ticket.park_id, ticket.id, lock=True)
    return ticket if ticket.status in tickets.OPEN else None
