"""What an action did is kept with what it wrote, or with what one after it in the turn writes."""

import pytest
from sqlalchemy import select

from models.catalogue import Item
from models.conversations import ActionResult
from services.conversations.concluding import Concluded, conclude
from services.events.publish import defer
from services.kit.written import has_written, tables_of
from services.ordering import carts
from tests.actions.driver import WEDNESDAY_MORNING, Bot
from tests.actions.kit.test_under_way import asked
from tests.given.demo_park import DemoPark
from tests.kit.statements import counted

LATER = WEDNESDAY_MORNING.replace(microsecond=1)


async def kept(demo: DemoPark) -> list[tuple[str, int]]:
    async with demo.sessions() as session:
        rows = await session.execute(
            select(ActionResult.action, ActionResult.position).order_by(ActionResult.position)
        )
        return [(row.action, row.position) for row in rows]


async def test_an_action_that_wrote_nothing_is_kept_with_the_next_that_writes(
    demo: DemoPark,
) -> None:
    bot = await Bot.new(demo)
    message, taken = await asked(bot)
    with bot.under_way.turn(message, taken):
        with counted(demo.sessions) as seen:
            await bot.run("action_deny")
            await bot.run("action_deny")
        assert [one for one in seen if "action_result" in one] == []
        assert await kept(demo) == []
        await bot.run("action_act")
    results = await kept(demo)
    assert [action for action, _ in results] == ["action_deny", "action_deny", "action_act"]
    assert results[0][1] == 0 < results[1][1] < results[2][1]


async def test_nothing_is_kept_of_a_turn_that_wrote_nothing(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    message, taken = await asked(bot)
    with bot.under_way.turn(message, taken):
        first = await bot.call("action_deny")
        assert await bot.call("action_deny") == first
    assert await kept(demo) == []


async def test_where_the_turn_was_taken_elsewhere_a_result_is_kept_at_once(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await asked(bot)
    await bot.call("action_deny")
    assert await kept(demo) == [("action_deny", 0)]


async def test_of_an_action_that_failed_nothing_is_remembered(
    demo: DemoPark, monkeypatch: pytest.MonkeyPatch
) -> None:
    bot = await Bot.new(demo)
    message, taken = await asked(bot)
    with bot.under_way.turn(message, taken):
        with monkeypatch.context() as patch:
            patch.setattr(carts, "settle", _fails)
            with pytest.raises(RuntimeError):
                await bot.call("action_act")
        await bot.call("action_act")
    assert (await kept(demo), await bot.cart()) == (
        [("action_act", 0)],
        [("beef_noodles", 2, [], None)],
    )


async def _fails(*_: object) -> None:
    raise RuntimeError("before the cart was settled")


async def test_a_turn_does_not_conclude_beside_what_another_try_has_written(
    demo: DemoPark,
) -> None:
    bot = await Bot.new(demo)
    message, _ = await asked(bot)
    await bot.call("action_act")  # By a process whose lease ran out: it began earlier.
    for tried_at, outcome in ((LATER, Concluded.LOST), (WEDNESDAY_MORNING, Concluded.ALL)):
        async with demo.sessions.begin() as session:
            concluded = await conclude(
                session, message, [], token="a", author="bot", now=LATER, tried_at=tried_at
            )
        assert concluded.outcome is outcome


async def test_a_transaction_has_written_once_a_row_was_changed_or_locked_or_a_job_queued(
    demo: DemoPark,
) -> None:
    bot = await Bot.new(demo)
    async with demo.sessions.begin() as session:
        assert not await has_written(session)
        item = await session.get_one(Item, (demo.id, demo.items["beef_noodles"]))
        assert not await has_written(session)
        async with session.begin_nested():
            item.price += 100
        assert await has_written(session)
        assert "item" in tables_of(session)
        assert not {"person", "conversation"} & tables_of(session)
    async with demo.sessions.begin() as session:
        await session.execute(select(ActionResult).with_for_update())
        assert await has_written(session)
    async with demo.sessions.begin() as session:
        await defer(session, "nothing", queue="deadlines", args={})
        assert await has_written(session)
    async with demo.sessions.begin() as session:
        assert not await has_written(session)
    assert await bot.cart() == []
