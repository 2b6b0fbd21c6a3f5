"""Taking back the last change, whatever it was, and filling an order up."""

from datetime import timedelta

import pytest

from tests.actions.ordering.acting import CONFIRM, Clerk, edit, give, line
from tests.actions.ordering.test_acting import placed
from tests.given.demo_park import DemoPark

BEEF, COLA, SPRITE = "beef_noodles", "cola", "sprite"
UNDO = {"act": "restore", "change": True}


async def with_two_and_one(demo: DemoPark, language: str = "zh") -> Clerk:
    clerk = await Clerk.new(demo, language)
    lines = [line(BEEF, 2), line(COLA, 1)]
    await clerk.hears({"act": "start", "what": "order", "lines": lines})
    return clerk


@pytest.mark.parametrize(
    "change",
    [
        edit("set", on={"position": 2}, quantity=4),
        edit("remove", on={"position": 2}),
        edit("keep_only", on={"position": 1}),
        edit("double", on={"among": "all"}),
        edit("refine", on={"position": 1}, options=["no_chili"]),
        edit("refine", on={"position": 1}, part=1, options=["no_chili"]),
        edit("add", lines=[line(SPRITE, 3)]),
    ],
    ids=lambda one: one["op"],
)
async def test_any_edit_of_a_cart_is_taken_back(demo: DemoPark, change: dict[str, object]) -> None:
    clerk = await with_two_and_one(demo)
    await clerk.hears(change)
    assert await clerk.rows() != [(BEEF, 2), (COLA, 1)] or "refine" in str(change)
    await clerk.hears(UNDO)
    assert await clerk.rows() == [(BEEF, 2), (COLA, 1)]
    assert [len(one.options) for one in (await clerk.order()).lines] == [0, 0]


async def test_who_takes_back_twice_has_the_change_again(demo: DemoPark) -> None:
    clerk = await with_two_and_one(demo)
    await clerk.hears(edit("set", on={"position": 2}, quantity=4))
    await clerk.hears(UNDO)
    await clerk.hears(UNDO)
    assert await clerk.rows() == [(BEEF, 2), (COLA, 4)]


async def test_of_several_edits_in_one_message_all_are_taken_back(demo: DemoPark) -> None:
    clerk = await with_two_and_one(demo)
    await clerk.hears(
        edit("set", on={"position": 2}, quantity=4), edit("remove", on={"position": 1})
    )
    await clerk.hears(UNDO)
    assert await clerk.rows() == [(BEEF, 2), (COLA, 1)]


async def test_a_line_that_is_back_by_that_does_not_come_back_a_second_time(
    demo: DemoPark,
) -> None:
    clerk = await with_two_and_one(demo)
    await clerk.hears(edit("remove", on={"position": 2}))
    await clerk.hears(UNDO)
    await clerk.hears({"act": "restore"})
    assert await clerk.rows() == [(BEEF, 2), (COLA, 1)]


async def test_a_placed_order_is_as_it_was_and_keeps_its_number(demo: DemoPark) -> None:
    clerk = await placed(demo)
    before = await clerk.order()
    await clerk.hears(edit("set", on={"position": 1}, quantity=3))
    said = await clerk.hears(UNDO)
    assert "改好了" in said
    after = await clerk.order()
    assert (after.order_no, after.status) == (before.order_no, "placed")
    assert [one.quantity for one in after.lines] == [2, 1]


async def test_a_phone_that_was_corrected_is_the_old_one_again(demo: DemoPark) -> None:
    clerk = await with_two_and_one(demo)
    await clerk.hears(give("give", phone="13800138000"))
    await clerk.hears(give("correct", phone="13900000000"))
    await clerk.hears(UNDO)
    assert (await clerk.order()).phone == "13800138000"


async def test_where_nothing_was_changed_it_is_said_what_stands(demo: DemoPark) -> None:
    clerk = await with_two_and_one(demo, "en")
    said = await clerk.hears(UNDO)
    assert said.startswith("Nothing was changed just now that I could undo.")
    assert await clerk.rows() == [(BEEF, 2), (COLA, 1)]


async def test_after_half_an_hour_a_change_stays(demo: DemoPark) -> None:
    clerk = await with_two_and_one(demo)
    await clerk.hears(edit("set", on={"position": 2}, quantity=4))
    clerk.now += timedelta(minutes=31)
    await clerk.hears(UNDO)
    assert await clerk.rows() == [(BEEF, 2), (COLA, 4)]


async def test_a_cart_that_was_given_up_since_comes_back_instead(demo: DemoPark) -> None:
    clerk = await with_two_and_one(demo)
    await clerk.hears(edit("set", on={"position": 2}, quantity=4))
    clerk.now += timedelta(minutes=1)
    await clerk.hears({"act": "give_up"})
    await clerk.hears(UNDO)
    assert await clerk.rows() == [(BEEF, 2), (COLA, 4)]


@pytest.mark.parametrize(
    ("item", "rows"),
    [
        (COLA, [(BEEF, 2), (COLA, 8)]),
        (SPRITE, [(BEEF, 2), (COLA, 1), (SPRITE, 7)]),
    ],
)
async def test_an_order_is_filled_up_with_one_dish(
    demo: DemoPark, item: str, rows: list[tuple[str, int]]
) -> None:
    clerk = await with_two_and_one(demo)
    await clerk.hears(edit("fill", quantity=10, lines=[line(item)]))
    assert await clerk.rows() == rows


async def test_what_has_more_already_is_not_filled_up(demo: DemoPark) -> None:
    clerk = await with_two_and_one(demo)
    said = await clerk.hears(edit("fill", quantity=3, lines=[line(SPRITE)]))
    assert said.startswith("现在已经不止这个数了。")
    assert await clerk.rows() == [(BEEF, 2), (COLA, 1)]


async def test_nothing_is_placed_by_taking_back(demo: DemoPark) -> None:
    clerk = await placed(demo)
    await clerk.hears({"act": "start", "what": "order", "lines": [line(BEEF, 1)]})
    await clerk.hears(edit("set", on={"position": 1}, quantity=2))
    await clerk.hears(UNDO)
    assert (await clerk.order()).status == "draft"
    assert CONFIRM["act"] == "confirm"


async def test_what_cannot_be_had_any_more_is_refused_and_changes_nothing(demo: DemoPark) -> None:
    clerk = await with_two_and_one(demo)
    await clerk.hears(
        edit("remove", on={"position": 1}), edit("set", on={"item": COLA}, quantity=3)
    )
    async with demo.sessions.begin() as session:
        await demo.set_item(session, BEEF, stock=1)
    said = await clerk.hears(UNDO)
    assert "牛肉面" in said
    assert await clerk.rows() == [(COLA, 3)]
