"""A merchant of the simulated WeChat Pay."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache

from aiohttp.test_utils import TestServer

from connectors.payments.base import Callback, Due, Repayment
from connectors.payments.wechatpay import Merchant, WeChatPay
from connectors.payments.wechatpay.merchant import platform_key
from parkline.simulate.wechatpay import Simulator, new_identity
from parkline.simulate.wechatpay.world import Refund, Trade
from tests.contract.payments import due_of

API_KEY = "k" * 32
NOWHERE = "http://127.0.0.1:9/notify"

identity = cache(new_identity)
"""Of a name, made once a process: two RSA keys take a tenth of a second."""


@dataclass(frozen=True, slots=True)
class Till:
    """`now` is the machine's when it was opened: the platform signs with that."""

    simulator: Simulator
    method: WeChatPay
    now: datetime

    def due(self, reference: str = "O-7K3M9Q-A1") -> Due:
        expires = self.now + timedelta(minutes=15)
        about = due_of(1, 7, "O-7K3M9Q")
        return replace(about, reference=reference, payer="o-alice", expires_at=expires)

    async def paid(self) -> Callback:
        """A payment, and the callback that tells of it."""
        await self.method.prepare(self.due())
        trade = self.simulator.pay(self.due().reference)
        return self.callback(self.simulator.courier.paid(trade))

    async def refunded(self, status: str) -> tuple[Trade, Refund]:
        """A part of a payment given back, and what became of that at the platform."""
        await self.paid()
        self.simulator.world.refund_status = status
        await self.method.refund(Repayment(1, 7, "r-1", self.due().reference, 1200, "CNY", "洒了"))
        return self.simulator.world.refund_of("r-1")

    def callback(self, body: bytes) -> Callback:
        return Callback(self.simulator.courier.headers(body), body, self.now)


def merchant_of(simulator: Simulator, api_url: str, notify_url: str = NOWHERE) -> Merchant:
    return Merchant(
        mchid=simulator.world.mchid,
        appid=simulator.world.appid,
        serial=simulator.merchant.serial,
        private_key=simulator.merchant.private_pem,
        api_key=API_KEY,
        platform_serial=simulator.platform.serial,
        platform_key=platform_key(simulator.platform.certificate_pem),
        notify_url=notify_url,
        api_url=api_url,
    )


def simulated(waits: Sequence[float]) -> Simulator:
    return Simulator(
        mchid="1900000109", appid="wxmini", api_key=API_KEY, waits=waits,
        platform=identity("platform"), merchant=identity("merchant"),
    )  # fmt: skip


@asynccontextmanager
async def open_till(notify_url: str = NOWHERE) -> AsyncIterator[Till]:
    simulator = simulated(waits=())
    now = datetime.now(UTC)
    async with TestServer(simulator.app(), host="127.0.0.1") as server:
        merchant = merchant_of(simulator, str(server.make_url("/")), notify_url)
        yield Till(simulator, WeChatPay(merchant, lambda: now), now)
