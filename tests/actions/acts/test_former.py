"""A bot of the version before runs beside us while we are updated: it calls actions by old names,
and its rules look at the slots of then."""

from datetime import timedelta

import pytest

from actions.acts.acting import FORMER
from actions.registry import ACTIONS
from tests.actions.driver import Bot, entity, location
from tests.actions.repair.repairing import A301, broken
from tests.actions.visits.visiting import at, name, visits_of
from tests.given.demo_park import WEDNESDAY_MORNING, DemoPark

NAMES = {
    *("action_order_items", "action_modify_order", "action_view_cart", "action_reorder"),
    *("action_cancel_order", "action_report_repair", "action_track_repair"),
    *("action_urge_repair", "action_cancel_repair", "action_register_visitor"),
    *("action_track_visit", "action_cancel_visit"),
}


@pytest.fixture
async def bot(demo: DemoPark) -> Bot:
    return await Bot.new(demo)


def test_each_name_of_before_is_answered_by_one_action() -> None:
    assert {one.action_name for one in FORMER} == NAMES
    served = [one.action_name for one in ACTIONS]
    assert [name for name in served if served.count(name) > 1] == []
    assert set(served) >= NAMES


@pytest.mark.parametrize("action", sorted(NAMES))
async def test_whatever_it_is_called_for_it_answers_or_a_form_asks(bot: Bot, action: str) -> None:
    bot.hear("嗯", action.removeprefix("action_"))
    ran = await bot.run(action)
    assert ran.responses or ran.slots["repair"] or ran.slots["visit"]


async def test_a_report_under_its_old_name_is_one_and_says_by_its_slot_what_is_open(
    bot: Bot,
) -> None:
    bot.hear("A座301空调不制冷", "report_repair", *broken(), location(**A301))
    assert (await bot.run("action_report_repair")).slots["repair"] is False
    assert len(await bot.tickets()) == 1
    later = WEDNESDAY_MORNING + timedelta(minutes=1)
    bot.hear("灯坏了", "report_repair", *broken("electrical"), now=later)
    ran = await bot.run("action_report_repair")
    assert (ran.slots["repair"], ran.slots["repair_location"]) == (True, None)


async def test_a_registration_under_its_old_name(bot: Bot) -> None:
    bot.hear("登记访客", "register_visitor", name("王总"))
    ran = await bot.run("action_register_visitor")
    assert (ran.slots["visit"], ran.slots["visit_time"]) == (True, None)
    bot.hear("明天下午三点", "register_visitor", at())
    assert (await bot.run("action_register_visitor")).slots["visit"] is False
    assert [one.names for one in await visits_of(bot.demo)] == [["王总"]]


async def test_a_form_takes_nothing_that_an_old_name_has_taken(bot: Bot) -> None:
    bot.hear("登记访客", "register_visitor", name("王总"))
    await bot.run("action_register_visitor")
    before = bot.slots["visit_draft"]
    assert (await bot.validate("visitor_form")).slots["visit_draft"] == before


async def test_a_button_of_before_decides_under_its_old_name(bot: Bot) -> None:
    bot.hear("A座301空调不制冷", "report_repair", *broken(), location(**A301))
    await bot.run("action_report_repair")
    [ticket] = await bot.tickets()
    about = entity("ticket_no", ticket.ticket_no), entity("confirmed", True)
    bot.hear("/cancel_repair", "cancel_repair", *about)
    await bot.run("action_cancel_repair")
    assert [one.status for one in await bot.tickets()] == ["cancelled"]
