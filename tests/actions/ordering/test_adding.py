"""More for an order that was placed a while ago is asked about once: into it, or a new order."""

from datetime import timedelta

import pytest

from tests.actions.ordering.acting import CONFIRM, Clerk, edit, line
from tests.actions.ordering.test_acting import placed
from tests.given.demo_park import DemoPark

BEEF, COLA, RICE = "beef_noodles", "cola", "steamed_rice"
STANDS = [(BEEF, 2), (COLA, 1)]


async def later(demo: DemoPark, minutes: int, language: str = "zh") -> Clerk:
    """Whose order was placed so long ago."""
    clerk = await placed(demo, language)
    clerk.now += timedelta(minutes=minutes)
    return clerk


async def test_a_minute_after_placing_it_goes_into_the_order(demo: DemoPark) -> None:
    clerk = await later(demo, 1)
    await clerk.hears(edit("add", line(RICE, 1)))
    assert await clerk.rows() == [*STANDS, (RICE, 1)]


async def test_ten_minutes_after_it_is_asked_and_nothing_has_changed(demo: DemoPark) -> None:
    clerk = await later(demo, 10, "en")
    order = await clerk.order()
    said = await clerk.hears(edit("add", line(RICE, 1)))
    assert "Shall I add 1 × steamed rice to it, or make it a new order?" in said
    assert order.order_no in said
    assert clerk.titles == [f"Add to {order.order_no}", "A new order"]
    assert await clerk.rows() == STANDS


async def test_more_of_what_is_in_it_is_asked_too(demo: DemoPark) -> None:
    clerk = await later(demo, 10)
    said = await clerk.hears(edit("more", on={"item": BEEF}, quantity=1))
    assert "牛肉面×1要加进这一单，还是另下一单" in said
    assert await clerk.rows() == STANDS


@pytest.mark.parametrize("title", ["加进", "另下一单"])
async def test_what_is_chosen_is_done(demo: DemoPark, title: str) -> None:
    clerk = await later(demo, 10)
    await clerk.hears(edit("add", line(RICE, 1)))
    await clerk.presses(title)
    if title == "加进":
        assert await clerk.rows() == [*STANDS, (RICE, 1)]
    else:
        first, second = await clerk.orders()
        assert [one.quantity for one in first.lines] == [2, 1]
        assert (second.status, [one.name_zh for one in second.lines]) == ("draft", ["米饭"])


async def test_a_yes_adds(demo: DemoPark) -> None:
    clerk = await later(demo, 10)
    await clerk.hears(edit("add", line(RICE, 1)))
    await clerk.hears(CONFIRM)
    assert await clerk.rows() == [*STANDS, (RICE, 1)]


@pytest.mark.parametrize("of", [{"made": True}, {"ref": {"among": "last"}}])
async def test_who_says_that_it_is_meant_is_not_asked(
    demo: DemoPark, of: dict[str, object]
) -> None:
    clerk = await later(demo, 10)
    await clerk.hears(edit("add", line(RICE, 1), of={"what": "order", **of}))
    assert await clerk.rows() == [*STANDS, (RICE, 1)]


async def test_who_asks_for_another_order_gets_one(demo: DemoPark) -> None:
    clerk = await later(demo, 1)
    await clerk.hears(edit("add", line(RICE, 1), of={"what": "order", "new": True}))
    first, second = await clerk.orders()
    assert ([one.quantity for one in first.lines], second.status) == ([2, 1], "draft")


async def test_less_or_otherwise_can_only_be_of_what_stands(demo: DemoPark) -> None:
    clerk = await later(demo, 10)
    await clerk.hears(edit("set", on={"item": BEEF}, quantity=1))
    assert await clerk.rows() == [(BEEF, 1), (COLA, 1)]


async def test_what_another_outlet_sells_is_a_new_order_without_a_question(demo: DemoPark) -> None:
    clerk = await later(demo, 10)
    await clerk.hears(edit("add", line("latte", 2)))
    first, second = await clerk.orders()
    assert (first.status, second.status) == ("placed", "draft")
    assert [one.name_en for one in second.lines] == ["latte"]
