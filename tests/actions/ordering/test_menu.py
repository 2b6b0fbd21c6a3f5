"""Menus."""

from datetime import datetime

from services.conversations import conversations
from services.ordering import carts
from services.ordering.cart_lines import Wish
from tests.actions.driver import Bot, entity, times_of
from tests.given.demo_park import SHANGHAI, WEDNESDAY_MORNING, DemoPark


async def test_the_menu_is_of_the_next_meal_with_prices_hours_and_what_is_sold_out(
    demo: DemoPark,
) -> None:
    bot = await Bot.new(demo)
    async with demo.sessions.begin() as session:
        await demo.set_item(session, "tomato_egg_noodles", stock=0)
        await demo.set_item(session, "mapo_tofu_rice", active=False)
    bot.hear("有什么吃的", "browse_menu")
    ran = await bot.run("action_browse_menu")
    assert "阳光食堂午餐：\n11:30–13:30 供应，10:45 前下单\n" in ran.text
    assert "牛肉面 ¥22、番茄鸡蛋面（已售完）" in ran.text
    assert "麻婆豆腐饭" not in ran.text
    assert [payload for _, payload in ran.buttons][:2] == [
        '/browse_menu{"meal": "breakfast"}',
        '/browse_menu{"meal": "dinner"}',
    ]
    assert [title for title, _ in ran.buttons][2:] == ["推荐一下", "素食", "不辣", "¥20 以内"]
    bot.hear("有什么吃的", "browse_menu", now=datetime(2026, 12, 2, 10, 46, tzinfo=SHANGHAI))
    assert "阳光食堂晚餐：" in (await bot.run("action_browse_menu")).text


async def test_the_menu_that_was_asked_for_in_english(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    bot.hear("breakfast menu", "browse_menu", entity("meal", "breakfast"), language="en")
    text = (await bot.run("action_browse_menu")).text
    assert "Sunshine Canteen, breakfast:\n" in text
    assert "fried dough stick ¥2" in text
    assert "beef noodles" not in text


async def test_a_time_of_the_day_is_its_meal_with_the_day_on_which_it_is_served(
    demo: DemoPark,
) -> None:
    """On a Friday evening breakfast is what can be ordered next, and nobody asked for it."""
    bot = await Bot.new(demo)
    friday = datetime(2026, 12, 4, 19, 0, tzinfo=SHANGHAI)
    words = "中午有什么吃的？"
    bot.hear(words, "browse_menu", *times_of(words, friday), now=friday)
    text = (await bot.run("action_browse_menu")).text
    assert "阳光食堂午餐：\n12月7日 周一 11:30–13:30 供应，10:45 前下单\n" in text
    assert "早餐" not in text


async def test_after_the_cut_off_it_is_said_that_today_is_too_late(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    late = datetime(2026, 12, 2, 10, 50, tzinfo=SHANGHAI)
    bot.hear("lunch menu", "browse_menu", entity("meal", "lunch"), language="en", now=late)
    text = (await bot.run("action_browse_menu")).text
    assert "Served tomorrow, Thu 3 Dec, 11:30–13:30, order by 10:45" in text
    assert "(today's orders are closed)" in text


def heard(demo: DemoPark, code: str, **more: object) -> dict[str, object]:
    return entity("item", demo.items[code], **more)


async def test_a_question_about_a_dish_that_is_typed_is_answered(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    peanuts = "does the kung pao chicken contain peanuts?"
    asks = entity("question", "allergen")
    bot.hear(peanuts, "browse_menu", asks, heard(demo, "kung_pao_chicken_rice"), language="en")
    assert (
        "Yes: kung pao chicken rice contains peanuts." in (await bot.run("action_browse_menu")).text
    )
    bot.hear("拿铁多少卡路里", "browse_menu", heard(demo, "latte"))
    assert "拿铁一杯约 190 千卡" in (await bot.run("action_browse_menu")).text
    bot.hear("宫保鸡丁里面有什么", "browse_menu", entity("question", "contents"),
             heard(demo, "kung_pao_chicken_rice"))  # fmt: skip
    assert "鸡腿肉丁、花生" in (await bot.run("action_browse_menu")).text


async def test_a_question_without_a_name_is_about_the_dish_in_the_cart(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    async with demo.sessions.begin() as session:
        conversation = await conversations.find(session, demo.id, bot.conversation_id)
        wish = Wish(demo.items["beef_noodles"], 2)
        await carts.add(session, conversation, [wish], now=WEDNESDAY_MORNING)
    bot.hear("里面有花生吗", "browse_menu", entity("question", "allergen"))
    assert "牛肉面里没有花生" in (await bot.run("action_browse_menu")).text
    bot.hear("有什么素食", "browse_menu", entity("question", "stock"))
    assert "午餐 · 素食：" in (await bot.run("action_browse_menu")).text


async def test_what_delivery_costs_is_answered_though_nothing_is_ordered(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    bot.hear("送餐费多少", "track_order", entity("question", "fee"))
    assert "不另外收费" in (await bot.run("action_track_order")).text


async def test_what_has_no_category_stands_without_empty_brackets(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    async with demo.sessions.begin() as session:
        await demo.set_item(session, "beef_noodles", category_zh="", category_en="")
    bot.hear("有什么吃的", "browse_menu")
    text = (await bot.run("action_browse_menu")).text
    assert "【】" not in text
    assert "\n牛肉面 ¥22\n" in text
