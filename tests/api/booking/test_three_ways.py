"""One room, wanted at once by chat, through the API and at the desk: one has it, and everybody else
is told what there is instead."""

import asyncio
from collections import Counter
from contextlib import AsyncExitStack

from sqlalchemy import select, text

from models.booking import Booking
from tests.actions.booking.test_booking import say, span
from tests.actions.driver import Bot
from tests.api.booking.examples import BOOKING
from tests.api.driver import Api
from tests.desk.booking.test_placing import ASKED, NEW
from tests.desk.driver import Browser, open_desk
from tests.given.booking import at

WORDS = ("deadlock", "40P01", "Traceback", "asyncpg", "claim_no_overlap")


async def by_the_api(api: Api, number: int) -> list[str]:
    """What each of its requests came to; a refusal names two others at least."""
    tenant = await api.tenant()
    outcomes = []
    for answer in await asyncio.gather(
        *(tenant.ask("POST", "/bookings", json=BOOKING) for _ in range(number))
    ):
        said = await answer.json()
        assert answer.status in {201, 409}, said
        assert not any(word in str(said) for word in WORDS)
        if answer.status == 409:
            assert len(said["details"]["alternatives"]) >= 2
        outcomes.append("had" if answer.status == 201 else "others")
    return outcomes


async def by_chat(bot: Bot) -> list[str]:
    ran = await say(bot, "明天下午两点到三点订A座301", span(at(14, day=3), at(15, day=3)))
    assert not any(word in ran.text for word in WORDS)
    if "订好" in ran.text:
        return ["had"]
    assert len([one for one in ran.buttons if "pick_booking" in one[1]]) >= 2, ran.text
    return ["others"]


async def at_the_desk(browser: Browser, number: int) -> list[str]:
    outcomes = []
    for answer in await asyncio.gather(
        *(browser.htmx(NEW, ASKED | {"who": "desk"}) for _ in range(number))
    ):
        page = await answer.text()
        assert answer.status in {200, 204, 422}, page
        assert not any(word in page for word in WORDS)
        if answer.status == 422:
            assert "A-302" in page or "302" in page
        outcomes.append("others" if answer.status == 422 else "had")
    return outcomes


async def test_two_hundred_by_three_ways(api: Api) -> None:
    demo = api.demo
    async with AsyncExitStack() as stack:
        desk = await stack.enter_async_context(open_desk(demo))
        browsers = [await stack.enter_async_context(desk.signed_in("reception")) for _ in range(4)]
        bots = [await Bot.new(demo) for _ in range(60)]
        found = await asyncio.gather(
            *(by_the_api(api, 5) for _ in range(20)),
            *(by_chat(bot) for bot in bots),
            *(at_the_desk(browser, 10) for browser in browsers),
        )
    outcomes = Counter(one for each in found for one in each)
    assert outcomes == {"had": 1, "others": 199}
    async with demo.sessions() as session:
        rows = await session.scalars(select(Booking.status))
        assert rows.all() == ["confirmed"]
        meet = text(
            "select count(*) from claim a join claim b on a.id < b.id and a.taken && b.taken"
            " where a.status = 'confirmed' and b.status = 'confirmed'"
        )
        assert await session.scalar(meet) == 0
