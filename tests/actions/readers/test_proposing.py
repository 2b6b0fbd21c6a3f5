"""What a second reader points at becomes a question; nothing is done before a yes."""

import json
from typing import Any

import pytest
from sqlalchemy import func, select

from models.conversations import ActionResult
from models.tickets import Ticket
from services.conversations import conversations
from services.conversations.conversations import Reply
from tests.actions.driver import Bot, Entity, Ran, entity, location
from tests.given.demo_park import WEDNESDAY_MORNING, DemoPark

LEAK = "厕所那个水一直流个不停好烦"
FALLBACK = "action_out_of_scope"


@pytest.fixture
async def bot(demo: DemoPark) -> Bot:
    return await Bot.new(demo)


def tell(bot: Bot, **reader: Any) -> None:
    """What the gateway tells of a second reader, with the message that was heard last."""
    bot.events[-1]["metadata"]["reader"] = {"mode": "assist"} | reader


def pointed(do: str, words: str, *entities: Entity, danger: str = "none") -> dict[str, Any]:
    parsed = {
        "intent": {"name": "out_of_scope", "confidence": 0.6},
        "entities": list(entities),
        "danger": {"zone": danger, "kind": "flood", "p": 0.9},
    }
    return {"do": do, "words": words, "parsed": parsed}


async def read(bot: Bot, text: str, *acts: dict[str, Any], **how: Any) -> Ran:
    bot.hear(text, "out_of_scope", **how)
    tell(bot, read={text: list(acts)})
    return await bot.run(FALLBACK)


async def told(bot: Bot, ran: Ran) -> None:
    """Our question stands in the conversation, with its buttons."""
    async with bot.demo.sessions.begin() as session:
        conversation = await conversations.find(session, bot.demo.id, bot.conversation_id)
        said = ran.responses[-1]
        reply = Reply(said["text"], said["buttons"], said["custom"])
        await conversations.speak(
            session, conversation, [reply], author="bot", now=WEDNESDAY_MORNING
        )


async def press(bot: Bot, ran: Ran, choice: int = 0) -> Ran:
    _, command = ran.buttons[choice]
    about = command.removeprefix("/act")

    acts = [{"entity": "acts", "value": one} for one in json.loads(about)["acts"]]
    bot.hear(command, "act", *acts)
    return await bot.run("action_act")


async def kept(bot: Bot) -> int:
    async with bot.demo.sessions() as session:
        return await session.scalar(select(func.count()).select_from(ActionResult)) or 0


async def test_without_a_second_reader_everything_is_as_it_was(bot: Bot) -> None:
    bot.hear(LEAK, "out_of_scope")
    ran = await bot.run(FALLBACK)
    assert ran.text.startswith("抱歉")
    assert await kept(bot) == 1


async def test_a_message_that_is_not_understood_is_asked_about_and_nothing_is_kept(
    bot: Bot,
) -> None:
    bot.hear(LEAK, "out_of_scope")
    tell(bot)
    ran = await bot.run(FALLBACK)
    [reply] = ran.responses
    told = reply["custom"]["reader"]
    assert (told["text"], told["masked"], told["marks"]) == (LEAK, LEAK, {})
    assert "report_repair" in told["allowed"]
    assert "cancel_order" not in told["allowed"], "there is none"
    assert (told["stands"], told["asked"]) == ([], None)
    assert await kept(bot) == 0


async def test_what_stands_decides_what_may_be_pointed_at(bot: Bot) -> None:
    await bot.order()
    bot.hear(LEAK, "out_of_scope")
    tell(bot)
    told = (await bot.run(FALLBACK)).responses[0]["custom"]["reader"]
    assert {"modify_order", "cancel_order"} <= set(told["allowed"])
    assert told["stands"] == ["order"]


