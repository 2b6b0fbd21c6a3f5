"""Of which messages a second reader is asked besides those that nobody understood, and how what
stands is told where the two are only compared."""

import pytest
from sqlalchemy import select

from actions.kit.forms import CARRIES_OUT
from models.conversations import ActionResult
from tests.actions.driver import Bot, Ran, entity
from tests.actions.readers.test_proposing import FALLBACK, LEAK, kept, pointed, tell
from tests.given.demo_park import DemoPark

FAQ = "action_faq"
BINS = "bins on our floor are overflowing"
TIE = {"ask_faq": 0.9, "report_repair": 0.65}
REPAIR = pointed("report_repair", BINS, entity("repair_category", "cleaning"))


@pytest.fixture
async def bot(demo: DemoPark) -> Bot:
    return await Bot.new(demo)


async def near(bot: Bot, action: str = FAQ, **reader: object) -> Ran:
    """A message that is heard as a question and may be a report as well."""
    bot.hear(BINS, "ask_faq", ranking=TIE, language="en")
    tell(bot, **reader)
    return await bot.run(action)


async def test_of_a_near_tie_it_is_asked_and_nothing_is_kept(bot: Bot) -> None:
    told = (await near(bot)).responses[0]["custom"]["reader"]
    assert (told["text"], told["stands"]) == (BINS, [])
    assert await kept(bot) == 0


async def test_that_it_points_at_the_other_reading_is_read_back(bot: Bot) -> None:
    ran = await near(bot, read={BINS: [REPAIR]})
    assert ran.text.endswith(f"report something broken: “{BINS}”")


@pytest.mark.parametrize(
    "acts", [[], [pointed("ask_faq", BINS)], [pointed("complain", BINS)]], ids=["no", "same", "far"]
)
async def test_else_the_bot_answers_as_it_understood(bot: Bot, acts: list[object]) -> None:
    ran = await near(bot, read={BINS: acts})
    assert "not sure I understood" not in ran.text
    assert ran.responses


@pytest.mark.parametrize(
    "ranking",
    [
        {"ask_faq": 0.9, "report_repair": 0.5},
        {"ask_faq": 0.9, "chitchat": 0.8},
        {"ask_faq": 0.9},
    ],
    ids=["far-behind", "no-act", "alone"],
)
async def test_where_nothing_else_is_as_likely_nobody_is_asked(
    bot: Bot, ranking: dict[str, float]
) -> None:
    bot.hear(BINS, "ask_faq", ranking=ranking, language="en")
    tell(bot)
    ran = await bot.run(FAQ)
    assert all("reader" not in one["custom"] for one in ran.responses)


async def test_while_an_order_is_put_together_a_tie_is_none(bot: Bot) -> None:
    await bot.order()
    ran = await near(bot)
    assert all("reader" not in one["custom"] for one in ran.responses)


async def test_a_message_with_an_intent_of_which_no_act_is_read_is_asked_about(bot: Bot) -> None:
    await bot.order()
    bot.hear("退出的那位其实是想吃拉面哦", "modify_order")
    tell(bot)
    [reply] = (await bot.run(CARRIES_OUT)).responses
    assert reply["custom"]["reader"]["stands"] == ["order"]


async def test_without_a_second_reader_it_says_that_it_did_not_get_it(bot: Bot) -> None:
    await bot.order()
    bot.hear("退出的那位其实是想吃拉面哦", "modify_order")
    ran = await bot.run(CARRIES_OUT)
    assert "我没看懂" in ran.text


async def test_where_a_yes_would_place_an_order_nobody_is_asked(bot: Bot) -> None:
    await bot.order()
    bot.asked("confirm")
    bot.hear(LEAK, "out_of_scope")
    tell(bot)
    ran = await bot.run(FALLBACK)
    assert all("reader" not in one["custom"] for one in ran.responses)


async def test_compared_it_is_told_beside_the_answer_and_not_kept(bot: Bot) -> None:
    bot.hear(LEAK, "out_of_scope")
    tell(bot, mode="shadow")
    ran = await bot.run(FALLBACK)
    [reply] = ran.responses
    assert reply["text"].startswith("抱歉")
    assert reply["custom"]["reader"]["masked"] == LEAK
    async with bot.demo.sessions() as session:
        [result] = await session.scalars(select(ActionResult))
        assert "reader" not in result.responses[0]["custom"]


async def test_what_was_understood_is_told_of_where_it_is_drawn(bot: Bot) -> None:
    """With what stood before it."""
    bot.hear("两份牛肉面", "order_food", bot.item("beef_noodles"))
    tell(bot, mode="shadow", sample=True)
    ran = await bot.run(CARRIES_OUT)
    assert ran.responses[0]["custom"]["reader"]["stands"] == []
    assert await bot.cart() != []


async def test_danger_is_told_of_to_nobody(bot: Bot) -> None:
    bot.hear(LEAK, "out_of_scope", danger={"zone": "ask", "kind": "flood", "p": 0.5})
    tell(bot, mode="shadow", sample=True)
    ran = await bot.run(FALLBACK)
    assert all("reader" not in one["custom"] for one in ran.responses)
