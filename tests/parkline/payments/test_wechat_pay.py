"""Orders paid by WeChat Pay, from the cart to the vendor, against the simulated platform."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from connectors.payments.base import ProviderSilent
from connectors.payments.cashier import Cashier
from connectors.payments.wechatpay import WeChatPay
from models.payments import Payment
from services.kit.audit import By
from services.ordering import orders, refunds
from services.ordering.refunds import Asked
from tests.api.driver import open_api
from tests.connectors.payments.wechatpay import merchant_of
from tests.given.demo_park import WEDNESDAY_MORNING, DemoPark, jobs
from tests.given.wechat_shop import Shop, shop

__all__ = ["shop"]


async def test_the_vendor_hears_of_an_order_once_it_is_paid(shop: Shop) -> None:
    alice = await shop.tenant()
    assert (await alice.get("/park"))["wechat_pay"] is True
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
        assert (await alice.get("/park"))["wechat_pay"] is False
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
    async with shop.demo.sessions() as session:
        found = await shop.demo.events(session, f"payment_request:{request.id}")
    assert found == [(1, "payment.expired")]
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
    assert found == [(1, "payment.withdrawn"), (2, "payment.returned")]


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
