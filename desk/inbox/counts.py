"""Numbers on the inbox's tabs, and who must not wait."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, ScalarSelect, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from desk.inbox.lists import ended_since, fixed, is_open
from models.conversations import Conversation, Message
from models.handoffs import Handoff, Snooze
from models.people import Person
from models.staff import Staff

BUSY_WITHIN = timedelta(minutes=15)
BUSY_MESSAGES = 1_000
"""Of the park's newest messages: more are not looked at."""
ALARMS = 5


@dataclass(frozen=True, slots=True)
class Counts:
    """`waiting`: mine in which the tenant waits. `bot`: those that the bot talked in just now."""

    queue: int
    mine: int
    snoozed: int
    open: int
    bot: int
    done: int
    waiting: int


@dataclass(frozen=True, slots=True)
class Alarm:
    """Somebody in danger whom nobody has taken yet."""

    conversation_id: int
    person: Person
    since: datetime


async def counts(
    session: AsyncSession, park_id: int, staff: Staff, *, now: datetime, today: datetime
) -> Counts:
    mine = Conversation.assignee_id == staff.id
    unheard = or_(
        Handoff.first_reply_at.is_(None), Conversation.heard_at > Conversation.answered_at
    )
    put_off = Snooze.id.is_not(None)
    found = await session.execute(
        select(
            func.count().filter(Conversation.owner == fixed("queued")).label("queue"),
            func.count().filter(mine, ~put_off).label("mine"),
            func.count().filter(put_off).label("snoozed"),
            func.count().label("open"),
            func.count().filter(mine, unheard, ~put_off).label("waiting"),
            _busy(park_id, now).label("bot"),
            _done(park_id, today).label("done"),
        )
        .select_from(Conversation)
        .outerjoin(Handoff, _open_handoff())
        .outerjoin(
            Snooze,
            and_(Snooze.park_id == Conversation.park_id, Snooze.conversation_id == Conversation.id),
        )
        .where(Conversation.park_id == park_id, is_open())
    )
    row = found.one()
    return Counts(row.queue, row.mine, row.snoozed, row.open, row.bot, row.done, row.waiting)


async def alarms(session: AsyncSession, park_id: int) -> list[Alarm]:
    """Critical ones in the queue, the longest wait first."""
    found = await session.execute(
        select(Conversation.id, Person, Handoff.queued_at)
        .join(Handoff, _open_handoff())
        .join(
            Person,
            and_(Person.park_id == Conversation.park_id, Person.id == Conversation.person_id),
        )
        .where(
            Conversation.park_id == park_id,
            Conversation.owner == fixed("queued"),
            Handoff.reason == fixed("critical"),
        )
        .order_by(Handoff.queued_at)
        .limit(fixed(ALARMS))
    )
    return [Alarm(*row) for row in found]


def _open_handoff() -> ColumnElement[bool]:
    return and_(
        Handoff.park_id == Conversation.park_id,
        Handoff.conversation_id == Conversation.id,
        Handoff.ended_at.is_(None),
    )


def _busy(park_id: int, now: datetime) -> ScalarSelect[int]:
    recent = (
        select(Message.conversation_id, Message.created_at)
        .where(Message.park_id == park_id)
        .order_by(Message.id.desc())
        .limit(fixed(BUSY_MESSAGES))
        .subquery()
    )
    bots = Conversation.__table__.alias()
    return (
        select(func.count(recent.c.conversation_id.distinct()))
        .join(bots, and_(bots.c.park_id == park_id, bots.c.id == recent.c.conversation_id))
        .where(recent.c.created_at > now - BUSY_WITHIN, bots.c.owner == fixed("bot"))
        .scalar_subquery()
    )


def _done(park_id: int, today: datetime) -> ScalarSelect[int]:
    ended = Handoff.__table__.alias()
    return (
        select(func.count())
        .select_from(ended)
        .where(ended.c.park_id == park_id, ended_since(ended.c.ended_at, ended.c.queued_at, today))
        .scalar_subquery()
    )
