"""Orders paid by WeChat Pay, from the cart to the vendor, against the simulated platform."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from sqlalchemy import select

from connectors.payments.base import ProviderSilent, Settled
from connectors.payments.wechatpay import WeChatPay
from connectors.payments.wechatpay.notify import notify_route
from models import ChannelIdentity, Order, Payment, PaymentRequest, PaymentReturn
from parkline.simulate.wechatpay import Simulator
from parkline.wechat_pay import NOTIFY_PATH, Cashier, Till, book, booked_of
from services import orders, reconciliation, refunds
from services.audit import By
from services.reconciliation import Difference
from services.refunds import Asked
from tests.api.driver import Api, Tenant, open_api
from tests.connectors.payments.wechatpay import API_KEY, merchant_of
from tests.demo_park import WEDNESDAY_MORNING, DemoPark, demo, demo_template_url, jobs
from tests.waiting import until

__all__ = ["demo", "demo_template_url"]


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


@pytest.fixture
async def shop(demo: DemoPark) -> AsyncIterator[Shop]:
    simulator = Simulator(mchid="1900000109", appid="wxmini", api_key=API_KEY, waits=(0.05,) * 5)
    machine = simulator.world.now()
    simulator.world.ahead = WEDNESDAY_MORNING - machine
    opened: list[Api] = []
    methods: list[WeChatPay] = []

    async def notified(request: web.Request) -> web.StreamResponse:
        async def booked(settled: Settled) -> None:
            await book(demo.sessions, demo.id, settled, now=opened[0].clock())

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
        async with open_api(demo, till=Till(method)) as api:
            opened.append(api)
            cashier = Cashier(demo.sessions, api.clock, {method.code: method})
            yield Shop(demo, api, simulator, method, cashier, notify)


async def test_the_vendor_hears_of_an_order_once_it_is_paid(shop: Shop) -> None:
    alice = await shop.tenant()
    order = await shop.to_pay(alice)
    shown = await alice.get(f"/orders/{order}")
    assert (shown["status"], shown["held"], shown["payment_status"]) == ("draft", True, "waiting")
    assert shown["pay_by"] == "2026-12-02T09:45:00+08:00"
    assert await shop.events(order) == []
    assert await shop.taken() == 1

    await shop.pays(order)
    assert await shop.told() == [204]
    shown = await alice.get(f"/orders/{order}")
    assert (shown["status"], shown["held"], shown["payment_status"]) == (
        "placed",
        False,
        "succeeded",
    )
    assert await shop.events(order) == ["order.placed", "payment.succeeded"]
    assert await shop.taken() == 1


async def test_asking_to_pay_again_is_the_same_payment(shop: Shop) -> None:
    alice = await shop.tenant()
    order = await shop.to_pay(alice)
    first = await alice.post(f"/orders/{order}/pay")
    assert first == await alice.post(f"/orders/{order}/pay")
    assert len(shop.simulator.world.trades) == 1
    assert await shop.taken() == 1


async def test_a_cart_that_is_being_paid_for_cannot_be_changed_or_placed(shop: Shop) -> None:
    alice = await shop.tenant()
    cart = await alice.cart()
    await alice.patch(f"/carts/{cart}", {"payment": "wechat_pay"})
    assert (await alice.place(cart, status=409))["code"] == "not_paid"
    assert await shop.taken() == 0
    await alice.post(f"/orders/{cart}/pay")
    await alice.patch(f"/carts/{cart}", {"phone": "13800138000"}, status=404)
    assert (await alice.place(cart, status=409))["code"] == "order_held"


async def test_only_the_mini_program_s_people_can_pay_and_only_their_own(shop: Shop) -> None:
    alice, bob = await shop.tenant(), await shop.api.tenant()
    cart = await bob.cart()
    await bob.patch(f"/carts/{cart}", {"payment": "wechat_pay"})
    assert (await bob.post(f"/orders/{cart}/pay", status=422))["code"] == "payer_unknown"
    await alice.post(f"/orders/{cart}/pay", status=404)


async def test_where_there_is_no_merchant_it_is_not_offered(demo: DemoPark) -> None:
    async with open_api(demo) as api:
        alice = await api.tenant()
        cart = await alice.cart()
        assert (await alice.patch(f"/carts/{cart}", {"payment": "wechat_pay"}, status=400))[
            "code"
        ] == "invalid"
        assert (await alice.post(f"/orders/{cart}/pay", status=409))["code"] == "not_configured"


async def test_the_same_callback_often_and_at_once_places_one_order(shop: Shop) -> None:
    alice = await shop.tenant()
    order = await shop.to_pay(alice)
    await shop.pays(order)
    await shop.told()
    trade = next(iter(shop.simulator.world.trades.values()))
    body = shop.simulator.courier.paid(trade)
    headers = shop.simulator.courier.headers(body)

    async def again() -> int:
        async with shop.api.http.post(shop.notify, data=body, headers=headers) as answer:
            return answer.status

    assert await asyncio.gather(*(again() for _ in range(6))) == [204] * 6
    assert await shop.events(order) == ["order.placed", "payment.succeeded"]
    async with shop.demo.sessions() as session:
        assert len(list(await session.scalars(select(Payment)))) == 1


async def test_two_first_callbacks_at_once_place_one_order(shop: Shop) -> None:
    alice = await shop.tenant()
    order = await shop.to_pay(alice)
    shop.simulator.courier.lost = True
    await shop.pays(order)
    trade = next(iter(shop.simulator.world.trades.values()))

    async def tell() -> int:
        body = shop.simulator.courier.paid(trade)
        headers = shop.simulator.courier.headers(body)
        async with shop.api.http.post(shop.notify, data=body, headers=headers) as answer:
            return answer.status

    assert await asyncio.gather(*(tell() for _ in range(6))) == [204] * 6
    assert await shop.events(order) == ["order.placed", "payment.succeeded"]


async def test_a_forged_callback_places_nothing(shop: Shop) -> None:
    alice = await shop.tenant()
    order = await shop.to_pay(alice)
    trade = next(iter(shop.simulator.world.trades.values()))
    body = shop.simulator.courier.paid(trade, trade_state="SUCCESS")
    async with shop.api.http.post(shop.notify, data=body) as answer:
        assert answer.status == 401
    large = b"x" * 100_000
    async with shop.api.http.post(shop.notify, data=large) as answer:
        assert answer.status == 401
    assert await shop.events(order) == []


async def test_a_payment_that_we_never_asked_for_is_not_taken(shop: Shop) -> None:
    alice = await shop.tenant()
    order = await shop.to_pay(alice)
    shop.simulator.courier.lost = True
    await shop.pays(order)
    trade = next(iter(shop.simulator.world.trades.values()))
    body = shop.simulator.courier.paid(trade, out_trade_no="O-000000-1")
    headers = shop.simulator.courier.headers(body)
    async with shop.api.http.post(shop.notify, data=body, headers=headers) as answer:
        assert answer.status == 404
    assert await shop.events(order) == []


async def test_another_sum_than_was_due_is_put_to_staff(shop: Shop) -> None:
    alice = await shop.tenant()
    order = await shop.to_pay(alice)
    shop.simulator.courier.lost = True
    await shop.pays(order)
    trade = next(iter(shop.simulator.world.trades.values()))
    for total in (2199, 2201, 2199):
        body = shop.simulator.courier.paid(trade, amount={"total": total, "currency": "CNY"})
        headers = shop.simulator.courier.headers(body)
        async with shop.api.http.post(shop.notify, data=body, headers=headers) as answer:
            assert answer.status == 204
    request = await shop.request(order)
    assert request.status == "disputed"
    assert await shop.events(order) == []
    assert await shop.taken() == 0
    async with shop.demo.sessions() as session:
        found = await shop.demo.events(session, f"payment_request:{request.id}")
    assert found == [(1, "payment.disputed")]


async def test_a_lost_callback_is_found_by_asking(shop: Shop) -> None:
    alice = await shop.tenant()
    order = await shop.to_pay(alice)
    assert await shop.watch(order) == WEDNESDAY_MORNING + timedelta(minutes=1)
    shop.simulator.courier.lost = True
    await shop.pays(order)
    shop.later(minutes=1)
    assert await shop.watch(order) is None
    assert await shop.events(order) == ["order.placed", "payment.succeeded"]
    assert await shop.watch(order) is None


async def test_paying_begins_with_a_job_that_watches(shop: Shop) -> None:
    alice = await shop.tenant()
    order = await shop.to_pay(alice)
    async with shop.demo.sessions() as session:
        (job,) = await jobs(session, "payments")
    assert (job.task_name, job.scheduled_at) == (
        "watch_payment",
        WEDNESDAY_MORNING + timedelta(minutes=1),
    )
    assert job.args == {"park_id": shop.demo.id, "request_id": (await shop.request(order)).id}


async def test_who_does_not_pay_in_time_gets_the_cart_back(shop: Shop) -> None:
    alice = await shop.tenant()
    order = await shop.to_pay(alice)
    shop.later(minutes=15)
    alice = await shop.api.signed_in(alice.person, alice.conversation)
    assert (await alice.post(f"/orders/{order}/pay", status=409))["code"] == "payment_over"
    assert await shop.watch(order) is None
    request = await shop.request(order)
    assert request.status == "closed"
    assert shop.simulator.world.trades[request.reference].state == "CLOSED"
    assert await shop.taken() == 0
    carts = await alice.get("/carts")
    assert [cart["order_no"] for cart in carts["carts"]] == [order]
    await alice.post(f"/orders/{order}/pay")
    assert len(shop.simulator.world.trades) == 2


async def test_who_paid_in_the_last_second_has_ordered(shop: Shop) -> None:
    alice = await shop.tenant()
    order = await shop.to_pay(alice)
    shop.simulator.courier.lost = True
    await shop.pays(order)
    shop.later(minutes=16)
    assert await shop.watch(order) is None
    assert await shop.events(order) == ["order.placed", "payment.succeeded"]


async def test_what_is_paid_after_it_was_given_up_goes_back(shop: Shop) -> None:
    alice = await shop.tenant()
    order = await shop.to_pay(alice)
    await alice.post(f"/orders/{order}/withdraw")
    assert await shop.taken() == 0
    await shop.pays(order)
    assert await shop.told() == [204]
    assert (await shop.request(order)).status == "returned"
    assert await shop.events(order) == []
    assert await shop.returned() == 2200
    assert await shop.returned() == 2200
    async with shop.demo.sessions() as session:
        request = await shop.request(order)
        found = await shop.demo.events(session, f"payment_request:{request.id}")
    assert found == [(1, "payment.returned")]


async def test_withdrawing_closes_it_at_the_platform(shop: Shop) -> None:
    alice = await shop.tenant()
    order = await shop.to_pay(alice)
    carts = await alice.post(f"/orders/{order}/withdraw")
    assert carts["carts"][0]["order_no"] == order
    assert await shop.watch(order) is None
    request = await shop.request(order)
    assert shop.simulator.world.trades[request.reference].state == "CLOSED"


async def test_cancelling_while_it_waits_ends_it(shop: Shop) -> None:
    alice = await shop.tenant()
    order = await shop.to_pay(alice)
    assert (await alice.post(f"/orders/{order}/cancel"))["asked"] is False
    assert await shop.taken() == 0
    assert (await shop.request(order)).status == "closed"


async def test_cancelling_what_is_paid_gives_all_of_it_back(shop: Shop) -> None:
    alice = await shop.tenant()
    order = await shop.to_pay(alice)
    await shop.pays(order)
    await shop.told()
    await alice.post(f"/orders/{order}/cancel")
    assert await shop.events(order) == [
        "order.placed",
        "payment.succeeded",
        "order.cancelled",
        "payment.refunded",
    ]
    assert await shop.returned() == 2200
    assert (await alice.get(f"/orders/{order}"))["payment_status"] == "refunded"


async def test_staff_give_a_part_back_and_the_rest_goes_when_it_is_rejected(shop: Shop) -> None:
    alice = await shop.tenant()
    number = await shop.to_pay(alice, quantity=2)
    await shop.pays(number)
    await shop.told()
    async with shop.demo.sessions.begin() as session:
        order = await orders.find_by_number(session, shop.demo.id, number)
        assert order is not None
        by = By(shop.demo.id, None, WEDNESDAY_MORNING)
        await refunds.refund(session, by, order.id, Asked("洒了", sum=1201), key="once-only")
    assert await shop.returned() == 1201
    async with shop.demo.sessions.begin() as session:
        await orders.advance(session, shop.demo.id, order.id, "reject", now=WEDNESDAY_MORNING)
    assert await shop.returned() == 4400


async def test_a_refund_that_fails_is_told_to_staff(shop: Shop) -> None:
    alice = await shop.tenant()
    order = await shop.to_pay(alice)
    await shop.pays(order)
    await shop.told()
    shop.simulator.world.refund_status = "ABNORMAL"
    await alice.post(f"/orders/{order}/cancel")
    await shop.returned()
    async with shop.demo.sessions() as session:
        made = (await session.scalars(select(PaymentReturn))).one()
        found = await shop.demo.events(session, f"payment_return:{made.id}")
    assert (made.status, made.problem) == ("failed", "ABNORMAL")
    assert found == [(1, "payment.return_failed")]


async def test_a_refund_under_way_is_looked_at_again(shop: Shop) -> None:
    alice = await shop.tenant()
    order = await shop.to_pay(alice)
    await shop.pays(order)
    await shop.told()
    shop.simulator.world.refund_status = "PROCESSING"
    await alice.post(f"/orders/{order}/cancel")
    async with shop.demo.sessions() as session:
        made = (await session.scalars(select(PaymentReturn))).one()
    assert await shop.cashier.give_back(shop.demo.id, made.id) is not None
    trade = next(iter(shop.simulator.world.trades.values()))
    trade.refunds[0].status = "SUCCESS"
    assert await shop.cashier.give_back(shop.demo.id, made.id) is None
    assert trade.refunded == 2200


async def test_stock_is_kept_for_who_pays_and_never_sold_twice(shop: Shop) -> None:
    alice, bob = await shop.tenant("alice"), await shop.tenant("bob")
    async with shop.demo.sessions.begin() as session:
        await shop.demo.set_item(session, "beef_noodles", stock=1)
    cart = await bob.cart()
    order = await shop.to_pay(alice)
    await bob.patch(f"/carts/{cart}", {"payment": "wechat_pay"})
    assert (await bob.post(f"/orders/{cart}/pay", status=409))["code"] == "out_of_stock"
    await alice.post(f"/orders/{order}/withdraw")
    await bob.post(f"/orders/{cart}/pay")
    async with shop.demo.sessions() as session:
        assert await shop.demo.stock(session, "beef_noodles") == 0


async def test_a_platform_that_is_silent_keeps_nothing_for_ever(shop: Shop) -> None:
    alice = await shop.tenant()
    order = await shop.to_pay(alice)
    dead = WeChatPay(merchant_of(shop.simulator, "http://127.0.0.1:9"), shop.method.clock)
    cashier = Cashier(shop.demo.sessions, shop.api.clock, {dead.code: dead})
    request = await shop.request(order)
    shop.later(minutes=16)
    with pytest.raises(ProviderSilent):
        await cashier.watch(shop.demo.id, request.id)
    assert await shop.taken() == 1
    shop.later(minutes=5)
    with pytest.raises(ProviderSilent):
        await cashier.watch(shop.demo.id, request.id)
    assert await shop.taken() == 0


async def test_a_day_agrees_with_the_bill_and_a_difference_of_a_fen_is_found(shop: Shop) -> None:
    alice = await shop.tenant()
    order = await shop.to_pay(alice)
    await shop.pays(order)
    await shop.told()
    await alice.post(f"/orders/{order}/cancel")
    await shop.returned()
    today = WEDNESDAY_MORNING.date()

    async def compared() -> list[Difference]:
        lines = booked_of(await shop.method.bill(today))
        async with shop.demo.sessions.begin() as session:
            return await reconciliation.reconcile(
                session, shop.demo.id, "wechat_pay", today, lines, now=WEDNESDAY_MORNING
            )

    assert await compared() == []
    trade = next(iter(shop.simulator.world.trades.values()))
    trade.refunds[0].amount -= 1
    refund = trade.refunds[0].number
    assert await compared() == [Difference(refund, True, 2200, 2199)]
    trade.paid_at = None
    assert await compared() == [
        Difference(trade.number, False, 2200, None),
        Difference(refund, True, 2200, 2199),
    ]
    async with shop.demo.sessions() as session:
        found = await shop.demo.events(session, "reconciliation:1")
    assert found == [(1, "payment.unreconciled"), (2, "payment.unreconciled")]
