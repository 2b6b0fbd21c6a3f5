"""Hours paid by WeChat Pay, said in the chat: a button where it works, and the way to the page."""

from dataclasses import replace

import pytest
from sqlalchemy import text

from actions.kit.links import MiniProgram
from models.people import ChannelIdentity
from tests.actions import driver
from tests.actions.booking.talk import press_titled, rows, say
from tests.actions.driver import Bot, Ran, entity
from tests.given.booking import at
from tests.given.demo_park import DemoPark
from tests.given.hire import free_first

PROGRAM = MiniProgram("wxpark", "https://park.example/app/")


@pytest.fixture(autouse=True)
def merchant(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(driver, "LINKS", replace(driver.LINKS, pay_in=lambda _park: PROGRAM))


async def beyond(demo: DemoPark, channel: str, *, known: bool = True) -> tuple[Bot, Ran]:
    """Who has used the free hours of a day wants one more; `known` to the mini-program."""
    bot = await Bot.new(demo)
    async with demo.sessions.begin() as session:
        await session.execute(
            text("update conversation set channel = :channel where id = :id"),
            {"channel": channel, "id": bot.conversation_id},
        )
        who: int = (
            await session.execute(
                text("select person_id from conversation where id = :id"),
                {"id": bot.conversation_id},
            )
        ).scalar_one()
        if known:
            row = ChannelIdentity(
                park_id=demo.id, person_id=who, channel="miniprogram", external_id="o-alice"
            )
            session.add(row)
    await free_first(demo, who=who)
    words = "订羽毛球场，今天十点到十一点"
    period = entity(
        "period",
        {"from": at(10).isoformat(), "to": at(11).isoformat()},
        grain="minute",
        day_named=True,
    )
    bot.hear(words, "book", period)
    return bot, await bot.run("action_book")


async def test_a_button_holds_it_and_opens_the_page_where_it_is_paid(demo: DemoPark) -> None:
    bot, asked = await beyond(demo, "wechat")
    assert "共 ¥60" in asked.text
    assert [name for name, _ in asked.buttons] == ["订，付费", "微信支付"]
    await bot.told(asked.responses[0]["text"], **asked.responses[0]["custom"])
    ran = await press_titled(bot, asked, "微信支付")
    [booking] = await rows(demo, "held")
    assert booking.held_for == "payment"
    assert "一共 ¥60，请在 今天 09:45 前付款" in ran.text
    opens = ran.responses[0]["custom"]["opens"]
    assert (opens["page"], opens["title"]) == (
        f"pages/booking/detail?no={booking.booking_no}",
        "付款 ¥60",
    )


async def test_elsewhere_it_is_said_where_it_can_be_paid(demo: DemoPark) -> None:
    bot, asked = await beyond(demo, "web")
    ran = await press_titled(bot, asked, "微信支付")
    assert "到“我的预订”里付款" in ran.text
    assert "opens" not in ran.responses[0]["custom"]


async def test_whom_the_mini_program_does_not_know_is_not_offered_it(demo: DemoPark) -> None:
    bot, asked = await beyond(demo, "web", known=False)
    assert [name for name, _ in asked.buttons] == ["订，付费"]
    await press_titled(bot, asked, "订，付费")
    assert {one.status for one in await rows(demo)} == {"confirmed"}


async def test_a_plain_yes_pays_as_is_usual(demo: DemoPark) -> None:
    bot, asked = await beyond(demo, "wechat")
    await bot.told(asked.responses[0]["text"], **asked.responses[0]["custom"])
    await say(bot, "好", "affirm")
    assert {one.status for one in await rows(demo)} == {"confirmed"}
