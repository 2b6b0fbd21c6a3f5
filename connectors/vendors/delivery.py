"""Delivering webhooks: what is claimed is posted, outside any transaction, and recorded."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from random import Random, SystemRandom
from types import TracebackType
from typing import Self

import prometheus_client
from aiohttp import ClientSession
from cryptography.fernet import InvalidToken
from prometheus_client import CollectorRegistry, Histogram
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from connectors.vendors import signing
from connectors.vendors.exchange import DEADLINE_SECONDS, post
from services.kit import tracing
from services.kit.sealing import Vault
from services.vendors import attempts, outcomes
from services.vendors.attempts import Claim, Claimed, Done, RetryAt
from services.vendors.deliveries import envelope
from services.vendors.outcomes import Answer, Answered, Recorded

__all__ = ["Deliverer", "DeliveryMetrics", "Done", "RetryAt"]

SECRETS_KEPT = 4096
"""Of endpoints, opened: opening one costs as much as signing ten times."""


class DeliveryMetrics:
    """What operators watch."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self.outcomes = prometheus_client.Counter(
            "parkline_webhook_attempts",
            "Attempts of webhook deliveries, by what came of them.",
            ["outcome"],
            registry=registry,
        )
        self.latency = Histogram(
            "parkline_webhook_delivery_seconds",
            "From the event to the vendor's 2xx.",
            buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 30, 300, 3600, 86400),
            registry=registry,
        )

    def count(self, one: Answered, result: Done | RetryAt) -> None:
        outcome = result.reason if isinstance(result, RetryAt) else result.outcome
        self.outcomes.labels(outcome).inc()
        if outcome == "delivered":
            self.latency.observe((one.at - one.claim.told.occurred_at).total_seconds())


class Deliverer:
    """Makes attempts. Use it as an async context manager; it owns one HTTP session."""

    def __init__(
        self,
        sessions: async_sessionmaker[AsyncSession],
        vault: Vault,
        new_client: Callable[[], ClientSession],
        metrics: DeliveryMetrics,
        *,
        deadline: float = DEADLINE_SECONDS,
        random: Random | None = None,
    ) -> None:
        self._sessions = sessions
        self._new_client = new_client
        self._metrics = metrics
        self._deadline = deadline
        self._random = random or SystemRandom()
        self._opened = lru_cache(SECRETS_KEPT)(lambda secret: vault.decrypt(secret).decode())

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

    async def claim(
        self,
        *,
        now: datetime,
        rooms: Mapping[tuple[int, int], int],
        each: int,
        at_most: int,
        full: Sequence[int] = (),
    ) -> Claimed:
        """As `services.vendors.attempts.claim`."""
        async with self._sessions.begin() as session:
            return await attempts.claim(
                session, now=now, rooms=rooms, each=each, at_most=at_most, full=full
            )

    async def release(self, claims: list[Claim]) -> None:
        async with self._sessions.begin() as session:
            await attempts.release(session, claims)

    async def post(self, claim: Claim) -> Answered:
        """Try to deliver, once. The vendor may have seen the same id before."""
        with tracing.resumed(
            "webhook",
            claim.told.traceparent,
            "client",
            park_id=claim.park_id,
            delivery_id=claim.delivery_id,
            attempt=claim.number,
            type=claim.told.type,
        ):
            answer = await self._post(claim)
            tracing.note(status=answer.status or 0)
        return Answered(claim, answer, claim.at + timedelta(milliseconds=answer.milliseconds))

    async def _post(self, claim: Claim) -> Answer:
        body = json.dumps(envelope(claim.told, claim.park), ensure_ascii=False).encode()
        try:
            keys = [self._opened(secret) for secret in claim.secrets]
            headers = signing.headers(keys, claim.told.message_id, claim.at, body)
        except (InvalidToken, ValueError):
            return Answer(status=None, milliseconds=0, error="the endpoint's secret is unreadable")
        headers |= {"content-type": "application/json", **tracing.headers()}
        return await post(self._client, claim.url, headers, body, deadline=self._deadline)

    async def record(self, answered: Answered) -> Done | RetryAt:
        """Write what came of an attempt. RetryAt: nothing else of the order goes until then."""
        async with self._sessions.begin() as session:
            result = await outcomes.record(
                session, answered.claim, answered.answer, at=answered.at, random=self._random
            )
        self._metrics.count(answered, result)
        return result

    async def record_plain(self, answered: Sequence[Answered]) -> Recorded:
        """The same for many plain successes at a time."""
        async with self._sessions.begin() as session:
            recorded = await outcomes.record_plain(session, answered)
        for one, outcome in zip(answered, recorded.outcomes, strict=True):
            self._metrics.count(one, outcome)
        return recorded
