"""A stored message gets its answer: taken with a lease, said to the bot, concluded in one step."""

import secrets
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import Protocol

import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from connectors.bot.client import Answer, BotDown, BotFailed, Dialogue, Utterance
from connectors.bot.turn_metrics import TurnMetrics
from connectors.bot.utterances import utterance_of
from connectors.channels.feed import Feed, News
from edge.sessions import statement_by_statement
from services.conversations import concluding, turns
from services.conversations.concluding import Concluded
from services.conversations.conversations import Reply
from services.conversations.just_said import JustSaid
from services.conversations.turns import Waiting
from services.conversations.under_way import UnderWay
from services.danger import alarms
from services.handoffs import troubles
from services.handoffs.troubles import Trouble
from services.kit import tracing

LEASE = timedelta(seconds=30)
"""Longer than any turn takes; a crashed process's conversations wait this long for another."""

log = structlog.get_logger(__name__)

_LEASE_GIVEN_BACK = (Concluded.MORE, Concluded.ALL)
_LOOKS_AGAIN = (Concluded.MORE, Trouble.AGAIN)


class Second(Protocol):
    """Runs a turn with another reader beside the bot, where its park has one."""

    async def turn(
        self,
        asked: Waiting,
        said: Utterance,
        run: Callable[[Utterance], Awaitable[Answer]],
        *,
        waits: float,
    ) -> Answer: ...


class Answering:
    """Answers the messages of conversations, the oldest of each first.

    A conversation is leased by a token in its row; whatever is written is written only while the
    token still stands there, so that a process that lost its lease cannot answer a second time.
    `waits` says how long who comes now would wait, in seconds.
    """

    def __init__(
        self,
        sessions: async_sessionmaker[AsyncSession],
        dialogue: Dialogue,
        feed: Feed,
        clock: Callable[[], datetime],
        metrics: TurnMetrics,
        *,
        waits: Callable[[], float],
        second: Second | None,
    ) -> None:
        self._sessions = sessions
        self._dialogue = dialogue
        self._feed = feed
        self._clock = clock
        self._metrics = metrics
        self._waits = waits
        self._second = second
        self.under_way = UnderWay()  # For the actions of this process.
        self.just_said = JustSaid()  # For its channels.

    async def answer(self, park_id: int, conversation_id: int) -> bool:
        """Answer the oldest message that waits; whether to look for another."""
        token, held = secrets.token_hex(8), False
        try:
            if (asked := await self._take(park_id, conversation_id, token)) is None:
                return False
            held = True
            with _traced(asked):
                outcome = await self._next(asked, token)
            held = outcome not in _LEASE_GIVEN_BACK
            return outcome in _LOOKS_AGAIN
        except Exception:
            log.exception("turns.failed")
            return False
        finally:
            if held:
                await self._release(park_id, conversation_id, token)

    async def _take(self, park_id: int, conversation_id: int, token: str) -> Waiting | None:
        now = self._clock()
        async with statement_by_statement(self._sessions) as session:
            return await turns.take(
                session, park_id, conversation_id, token=token, now=now, until=now + LEASE
            )

    async def _release(self, park_id: int, conversation_id: int, token: str) -> None:
        """What cannot be given back now, runs out."""
        try:
            async with statement_by_statement(self._sessions) as session:
                await turns.release(session, park_id, conversation_id, token=token)
        except (SQLAlchemyError, OSError) as problem:
            log.warning("turns.not_released", problem=repr(problem))

    async def _next(self, asked: Waiting, token: str) -> Concluded | Trouble | None:
        """Answer the message; None if it has to wait for the bot."""
        started = self._clock()
        said = utterance_of(asked, started)
        if asked.conversation.owner == "staff":
            await self._listen(asked, said)
            return await self._conclude(asked, [], token, "staff")
        try:
            with self.under_way.turn(asked.message, asked.taken):
                answer = await self._turn(asked, said)
        except BotDown as problem:
            log.warning("turns.bot_down", problem=str(problem), message_id=asked.message.id)
            await self._tell_bot_is_down(asked, token)
            return None
        except BotFailed as problem:
            log.error("turns.bot_failed", problem=str(problem), message_id=asked.message.id)
            return await self._failed(asked, token)
        self._metrics.seconds.observe((self._clock() - started).total_seconds())
        first = started if asked.taken is not None else None
        return await self._conclude(
            asked, answer.replies, token, "answered", answer=answer, tried_at=first
        )

    async def _turn(self, asked: Waiting, said: Utterance) -> Answer:
        if self._second is None:
            return await self._dialogue.turn(said)
        run = self._dialogue.turn
        return await self._second.turn(asked, said, run, waits=self._waits())

    async def _listen(self, asked: Waiting, said: Utterance) -> None:
        """Alarm of danger in what a tenant writes to staff; the bot itself says nothing.

        Staff read the message anyway, so a bot that is down holds nothing up.
        """
        if said.payload is not None or not said.text:
            return
        try:
            parsed = await self._dialogue.parse(said.text, said.metadata)
        except (BotDown, BotFailed) as problem:
            log.warning("turns.not_listened", problem=str(problem), message_id=asked.message.id)
            return
        if (parsed.get("danger") or {}).get("zone") in (None, "none"):
            return
        async with self._sessions.begin() as session:
            await alarms.hear_for_staff(session, asked.message, parsed, now=self._clock())

    async def _conclude(
        self,
        asked: Waiting,
        replies: Sequence[Reply],
        token: str,
        outcome: str,
        *,
        answer: Answer | None = None,
        tried_at: datetime | None = None,
    ) -> Concluded:
        async with statement_by_statement(self._sessions) as session:
            concluded = await concluding.conclude(
                session,
                asked.message,
                replies,
                token=token,
                author="bot",
                now=self._clock(),
                understood=answer.understood if answer else None,
                memory=answer.memory if answer else None,
                tried_at=tried_at,
            )
            if concluded.said and concluded.outcome is Concluded.ALL and concluded.owner == "bot":
                self.just_said.note(asked.conversation, concluded.said[-1])
        lost = concluded.outcome is Concluded.LOST
        self._metrics.turns.labels(concluded.outcome.value if lost else outcome).inc()
        self._metrics.by_park.labels(asked.message.park_id).inc()
        news = None if lost else News(concluded.said, concluded.answering)
        await self._feed.publish(asked.message.park_id, asked.conversation.id, news)
        return concluded.outcome

    async def _tell_bot_is_down(self, asked: Waiting, token: str) -> None:
        self._metrics.turns.labels("bot_down").inc()
        async with self._sessions.begin() as session:
            said = await troubles.bot_is_down(
                session, asked.message, token=token, now=self._clock()
            )
        if said:
            await self._feed.publish(asked.message.park_id, asked.conversation.id)

    async def _failed(self, asked: Waiting, token: str) -> Concluded | Trouble:
        self._metrics.turns.labels("bot_failed").inc()
        async with self._sessions.begin() as session:
            trouble = await troubles.bot_failed(
                session, asked.message, token=token, now=self._clock()
            )
            if trouble is not Trouble.HANDED_OFF:
                return trouble
            reply = await troubles.given_up(session, asked.conversation)
        return await self._conclude(asked, [reply], token, "handed_off")


def _traced(asked: Waiting) -> AbstractContextManager[None]:
    """A turn goes on with the request that its message came by, whoever runs it."""
    message = asked.message
    about = {"conversation_id": message.conversation_id, "message_id": message.id}
    return tracing.resumed(
        "turn", message.traceparent, "consumer", park_id=message.park_id, **about
    )
