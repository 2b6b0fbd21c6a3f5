"""Where somebody can be found."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from models.ordering import Order
from services.park import places
from services.park.places import BuildingUnknown, FloorUnknown, Spot
from tests.given import factories
from tests.given.demo_park import DemoPark

Place = tuple[str | None, int | None, str | None, str | None]


def held(order: Order) -> Place:
    return order.building, order.floor, order.room, order.place


async def put(session: AsyncSession, order: Order, place: Place) -> None:
    await places.set_location(session, order, Spot(*place))


@pytest.mark.parametrize(
    ("said", "then"),
    [
        ([("A", 3, "301", None)], ("A", 3, "301", None)),
        ([("A", None, None, None), (None, 3, "301", None)], ("A", 3, "301", None)),
        ([("A", 3, "301", None), ("B", None, None, None)], ("B", 3, "301", None)),
        ([("A", 3, "301", None), ("B", 5, None, None)], ("B", 5, None, None)),
        ([("A", 3, "301", None), (None, None, None, "大堂")], ("A", None, None, "大堂")),
        ([("A", None, None, "大堂"), (None, None, "301", None)], ("A", None, "301", None)),
        ([("A", -2, None, None)], ("A", -2, None, None)),
        ([(None, 3, None, None), ("A", None, None, None)], ("A", 3, None, None)),
    ],
)
async def test_what_is_said_replaces_what_was_known(
    demo: DemoPark, said: list[Place], then: Place
) -> None:
    async with demo.sessions() as session:
        order = await demo.draft(session)
        for place in said:
            await put(session, order, place)
        assert held(order) == then


async def test_a_building_or_floor_that_is_not_there_changes_nothing(demo: DemoPark) -> None:
    """Building D has ten floors and two basements, and nobody lives on floor 0."""
    async with demo.sessions() as session:
        order = await demo.draft(session)
        with pytest.raises(BuildingUnknown) as unknown:
            await put(session, order, ("E", 1, "101", None))
        assert unknown.value.details == {"building": "E"}
        for floor in (11, 0, -3):
            with pytest.raises(FloorUnknown) as missing:
                await put(session, order, ("D", floor, None, None))
            assert (missing.value.details["building"].code, missing.value.details["floor"]) == (
                "D",
                floor,
            )
        assert held(order) == (None, None, None, None)
        for floor in (10, -2):
            await put(session, order, ("D", floor, None, None))


async def test_a_floor_that_was_known_is_checked_in_the_new_building(demo: DemoPark) -> None:
    """B has sixteen floors; 15-1502 cannot be kept when it moves to D with ten."""
    async with demo.sessions() as session:
        order = await demo.draft(session)
        await put(session, order, ("B", 15, "1502", None))
        with pytest.raises(FloorUnknown):
            await put(session, order, ("D", None, None, None))
        assert held(order) == ("B", 15, "1502", None)


@pytest.mark.parametrize(
    ("place", "zh", "en"),
    [
        (("A", 3, "301", None), "A座3楼301", "Building A, floor 3, room 301"),
        (("B", None, None, "大堂"), "B座大堂", "Building B, 大堂"),
        (("C", -2, None, None), "C座B2楼", "Building C, floor B2"),
        (("D", None, "1001", None), "D座1001", "Building D, room 1001"),
        (("A", None, None, None), "A座", "Building A"),
    ],
)
async def test_a_place_in_words(demo: DemoPark, place: Place, zh: str, en: str) -> None:
    async with demo.sessions() as session:
        order = await demo.draft(session)
        order.building, order.floor, order.room, order.place = place
        said = [
            places.describe(
                order, await places.building_names(session, demo.id, language), language
            )
            for language in ("zh", "en")
        ]
    assert said == [zh, en]


async def test_buildings_are_the_parks_own(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        elsewhere = await factories.make_park(session)
        assert list(await places.buildings(session, demo.id)) == ["A", "B", "C", "D"]
        assert await places.buildings(session, elsewhere.id) == {}
