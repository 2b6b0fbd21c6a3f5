"""A park's messages that wait to be sent, for those who send: taken by lease, then settled."""

import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from models.conversations import Conversation, Message
from services.channels import outbox
from services.channels.outbox import Reason
from services.conversations import conversations

Also = Callable[[AsyncSession], Awaitable[None]]

LEASE = timedelta(seconds=60)
"""Longer than any one sending takes; what a crashed process was sending waits so long."""
FIRST_RETRY = timedelta(seconds=2)
LONGEST_RETRY = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Sent:
    """The platform has the first `count` of the messages. `via` is kept with them.

    `platform_id`: its own id of a message whose fate it tells later.
    """

    count: int = 1
    via: str | None = None
    platform_id: str | None = None


@dataclass(frozen=True, slots=True)
class PartSent:
    """The platform has the next part of the first message; there is more of it."""


@dataclass(frozen=True, slots=True)
class Retry:
    """Nothing was sent; try again, after a time of ours if the platform names none.

    `failed` counts as an attempt: each waits longer than the one before.
    """

    after: timedelta | None = None
    failed: bool = True


@dataclass(frozen=True, slots=True)
class Undeliverable:
    """The first `count` of the messages will not arrive, and staff see why."""

    reason: Reason
    count: int = 1


Outcome = Sent | PartSent | Retry | Undeliverable


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What waits in one conversation."""

    conversation: Conversation
    external_id: str
    """How the channel calls the person."""
    messages: Sequence[Message]
    """Oldest first, at least one. `parts` of the first are with the platform already."""
    account: str = ""
    """Code of the account that knows them so; empty: that of the settings."""

    @property
    def key(self) -> str:
        """The same for the same sending, for platforms that know a repeated one by its key."""
        first = self.messages[0]
        return f"{first.park_id}-{first.id}-{first.parts}"


@dataclass(frozen=True, slots=True)
class Outbox:
    """Each call is one transaction."""

    park_id: int
    sessions: async_sessionmaker[AsyncSession]
    clock: Callable[[], datetime]

    async def due(
        self, channels: Sequence[str], *, accounts: bool = False
    ) -> list[tuple[int, int]]:
        """(park, conversation) with something to send that nobody is sending: in these channels of
        this park, and with `accounts` in every account of every park."""
        async with self.sessions() as session:
            return await outbox.due(
                session, self.park_id, channels, accounts=accounts, now=self.clock()
            )

    async def waits_for(self, conversation_id: int) -> tuple[str, str] | None:
        """(channel, account) by which something is to be sent; None where nothing is."""
        async with self.sessions() as session:
            return await outbox.account_waiting(session, self.park_id, conversation_id)

    async def take(self, conversation_id: int, token: str) -> Outgoing | None:
        """Lease the conversation and read what waits; None if there is nothing to do now."""
        async with self.sessions.begin() as session:
            if not await outbox.waiting(session, self.park_id, conversation_id, limit=1):
                return None
            if not await self._lease(session, conversation_id, token, LEASE, at_any_time=False):
                return None
            outgoing = await self._read(session, conversation_id)
            if outgoing is None:  # Whoever had the lease before has sent it.
                await outbox.release(session, self.park_id, conversation_id, token=token)
            return outgoing

    async def settle(
        self, outgoing: Outgoing, outcome: Outcome, token: str, *, also: Also | None = None
    ) -> bool:
        """Keep what became of it; False if the lease is lost and somebody else sends.

        `also` is done in the same transaction.
        """
        async with self.sessions.begin() as session:
            conversation = await outbox.held(
                session, self.park_id, outgoing.conversation.id, token=token
            )
            if conversation is None:
                return False
            await self._settle(session, conversation, outgoing.messages, outcome)
            if also is not None:
                await also(session)
            return True

    async def release(self, conversation_id: int, token: str) -> None:
        async with self.sessions.begin() as session:
            await outbox.release(session, self.park_id, conversation_id, token=token)

    @asynccontextmanager
    async def hold(self, conversation_id: int, period: timedelta) -> AsyncIterator["Hold | None"]:
        """Keep everybody else from sending, to answer by another way; None if somebody sends now.

        Also before the time that a Retry named. Wake the pusher afterwards.
        """
        token = secrets.token_hex(8)
        async with self.sessions.begin() as session:
            leased = await self._lease(session, conversation_id, token, period, at_any_time=True)
        try:
            yield Hold(self, conversation_id, token) if leased else None
        finally:
            if leased:
                await self.release(conversation_id, token)

    async def read(self, conversation_id: int) -> Outgoing | None:
        async with self.sessions() as session:
            return await self._read(session, conversation_id)

    async def _lease(
        self,
        session: AsyncSession,
        conversation_id: int,
        token: str,
        period: timedelta,
        *,
        at_any_time: bool,
    ) -> bool:
        now = self.clock()
        return await outbox.lease(
            session,
            self.park_id,
            conversation_id,
            token=token,
            now=now,
            until=now + period,
            at_any_time=at_any_time,
        )

    async def _read(self, session: AsyncSession, conversation_id: int) -> Outgoing | None:
        messages = await outbox.waiting(session, self.park_id, conversation_id)
        if not messages:
            return None
        conversation = await conversations.find(session, self.park_id, conversation_id)
        external_id, account = await outbox.addressee(session, conversation)
        return Outgoing(conversation, external_id, messages, account)

    async def _settle(
        self,
        session: AsyncSession,
        conversation: Conversation,
        messages: Sequence[Message],
        outcome: Outcome,
    ) -> None:
        first = messages[0]
        match outcome:
            case Sent(count, via, platform_id):
                done = messages[:count]
                await outbox.settle(session, conversation, done, via=via)
                if platform_id:
                    await outbox.name(session, first, platform_id)
            case Undeliverable(reason, count):
                lost, now = messages[:count], self.clock()
                await outbox.give_up(session, conversation, lost, reason=reason, now=now)
            case PartSent():
                await outbox.part_sent(session, conversation, first)
            case Retry(after, failed):
                until = self.clock() + (after or backoff(first.attempts))
                await outbox.postpone(session, conversation, first, until=until, failed=failed)


@dataclass(frozen=True, slots=True)
class Hold:
    """The right to send one conversation's messages, for as long as the `async with` runs."""

    outbox: Outbox
    conversation_id: int
    token: str

    async def waiting(self) -> Outgoing | None:
        return await self.outbox.read(self.conversation_id)

    async def settle(
        self, outgoing: Outgoing, outcome: Outcome, *, also: Also | None = None
    ) -> bool:
        """False if the period is over and somebody else sends."""
        return await self.outbox.settle(outgoing, outcome, self.token, also=also)


def backoff(attempts: int) -> timedelta:
    """2, 4, 8 … seconds, at most LONGEST_RETRY."""
    return min(FIRST_RETRY * (1 << min(attempts, 16)), LONGEST_RETRY)
