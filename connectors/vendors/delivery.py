"""Delivering webhooks: one attempt, its POST outside any transaction."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from random import Random, SystemRandom
from types import TracebackType
from typing import Self

import prometheus_client
from aiohttp import ClientSession
from cryptography.fernet import Fernet, InvalidToken
from prometheus_client import CollectorRegistry, Histogram
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from connectors.vendors import signing
from connectors.vendors.exchange import DEADLINE_SECONDS, post
from services import answers, attempts
from services.answers import Answer
from services.attempts import Claim, Done, RetryAt
from services.deliveries import envelope

__all__ = ["Deliverer", "DeliveryMetrics", "Done", "RetryAt"]

MAX_IN_FLIGHT = 8
"""POSTs to one endpoint at a time from one process, so that a slow one leaves room for others."""
BUSY_WAIT_SECONDS = 1.0


class DeliveryMetrics:
    """What operators watch."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self.outcomes = prometheus_client.Counter(
            "parkline_webhook_attempts",
            "Turns of webhook deliveries, by what came of them.",
            ["outcome"],
            registry=registry,
        )
        self.latency = Histogram(
            "parkline_webhook_delivery_seconds",
            "From the event to the vendor's 2xx.",
            buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 30, 300, 3600, 86400),
            registry=registry,
        )


class Deliverer:
    """Makes attempts. Use it as an async context manager; it owns one HTTP session."""

    def __init__(
        self,
        sessions: async_sessionmaker[AsyncSession],
        vault: Fernet,
        new_client: Callable[[], ClientSession],
        metrics: DeliveryMetrics,
        *,
        deadline: float = DEADLINE_SECONDS,
        max_in_flight: int = MAX_IN_FLIGHT,
        random: Random | None = None,
    ) -> None:
        self._sessions = sessions
        self._vault = vault
        self._new_client = new_client
        self._metrics = metrics
        self._deadline = deadline
        self._max_in_flight = max_in_flight
        self._random = random or SystemRandom()
        self._in_flight: Counter[tuple[int, int]] = Counter()

    async def __aenter__(self) -> Self:
        self._client = self._new_client()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        tb: TracebackType | None,
    ) -> None:
        await self._client.close()

    async def attempt(self, park_id: int, delivery_id: int, *, now: datetime) -> Done | RetryAt:
        """Try to deliver, once. Safe to repeat: the vendor may see the same id twice.

        RetryAt is no error: the caller runs it again then, and until then nothing else of the same
        order goes to this endpoint. Raises NotFound for a delivery that does not exist.
        """
        with ExitStack() as place:
            claim = await self._claim(park_id, delivery_id, now, place)
            result = await self._deliver(claim) if isinstance(claim, Claim) else claim
        outcome = result.reason if isinstance(result, RetryAt) else result.outcome
        self._metrics.outcomes.labels(outcome).inc()
        return result

    async def _claim(
        self, park_id: int, delivery_id: int, now: datetime, place: ExitStack
    ) -> Claim | Done | RetryAt:
        """The delivery, with a place among the endpoint's POSTs that `place` gives back."""
        async with self._sessions.begin() as session:
            claim = await attempts.claim(
                session, park_id, delivery_id, now=now, random=self._random
            )
        if not isinstance(claim, Claim):
            return claim
        if self._in_flight[park_id, claim.endpoint_id] >= self._max_in_flight:
            wait = BUSY_WAIT_SECONDS * self._random.uniform(0.5, 1.5)
            return RetryAt(now + timedelta(seconds=wait), "busy")
        place.enter_context(self._in_flight_to(park_id, claim.endpoint_id))
        return claim

    @contextmanager
    def _in_flight_to(self, park_id: int, endpoint_id: int) -> Iterator[None]:
        self._in_flight[park_id, endpoint_id] += 1
        try:
            yield
        finally:
            self._in_flight[park_id, endpoint_id] -= 1

    async def _deliver(self, claim: Claim) -> Done | RetryAt:
        answer = await self._post(claim)
        finished = claim.at + timedelta(milliseconds=answer.milliseconds)
        async with self._sessions.begin() as session:
            result = await answers.record(session, claim, answer, at=finished, random=self._random)
        if result == Done("delivered"):
            self._metrics.latency.observe((finished - claim.told.occurred_at).total_seconds())
        return result

    async def _post(self, claim: Claim) -> Answer:
        body = json.dumps(envelope(claim.told, claim.park), ensure_ascii=False).encode()
        try:
            keys = [self._vault.decrypt(secret).decode() for secret in claim.secrets]
            headers = signing.headers(keys, claim.told.message_id, claim.at, body)
        except (InvalidToken, ValueError):
            return Answer(status=None, milliseconds=0, error="the endpoint's secret is unreadable")
        headers["content-type"] = "application/json"
        return await post(self._client, claim.url, headers, body, deadline=self._deadline)
