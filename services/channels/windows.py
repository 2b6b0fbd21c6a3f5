"""The ledger of how many messages a platform still takes for a person, and until when.

WeChat and WeCom's customer service: five within 48 hours of a person's message; WeChat three more
within a minute of a menu click, a scan or following, two when a mini-program's customer service is
opened. The platform's own count decides; ours keeps
us from finding out by being refused.
"""

from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from models.channels import SendingWindow
from models.conversations import Conversation

Kind = Literal["message", "action", "entered"]
LIMITS: dict[Kind, tuple[int, timedelta]] = {
    "message": (5, timedelta(hours=48)),
    "action": (3, timedelta(minutes=1)),
    "entered": (2, timedelta(minutes=1)),
}


async def open_window(
    session: AsyncSession, conversation: Conversation, kind: Kind, *, now: datetime
) -> None:
    """The person did something: the whole number again, from now. Safe to repeat."""
    left, period = LIMITS[kind]
    row = insert(SendingWindow).values(
        park_id=conversation.park_id,
        conversation_id=conversation.id,
        kind=kind,
        left=left,
        until=now + period,
    )
    await session.execute(
        row.on_conflict_do_update(
            index_elements=["park_id", "conversation_id", "kind"],
            set_={"left": left, "until": now + period},
        )
    )


async def charge(
    session: AsyncSession, conversation: Conversation, *, now: datetime
) -> Kind | None:
    """Take one of the window that ends first; None if there is none left. Commit, then send."""
    open_now = (
        select(SendingWindow.kind)
        .where(*_of(conversation), SendingWindow.until > now, SendingWindow.left > 0)
        .order_by(SendingWindow.until)
        .limit(1)
        .scalar_subquery()
    )
    taken: Kind | None = await session.scalar(
        update(SendingWindow)
        .where(*_of(conversation), SendingWindow.kind == open_now)
        .values(left=SendingWindow.left - 1)
        .returning(SendingWindow.kind)
    )
    return taken


async def refund(session: AsyncSession, conversation: Conversation, kind: Kind) -> None:
    """What was charged was not sent."""
    most, _period = LIMITS[kind]
    await session.execute(
        update(SendingWindow)
        .where(*_of(conversation), SendingWindow.kind == kind)
        .values(left=func.least(SendingWindow.left + 1, most))
    )


async def exhaust(session: AsyncSession, conversation: Conversation) -> None:
    """The platform says that there is nothing left."""
    await session.execute(update(SendingWindow).where(*_of(conversation)).values(left=0))


async def is_open(session: AsyncSession, conversation: Conversation, *, now: datetime) -> bool:
    """Whether there is a window, used up or not."""
    found = await session.scalar(
        select(SendingWindow.kind).where(*_of(conversation), SendingWindow.until > now).limit(1)
    )
    return found is not None


async def ever_opened(session: AsyncSession, conversation: Conversation) -> bool:
    """Whether the person has ever done something that opens one."""
    found = await session.scalar(select(SendingWindow.kind).where(*_of(conversation)).limit(1))
    return found is not None


def _of(conversation: Conversation) -> tuple[ColumnElement[bool], ...]:
    return (
        SendingWindow.park_id == conversation.park_id,
        SendingWindow.conversation_id == conversation.id,
    )