async def test_danger_is_nobody_elses_to_read(bot: Bot) -> None:
    bot.hear(LEAK, "out_of_scope", danger={"zone": "ask", "kind": "flood", "p": 0.5})
    tell(bot)
    ran = await bot.run(FALLBACK)
    assert "reader" not in ran.responses[0]["custom"]


async def test_a_report_is_read_back_and_made_by_a_yes(bot: Bot) -> None:
    leak = entity("repair_category", "plumbing")
    place = location("A", 3, None, start=0, end=4)
    ran = await read(bot, LEAK, pointed("report_repair", "厕所那个水一直流个不停", leak, place))
    assert ran.text == "我不太确定有没有理解对。您是想：\n· 报修：“厕所那个水一直流个不停”"
    assert len(ran.buttons) == 2
    assert await bot.tickets() == [], "nothing before the yes"

    await told(bot, ran)
    await press(bot, ran)
    async with bot.demo.sessions() as session:
        [ticket] = await session.scalars(select(Ticket))
    assert (ticket.category, ticket.building, ticket.floor) == ("plumbing", "A", 3)


async def test_an_order_is_read_back_and_a_no_leaves_no_cart(bot: Bot) -> None:
    noodles = [bot.item("beef_noodles"), entity("quantity", 2, group="1")]
    ran = await read(
        bot, "中午就照旧整两份那个牛的面", pointed("order_food", "两份那个牛的面", *noodles)
    )
    assert ran.text.endswith("· 点餐：“两份那个牛的面”")
    assert await bot.drafts() == []
    await told(bot, ran)
    await press(bot, ran, 1)
    assert await bot.drafts() == []


async def test_a_yes_puts_it_into_the_cart_and_places_nothing(bot: Bot) -> None:
    noodles = [bot.item("beef_noodles"), entity("quantity", 2, group="1")]
    ran = await read(
        bot, "中午就照旧整两份那个牛的面", pointed("order_food", "两份那个牛的面", *noodles)
    )
    await told(bot, ran)
    await press(bot, ran)
    assert await bot.cart() == [("beef_noodles", 2, [], None)]
    assert (await bot.draft()).status == "draft"


@pytest.mark.parametrize(
    "do",
    [
        *("affirm", "deny", "checkout", "accept_quote", "act", "approve_visit", "pay", "rate"),
        *("danger", "open_gate", "cancel_order", "urge_repair"),
    ],
)
async def test_what_is_not_allowed_now_is_as_if_nobody_had_pointed(bot: Bot, do: str) -> None:
    ran = await read(bot, LEAK, pointed(do, LEAK, entity("repair_category", "plumbing")))
    assert ran.text.startswith("抱歉")


async def test_words_that_are_heard_as_danger_are_not_proposed(bot: Bot) -> None:
    ran = await read(bot, LEAK, pointed("report_repair", LEAK, danger="ask"))
    assert ran.text.startswith("抱歉")


async def test_a_yes_among_the_words_is_none(bot: Bot) -> None:
    """The words that a model points at may hold an act that is not on the list of what it said."""
    await bot.order()
    await bot.told("下单吗？", expects="confirm")
    ran = await read(bot, "好的下单吧马上", pointed("modify_order", "好的下单吧马上"))
    assert [one["text"] for one in ran.responses] != []
    assert (await bot.draft()).status == "draft"
    assert all("confirm" not in command for _, command in ran.buttons)


async def test_at_most_three_are_taken(bot: Bot) -> None:
    acts = [pointed("complain", f"第{n}件事") for n in range(5)]
    ran = await read(bot, "第0件事第1件事第2件事第3件事第4件事", *acts)
    assert ran.text.count("投诉") == 3


async def test_in_english_it_is_read_back_in_english(bot: Bot) -> None:
    text = "that whole thing with the tap again honestly"
    act = pointed("report_repair", "the tap again", entity("repair_category", "plumbing"))
    ran = await read(bot, text, act, language="en")
    assert ran.text == (
        "I’m not sure I understood you. Is this what you want?\n"
        "· report something broken: “the tap again”"
    )
