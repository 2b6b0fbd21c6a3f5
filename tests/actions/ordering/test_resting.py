"""A cart that was left: it asks nothing more, and nothing else that is said is about it."""

from datetime import timedelta

import pytest

from tests.actions.driver import FORM, Bot, Ran, entity, location
from tests.actions.ordering.carts import ordering, ready
from tests.given.demo_park import WEDNESDAY_MORNING, DemoPark

SOON = WEDNESDAY_MORNING + timedelta(minutes=20)
LATER = WEDNESDAY_MORNING + timedelta(minutes=50)
NEXT_DAY = WEDNESDAY_MORNING + timedelta(hours=23)


def ends(ran: Ran) -> bool:
    return any(one["event"] == "active_loop" and one["name"] is None for one in ran.events)


@pytest.mark.parametrize("intent", ["ask_faq", "greet", "find_room", "track_booking"])
async def test_other_business_ends_its_form_and_says_so_once(demo: DemoPark, intent: str) -> None:
    bot = await ordering(demo)
    bot.hear("健身房在哪", intent, now=LATER)
    ran = await bot.validate()
    assert (ran.stepped_aside, ends(ran), ran.slots["cart"]) == (True, True, False)
    assert "还没有下单" in ran.text
    assert [title for title, _ in ran.buttons] == ["继续下单", "取消"]


async def test_soon_after_it_was_touched_the_form_comes_back(demo: DemoPark) -> None:
    bot = await ordering(demo)
    bot.hear("健身房在哪", "ask_faq", now=SOON)
    ran = await bot.validate()
    assert (ran.stepped_aside, ends(ran), ran.text) == (True, False, "")


async def test_an_answer_to_its_question_is_taken_however_late(demo: DemoPark) -> None:
    bot = await ordering(demo)
    bot.hear("A座301", "checkout", location("A", room="301"), now=LATER)
    ran = await bot.validate()
    assert (ran.stepped_aside, ends(ran)) == (False, False)
    assert (await bot.draft()).room == "301"


async def test_a_yes_to_nothing_does_not_take_it_up(demo: DemoPark) -> None:
    bot = await ordering(demo)
    bot.loop = None
    bot.hear("好的", "affirm", now=NEXT_DAY)
    ran = await bot.run("action_affirm")
    assert ran.slots["cart"] is False


async def test_whoever_goes_on_with_it_is_asked_again(demo: DemoPark) -> None:
    bot = await ordering(demo)
    bot.loop = None
    bot.hear("继续下单", "checkout", now=NEXT_DAY)
    assert (await bot.run("action_checkout")).slots["cart"] is True
    assert (await bot.draft()).updated_at == NEXT_DAY


async def test_a_time_that_is_over_is_asked_for_before_anything_is_confirmed(
    demo: DemoPark,
) -> None:
    bot = await ready(demo)
    bot.hear("好的", "affirm", now=NEXT_DAY)
    bot.asked("confirm")
    ran = await bot.validate()
    assert (ran.slots["slot"], ran.slots["confirm"]) == (None, None)
    assert "已经过了" in ran.text


async def test_what_was_ordered_since_is_at_hand(demo: DemoPark) -> None:
    """Yesterday's noodles do not come before today's coffee."""
    bot: Bot = await ordering(demo)
    bot.loop = None
    bot.hear("一杯拿铁", "order_food", bot.item("latte"), now=NEXT_DAY)
    await bot.run("action_act")
    assert [line.name_en for line in (await bot.draft()).lines] == ["latte"]


async def test_who_asks_for_the_order_in_another_form_gets_it(demo: DemoPark) -> None:
    bot = await ordering(demo)
    bot.loop = "booking_form"
    bot.hear("继续下单", "checkout", entity("kind", "order"), now=SOON)
    ran = await bot.run("action_checkout")
    assert bot.loop == FORM
    assert ran.slots["cart"] is True
