"""Menus and questions."""

from datetime import datetime

from sqlalchemy import select

from models import Faq
from tests.actions.driver import Bot, entity
from tests.demo_park import SHANGHAI, DemoPark


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
    assert [payload for _, payload in ran.buttons] == [
        '/browse_menu{"meal": "breakfast"}',
        '/browse_menu{"meal": "dinner"}',
    ]
    bot.hear("有什么吃的", "browse_menu", now=datetime(2026, 12, 2, 10, 46, tzinfo=SHANGHAI))
    assert "阳光食堂晚餐：" in (await bot.run("action_browse_menu")).text


async def test_the_menu_that_was_asked_for_in_english(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    bot.hear("breakfast menu", "browse_menu", entity("meal", "breakfast"), language="en")
    text = (await bot.run("action_browse_menu")).text
    assert "Sunshine Canteen, breakfast:\n" in text
    assert "fried dough stick ¥2" in text
    assert "beef noodles" not in text


async def _faq(demo: DemoPark, number: int) -> Faq:
    async with demo.sessions() as session:
        return list(await session.scalars(select(Faq).order_by(Faq.slug)))[number]


async def test_a_sure_answer_is_given_in_the_language_of_the_question(demo: DemoPark) -> None:
    bot, row = await Bot.new(demo), await _faq(demo, 0)
    found = {"id": f"faq/{row.slug}", "score": 0.9, "nearest": []}
    for language, answer in (("zh", row.answer_zh), ("en", row.answer_en)):
        bot.hear("…", "ask_faq", faq=found, language=language)
        assert (await bot.run("action_faq")).text == answer


async def test_an_unsure_one_offers_the_nearest_and_a_press_answers(demo: DemoPark) -> None:
    bot, rows = await Bot.new(demo), [await _faq(demo, n) for n in range(3)]
    nearest = [f"faq/{row.slug}" for row in rows]
    bot.hear("…", "ask_faq", faq={"id": nearest[0], "score": 0.1, "nearest": nearest})
    ran = await bot.run("action_faq")
    assert [payload for _, payload in ran.buttons] == [
        f'/ask_faq{{"faq": "{slug}"}}' for slug in nearest
    ]
    bot.hear(ran.buttons[1][1], "ask_faq", entity("faq", nearest[1]))
    assert (await bot.run("action_faq")).text == rows[1].answer_zh


async def test_an_answer_that_was_switched_off_is_not_given(demo: DemoPark) -> None:
    bot, row = await Bot.new(demo), await _faq(demo, 0)
    async with demo.sessions.begin() as session:
        (await session.get_one(Faq, (demo.id, row.id))).active = False
    bot.hear("…", "ask_faq", faq={"id": f"faq/{row.slug}", "score": 0.9, "nearest": []})
    assert (await bot.run("action_faq")).text.startswith("这个问题我暂时没有答案，服务台电话 8001")
