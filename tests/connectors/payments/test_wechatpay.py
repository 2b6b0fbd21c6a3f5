"""WeChat Pay keeps to the contract, and believes nothing that is not signed, whole and fresh."""

import time
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from connectors.payments.base import (
    BillLine,
    Giving,
    ProviderRefused,
    ProviderSilent,
    Repaid,
    Repayment,
    Settled,
    State,
    Unverified,
)
from connectors.payments.wechatpay import WeChatPay
from connectors.payments.wechatpay.merchant import platform_key
from parkline.simulate.wechatpay import new_identity
from parkline.simulate.wechatpay.world import BEIJING
from tests.connectors.payments.wechatpay import API_KEY, Till, open_till
from tests.contract.payments import PaymentCase, PaymentContract


@pytest.fixture
async def till() -> AsyncIterator[Till]:
    async with open_till() as till:
        yield till


class TestWeChatPay(PaymentContract):
    @pytest.fixture
    async def case(self, till: Till) -> PaymentCase:
        async def pay() -> None:
            till.simulator.pay(till.due().reference)

        async def given_back() -> int:
            return sum(trade.refunded for trade in till.simulator.world.trades.values())

        return PaymentCase(till.method, till.due(), pay, given_back)


async def test_a_callback_says_who_paid_what(till: Till) -> None:
    settled = till.method.confirm(await till.paid())
    assert isinstance(settled, Settled)
    assert (settled.reference, settled.amount, settled.currency) == ("O-7K3M9Q-A1", 4400, "CNY")
    assert settled == await till.method.settled("O-7K3M9Q-A1")


@pytest.mark.parametrize("name", ["Timestamp", "Nonce", "Serial", "Signature", "Signature-Type"])
async def test_without_any_one_of_its_headers_it_is_not_verified(till: Till, name: str) -> None:
    callback = await till.paid()
    for headers in (
        {one: value for one, value in callback.headers.items() if one != f"Wechatpay-{name}"},
        {**callback.headers, f"Wechatpay-{name}": ""},
        {**callback.headers, f"Wechatpay-{name}": "7"},
    ):
        with pytest.raises(Unverified):
            till.method.confirm(replace(callback, headers=headers))


async def test_headers_are_found_however_they_are_spelled(till: Till) -> None:
    callback = await till.paid()
    lower = {name.lower(): value for name, value in callback.headers.items()}
    assert till.method.confirm(replace(callback, headers=lower)).reference == "O-7K3M9Q-A1"


@pytest.mark.parametrize("off", [timedelta(minutes=5, seconds=2), -timedelta(minutes=5, seconds=2)])
async def test_what_is_more_than_five_minutes_off_is_refused(till: Till, off: timedelta) -> None:
    callback = await till.paid()
    with pytest.raises(Unverified):
        till.method.confirm(replace(callback, received_at=callback.received_at + off))


async def test_a_well_signed_callback_of_nine_years_ago_is_refused(till: Till) -> None:
    body = (await till.paid()).body
    old = till.simulator.courier.headers(body, at=int(time.time()) - 9 * 365 * 86400)
    with pytest.raises(Unverified):
        till.method.confirm(replace(till.callback(body), headers=old))


async def test_a_byte_more_or_less_is_refused(till: Till) -> None:
    callback = await till.paid()
    for body in (callback.body + b"\n", callback.body[:-1], callback.body.replace(b" ", b"", 1)):
        with pytest.raises(Unverified):
            till.method.confirm(replace(callback, body=body))


async def test_another_s_key_is_not_the_platform_s(till: Till) -> None:
    callback = await till.paid()
    stranger = platform_key(new_identity("stranger").public_pem)
    merchant = replace(till.method.merchant, platform_key=stranger)
    with pytest.raises(Unverified):
        WeChatPay(merchant, till.method.clock).confirm(callback)


async def test_what_another_api_key_encrypted_is_refused(till: Till) -> None:
    callback = await till.paid()
    merchant = replace(till.method.merchant, api_key="x" * 32)
    with pytest.raises(Unverified):
        WeChatPay(merchant, till.method.clock).confirm(callback)


@pytest.mark.parametrize(
    "changed",
    [
        {"mchid": "1900000110"},
        {"appid": "wxother"},
        {"trade_state": "NOTPAY"},
        {"amount": {"total": -1, "currency": "CNY"}},
        {"amount": {"total": "much", "currency": "CNY"}},
    ],
)
async def test_signed_or_not_it_must_be_a_payment_to_us(
    till: Till, changed: dict[str, object]
) -> None:
    await till.paid()
    trade = till.simulator.world.trade(till.due().reference)
    with pytest.raises(Unverified):
        till.method.confirm(till.callback(till.simulator.courier.paid(trade, **changed)))


async def test_an_event_of_another_kind_is_no_payment(till: Till) -> None:
    await till.paid()
    trade = till.simulator.world.trade(till.due().reference)
    for event in ("REFUND.SUCCESS", "REFUND.PROCESSING", "TRANSACTION.REFUND"):
        body = till.simulator.courier.body(event, trade.shown(), "refund")
        with pytest.raises(Unverified):
            till.method.confirm(till.callback(body))


