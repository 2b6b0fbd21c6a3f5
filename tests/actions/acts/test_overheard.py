"""Messages whose intent led elsewhere, and that are about what stands."""

from datetime import timedelta

import pytest

from tests.actions.driver import Bot, Ran, entity, location, time
from tests.actions.repair.repairing import A301, broken, report
from tests.given.demo_park import NOON, DemoPark


@pytest.fixture
async def bot(demo: DemoPark) -> Bot:
    return await Bot.new(demo)


async def hears(bot: Bot, text: str, intent: str, action: str, language: str = "zh") -> Ran:
    bot.hear(text, intent, language=language)
    return await bot.run(action)


@pytest.mark.parametrize(
    "text", ["不用了我找到了，取消吧", "找到了，算了", "I found mine, never mind"]
)
async def test_who_found_something_and_gives_up_means_what_was_made(bot: Bot, text: str) -> None:
    await report(bot, "A座301空调坏了", *broken(), location(**A301))
    ran = await hears(bot, text, "withdraw_lost", "action_withdraw_lost")
    assert "确定取消这张工单吗？" in ran.text
    assert [one.status for one in await bot.tickets()] == ["reported"]


async def test_with_nothing_made_it_is_said_that_nothing_is_registered(bot: Bot) -> None:
    ran = await hears(bot, "找到了，取消吧", "withdraw_lost", "action_withdraw_lost")
    assert "没有" in ran.text


async def test_whether_somebody_came_is_asked_of_the_repair(bot: Bot) -> None:
    await report(bot, "A座301空调坏了", *broken(), location(**A301))
    ran = await hears(bot, "有人来看了吗", "track_lost", "action_track_lost")
    [ticket] = await bot.tickets()
    assert ticket.ticket_no in ran.text


async def test_with_nothing_booked_a_visit_that_was_made_is_called_off(bot: Bot) -> None:
    who, when = entity("visitor_name", "王工"), time(NOON + timedelta(days=1))
    bot.hear("明天王工来", "register_visitor", who, when)
    await bot.run("action_act")
    ran = await hears(bot, "王工来不了，划掉吧", "cancel_booking", "action_cancel_booking")
    assert "确定取消" in ran.text
    assert "王工" in ran.text


@pytest.mark.parametrize("action", ["action_affirm", "action_goodbye", "action_chitchat"])
async def test_a_change_is_taken_back_in_words_that_sound_like_small_talk(
    bot: Bot, action: str
) -> None:
    await bot.order("beef_noodles", 2)
    bot.hear("改成三份", "modify_order", entity("quantity", 3, role="set"))
    await bot.run("action_act")
    assert (await bot.cart())[0][1] == 3
    await hears(bot, "撤回", action.removeprefix("action_"), action)
    assert (await bot.cart())[0][1] == 2


async def test_a_yes_beside_a_number_places_nothing(bot: Bot) -> None:
    await bot.order("beef_noodles", 2)
    bot.hear("改成三份", "modify_order", entity("quantity", 3, role="set"))
    await bot.run("action_act")
    bot.asked("confirm")
    bot.hear("不对，还是两份", "affirm", entity("quantity", 2))
    ran = await bot.validate()
    assert not ran.slots.get("confirm")
    assert (await bot.cart())[0][1] == 2


async def test_a_day_beside_an_edit_keeps_nobody_from_it(bot: Bot) -> None:
    await bot.order("beef_noodles", 3)
    bot.asked("slot")
    today = entity("period", {"from": NOON.isoformat(), "to": NOON.isoformat()}, text="今天")
    bot.hear("小周今天不来，少一份", "out_of_scope", today, entity("quantity", 1, role="subtract"))
    await bot.validate()
    assert (await bot.cart())[0][1] == 2


async def test_what_bringing_costs_is_no_question_for_an_order(bot: Bot) -> None:
    await bot.order("beef_noodles", 2)
    entities = [entity("question", "price", start=0, end=3), entity("fulfilment", "delivery")]
    bot.hear("送餐多少钱", "track_order", *entities)
    ran = await bot.run("action_track_order")
    assert ran.text == "送餐不另外收费，单子上多少就是多少。"


async def test_how_a_repair_is_that_is_not_reported_yet(bot: Bot) -> None:
    await report(bot, "空调坏了", *broken())
    bot.hear("师傅什么时候来", "track_repair")
    ran = await bot.run("action_act")
    assert ran.text == "这次报修还没登记上，告诉我在哪里就马上派人。"
