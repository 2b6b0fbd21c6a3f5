"""Who asks "what about mine?" may mean a meal or a repair: what goes on is told."""

import pytest

from tests.actions.driver import Bot
from tests.actions.ordering.test_orders import place
from tests.actions.repair.test_tickets import reported
from tests.given.demo_park import DemoPark


async def test_who_only_has_a_repair_hears_of_it_when_an_order_is_asked_for(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    ticket = await reported(bot)
    bot.hear("怎么还没来", "track_order")
    assert (await bot.run("action_track_order")).text.startswith(f"{ticket.ticket_no} · ")


@pytest.mark.parametrize("verb", ["track", "urge"])
async def test_who_only_has_an_order_hears_of_it_when_a_repair_is_asked_for(
    demo: DemoPark, verb: str
) -> None:
    bot = await Bot.new(demo)
    order = await place(bot)
    bot.hear("怎么还没来", f"{verb}_repair")
    assert (await bot.run(f"action_{verb}_repair")).text.startswith(f"{order.order_no} · ")


async def test_who_has_both_hears_of_what_was_asked_for(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    ticket, order = await reported(bot), await place(bot)
    bot.hear("我的饭呢", "track_order")
    assert (await bot.run("action_track_order")).text.startswith(order.order_no)
    bot.hear("修得怎么样了", "track_repair")
    assert (await bot.run("action_act")).text.startswith(ticket.ticket_no)
