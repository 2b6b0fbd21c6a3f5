"""WeChat Pay said in the chat: chosen, kept for who pays, or an honest word of where it works."""

from dataclasses import replace

import pytest
from sqlalchemy import select, text

from actions.kit.links import MiniProgram
from models.payments import PaymentRequest
from models.people import ChannelIdentity
from services.ordering import orders, payment_requests
from tests.actions import driver
from tests.actions.driver import Bot, entity
from tests.given.demo_park import WEDNESDAY_MORNING, DemoPark

PROGRAM = MiniProgram("wxpark", "https://park.example/app/")


@pytest.fixture(autouse=True)
def merchant(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(driver, "LINKS", replace(driver.LINKS, pay_in=lambda _park: PROGRAM))


async def at_the_confirmation(demo: DemoPark, channel: str, *, known: bool = True) -> Bot:
    """A cart for pickup at noon, all known; `known` to the mini-program."""
    bot = await Bot.new(demo)
    await bot.order("beef_noodles", 2)
    async with demo.sessions.begin() as session:
        await session.execute(
            text("update conversation set channel = :channel where id = :id"),
            {"channel": channel, "id": bot.conversation_id},
        )
        await session.execute(
            text(
                "update \"order\" set fulfilment = 'pickup',"
                " slot_start = '2026-12-02T12:00+08:00', slot_end = '2026-12-02T12:15+08:00'"
            )
        )
        (order,) = await bot.drafts()
        if known:
            session.add(
                ChannelIdentity(
                    park_id=demo.id, person_id=order.person_id,
                    channel="miniprogram", external_id="o-alice",
                )
            )  # fmt: skip
    bot.asked("confirm")
    return bot


async def says_wechat(bot: Bot) -> driver.Ran:
    words = "微信支付"
    bot.hear(words, "ask_faq", entity("payment", "wechat_pay", text=words, start=0, end=4))
    return await bot.validate()


async def confirm(bot: Bot) -> driver.Ran:
    bot.hear("确认", "affirm")
    await bot.validate()
    return await bot.run("action_place_order")


async def requests(demo: DemoPark) -> list[PaymentRequest]:
    async with demo.sessions() as session:
        return list(await session.scalars(select(PaymentRequest)))


@pytest.mark.parametrize("channel", ["wechat", "miniprogram"])
async def test_in_wechat_the_message_opens_the_page_where_it_is_paid(
    demo: DemoPark, channel: str
) -> None:
    bot = await at_the_confirmation(demo, channel)
    asked = await bot.run("action_ask_checkout_form_confirm")
    assert ("微信支付", '/checkout{"payment": "wechat_pay"}') in asked.buttons
    assert (await says_wechat(bot)).text == ""
    asked = await bot.run("action_ask_checkout_form_confirm")
    assert "微信支付，合计 ¥44" in asked.text
    assert ("改成到付", '/checkout{"payment": "on_pickup"}') in asked.buttons
    ran = await confirm(bot)
    (request,) = await requests(demo)
    (said,) = [response["custom"] for response in ran.responses]
    number = said["order_no"]
    assert "共 ¥44。请在今天 09:45 前付款" in ran.text
    assert said["opens"] == {
        "appid": "wxpark",
        "page": f"pages/order/detail?no={number}",
        "title": "去付款 ¥44",
        "url": f"https://park.example/app/#/pages/order/detail?no={number}",
    }
    assert request.reference.startswith(number)
    assert (request.status, request.amount) == ("waiting", 4400)


async def test_elsewhere_one_is_told_where_and_nothing_opens(demo: DemoPark) -> None:
    bot = await at_the_confirmation(demo, "webchat")
    await says_wechat(bot)
    ran = await confirm(bot)
    assert "微信支付要在微信里付：请在今天 09:45 前打开园区小程序" in ran.text
    assert "opens" not in ran.responses[0]["custom"]
    assert len(await requests(demo)) == 1


@pytest.mark.parametrize(
    ("channel", "words", "opens"),
    [
        ("webchat", "微信支付要在微信里付，这里付不了", False),
        ("wecom_kf", "微信支付要在微信里付，这里付不了", False),
        ("wechat", "而小程序还不认识您", True),
    ],
)
async def test_who_is_not_known_there_is_told_what_to_do_and_pays_as_before(
    demo: DemoPark, channel: str, words: str, opens: bool
) -> None:
    bot = await at_the_confirmation(demo, channel, known=False)
    asked = await bot.run("action_ask_checkout_form_confirm")
    assert "微信支付" not in [title for title, _ in asked.buttons]
    ran = await says_wechat(bot)
    assert words in ran.text
    assert "绑定账号" in ran.text
    assert ("opens" in ran.responses[0]["custom"]) is opens
    assert (await bot.draft()).payment == "on_pickup"


async def test_tracking_what_waits_to_be_paid_opens_it_again(demo: DemoPark) -> None:
    bot = await at_the_confirmation(demo, "wechat")
    await says_wechat(bot)
    await confirm(bot)
    bot.loop = None
    bot.hear("我的订单到哪了", "track_order")
    ran = await bot.run("action_track_order")
    assert "等您付款" in ran.text
    assert ran.responses[0]["custom"]["opens"]["title"] == "去付款 ¥44"


async def test_paying_on_pickup_after_all_places_it_so(demo: DemoPark) -> None:
    bot = await at_the_confirmation(demo, "wechat")
    await says_wechat(bot)
    ran = await confirm(bot)
    number = ran.responses[0]["custom"]["order_no"]
    bot.loop = None
    assert ran.buttons[0] == (
        "改成到付",
        f'/checkout{{"order_no": "{number}", "payment": "on_pickup"}}',
    )
    bot.hear("改成到付", "checkout", entity("order_no", number), entity("payment", "on_pickup"))
    await bot.run("action_checkout")
    (order,) = await bot.drafts()
    assert (order.order_no, order.payment, order.held) == (number, "on_pickup", False)
    assert [request.status for request in await requests(demo)] == ["closed"]


async def test_a_merchant_that_is_gone_meanwhile_is_said(
    demo: DemoPark, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone: list[MiniProgram | None] = [PROGRAM]
    monkeypatch.setattr(driver, "LINKS", replace(driver.LINKS, pay_in=lambda _park: gone[0]))
    bot = await at_the_confirmation(demo, "wechat")
    await says_wechat(bot)
    gone[0] = None
    ran = await confirm(bot)
    assert "微信支付刚刚用不了了" in ran.text
    assert (await bot.draft()).payment == "on_pickup"
    assert await requests(demo) == []


async def test_cancelling_what_was_paid_says_where_the_money_goes(demo: DemoPark) -> None:
    bot = await at_the_confirmation(demo, "wechat")
    await says_wechat(bot)
    number = (await confirm(bot)).responses[0]["custom"]["order_no"]
    (request,) = await requests(demo)
    async with demo.sessions.begin() as session:
        await payment_requests.settle(
            session, demo.id, request.reference,
            amount=4400, currency="CNY", paid_at=WEDNESDAY_MORNING, provider_id="42",
            now=WEDNESDAY_MORNING,
        )  # fmt: skip
        placed = await orders.find_by_number(session, demo.id, number)
        assert placed is not None
        assert placed.status == "placed"
    bot.loop = None
    bot.hear("取消订单", "cancel_order")
    ran = await bot.run("action_act")
    assert "¥44 会原路退回您的微信支付" in ran.text
