"""Telling people what has changed: once, where they wrote last, and at night only what presses."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import ClassVar

from sqlalchemy import exists, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Conversation, Message
from models.events import EventRow
from models.park import Park
from models.people import ChannelIdentity
from services.conversations import conversations
from services.conversations.conversations import Reply
from services.events.follows import Told
from services.events.publish import defer
from services.kit import idempotency
from services.notices import opt_outs, pushes
from services.park import quiet_hours
from services.people import linking

NOTICE_DUE = "notice_due"
"""Task that tells what quiet hours held back."""
AWAKE = timedelta(minutes=15)
"""Who wrote so recently is told also in quiet hours."""


class Notice(ABC):
    """News of one event. Built in the transaction that tells it."""

    kind: ClassVar[str]
    """The code of a services.notices.opt_outs.NoticeKind."""
    overtaken_by: ClassVar[Collection[str]]
    """Types of later events of the same subject that make it old news."""

    @property
    def danger(self) -> bool:
        """Whether it is told to those as well who opted out of its kind."""
        return False

    @property
    def despite_opt_out(self) -> bool:
        """Whether it is told to those who opted out of its kind."""
        return self.danger

    def author(self, conversation: Conversation) -> str:
        """Who says it there: system, or staff where it is the words of one of them."""
        return "system"

    async def was_said(self, message: Message) -> None:  # noqa: B027 - Most keep nothing.
        """Keep how the conversation has it."""

    @abstractmethod
    def presses(self, until: datetime) -> bool:
        """Whether it is told now although the park is quiet until then."""

    @abstractmethod
    async def audience(self) -> Sequence[int]:
        """Ids of the people who are told."""

    @abstractmethod
    async def reply_to(self, conversation: Conversation) -> Reply:
        """What is said there, in the conversation's language."""


async def tell(
    session: AsyncSession, row: EventRow, notice: Notice, *, now: datetime
) -> list[Told]:
    """Tell everybody whom it concerns and who wants to hear it.

    In quiet hours those who sleep are told later, each by a job of their own (`tell_held`).
    """
    told = []
    for conversation in await _addressed(session, row.park_id, notice):
        until = await _quiet_until(session, conversation, notice, now)
        if until is None:
            told.append(await _say(session, conversation, notice, now))
        else:
            await _put_off(session, row, conversation, until)
    return told


async def tell_held(
    session: AsyncSession, row: EventRow, notice: Notice, person_id: int, *, now: datetime
) -> list[Told]:
    """Tell one person what was put off, unless it is old news by now. Safe to repeat."""
    if await _overtaken(session, row, notice):
        return []
    person_id = await linking.present(session, row.park_id, person_id)
    for conversation in await _addressed(session, row.park_id, notice, only=person_id):
        until = await _quiet_until(session, conversation, notice, now)
        if until is not None:
            await _put_off(session, row, conversation, until)
        elif await _first_time(session, row, person_id):
            return [await _say(session, conversation, notice, now)]
    return []


async def tell_at_once(
    session: AsyncSession, park_id: int, notice: Notice, *, now: datetime
) -> list[Told]:
    """Tell what is no event, at any hour."""
    addressed = await _addressed(session, park_id, notice)
    return [await _say(session, conversation, notice, now) for conversation in addressed]


async def can_reach(session: AsyncSession, park_id: int, person_id: int) -> bool:
    """Whether somebody has ever written to us: there is no other way to tell them anything. In a
    browser that they signed out of, they are not told."""
    wrote = exists().where(
        Conversation.park_id == park_id,
        Conversation.person_id == person_id,
        ChannelIdentity.park_id == Conversation.park_id,
        ChannelIdentity.id == Conversation.identity_id,
        ChannelIdentity.signed_out_at.is_(None),
    )
    return bool(await session.scalar(select(wrote)))


async def _addressed(
    session: AsyncSession, park_id: int, notice: Notice, *, only: int | None = None
) -> list[Conversation]:
    """Where it is said: of everybody who wants to hear it, the conversation that they used last."""
    people = set(await notice.audience())
    if only is not None:
        people &= {only}
    if not notice.despite_opt_out:
        people -= await opt_outs.opted_out(session, park_id, people, notice.kind)
    found = await session.scalars(
        select(Conversation)
        .ext(distinct_on(Conversation.person_id))
        .join(
            ChannelIdentity,
            (ChannelIdentity.park_id == Conversation.park_id)
            & (ChannelIdentity.id == Conversation.identity_id),
        )
        .where(Conversation.park_id == park_id, Conversation.person_id.in_(people))
        .order_by(
            Conversation.person_id,
            # A browser that was signed out shows nothing any more.
            ChannelIdentity.signed_out_at.is_not(None),
            Conversation.heard_at.desc().nulls_last(),
            Conversation.id.desc(),
        )
    )
    # Every notice locks conversations in this order: two that meet never deadlock.
    return sorted(found, key=lambda conversation: conversation.id)


async def _quiet_until(
    session: AsyncSession, conversation: Conversation, notice: Notice, now: datetime
) -> datetime | None:
    """Until when it has to wait here; None if it does not."""
    park = await session.get_one(Park, conversation.park_id)
    until = quiet_hours.end_of_quiet(park, now)
    if until is None or notice.presses(until):
        return None
    awake = conversation.heard_at is not None and now - conversation.heard_at <= AWAKE
    return None if awake else until


async def _put_off(
    session: AsyncSession, row: EventRow, conversation: Conversation, until: datetime
) -> None:
    await defer(
        session,
        NOTICE_DUE,
        queue="notices",
        # Not the lock of the subject's events: they would all stand behind it until morning.
        lock=f"{row.park_id}:{row.subject}:notices",
        args={"park_id": row.park_id, "event_id": row.id, "person_id": conversation.person_id},
        at=until,
    )


async def _say(
    session: AsyncSession, conversation: Conversation, notice: Notice, now: datetime
) -> Told:
    reply = await notice.reply_to(conversation)
    author = notice.author(conversation)
    [message] = await conversations.speak(session, conversation, [reply], author=author, now=now)
    await notice.was_said(message)
    await pushes.plan(session, conversation, message)
    return Told(conversation.park_id, conversation.id)


async def _first_time(session: AsyncSession, row: EventRow, person_id: int) -> bool:
    """The queue may run a job again that had done its work."""
    key = f"{row.id}:{person_id}"
    before = await idempotency.begin(session, row.park_id, scope="notice", key=key, request=b"")
    return before is None


async def _overtaken(session: AsyncSession, row: EventRow, notice: Notice) -> bool:
    later = exists().where(
        EventRow.park_id == row.park_id,
        EventRow.subject == row.subject,
        EventRow.sequence > row.sequence,
        EventRow.type.in_(notice.overtaken_by),
    )
    return bool(await session.scalar(select(later)))
