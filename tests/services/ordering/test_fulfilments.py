"""What must be known for each way in which an order gets to its tenant."""

import pytest
from sqlalchemy import select

from models.catalogue import Outlet
from models.ordering import Locker
from services.catalogue.slots import Wanted
from services.ordering import fulfilments, placing
from services.park.places import Spot
from tests.given.demo_park import NOON, WEDNESDAY_MORNING, DemoPark

NOW = WEDNESDAY_MORNING


@pytest.mark.parametrize(
    ("way", "missing"),
    [
        (None, ["location", "phone"]),
        ("counter", []),
        ("desk", ["location", "phone"]),
        ("locker", ["location"]),
        ("pickup", []),
        ("delivery", ["location", "phone"]),
    ],
)
async def test_what_is_asked_for_a_way(demo: DemoPark, way: str | None, missing: list[str]) -> None:
    async with demo.sessions() as session:
        order = await demo.draft(session, "umbrella")
        order.fulfilment = way
        assert fulfilments.missing(order) == [one for one in missing if way or one == "location"]


async def test_a_desk_needs_a_place_and_a_locker_a_bank(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        order = await demo.draft(session, "umbrella")
        order.phone = "13800000000"
        await fulfilments.bring(session, order, "desk", Spot(building="A"))
        assert fulfilments.missing(order) == ["location"]
        await fulfilments.bring(session, order, "desk", Spot(floor=3, room="301"))
        assert fulfilments.missing(order) == []
        locker = await session.scalar(select(Locker).where(Locker.code == "locker_b"))
        fulfilments.put_in_locker(order, locker)
        assert (order.fulfilment, order.building, order.room) == ("locker", "B", None)
        assert fulfilments.missing(order) == []
        fulfilments.fetch(order, "counter")
        assert (order.locker_id, fulfilments.missing(order)) == (None, [])


@pytest.mark.parametrize(
    ("before", "after"), [("desk", "counter"), ("desk", "locker"), ("locker", "desk")]
)
async def test_another_way_does_not_go_to_the_place_of_the_one_before(
    demo: DemoPark, before: str, after: str
) -> None:
    async with demo.sessions() as session:
        order = await demo.draft(session, "umbrella")
        order.phone = "13800000000"
        if before == "desk":
            await fulfilments.bring(session, order, "desk", Spot(building="C", floor=1))
        else:
            locker = await session.scalar(select(Locker).where(Locker.code == "locker_b"))
            fulfilments.put_in_locker(order, locker)
        fulfilments.choose(order, after)
        assert (order.fulfilment, order.building, order.floor) == (after, None, None)
        assert fulfilments.missing(order) == ([] if after == "counter" else ["location"])


@pytest.mark.parametrize(
    ("outlet", "said", "way"),
    [
        ("shop", "pickup", "counter"),
        ("shop", "delivery", "desk"),
        ("shop", "locker", "locker"),
        ("sunshine_canteen", "counter", "pickup"),
        ("sunshine_canteen", "desk", "delivery"),
        ("sunshine_canteen", "locker", None),
    ],
)
async def test_each_outlet_has_its_own_word_for_a_way(
    demo: DemoPark, outlet: str, said: str, way: str | None
) -> None:
    async with demo.sessions() as session:
        found = await session.get_one(Outlet, (demo.id, demo.outlets[outlet]))
        assert fulfilments.offered(found, said) == way


async def test_the_next_cart_goes_the_same_way_if_its_outlet_does_the_like(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        lunch = await demo.draft(session)
        lunch.fulfilment, lunch.building, lunch.floor, lunch.room = "delivery", "A", 3, "301"
        lunch.phone = "13800000000"
        coffee = await demo.draft(session, "americano", at=None)
        paper = await demo.draft(session, "a4_paper", quantity=2, at=None)
        coffee.fulfilment = paper.fulfilment = None
        for following in (coffee, paper):
            await fulfilments.carry_over(session, lunch, following)
            await placing.same_slot(session, lunch, following, now=NOW)
        assert (coffee.fulfilment, coffee.room, coffee.phone) == ("delivery", "301", "13800000000")
        assert (paper.fulfilment, paper.room, paper.phone) == ("desk", "301", "13800000000")
        assert (coffee.slot_start, paper.slot_start) == (NOON, NOON)


async def test_a_way_that_was_said_stays_and_so_does_a_time(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        lunch = await demo.draft(session)
        paper = await demo.draft(session, "a4_paper", quantity=2, at=None)
        paper.fulfilment = "locker"
        later = Wanted(start=NOON.replace(hour=15))
        await placing.choose_slot(session, paper, later, now=NOW)
        await fulfilments.carry_over(session, lunch, paper)
        await placing.same_slot(session, lunch, paper, now=NOW)
        assert (paper.fulfilment, paper.slot_start) == ("locker", NOON.replace(hour=15))
