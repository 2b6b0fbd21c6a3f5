"""Callbacks: signed, encrypted, and sent again until somebody takes them."""

import asyncio
import json
import secrets
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import aiohttp

from parkline.simulate.wechatpay.keys import Identity
from parkline.simulate.wechatpay.signing import sealed, signed_headers
from parkline.simulate.wechatpay.world import BEIJING, Refund, Trade

WAITS = (15, 15, 30, 180, 600, 1200, 1800, 1800, 1800, 3600, 10800, 10800, 10800, 21600, 21600)
"""Seconds between deliveries: 24 hours and 4 minutes, as documented."""
TAKEN = (200, 204)
SUMMARIES = {
    "TRANSACTION.SUCCESS": "支付成功",
    "REFUND.SUCCESS": "退款成功",
    "REFUND.CLOSED": "退款关闭",
    "REFUND.ABNORMAL": "退款异常",
}


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
        self._begin(trade.asked["notify_url"], self.paid(trade))

    def tell_refund(self, trade: Trade, refund: Refund) -> None:
        """Of one that has ended, and asked for a callback."""
        if refund.notify_url and refund.ended_at is not None:
            self._begin(refund.notify_url, self.refunded(trade, refund))

    def _begin(self, url: str, body: bytes) -> None:
        if self.lost:
            return
        task = asyncio.create_task(self._deliver(url, body))
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    def paid(self, trade: Trade, **changed: Any) -> bytes:
        """The body that says a payment succeeded. `changed` are fields of the transaction."""
        return self.body("TRANSACTION.SUCCESS", trade.shown() | changed, "transaction")

    def refunded(self, trade: Trade, refund: Refund, **changed: Any) -> bytes:
        """The body that says how a refund ended. `changed` are fields of the refund."""
        sums = {"total": trade.total, "refund": refund.amount}
        said: dict[str, Any] = {
            "mchid": trade.asked["mchid"],
            "out_trade_no": trade.number,
            "transaction_id": trade.transaction_id,
            "out_refund_no": refund.number,
            "refund_id": refund.refund_id,
            "refund_status": refund.status,
            "user_received_account": "支付用户零钱",
            "amount": sums | {f"payer_{name}": value for name, value in sums.items()},
        }
        if refund.status == "SUCCESS" and refund.ended_at is not None:
            said["success_time"] = refund.ended_at.isoformat(timespec="seconds")
        return self.body(f"REFUND.{refund.status}", said | changed, "refund")

    def body(self, event: str, plain: dict[str, Any], kind: str) -> bytes:
        said = {
            "id": f"EV-{secrets.token_hex(16)}",
            "create_time": datetime.now(BEIJING).isoformat(timespec="seconds"),
            "resource_type": "encrypt-resource",
            "event_type": event,
            "summary": SUMMARIES.get(event, ""),
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
