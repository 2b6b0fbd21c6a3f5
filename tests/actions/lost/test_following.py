"""How far it is, withdrawing, claiming, and the code, in the chat."""

import pytest
from sqlalchemy import select

from models.lost import LostItem, LostMatch
from services.conversations import conversations
from services.lost import claims
from tests.actions.driver import Bot, entity
from tests.actions.lost.losing import items_of
from tests.given.demo_park import DemoPark
from tests.given.lost import by, compare, reported, taken_in


async def lost_by(bot: Bot, **changed: object) -> LostItem:
    """Something that the tenant has registered."""
    demo = bot.demo
    async with demo.sessions() as session:
        conversation = await conversations.find(session, demo.id, bot.conversation_id)
    return await reported(demo, conversation=conversation, **changed)  # type: ignore[arg-type]


async def matched_of(bot: Bot, category: str = "wallet") -> LostMatch:
    """A thing of the tenant's, and one at the desk that is like it."""
    await lost_by(bot, category=category)
    found = await taken_in(bot.demo, category=category)
    async with bot.demo.sessions.begin() as session:
        await compare(session, found)
        return (await session.scalars(select(LostMatch))).one()


async def ask(bot: Bot, text: str, *entities: dict[str, object]) -> str:
    bot.hear(text, "track_lost", *entities)
    return (await bot.run("action_track_lost")).text


async def test_what_is_looked_for_is_told_with_how_far_it_is(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    umbrella, keys = await lost_by(bot), await lost_by(bot, category="keys")
    told = await ask(bot, "我的东西找到了吗")
    assert umbrella.item_no in told
    assert keys.item_no in told
    told = await ask(bot, "我的钥匙找到了吗")
    assert umbrella.item_no not in told
    assert f"{keys.item_no} · 钥匙\n还在找" in told


async def test_of_what_is_not_registered_the_report_begins(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    bot.hear("有人捡到我的眼镜吗", "track_lost")
    ran = await bot.run("action_track_lost")
    assert ran.slots["lost"] is True
    assert ran.slots["lost_draft"]["category"] == "glasses"


async def test_somebody_elses_number_is_as_good_as_none(demo: DemoPark) -> None:
    bot, other = await Bot.new(demo), await Bot.new(demo)
    item = await lost_by(other)
    told = await ask(bot, item.item_no, entity("item_no", item.item_no))
    assert told == f"没有找到登记 {item.item_no}，麻烦核对一下编号。"


async def test_nothing_registered_is_said(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    assert "您现在没有登记过失物" in await ask(bot, "报失有进展吗")


async def withdraw(bot: Bot, text: str, *entities: dict[str, object]) -> tuple[str, list[str]]:
    bot.hear(text, "withdraw_lost", *entities)
    ran = await bot.run("action_withdraw_lost")
    return ran.text, [title for title, _ in ran.buttons]


async def test_the_only_one_is_withdrawn_and_of_several_it_is_asked_which(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    umbrella, keys = await lost_by(bot), await lost_by(bot, category="keys")
    told, buttons = await withdraw(bot, "撤销报失")
    assert told == "要撤销哪一件？"
    assert buttons == [f"{keys.item_no} · 钥匙", f"{umbrella.item_no} · 雨伞"]
    await withdraw(bot, "撤销", entity("item_no", keys.item_no))
    told, _ = await withdraw(bot, "伞在家里，不用找了")
    assert told == f"{umbrella.item_no}（雨伞）已撤销。"
    assert {item.status for item in await items_of(demo)} == {"withdrawn"}
    assert (await withdraw(bot, "撤销报失"))[0] == "您没有可以撤销的登记。"


async def press(bot: Bot, action: str, match_id: int) -> tuple[str, list[tuple[str, str]]]:
    bot.hear(f"/{action}_lost", f"{action}_lost", entity("lost_match", match_id))
    ran = await bot.run(f"action_{action}_lost")
    return ran.text, ran.buttons


async def test_an_umbrella_is_theirs_with_a_button_and_its_code_with_another(
    demo: DemoPark,
) -> None:
    bot = await Bot.new(demo)
    match = await matched_of(bot, "umbrella")
    text, [(title, payload)] = await press(bot, "claim", match.id)
    assert text.startswith("太好了！")
    assert (title, payload) == ("取件码", f'/fetch_lost{{"lost_match": {match.id}}}')
    text, _ = await press(bot, "fetch", match.id)
    assert text.startswith("取件码 H-")


async def test_a_wallet_waits_for_staff(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    match = await matched_of(bot)
    text, buttons = await press(bot, "claim", match.id)
    assert "核对好了马上通知您" in text
    assert buttons == []
    assert "还没有确认" in (await press(bot, "fetch", match.id))[0]
    async with demo.sessions.begin() as session:
        await claims.agree(session, by(demo), match.id)
    assert (await press(bot, "fetch", match.id))[0].startswith("取件码 H-")


@pytest.mark.parametrize("action", ["claim", "disown", "fetch"])
async def test_nobody_answers_for_somebody_else(demo: DemoPark, action: str) -> None:
    bot, other = await Bot.new(demo), await Bot.new(demo)
    match = await matched_of(other)
    for match_id in (match.id, match.id + 1000, 0):
        assert (await press(bot, action, match_id))[0] == "这件已经处理好了，不用再回答。"


@pytest.mark.parametrize(("intent", "status"), [("affirm", "claimed"), ("deny", "disowned")])
async def test_a_plain_yes_or_no_answers_our_question(
    demo: DemoPark, intent: str, status: str
) -> None:
    bot = await Bot.new(demo)
    match = await matched_of(bot)
    await bot.told("是您的吗？", expects="lost_match", lost_match=match.id)
    bot.hear("嗯", intent)
    await bot.run(f"action_{intent}")
    async with demo.sessions() as session:
        assert (await claims.load(session, demo.id, match.id)).status == status


async def test_what_was_disowned_is_over(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    match = await matched_of(bot)
    assert "接着帮您找" in (await press(bot, "disown", match.id))[0]
    assert (await press(bot, "claim", match.id))[0] == "这件已经处理好了，不用再回答。"
