"""Questions that are asked often."""

from sqlalchemy import select

from models.knowledge import Faq
from tests.actions.driver import Bot, entity
from tests.given.demo_park import DemoPark


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
