"""A test event: does the endpoint answer, and does it take our signature? Not a delivery."""

import json
import uuid
from collections.abc import Callable
from datetime import datetime

from aiohttp import ClientSession
from cryptography.fernet import InvalidToken
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from connectors.vendors import signing
from connectors.vendors.exchange import post
from models.park import Park
from models.vendors import Endpoint
from services.kit.errors import NotFound
from services.kit.sealing import Vault
from services.vendors.deliveries import Told, envelope
from services.vendors.outcomes import Answer

TYPE = "endpoint.ping"
DEADLINE_SECONDS = 10.0
"""Somebody waits for it in front of a page."""


class Pinger:
    """Sends test events; each opens a client of its own, since they are rare."""

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
