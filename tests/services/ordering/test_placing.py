"""Placing an order: when, how much, at what price, and all of it or nothing."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from models.catalogue import ItemOption
from services.catalogue import menus
from services.catalogue.slots import Wanted
from services.ordering import cart_edits, fulfilments, orders, placing
from services.ordering.cart_lines import QuantityRefused
from tests.given.demo_park import NOON, SHANGHAI, WEDNESDAY_MORNING, DemoPark

NOW = WEDNESDAY_MORNING


def at(day: int, clock: str, month: int = 12) -> datetime:
    """A moment of 2026 in the park. 2 December is a Wednesday."""
    return datetime.fromisoformat(f"2026-{month:02}-{day:02}T{clock}").replace(tzinfo=SHANGHAI)


def starts(slots: list[placing.Slot]) -> list[datetime]:
    return [slot.start for slot in slots]


# The cut-off, weekends, holidays


async def test_lunch_is_taken_until_10_45_exactly(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        order = await demo.draft(session)
        placed = await placing.place(session, order, now=at(2, "10:45:00"))
    assert (placed.status, placed.slot_start, placed.meal) == ("placed", NOON, "lunch")


@pytest.mark.parametrize("late", ["10:45:00.000001", "10:46"])
async def test_after_the_cut_off_it_is_refused_and_dinner_offered_but_never_taken_by_itself(
    demo: DemoPark, late: str
) -> None:
    async with demo.sessions() as session:
        order = await demo.draft(session)
        with pytest.raises(placing.SlotRefused) as refused:
            await placing.place(session, order, now=at(2, late))
        assert refused.value.why == "closed"
        assert refused.value.refused is not None
        assert refused.value.refused.closes == at(2, "10:45")
        assert starts(refused.value.instead) == [
            at(2, "17:30"), at(2, "17:45"), at(2, "18:00"), at(2, "18:15"),
        ]  # fmt: skip
        kept = await orders.load(session, demo.id, order.id)
        assert (kept.status, kept.slot_start, await demo.taken(session)) == ("draft", NOON, 0)


async def test_a_time_after_its_cut_off_cannot_be_chosen(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        order = await demo.draft(session, at=None)
        with pytest.raises(placing.SlotRefused) as refused:
            await placing.choose_slot(
                session, order, Wanted(meal="lunch", day=NOON.date()), now=at(2, "10:46")
            )
        assert refused.value.why == "closed"
        with pytest.raises(placing.SlotRefused) as refused:
            await placing.choose_slot(session, order, Wanted(start=at(2, "15:00")), now=NOW)
        assert refused.value.why == "not_served"
        assert starts(refused.value.instead)[0] == at(2, "17:30")
        assert order.slot_start is None


@pytest.mark.parametrize(
    ("item", "now", "first", "why"),
    [
        ("beef_noodles", at(4, "16:31"), at(7, "11:30"), "Friday evening: Monday, not Saturday"),
        ("americano", at(4, "18:00"), at(5, "08:00"), "the coffee bar works on Saturday"),
        ("americano", at(5, "18:00"), at(7, "08:00"), "but not on Sunday"),
        ("beef_noodles", at(6, "20:00", 10), at(8, "11:30", 10), "National Day ends on the 7th"),
        ("americano", at(6, "20:00", 10), at(8, "08:00", 10), "which holds for coffee too"),
        ("a4_paper", at(1, "07:00", 10), at(1, "08:00", 10), "the shop never closes"),
        ("beef_noodles", at(10, "09:00", 10), at(10, "11:30", 10), "a Saturday that is worked"),
        ("beef_noodles", at(20, "09:00", 9), at(20, "11:30", 9), "a Sunday that is worked"),
        ("beef_noodles", at(19, "09:00", 9), at(20, "11:30", 9), "the Saturday before it is not"),
        ("americano", at(20, "07:00", 9), at(20, "08:00", 9), "coffee on a worked Sunday"),
    ],
)
async def test_the_first_open_slot(
    demo: DemoPark, item: str, now: datetime, first: datetime, why: str
) -> None:
    async with demo.sessions() as session:
        order = await demo.draft(session, item, at=None, now=now)
        assert starts(await placing.open_slots(session, order, now=now))[0] == first, why


async def test_on_the_eve_of_a_long_holiday_nothing_can_be_ordered(demo: DemoPark) -> None:
    """Seven days ahead of 30 September are all off."""
    async with demo.sessions() as session:
        order = await demo.draft(session, at=None, now=at(30, "17:00", 9))
        assert await placing.open_slots(session, order, now=at(30, "17:00", 9)) == []


async def test_a_time_and_a_span_and_a_meal_choose_a_slot(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        order = await demo.draft(session, at=None)

        async def chosen(wanted: Wanted) -> datetime | None:
            slot = await placing.choose_slot(session, order, wanted, now=NOW)
            return slot.start if slot else None

        assert await chosen(Wanted(start=at(2, "12:10"))) == NOON
        assert await chosen(Wanted(start=at(2, "12:10"), end=at(2, "12:40"))) == at(2, "12:15")
        assert await chosen(Wanted(asap=True)) == at(2, "11:30")
        placing.set_slot(order, None)
        assert await chosen(Wanted(meal="lunch")) is None
        assert await chosen(Wanted(start=at(2, "11:30"), end=at(2, "13:30"))) is None
        assert order.slot_start is None


async def test_dishes_of_no_common_meal_have_no_slot(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        order = await demo.draft(session, "beef_noodles", "jianbing", at=None)
        with pytest.raises(placing.NoCommonMeal):
            await placing.open_slots(session, order, now=NOW)


# How much, and at what price


@pytest.mark.parametrize(
    ("limits", "why", "allowed"),
    [
        ({"max_quantity": 2}, "too_many", 2),
        ({"min_quantity": 5}, "too_few", 5),
        ({"active": False}, "stock", 0),
    ],
)
async def test_limits_are_checked_once_more_where_the_order_is_committed(
    demo: DemoPark, limits: dict[str, object], why: str, allowed: int
) -> None:
    async with demo.sessions() as session:
        order = await demo.draft(session, quantity=3)
        await demo.set_item(session, "beef_noodles", **limits)
        with pytest.raises(QuantityRefused) as refused:
            await placing.place(session, order, now=NOW)
        assert (refused.value.why, refused.value.wanted, refused.value.allowed) == (why, 3, allowed)
        assert order.status == "draft"


async def test_a_price_that_changed_is_shown_before_it_is_paid(demo: DemoPark) -> None:
    """An option's price too. Asked again, the order is placed at what the tenant has now seen."""
    async with demo.sessions.begin() as session:
        order = await demo.draft(session, quantity=2)
        await cart_edits.refine(session, order, order.lines[0], ["add_egg"], None, now=NOW)
        assert order.total == 2 * (2200 + 300)
        await demo.set_item(session, "beef_noodles", price=2400)
        egg = select(ItemOption).where(
            ItemOption.code == "add_egg", ItemOption.item_id == demo.items["beef_noodles"]
        )
        (await session.scalars(egg)).one().price_delta = 350
        with pytest.raises(placing.PriceChanged):
            await placing.place(session, order, now=NOW)
        assert (order.status, order.lines[0].unit_price, order.total) == ("draft", 2750, 5500)
    async with demo.sessions.begin() as session:
        placed = await placing.place(session, order, now=NOW)
        assert (placed.status, placed.total) == ("placed", 5500)


