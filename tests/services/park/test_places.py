"""Where somebody can be found."""

import pytest

from services.park import places
from tests.given import factories
from tests.given.demo_park import DemoPark

Place = tuple[str | None, int | None, str | None, str | None]


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
