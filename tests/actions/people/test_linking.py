"""Linking by chat: what is said, and what a press does."""

import json
import re
from datetime import timedelta

from sqlalchemy import select

from models.events import EventRow
from services.conversations import conversations
from services.people import link_consent
from services.people.events import PersonLinkAsked
from tests.actions.driver import Bot, Ran, entity
from tests.given.demo_park import WEDNESDAY_MORNING, DemoPark
from tests.given.people import company, described, person_of, talk


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


async def answer(bot: Bot, pressed: tuple[str, str], *, language: str = "zh") -> Ran:
    """Press a button, given as it was shown."""
    title, payload = pressed
    given = json.loads(payload.removeprefix("/link_account"))
    entities = [entity(name, value) for name, value in given.items()]
    bot.hear(title, "link_account", *entities, language=language)
    return await bot.run("action_link_account")


async def question(bot: Bot) -> list[tuple[str, str]]:
    """Put the open question about a code to who asked for it, as the worker does; its buttons."""
    async with bot.demo.sessions.begin() as session:
        rows = await session.scalars(
            select(EventRow).where(EventRow.type == "person.link_asked").order_by(EventRow.id)
        )
        event = PersonLinkAsked.model_validate(rows.all()[-1].data)
        await link_consent.ask_other_side(session, bot.demo.id, event, now=WEDNESDAY_MORNING)
        said = await conversations.last_said(session, bot.demo.id, bot.conversation_id)
        assert said is not None
        return [(button["title"], button["payload"]) for button in said.buttons]


async def link(web: Bot, telegram: Bot) -> Ran:
    """A code of the web chat, typed on Telegram, with the yes of both; what the first is told."""
    offered = await type_code(telegram, await code(web))
    await answer(telegram, offered.buttons[0])
    return await answer(web, (await question(web))[0])


async def unlink(bot: Bot, *, language: str = "zh", **given: object) -> Ran:
    entities = [entity(name, value) for name, value in given.items()]
    bot.hear("解绑", "unlink_account", *entities, language=language)
    return await bot.run("action_unlink_account")


async def are_one(demo: DemoPark) -> bool:
    web, telegram = await talk(demo), await talk(demo, "telegram", "42")
    return (await person_of(demo, web)).id == (await person_of(demo, telegram)).id


async def test_a_code_links_when_both_have_said_yes(demo: DemoPark) -> None:
    web, telegram = await bots(demo)
    await described(demo, await talk(demo), name="李雷")
    offered = await type_code(telegram, await code(web))
    assert offered.text == (
        "这个绑定码是在网页聊天要的，那边的人自称李**，从 2026-12-02 起跟我们聊。绑定以后，"
        "两边的订单、报修、访客和登记的公司都合在一起，两边都看得到。那边也是您本人吗？如果是别人让您来点的，"
        "请选“先不绑定”。"
    )
    assert [title for title, _ in offered.buttons] == ["是我，绑定", "先不绑定"]
    assert not await are_one(demo)

    agreed = await answer(telegram, offered.buttons[0])
    assert agreed.text == (
        "好的，还要在要绑定码的那一边点一下“是我，绑定”，5 分钟内有效。点之前什么都不会合并。"
    )
    assert not await are_one(demo)

    done = await answer(web, (await question(web))[0])
    assert done.text == (
        "绑定好了！两边现在认您为同一个人：订单、报修、访客哪边都能查，通知发到您最近说话的那边。"
    )
    assert done.buttons == [("不是我，解绑", '/unlink_account{"confirmed": true}')]
    assert await are_one(demo)


async def test_either_says_no(demo: DemoPark) -> None:
    web, telegram = await bots(demo)
    offered = await type_code(telegram, await code(web))
    assert (await answer(telegram, offered.buttons[1])).text == "好的，没有绑定。"
    assert "已经结束了" in (await answer(telegram, offered.buttons[0])).text

    offered = await type_code(telegram, await code(web))
    await answer(telegram, offered.buttons[0])
    yes, no = await question(web)
    assert (await answer(web, no)).text == "好的，没有绑定。"
    over = "这次绑定已经结束了，什么都没有改动。要绑定的话，请在另一个渠道重新说“绑定”。"
    assert (await answer(web, yes)).text == over
    assert (await answer(telegram, offered.buttons[0])).text == over
    assert not await are_one(demo)


async def test_a_code_that_somebody_has_typed_is_as_wrong_as_any(demo: DemoPark) -> None:
    web, telegram = await bots(demo)
    third = Bot(demo, (await talk(demo, "telegram", "43")).id)
    issued = await code(web)
    await type_code(telegram, issued)
    taken = (await type_code(third, issued)).text
    none = (await type_code(third, "LK-000000")).text
    assert taken.replace("4", "3") == none


async def test_the_other_side_is_described_in_english_too(demo: DemoPark) -> None:
    web, telegram = await bots(demo)
    offered = await type_code(telegram, await code(web), language="en")
    assert offered.text.startswith(
        "This code was asked for on the web chat by somebody called (no name given), who has been"
        " talking to us since 2026-12-02."
    )
    assert [title for title, _ in offered.buttons] == ["It's me, link", "Don't link"]


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

    offered = await type_code(telegram, issued)
    asked = await answer(telegram, offered.buttons[0])
    assert asked.text == "两边登记的公司不一样：启明 和 星桥。绑定后算哪一家？"
    assert asked.buttons == [
        ("启明", f'/link_account{{"about": "link:1", "company": {ours.id}}}'),
        ("星桥", f'/link_account{{"about": "link:1", "company": {theirs.id}}}'),
        ("先不绑定", '/link_account{"about": "link:1", "confirmed": false}'),
    ]
    assert not await are_one(demo)

    await answer(telegram, asked.buttons[1])
    await answer(web, (await question(web))[0])
    assert await are_one(demo)
    assert (await person_of(demo, await talk(demo))).company_id == theirs.id


async def test_unlinking_asks_first(demo: DemoPark) -> None:
    web, telegram = await bots(demo)
    assert (await unlink(web)).text == "您这边没有绑定别的渠道。"
    await link(web, telegram)
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
    await link(web, telegram)
    telegram.hear("我的订单", "track_order", now=WEDNESDAY_MORNING + timedelta(minutes=1))
    assert order.order_no in (await telegram.run("action_track_order")).text
