"""The transaction of an action, or of one and the question that follows from it
(actions/kit/ahead.py).

What the first has read is there for the second: the park, the conversation, what stands of carts.
"""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from edge.sessions import begun
from models.conversations import Conversation
from models.park import Park

Done = tuple[list[dict[str, Any]], list[dict[str, Any]]]
"""What an action gave back: its events, and what it said."""


@dataclass(frozen=True, slots=True)
class Needed:
    """What an action's turn is made of."""

    park: Park
    conversation: Conversation
    last_said: tuple[dict[str, Any], list[dict[str, str]]]
    """The data and the buttons of our last message."""
    done: Done | None = None
    """What the action gave back in this turn already."""
    brought: Mapping[str, Any] = field(default_factory=dict)
    """What domains have read with the message, as long as no action has written."""


@dataclass(slots=True)
class Joint:
    """`needed`: what the first action's turn was made of."""

    session: AsyncSession
    needed: Needed | None = None


_joint: ContextVar[Joint | None] = ContextVar("actions_joint", default=None)


def joint() -> Joint | None:
    """The transaction that the actions of this task share, if they do."""
    return _joint.get()


@asynccontextmanager
async def committed(sessions: async_sessionmaker[AsyncSession]) -> AsyncIterator[AsyncSession]:
    """A transaction, and behind its commit what was left to be done `after` it."""
    async with begun(sessions) as session:
        yield session
    for then in session.info.pop(_AFTER, ()):
        then()


def after(session: AsyncSession, then: Callable[[], None]) -> None:
    """Have `then` be called once the transaction is committed, if it is."""
    session.info.setdefault(_AFTER, []).append(then)


_AFTER = "actions.after_commit"


@asynccontextmanager
async def jointly(sessions: async_sessionmaker[AsyncSession]) -> AsyncIterator[None]:
    """The actions that are run inside share a transaction, which is committed at the end."""
    async with committed(sessions) as session:
        outside = _joint.set(Joint(session))
        try:
            yield
        finally:
            _joint.reset(outside)
