"""One text makes few messages, and a guest who asks for too much is told so kindly."""

import pytest

from actions.kit.base import MOST_TOLD
from services.conversations import conversations
from services.people import guest_limits
from tests.actions.driver import Bot, entity
from tests.actions.ordering.carts import confirm, ready
from tests.given.demo_park import WEDNESDAY_MORNING, DemoPark

UNKNOWN = [f"菜{number}" for number in range(150)]


async def test_a_text_with_150_things_that_there_are_not_makes_one_message_of_four_lines(
    demo: DemoPark,
) -> None:
    bot = await Bot.new(demo)
    named = [entity("item", None, text=name, unknown=True) for name in UNKNOWN]
    bot.hear("、".join(UNKNOWN), "order_food", *named)
    ran = await bot.run("action_act")
    [answer] = ran.responses
    lines = answer["text"].splitlines()
    assert len(lines) == 4
    assert lines[0].startswith("抱歉，没找到“菜0”")
    assert lines[3] == ("还有 147 样没有加上，比如菜30、菜31、菜32、菜33、菜34。请分开再发一次。")


async def test_so_does_one_with_twenty_names_that_fit_several_things(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    fits = [demo.items["beef_noodles"], demo.items["cola"]]
    named = [entity("item", None, text=f"面{number}", candidates=fits) for number in range(20)]
    bot.hear("很多面", "order_food", *named)
    ran = await bot.run("action_act")
    assert len(ran.responses) == 4
    assert ran.responses[0]["text"] == (
        "还有 17 样没有加上，比如面3、面4、面5、面6、面7。请分开再发一次。"
    )


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh", "一条消息里的内容有点多，剩下的请分开再说。"),
        ("en", "That was a lot for one message. Please send the rest separately."),
    ],
)
async def test_one_with_many_things_to_take_out_says_that_it_was_a_lot(
    demo: DemoPark, language: str, said: str
) -> None:
    bot = await Bot.new(demo)
    await bot.order("beef_noodles", 1)
    named = [entity("item", None, text=name, role="remove", unknown=True) for name in UNKNOWN]
    bot.hear("都不要了", "modify_order", *named, language=language)
    ran = await bot.run("action_act")
    [answer] = ran.responses
    lines = answer["text"].splitlines()
    assert (len(lines), lines[-1]) == (MOST_TOLD, said)
    assert len({*lines}) == MOST_TOLD


async def test_what_is_taken_out_and_is_not_there_takes_nothing_else_out(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await bot.order("beef_noodles", 1)
    bot.hear(
        "菜0不要了", "modify_order", entity("item", None, text="菜0", role="remove", unknown=True)
    )
    ran = await bot.run("action_act")
    assert ran.text.startswith("单子里没有菜0，没有改动。")
    assert await bot.cart() == [("beef_noodles", 1, [], None)]


async def test_a_guest_who_reports_too_much_is_told_so_and_not_heard(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    async with demo.sessions.begin() as session:
        conversation = await conversations.find(session, demo.id, bot.conversation_id)
        for _ in range(6):
            await guest_limits.take_one(session, conversation, "ticket", now=WEDNESDAY_MORNING)
    bot.hear("投诉", "complain")
    ran = await bot.run("action_complain")
    assert ran.text == (
        "您还没有登记身份，一小时内最多报 6 件，这一件没有记下。请过一会儿再报，"
        "着急请致电服务台 8001。"
    )
    assert ran.responses[0]["custom"] == {"guest_limit": "ticket"}


async def test_a_guest_s_order_of_too_many_pieces_is_not_placed_and_the_cart_stays(
    demo: DemoPark,
) -> None:
    bot = await ready(demo)
    await bot.order("beef_noodles", 29)
    await confirm(bot)
    ran = await bot.run("action_place_order")
    assert ran.text.startswith("您还没有登记身份，一小时内到店付款的订单最多 30 份。")
    assert (await bot.draft()).status == "draft"
    async with demo.sessions() as session:
        assert await demo.taken(session) == 0
