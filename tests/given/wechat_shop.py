"""Orders of the demo park that are paid at the simulated WeChat Pay, through the API."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from sqlalchemy import select

from connectors.payments.base import Repaid, Settled
from connectors.payments.booking import book
from connectors.payments.cashier import Cashier
from connectors.payments.till import Till
from connectors.payments.wechatpay import WeChatPay
from connectors.payments.wechatpay.notify import notify_route
from models.accounting import PaymentReturn
from models.ordering import Order
from models.payments import PaymentRequest
from models.people import ChannelIdentity
from parkline.payments.wechat_pay import NOTIFY_PATH
from parkline.simulate.wechatpay import Simulator
from services.ordering import orders
from tests.api.driver import Api, Tenant, open_api
from tests.connectors.payments.wechatpay import merchant_of, simulated
from tests.given.demo_park import WEDNESDAY_MORNING, DemoPark
from tests.kit.waiting import until


@dataclass
class Shop:
    """The API, our notify URL and the platform. The platform's books run with the park's clock."""

    demo: DemoPark
    api: Api
    simulator: Simulator
    method: WeChatPay
    cashier: Cashier
    notify: str

    def later(self, **how: float) -> None:
        self.api.later(**how)
        self.simulator.world.ahead += timedelta(**how)

    async def tenant(self, name: str = "alice") -> Tenant:
        tenant = await self.api.tenant()
        async with self.demo.sessions.begin() as session:
            session.add(
                ChannelIdentity(
                    park_id=self.demo.id,
                    person_id=tenant.person.id,
                    channel="miniprogram",
                    external_id=f"o-{name}",
                )
            )
        return tenant

    async def to_pay(self, tenant: Tenant, code: str = "beef_noodles", quantity: int = 1) -> str:
        """A cart that is being paid for; its number."""
        cart = await tenant.cart(code, quantity)
        await tenant.patch(f"/carts/{cart}", {"payment": "wechat_pay"})
        asked = await tenant.post(f"/orders/{cart}/pay")
        assert asked["wechat"]["package"].startswith("prepay_id=wx")
        return cart

    async def request(self, order_no: str) -> PaymentRequest:
        async with self.demo.sessions() as session:
            found = await session.scalar(
                select(PaymentRequest)
                .join(Order, Order.id == PaymentRequest.order_id)
                .where(Order.order_no == order_no)
                .order_by(PaymentRequest.id.desc())
            )
        assert found is not None
        return found

    async def pays(self, order_no: str) -> None:
        self.simulator.pay((await self.request(order_no)).reference)

    async def told(self, count: int = 1) -> list[int]:
        """What we answered to callbacks."""

        async def there() -> bool:
            return len(self.simulator.courier.statuses) >= count

        await until(there)
        return self.simulator.courier.statuses

    async def watch(self, order_no: str) -> Any:
        return await self.cashier.watch(self.demo.id, (await self.request(order_no)).id)

    async def returned(self) -> int:
        """Have all that is due back given back; the sum at the platform."""
        async with self.demo.sessions() as session:
            waiting = list(await session.scalars(select(PaymentReturn.id)))
        for one in waiting:
            await self.cashier.give_back(self.demo.id, one)
        return sum(trade.refunded for trade in self.simulator.world.trades.values())

    async def events(self, order_no: str) -> list[str]:
        async with self.demo.sessions() as session:
            order = await orders.find_by_number(session, self.demo.id, order_no)
            assert order is not None
            return [name for _, name in await self.demo.events(session, f"order:{order.id}")]

    async def taken(self) -> int:
        async with self.demo.sessions() as session:
            return await self.demo.taken(session)

    async def paid(self, tenant: Tenant, **how: Any) -> str:
        """An order that is paid, and placed by that."""
        before = len(self.simulator.courier.statuses)
        order = await self.to_pay(tenant, **how)
        await self.pays(order)
        assert (await self.told(before + 1))[-1] == 204
        return order

    async def asked_back(self) -> PaymentReturn:
        """The only refund that there is, as it stands now."""
        async with self.demo.sessions() as session:
            return (await session.scalars(select(PaymentReturn))).one()

    async def tell(self, body: bytes) -> int:
        """A callback that the platform signs; what we answer."""
        headers = self.simulator.courier.headers(body)
        async with self.api.http.post(self.notify, data=body, headers=headers) as answer:
            return answer.status


@pytest.fixture
async def shop(demo: DemoPark) -> AsyncIterator[Shop]:
    async with open_shop(demo) as shop:
        yield shop


@asynccontextmanager
async def open_shop(demo: DemoPark, **how: Any) -> AsyncIterator[Shop]:
    """`how`: what the API is given besides."""
    simulator = simulated(waits=(0.05,) * 5)
    machine = simulator.world.now()
    simulator.world.ahead = WEDNESDAY_MORNING - machine
    opened: list[Api] = []
    methods: list[WeChatPay] = []

    async def notified(request: web.Request) -> web.StreamResponse:
        async def booked(said: Settled | Repaid) -> None:
            await book(demo.sessions, demo.id, said, now=opened[0].clock())

        # Signatures are made by the machine's clock, on both sides; the park's has its own.
        route = notify_route(NOTIFY_PATH, methods[0], lambda: machine, booked)
        answer: web.StreamResponse = await route.handler(request)  # type: ignore[misc, operator]
        return answer

    ours = web.Application()
    ours.router.add_post(NOTIFY_PATH, notified)
    async with (
        TestServer(simulator.app(), host="127.0.0.1") as platform,
        TestServer(ours, host="127.0.0.1") as gateway,
    ):
        notify = str(gateway.make_url(NOTIFY_PATH))
        merchant = merchant_of(simulator, str(platform.make_url("/")), notify)
        method = WeChatPay(merchant, lambda: machine)
        methods.append(method)
        async with open_api(demo, till=Till(method), **how) as api:
            opened.append(api)
            cashier = Cashier(demo.sessions, api.clock, {method.code: method})
            yield Shop(demo, api, simulator, method, cashier, notify)
