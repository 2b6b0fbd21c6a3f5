"""Callbacks: signed, encrypted, and sent again until somebody takes them."""

import asyncio
import json
import secrets
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from parkline.simulate.wechatpay.keys import Identity
from parkline.simulate.wechatpay.signing import sealed, signed_headers
from parkline.simulate.wechatpay.world import Trade

WAITS = (15, 15, 30, 180, 600, 1200, 1800, 1800, 1800, 3600, 10800, 10800, 10800, 21600, 21600)
"""Seconds between deliveries: 24 hours and 4 minutes, as documented."""
TAKEN = (200, 204)


@dataclass
class Courier:
    """`lost`: callbacks are not sent at all. `statuses` are the answers so far."""

    platform: Identity
    api_key: str
    waits: Sequence[float] = WAITS
    lost: bool = False
    statuses: list[int] = field(default_factory=list)
    _http: aiohttp.ClientSession | None = None
    _running: set[asyncio.Task[None]] = field(default_factory=set)

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        async with aiohttp.ClientSession() as self._http:
            yield
            for task in self._running:
                task.cancel()
            await asyncio.gather(*self._running, return_exceptions=True)

    def tell_paid(self, trade: Trade) -> None:
        """Begin to deliver, unless callbacks get lost."""
        if self.lost:
            return
        task = asyncio.create_task(self._deliver(trade.asked["notify_url"], self.paid(trade)))
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    def paid(self, trade: Trade, **changed: Any) -> bytes:
        """The body that says a payment succeeded. `changed` are fields of the transaction."""
        return self.body("TRANSACTION.SUCCESS", trade.shown() | changed, "transaction")

    def body(self, event: str, plain: dict[str, Any], kind: str) -> bytes:
        said = {
            "id": f"EV-{secrets.token_hex(16)}",
            "create_time": plain.get("success_time"),
            "resource_type": "encrypt-resource",
            "event_type": event,
            "summary": "支付成功",
            "resource": sealed(self.api_key, json.dumps(plain, ensure_ascii=False), kind=kind),
        }
        return json.dumps(said, ensure_ascii=False).encode()

    def headers(self, body: bytes, *, at: int | None = None) -> dict[str, str]:
        return signed_headers(self.platform, body, at=at) | {"Content-Type": "application/json"}

    async def _deliver(self, url: str, body: bytes) -> None:
        for wait in (*self.waits, None):
            status = await self._post(url, body)
            self.statuses.append(status)
            if status in TAKEN or wait is None:
                return
            await asyncio.sleep(wait)

    async def _post(self, url: str, body: bytes) -> int:
        """The status, or 0 where nobody answered. Every delivery is signed anew."""
        assert self._http is not None
        try:
            async with self._http.post(
                url, data=body, headers=self.headers(body), timeout=aiohttp.ClientTimeout(5)
            ) as answer:
                return answer.status
        except (aiohttp.ClientError, TimeoutError):
            return 0
