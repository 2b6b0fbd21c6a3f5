"""The repair form: what answers it, what it lets through, and how it ends."""

from typing import Any

import pytest

from tests.actions.driver import Bot, Entity, Ran, entity, location
from tests.actions.repair.repairing import place_of
from tests.given.demo_park import DemoPark

FORM = "repair_form"
PROBLEM, LOCATION = "repair_problem", "repair_location"


def broken(category: str = "hvac", urgency: str = "normal") -> list[Entity]:
    return [entity("repair_category", category), entity("urgency", urgency)]


async def begun(demo: DemoPark, *, language: str = "zh") -> Bot:
    """A report of which only the place is missing."""
    bot = await Bot.new(demo)
    bot.hear("空调不制冷", "report_repair", *broken(), language=language)
    await bot.run("action_act")
    bot.asked(LOCATION, FORM)
    return bot


async def answer(bot: Bot, text: str, intent: str, *entities: Entity, **hearing: Any) -> Ran:
    bot.hear(text, intent, *entities, **hearing)
    return await bot.validate(FORM)


async def filed(bot: Bot) -> Ran:
    """The form is complete: Rasa ends it and runs what follows."""
    bot.loop = None
    return await bot.run("action_file_repair")


async def question(bot: Bot, field: str = LOCATION) -> str:
    return (await bot.run(f"action_ask_repair_form_{field}")).text


@pytest.mark.parametrize("intent", ["report_repair", "order_food", "ask_faq", "out_of_scope"])
async def test_a_place_answers_whatever_the_message_is_taken_for(
    demo: DemoPark, intent: str
) -> None:
    bot = await begun(demo)
    await answer(bot, "A座301", intent, location("A", 3, "301", start=0, end=5))
    await filed(bot)
    [ticket] = await bot.tickets()
    assert (ticket.building, ticket.room, ticket.description) == ("A", "301", "空调不制冷")


@pytest.mark.parametrize("name", ["远山", "Far Hills"])
async def test_a_room_that_can_be_booked_is_a_place_by_its_name(demo: DemoPark, name: str) -> None:
    bot = await begun(demo)
    await answer(bot, name, "out_of_scope")
    await filed(bot)
    [ticket] = await bot.tickets()
    assert (ticket.building, ticket.floor, ticket.room) == ("B", 2, "201")


async def test_a_place_in_pieces_is_asked_for_piece_by_piece(demo: DemoPark) -> None:
    bot = await begun(demo)
    assert (await question(bot)).startswith("在什么地方？")
    await answer(bot, "301", "out_of_scope", location(None, 3, "301", start=0, end=3))
    assert await question(bot) == "3楼301是在哪栋楼？"
    await answer(bot, "A座", "out_of_scope", location("A", start=0, end=2))
    await filed(bot)
    [ticket] = await bot.tickets()
    assert (ticket.building, ticket.floor, ticket.room) == ("A", 3, "301")


async def test_another_building_takes_the_old_room_with_it(demo: DemoPark) -> None:
    bot = await begun(demo)
    await answer(bot, "A座", "out_of_scope", location("A", start=0, end=2))
    assert (await question(bot)).startswith("A座的几楼、哪个房间或位置？")
    await answer(bot, "不对，B座301", "out_of_scope", location("B", 3, "301", start=3, end=8))
    assert [place_of(one) for one in await bot.tickets()] == [("B", 3, "301", None)]


@pytest.mark.parametrize(
    ("said", "intent"),
    [
        ("不知道", "deny"),
        ("说不清楚", "out_of_scope"),
        ("I'm not sure", "deny"),
        ("忘了", "chitchat"),
    ],
)
async def test_who_cannot_say_where_is_not_asked_again(
    demo: DemoPark, said: str, intent: str
) -> None:
    bot = await begun(demo)
    ran = await answer(bot, said, intent)
    assert "位置待确认，师傅会先联系您" in ran.text
    assert [t.place for t in await bot.tickets()] == [None]


async def test_a_whole_building_is_a_place(demo: DemoPark) -> None:
    bot = await begun(demo)
    await answer(bot, "A座", "out_of_scope", location("A", start=0, end=2))
    await answer(bot, "整栋楼都这样", "out_of_scope")
    await filed(bot)
    assert [(t.building, t.place) for t in await bot.tickets()] == [("A", None)]


async def test_who_knows_the_building_but_not_the_floor_is_not_asked_again(
    demo: DemoPark,
) -> None:
    bot = await begun(demo)
    where = location("D", start=8, end=10)
    await answer(bot, "不知道几楼，反正D座", "out_of_scope", where)
    await filed(bot)
    assert [(t.building, t.floor) for t in await bot.tickets()] == [("D", None)]


