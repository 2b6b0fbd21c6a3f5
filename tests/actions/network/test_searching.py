"""What other parks have, asked in the chat, and an introduction after one yes."""

import pytest
from sqlalchemy import select

from models.network import NetworkIntroduction, NetworkOffer
from models.people import Company
from services.kit.audit import By
from services.network import networks, offers
from tests.actions.driver import Bot
from tests.given.demo_park import WEDNESDAY_MORNING as NOW
from tests.given.demo_park import DemoPark
from tests.given.factories import make_park

ASKED = "其他园区有做激光雷达的吗，帮忙牵个线"


async def network(demo: DemoPark) -> NetworkOffer:
    """Another park, which shows a company."""
    async with demo.sessions.begin() as session:
        other = await make_park(session, slug="harbour", name_zh="海港园", name_en="Harbour")
        there, here = By(other.id, None, NOW), By(demo.id, None, NOW)
        await networks.create(session, there, "tus", "联盟", "Network")
        await networks.join(session, here, "tus")
        company = Company(park_id=other.id, name_zh="流明科技", name_en="Lumen")
        session.add(company)
        await session.flush()
        said = {"offers": ["激光雷达", "lidar"], "about_en": "Lidar for cars"}
        return await offers.publish(session, there, "tus", company, said)


async def ask(bot: Bot, text: str = ASKED, language: str = "zh") -> str:
    bot.hear(text, "search_network", language=language)
    return (await bot.run("action_search_network")).text


async def found(bot: Bot) -> str:
    """What the button of the only card says."""
    bot.hear(ASKED, "search_network")
    ran = await bot.run("action_search_network")
    await bot.told(ran.text, **ran.responses[-1]["custom"])
    [(title, payload)] = ran.buttons
    assert title == "认识一下：流明科技"
    return payload


async def press(bot: Bot, payload: str) -> str:
    card = {"entity": "network_card", "value": int(payload.partition(":")[2].strip(" }"))}
    bot.hear(payload, "introduce", card)
    ran = await bot.run("action_introduce")
    await bot.told(ran.text, **ran.responses[-1]["custom"])
    return ran.text


async def introductions(demo: DemoPark) -> list[NetworkIntroduction]:
    async with demo.sessions() as session:
        rows = await session.scalars(
            select(NetworkIntroduction).order_by(NetworkIntroduction.direction)
        )
        return list(rows.all())


async def test_a_park_of_no_network_says_so(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    assert "还没有加入园区联盟" in await ask(bot)


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        (ASKED, "zh", ["海港园", "流明科技", "激光雷达"]),
        ("anyone in your other parks making lidars?", "en", ["Harbour", "Lumen", "Lidar for cars"]),
    ],
)
async def test_cards_that_fit_are_told_with_their_park(
    demo: DemoPark, text: str, language: str, said: list[str]
) -> None:
    await network(demo)
    told = await ask(await Bot.new(demo), text, language)
    assert [word for word in said if word not in told] == []


async def test_what_nobody_has_is_said(demo: DemoPark) -> None:
    await network(demo)
    assert "没有找到" in await ask(await Bot.new(demo), "别的园区有做注塑的吗")


async def test_somebody_is_asked_once_and_introduced_once(demo: DemoPark) -> None:
    await network(demo)
    bot = await Bot.new(demo)
    payload = await found(bot)
    question = await press(bot, payload)
    assert "海港园" in question
    assert ASKED in question
    assert await introductions(demo) == []
    bot.hear("可以", "affirm")
    done = await bot.run("action_affirm")
    assert "已经转告海港园的服务台" in done.text
    [arrived, asked] = await introductions(demo)
    assert (arrived.contact["words"], asked.status) == (ASKED, "sent")
    assert "不再重复打扰" in await press(bot, payload)
    assert len(await introductions(demo)) == 2


async def test_a_no_passes_nothing_on(demo: DemoPark) -> None:
    await network(demo)
    bot = await Bot.new(demo)
    payload = await found(bot)
    await press(bot, payload)
    bot.hear("算了", "deny")
    assert "什么也不会收到" in (await bot.run("action_deny")).text
    assert await introductions(demo) == []


async def test_what_was_withdrawn_meanwhile_is_gone(demo: DemoPark) -> None:
    offer = await network(demo)
    bot = await Bot.new(demo)
    payload = await found(bot)
    async with demo.sessions.begin() as session:
        row = await offers.load(session, offer.park_id, offer.id)
        await offers.withdraw(session, By(offer.park_id, None, NOW), row)
    assert "已经撤下" in await press(bot, payload)
