"""Test events and samples: does an endpoint answer, and what does it make of what we send? No
deliveries: they are not repeated, and count towards no breaker."""

import json
import uuid
from collections.abc import Callable, Sequence
from datetime import datetime

from aiohttp import ClientSession
from cryptography.fernet import InvalidToken
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from connectors.vendors import signing
from connectors.vendors.exchange import post
from models.park import Park
from models.vendors import Endpoint
from services.events.base import Event
from services.kit.errors import NotFound, Refused
from services.kit.sealing import Vault
from services.vendors.deliveries import Told, envelope
from services.vendors.outcomes import Answer

TYPE = "endpoint.ping"
DEADLINE_SECONDS = 10.0
"""Somebody waits for it in front of a page."""


class NoSandbox(Refused):
    """Samples go to endpoints that were registered for trying."""

    code = "no_sandbox"


class Pinger:
    """Sends test events and samples; each opens a client of its own, since they are rare."""

    def __init__(
        self,
        sessions: async_sessionmaker[AsyncSession],
        vault: Vault,
        new_client: Callable[[], ClientSession],
        clock: Callable[[], datetime],
        *,
        deadline: float = DEADLINE_SECONDS,
    ) -> None:
        self._sessions = sessions
        self._vault = vault
        self._new_client = new_client
        self._clock = clock
        self._deadline = deadline

    async def ping(self, park_id: int, endpoint_id: int) -> Answer:
        """What came back, whatever it is. Counts towards no breaker. Raises NotFound.

        Signed as deliveries are, with the previous secret too while they overlap. A disabled
        endpoint may be tested: that is how one finds out whether to enable it.
        """
        now = self._clock()
        async with self._sessions() as session:
            endpoint = await session.get(Endpoint, (park_id, endpoint_id))
            if endpoint is None:
                raise NotFound(f"no endpoint {endpoint_id}")
            park = await session.get_one(Park, park_id)
        told = Told(TYPE, uuid.uuid4(), 0, {"endpoint_id": endpoint_id}, now)
        return await self._send(endpoint, park, told)

    async def play(
        self, park_id: int, endpoint_id: int, samples: Sequence[Event]
    ) -> list[tuple[str, Answer]]:
        """Send events that never happened, each under an id of its own, and say by type what came
        back. Where nobody answers, the rest is not sent.

        To a sandbox only: any other endpoint would take them for orders. Raises NotFound,
        NoSandbox.
        """
        async with self._sessions() as session:
            endpoint = await session.get(Endpoint, (park_id, endpoint_id))
            if endpoint is None:
                raise NotFound(f"no endpoint {endpoint_id}")
            park = await session.get_one(Park, park_id)
        if not endpoint.sandbox:
            raise NoSandbox(f"endpoint {endpoint_id} is for orders, not for trying")
        found: list[tuple[str, Answer]] = []
        for sequence, event in enumerate(samples, 1):
            data = event.model_dump(mode="json")
            told = Told(event.type, uuid.uuid4(), sequence, data, self._clock())
            answer = await self._send(endpoint, park, told)
            found.append((event.type, answer))
            if answer.status is None:
                break
        return found

    async def _send(self, endpoint: Endpoint, park: Park, told: Told) -> Answer:
        now = self._clock()
        body = json.dumps(envelope(told, park.slug), ensure_ascii=False).encode()
        try:
            headers = signing.headers(self._keys(endpoint, now), told.message_id, now, body)
        except (InvalidToken, ValueError):
            return Answer(status=None, milliseconds=0, error="the endpoint's secret is unreadable")
        headers["content-type"] = "application/json"
        async with self._new_client() as client:
            return await post(client, endpoint.url, headers, body, deadline=self._deadline)

    def _keys(self, endpoint: Endpoint, now: datetime) -> list[str]:
        kept = [endpoint.secret]
        if endpoint.previous_secret is not None and (endpoint.previous_until or now) > now:
            kept.append(endpoint.previous_secret)
        return [self._vault.decrypt(secret).decode() for secret in kept]
