"""Asks the model one question: from the cache, within the budget, unless it is not worth asking."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog
from prometheus_client import CollectorRegistry, Counter, Histogram
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from connectors.readers.breaker import Breaker
from connectors.readers.endpoint import Endpoint, Level, NoAnswer
from services.readers import answers, budget, calls
from services.readers.answers import Broken, Pointed
from services.readers.questions import Question

AT_ONCE = 4
"""Calls of one process at one moment; there is no queue for them."""

log = structlog.get_logger(__name__)


class ReaderMetrics:
    def __init__(self, registry: CollectorRegistry) -> None:
        self.calls = Counter(
            "parkline_reader_calls",
            "Messages for the second reader, by outcome: also why it was not asked.",
            ["outcome"],
            registry=registry,
        )
        self.seconds = Histogram(
            "parkline_reader_seconds",
            "How long the model took, or until it was given up.",
            buckets=(0.1, 0.25, 0.5, 1, 1.5, 2, 2.5, 5),
            registry=registry,
        )


@dataclass(frozen=True, slots=True)
class About:
    """Which message is asked about. `park` holds the park's columns by name."""

    park: Mapping[str, Any]
    park_id: int
    conversation_id: int
    message_id: int
    mode: str
    classic: str


@dataclass(frozen=True, slots=True)
class Done:
    """How a call went, what was pointed at, and tokens in and out."""

    outcome: str
    pointed: list[Pointed]
    used: tuple[int, int] = (0, 0)
    cached: bool = False


class Asker:
    """`monotonic` measures; `clock` says when. No transaction is open while the model is asked."""

    def __init__(
        self,
        sessions: async_sessionmaker[AsyncSession],
        endpoint: Endpoint,
        clock: Callable[[], datetime],
        metrics: ReaderMetrics,
        *,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._sessions = sessions
        self._endpoint = endpoint
        self._clock = clock
        self._metrics = metrics
        self._monotonic = monotonic
        self._breaker = Breaker(monotonic)
        self._here: set[tuple[int, int]] = set()
        self.level: Level | None = None
        """What the endpoint can; None until it was probed, and nobody is asked until then."""

    async def probe(self) -> str | None:
        """Why the endpoint cannot be used; None where it can."""
        try:
            self.level = await self._endpoint.probe()
        except NoAnswer as problem:
            return str(problem)
        if self.level is None:
            return "no level works"
        log.info("reader.probed", level=self.level.value, model=self._endpoint.model)
        return None

    def not_now(self, conversation: tuple[int, int]) -> str | None:
        """Why it is not asked at this moment, counted."""
        reason = None
        if self.level is None:
            reason = "not_probed"
        elif self._breaker.is_shut:
            reason = "breaker_open"
        elif len(self._here) >= AT_ONCE:
            reason = "loaded"
        elif conversation in self._here:
            reason = "in_flight"
        return self.skipped(reason) if reason is not None else None

    def skipped(self, reason: str) -> str:
        self._metrics.calls.labels(reason).inc()
        return reason

    async def ask(self, about: About, question: Question) -> list[Pointed]:
        """What the model points at; nothing where it cannot be asked, or its answer is none."""
        key = about.park_id, about.conversation_id
        if key in self._here:
            return []
        self._here.add(key)
        try:
            return await self._asked(about, question)
        except (SQLAlchemyError, OSError) as problem:
            log.warning("reader.not_asked", problem=repr(problem))
            return []
        finally:
            self._here.discard(key)

    async def _asked(self, about: About, question: Question) -> list[Pointed]:
        now = self._clock()
        key = question.key(self._endpoint.model, answers.plain(question.masked))
        day = budget.day_of(about.park["timezone"], now)
        async with self._sessions.begin() as session:
            kept = await calls.known(session, about.park_id, key, now=now)
            if kept is not None:
                pointed = answers.again(kept, question)
                done = Done("read", pointed, cached=True)
                self._note(session, about, key, done, now=now)
                self._metrics.calls.labels("cached").inc()
                return pointed
            if not self._breaker.lets():
                self._metrics.calls.labels("breaker_open").inc()
                return []
            most = about.park["reader_daily_calls"]
            if not await budget.take(session, about.park_id, day, most):
                self._breaker.unused()
                self._metrics.calls.labels("budget_spent").inc()
                return []
        started = self._monotonic()
        done = await self._answer(question)
        took = self._monotonic() - started
        self._metrics.calls.labels(done.outcome).inc()
        self._metrics.seconds.observe(took)
        async with self._sessions.begin() as session:
            self._note(session, about, key, done, now=now, ms=int(took * 1000))
            await budget.add_tokens(session, about.park_id, day, sum(done.used))
        return done.pointed

    async def _answer(self, question: Question) -> Done:
        """No transaction is open."""
        assert self.level is not None
        try:
            told = await self._endpoint.ask(question, self.level)
        except NoAnswer as problem:
            if problem.outcome in ("late", "busy", "failed"):
                self._breaker.failed(problem.retry_after)
            else:
                self._breaker.succeeded()
            return Done(problem.outcome, [], problem.used)
        except BaseException:
            self._breaker.failed()
            raise
        self._breaker.succeeded()
        used = told.tokens_in, told.tokens_out
        try:
            return Done("read", answers.read(told.content, question), used)
        except Broken:
            return Done("broken", [], used)

    def _note(
        self,
        session: AsyncSession,
        about: About,
        key: str,
        done: Done,
        *,
        now: datetime,
        ms: int = 0,
    ) -> None:
        calls.note(
            session,
            about.park_id,
            conversation_id=about.conversation_id,
            message_id=about.message_id,
            key=key,
            mode=about.mode,
            model=self._endpoint.model,
            classic=about.classic,
            outcome=done.outcome,
            proposed=[one.do for one in done.pointed],
            answer=[one.as_json() for one in done.pointed],
            cached=done.cached,
            tokens_in=done.used[0],
            tokens_out=done.used[1],
            ms=ms,
            created_at=now,
        )