@pytest.mark.parametrize(
    ("status", "giving"),
    [("SUCCESS", Giving.GIVEN), ("CLOSED", Giving.CLOSED), ("ABNORMAL", Giving.FAILED)],
)
async def test_a_callback_says_how_a_refund_ended(till: Till, status: str, giving: Giving) -> None:
    trade, refund = await till.refunded(status)
    told = till.callback(till.simulator.courier.refunded(trade, refund))
    assert till.method.confirm(told) == Repaid("r-1", "O-7K3M9Q-A1", 1200, giving)
    with pytest.raises(Unverified):
        till.method.confirm(replace(told, headers={}))


@pytest.mark.parametrize(
    "changed",
    [
        {"mchid": "1900000110"},
        {"refund_status": "ABNORMAL"},
        {"refund_status": "PROCESSING"},
        {"amount": {"refund": 0}},
        {"amount": {"refund": "all"}},
        {"out_refund_no": None},
    ],
)
async def test_signed_or_not_it_must_be_a_refund_of_ours(
    till: Till, changed: dict[str, object]
) -> None:
    trade, refund = await till.refunded("SUCCESS")
    with pytest.raises(Unverified):
        till.method.confirm(
            till.callback(till.simulator.courier.refunded(trade, refund, **changed))
        )


async def test_a_refund_that_was_closed_is_tried_again_by_the_same_number(till: Till) -> None:
    await till.refunded("CLOSED")
    back = Repayment(1, 7, "r-1", till.due().reference, 1200, "CNY", "洒了")
    assert await till.method.refund(back) is Giving.CLOSED
    till.simulator.world.refund_status = "SUCCESS"
    assert await till.method.refund(back) is Giving.GIVEN
    trade = till.simulator.world.trade(till.due().reference)
    assert (trade.refunded, len(trade.refunds)) == (1200, 1)


async def test_an_answer_that_is_not_signed_by_the_platform_is_no_answer(till: Till) -> None:
    stranger = platform_key(new_identity("stranger").public_pem)
    merchant = replace(till.method.merchant, platform_key=stranger)
    with pytest.raises(ProviderSilent):
        await WeChatPay(merchant, till.method.clock).prepare(till.due())


async def test_an_old_answer_is_no_answer(till: Till) -> None:
    later = till.now + timedelta(minutes=6)
    with pytest.raises(ProviderSilent):
        await WeChatPay(till.method.merchant, lambda: later).prepare(till.due())


async def test_the_platform_refuses_who_signs_with_another_key(till: Till) -> None:
    stranger = new_identity("stranger").private_pem
    method = WeChatPay(replace(till.method.merchant, private_key=stranger), till.method.clock)
    with pytest.raises(ProviderRefused) as refused:
        await method.prepare(till.due())
    assert refused.value.details["code"] == "SIGN_ERROR"


async def test_nobody_there_is_silence(till: Till) -> None:
    merchant = replace(till.method.merchant, api_url="http://127.0.0.1:9")
    with pytest.raises(ProviderSilent):
        await WeChatPay(merchant, till.method.clock).query("O-7K3M9Q-A1")


async def test_what_is_closed_can_be_paid_no_more(till: Till) -> None:
    await till.method.prepare(till.due())
    assert await till.method.close(till.due().reference) is State.CLOSED
    assert await till.method.close(till.due().reference) is State.CLOSED
    assert await till.method.query(till.due().reference) is State.CLOSED
    assert await till.method.settled(till.due().reference) is None


async def test_a_refund_that_takes_its_time_is_asked_after(till: Till) -> None:
    await till.paid()
    till.simulator.world.refund_status = "PROCESSING"
    back = Repayment(1, 7, "r-1", till.due().reference, 1200, "CNY", "洒了" * 60)
    assert await till.method.refund(back) is Giving.UNDER_WAY
    _, refund = till.simulator.world.refund_of("r-1")
    refund.status = "SUCCESS"
    assert await till.method.refund(back) is Giving.GIVEN
    refund.status = "ABNORMAL"
    assert await till.method.refund(back) is Giving.FAILED


async def test_the_bill_of_a_day_to_the_fen(till: Till) -> None:
    today = till.now.astimezone(BEIJING).date()
    world = till.simulator.world
    with pytest.raises(ProviderSilent, match="being made"):
        await till.method.bill(today)
    world.ahead = timedelta(days=2)
    assert await till.method.bill(today) is None
    world.ahead = timedelta()
    await till.paid()
    await till.method.refund(Repayment(1, 7, "r-1", till.due().reference, 1201, "CNY", "spilt"))
    trade = world.trade(till.due().reference)
    world.ahead = timedelta(days=2)
    assert await till.method.bill(today) == [
        BillLine("O-7K3M9Q-A1", trade.transaction_id or "", 4400, "CNY"),
        BillLine("O-7K3M9Q-A1", trade.refunds[0].refund_id, 1201, "CNY", "r-1", Giving.GIVEN),
    ]
    for status, giving in (("PROCESSING", Giving.UNDER_WAY), ("CHANGE", Giving.FAILED)):
        trade.refunds[0].status = status
        assert [line.giving for line in await till.method.bill(today) or ()] == [None, giving]


async def test_what_is_secret_is_not_shown(till: Till) -> None:
    shown = repr(till.method)
    assert API_KEY not in shown
    assert "PRIVATE KEY" not in shown
    assert "1900000109" in shown


async def test_half_a_merchant_is_none(till: Till) -> None:
    with pytest.raises(ValueError, match="32"):
        replace(till.method.merchant, api_key="")
    with pytest.raises(ValueError, match="half"):
        replace(till.method.merchant, platform_serial="")