async def test_a_building_is_enough_for_its_lift(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    bot.hear("C座电梯坏了", "report_repair", *broken("elevator"), location("C"))
    await bot.run("action_act")
    assert [t.building for t in await bot.tickets()] == ["C"]


async def test_the_place_may_be_told_before_the_problem(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    bot.hear("报修", "report_repair", *broken("other"))
    await bot.run("action_act")
    bot.asked(PROBLEM, FORM)
    ran = await answer(bot, "A座301", "order_food", location("A", 3, "301", start=0, end=5))
    assert (ran.slots[PROBLEM], ran.slots[LOCATION]) == (None, "known")
    await answer(bot, "网络很慢", "report_repair", *broken("network"))
    await filed(bot)
    assert [(t.description, t.room) for t in await bot.tickets()] == [("网络很慢", "301")]


async def test_a_place_in_words_that_no_rule_knows_is_kept_as_it_was_said(demo: DemoPark) -> None:
    bot = await begun(demo)
    await answer(bot, "靠窗那排的最里面", "out_of_scope")
    await filed(bot)
    assert [t.place for t in await bot.tickets()] == ["靠窗那排的最里面"]


async def test_what_is_no_place_at_all_is_let_through(demo: DemoPark) -> None:
    bot = await begun(demo)
    assert (await answer(bot, "量子力学", "out_of_scope")).stepped_aside


async def test_the_problem_is_taken_in_the_tenants_own_words(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    bot.hear("报修", "report_repair", *broken("other"))
    await bot.run("action_act")
    bot.asked(PROBLEM, FORM)
    assert (await question(bot, PROBLEM)).startswith("好的，哪里坏了")
    ran = await answer(bot, "那个投屏的盒子连不上", "out_of_scope")
    assert (ran.slots[PROBLEM], ran.slots[LOCATION]) == ("known", None)
    await answer(bot, "A座301", "out_of_scope", location("A", 3, "301", start=0, end=5))
    await filed(bot)
    assert [t.description for t in await bot.tickets()] == ["那个投屏的盒子连不上"]


async def test_more_about_it_while_the_place_is_asked_for_is_kept(demo: DemoPark) -> None:
    bot = await begun(demo)
    await answer(bot, "还在滴水", "report_repair", *broken("plumbing", "urgent"))
    where = location("A", 3, "301", start=0, end=5)
    await answer(bot, "A座301", "report_repair", *broken("other"), where)
    await filed(bot)
    [ticket] = await bot.tickets()
    assert (ticket.category, ticket.urgency) == ("hvac", "urgent")
    assert ticket.description == "空调不制冷\n还在滴水"


async def test_it_gets_dangerous_while_the_place_is_asked_for(demo: DemoPark) -> None:
    bot = await begun(demo)
    ran = await answer(bot, "冒烟了！", "report_repair", *broken("fire_safety", "critical"))
    assert "马上打园区应急电话 8110" in ran.text
    [ticket] = await bot.tickets()
    assert ticket.urgency == "critical"
    assert ticket.description == "空调不制冷\n冒烟了！"
    assert await question(bot) == "您在哪里？哪栋楼、几楼，尽量告诉我。"


@pytest.mark.parametrize("intent", ["ask_faq", "browse_menu", "greet", "track_repair", "ask_human"])
async def test_other_business_is_let_through_and_nothing_is_lost(
    demo: DemoPark, intent: str
) -> None:
    bot = await begun(demo)
    ran = await answer(bot, "访客 Wi-Fi 怎么连？", intent)
    assert ran.stepped_aside
    ran = await bot.validate(FORM)  # The form comes back to ask: this message was heard.
    assert (ran.slots[LOCATION], ran.slots["repair_draft"]["words"]) == (None, "空调不制冷")


@pytest.mark.parametrize(
    ("said", "intent"),
    [("算了，不用了", "deny"), ("取消", "cancel_order"), ("不报修了", "cancel_repair"),
     ("never mind", "deny"), ("算了吧", "goodbye")],
)  # fmt: skip
async def test_giving_up_drops_the_report_alone(demo: DemoPark, said: str, intent: str) -> None:
    bot = await begun(demo)
    await bot.order("beef_noodles", 2)
    ran = await answer(bot, said, intent)
    assert ran.text == "好的，这次就不报修了。"
    ran = await filed(bot)
    assert (ran.slots["repair"], ran.slots["cart"]) == (False, True)
    assert await bot.tickets() == []
    assert await bot.cart() == [("beef_noodles", 2, [], None)]


async def test_cancelling_an_order_is_no_word_against_the_report(demo: DemoPark) -> None:
    bot = await begun(demo)
    assert (await answer(bot, "取消订单", "cancel_order")).stepped_aside


async def test_giving_up_after_an_alarm_leaves_the_ticket(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    bot.hear("着火了", "report_repair", *broken("fire_safety", "critical"))
    await bot.run("action_act")
    bot.asked(LOCATION, FORM)
    ran = await answer(bot, "算了", "deny")
    [ticket] = await bot.tickets()
    assert (ticket.status, ran.text) == (
        "reported", f"好的，先说到这里。紧急工单 {ticket.ticket_no} 照常处理。"
    )  # fmt: skip
    await filed(bot)
    assert len(await bot.tickets()) == 1


async def test_food_that_is_ordered_meanwhile_waits_until_the_report_is_made(
    demo: DemoPark,
) -> None:
    bot = await begun(demo)
    beef = bot.item("beef_noodles")
    assert (await answer(bot, "两份牛肉面", "order_food", beef)).stepped_aside
    ran = await bot.run("action_act")
    assert ran.slots["cart"] is False  # Checkout does not take over yet.
    await answer(bot, "A座301", "out_of_scope", location("A", 3, "301", start=0, end=5))
    ran = await filed(bot)
    assert ran.slots["cart"] is True
    assert ran.responses[-1]["text"] == "您的订单还在，我们接着来。"


async def test_the_questions_in_english(demo: DemoPark) -> None:
    bot = await begun(demo, language="en")
    assert (await question(bot)).startswith("Where is it?")
    await answer(
        bot, "301", "out_of_scope", location(None, 3, "301", start=0, end=3), language="en"
    )
    assert await question(bot) == "Which building is that in (floor 3, room 301)?"
