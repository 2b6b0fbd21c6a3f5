"""Linking by chat: what is said, and what a press does."""

import re
from datetime import timedelta

from tests.actions.driver import Bot, Ran, entity
from tests.demo_park import WEDNESDAY_MORNING, DemoPark
from tests.linking import company, described, person_of, talk


async def bots(demo: DemoPark) -> tuple[Bot, Bot]:
    """Somebody in the web chat, and on Telegram."""
    web, telegram = await talk(demo), await talk(demo, "telegram", "42")
    return Bot(demo, web.id), Bot(demo, telegram.id)


async def ask(bot: Bot, *, language: str = "zh") -> Ran:
    bot.hear("绑定", "link_account", language=language)
    return await bot.run("action_link_account")


async def code(bot: Bot) -> str:
    found = re.search(r"LK-[0-9A-Z]{6}", (await ask(bot)).text)
    assert found
    return found.group()


async def type_code(bot: Bot, typed: str, *, language: str = "zh", **more: object) -> Ran:
    given = [entity(name, value) for name, value in {"code": typed, **more}.items()]
    bot.hear(typed, "link_account", *given, language=language)
    return await bot.run("action_link_account")


async def unlink(bot: Bot, *, language: str = "zh", **given: object) -> Ran:
    entities = [entity(name, value) for name, value in given.items()]
    bot.hear("解绑", "unlink_account", *entities, language=language)
    return await bot.run("action_unlink_account")


async def are_one(demo: DemoPark) -> bool:
    web, telegram = await talk(demo), await talk(demo, "telegram", "42")
    return (await person_of(demo, web)).id == (await person_of(demo, telegram)).id


async def test_a_code_is_given_and_links_where_it_is_typed(demo: DemoPark) -> None:
    web, telegram = await bots(demo)
    done = await type_code(telegram, await code(web))
    assert done.text == (
        "绑定好了！两边现在认您为同一个人：订单、报修、访客哪边都能查，通知发到您最近说话的那边。"
    )
    assert done.buttons == [("不是我，解绑", '/unlink_account{"confirmed": true}')]
    assert await are_one(demo)


async def test_in_english(demo: DemoPark) -> None:
    web, telegram = await bots(demo)
    asked = await ask(web, language="en")
    assert asked.text.startswith("Your code is LK-")
    wrong = await type_code(telegram, "LK-000000", language="en")
    assert wrong.text.endswith("You can try 4 more times.")


async def test_an_answer_that_was_lost_gives_the_same_code_again(demo: DemoPark) -> None:
    web, _ = await bots(demo)
    web.hear("绑定", "link_account")
    first = await web.call("action_link_account")
    assert (await web.call("action_link_account")).text == first.text


async def test_what_is_wrong_with_a_code_is_said(demo: DemoPark) -> None:
    web, telegram = await bots(demo)
    issued = await code(web)
    assert (await type_code(web, issued)).text == "这个绑定码要发到另一个渠道去，在这里发没有用。"
    lefts = [(await type_code(telegram, "LK-000000")).text for _ in range(5)]
    assert "还可以再试 4 次" in lefts[0]
    assert "请一小时后再试" in lefts[4]
    assert "服务台" in (await type_code(telegram, issued)).text
    assert not await are_one(demo)


async def test_a_try_counts_though_nothing_came_of_it(demo: DemoPark) -> None:
    _, telegram = await bots(demo)
    for left in (4, 3):
        assert f"还可以再试 {left} 次" in (await type_code(telegram, "LK-000000")).text


async def test_two_companies_are_asked_about_and_a_press_decides(demo: DemoPark) -> None:
    web, telegram = await bots(demo)
    ours, theirs = await company(demo, "启明"), await company(demo, "星桥")
    await described(demo, await talk(demo), company_id=ours.id)
    await described(demo, await talk(demo, "telegram", "42"), company_id=theirs.id)
    issued = await code(web)

    question = await type_code(telegram, issued)
    assert question.text == "两边登记的公司不一样：启明 和 星桥。绑定后算哪一家？"
    assert question.buttons == [
        ("启明", f'/link_account{{"code": "{issued}", "company": {ours.id}}}'),
        ("星桥", f'/link_account{{"code": "{issued}", "company": {theirs.id}}}'),
        ("先不绑定", f'/link_account{{"code": "{issued}", "confirmed": false}}'),
    ]
    assert not await are_one(demo)
    assert (await type_code(telegram, issued, confirmed=False)).text == "好的，没有绑定。"

    await type_code(telegram, issued, company=theirs.id)
    assert await are_one(demo)
    assert (await person_of(demo, await talk(demo))).company_id == theirs.id


async def test_unlinking_asks_first(demo: DemoPark) -> None:
    web, telegram = await bots(demo)
    assert (await unlink(web)).text == "您这边没有绑定别的渠道。"
    await type_code(telegram, await code(web))
    assert [title for title, _ in (await unlink(web)).buttons] == ["确定解绑", "先不解绑"]
    assert (await unlink(web, confirmed=False)).text == "好的，还绑定着。"
    assert await are_one(demo)
    assert (await unlink(web, confirmed=True)).text == "已经解绑，每个渠道现在各管各的。"
    assert not await are_one(demo)
    assert (await unlink(web, confirmed=True)).text == "您这边没有绑定别的渠道。"


async def test_once_linked_an_order_is_found_on_the_other_channel(demo: DemoPark) -> None:
    web, telegram = await bots(demo)
    async with demo.sessions.begin() as session:
        order = await demo.placed(session, conversation=await talk(demo))
    await type_code(telegram, await code(web))
    telegram.hear("我的订单", "track_order", now=WEDNESDAY_MORNING + timedelta(minutes=1))
    assert order.order_no in (await telegram.run("action_track_order")).text