# All of it, once, or nothing


async def test_placing_again_changes_nothing(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        await demo.set_item(session, "beef_noodles", stock=5)
        order = await demo.placed(session)
        again = await placing.place(session, order, now=NOW + timedelta(minutes=5))
        assert again is order
        assert (order.placed_at, order.accept_by) == (NOW, NOW + timedelta(minutes=10))
        assert (await demo.stock(session, "beef_noodles"), await demo.taken(session)) == (4, 1)
        assert await demo.events(session, f"order:{order.id}") == [(1, "order.placed")]


async def test_an_order_that_lacks_something_is_not_placed(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        order = await demo.draft(session, at=None)
        order.fulfilment, order.building = "delivery", "A"
        with pytest.raises(placing.Incomplete) as incomplete:
            await placing.place(session, order, now=NOW)
        assert incomplete.value.missing == ["location", "slot", "phone"]
        order.room = "301"
        placing.set_slot(order, (await placing.open_slots(session, order, now=NOW))[0])
        assert fulfilments.missing(order) == ["phone"]
        order.fulfilment = "pickup"
        assert fulfilments.missing(order) == []
        order.fulfilment = None
        assert fulfilments.missing(order) == ["location"]
        await cart_edits.remove(session, order, order.lines[0], now=NOW)
        with pytest.raises(placing.EmptyCart):
            await placing.place(session, order, now=NOW)


# The menu


async def test_menus_are_by_outlet_and_meal_without_what_is_switched_off(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        await demo.set_item(session, "beef_noodles", active=False)
        lunch = await menus.on_offer(session, demo.id, meal="lunch")
        everything = await menus.on_offer(session, demo.id, meal=None)
    codes = {outlet.code: [item.code for item in items] for outlet, items in lunch}
    assert list(codes) == ["sunshine_canteen", "noodle_house", "coffee_bar"]
    assert "tomato_egg_noodles" in codes["sunshine_canteen"]
    assert not {"beef_noodles", "jianbing"} & set(codes["sunshine_canteen"])
    assert "americano" in codes["coffee_bar"]
    assert "jianbing" in [item.code for item in everything[0][1]]


@pytest.mark.parametrize(
    ("now", "meal"),
    [
        (at(2, "08:00"), "breakfast"),
        (at(2, "10:45"), "lunch"),
        (at(2, "10:46"), "dinner"),
        (at(2, "16:31"), "breakfast"),
        (at(30, "17:00", 9), None),
    ],
)
async def test_the_next_meal_is_the_first_that_can_still_be_ordered(
    demo: DemoPark, now: datetime, meal: str | None
) -> None:
    async with demo.sessions() as session:
        assert await menus.next_meal(session, demo.id, now=now) == meal
