"""Which lost and found things may be the same, by table; and that each pair is kept once."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from models.lost import LostItem
from services.lost.matching import SUGGEST, Pair
from tests.given.demo_park import DemoPark
from tests.given.lost import NOW, YESTERDAY, compare, compared, facts, reloaded, reported

from tests.given.lost import taken_in, told  # isort: skip

LOBBY = {"building": "B", "place": "大堂"}
SAME: dict[str, Any] = {}
POINTS = [
    # what differs in the found thing, points
    (SAME, 115),
    ({"colour": None}, 95),
    ({"colour": "grey"}, 105),
    ({"colour": "red"}, 70),
    ({"colour": "colourful"}, 105),
    ({"place": {"building": "B", "floor": 5}}, 107),
    ({"place": {"building": "A"}}, 85),
    ({"place": {}}, 95),
    ({"at": NOW + timedelta(days=3)}, 108),
    ({"at": NOW + timedelta(days=30)}, 102),
    ({"at": NOW + timedelta(days=100)}, 0),
    ({"at": YESTERDAY - timedelta(hours=1)}, 115),
    ({"at": YESTERDAY - timedelta(hours=3)}, 0),
    ({"description": "有人落下的伞"}, 95),
    ({"description": "umbrella with a wooden handle"}, 95),
    ({"category": "bag"}, 0),
    ({"category": "other"}, 0),
    ({"colour": "red", "place": {"building": "A"}, "description": "x" * 9}, 20),
]


def item(kind: str, **changed: Any) -> LostItem:
    told = facts(kind, **changed)
    place = {name: told.place.get(name) for name in ("building", "floor", "room", "place")}
    return LostItem(
        kind=kind,
        category=told.category,
        colour=told.colour,
        description=told.description,
        mark=told.mark,
        from_at=told.from_at,
        until_at=told.until_at,
        **place,
    )


@pytest.mark.parametrize(("changed", "points"), POINTS)
def test_points(changed: dict[str, Any], points: int) -> None:
    assert Pair(item("lost"), item("found", **changed)).points == points


def test_what_only_the_owner_knows_counts_though_nobody_is_shown_it() -> None:
    found = item("found", description="里面有一张猫的照片")
    without = Pair(item("lost", description="雨伞"), found).points
    assert Pair(item("lost", description="雨伞", mark="里面有猫的照片"), found).points > without


def test_a_colour_and_a_day_are_enough_to_ask_and_a_wrong_colour_elsewhere_is_not() -> None:
    lost = item("lost", place={}, description="x")
    assert Pair(lost, item("found", place={}, description="y")).points >= SUGGEST
    assert Pair(lost, item("found", place={}, colour="red", description="y")).points < SUGGEST


@pytest.mark.parametrize("first", ["lost", "found"])
async def test_whichever_comes_first_the_other_finds_it(demo: DemoPark, first: str) -> None:
    if first == "lost":
        mine = await reported(demo)
        found = last = await taken_in(demo)
    else:
        found = await taken_in(demo)
        mine = last = await reported(demo)
    [match] = await compared(demo, last)
    assert (match.lost_id, match.found_id, match.status) == (mine.id, found.id, "suggested")
    assert (await told(demo, mine.id))[-1] == "lost.match_found"
    assert {(await reloaded(demo, id_)).status for id_ in (mine.id, found.id)} == {"matched"}


async def test_it_is_said_once_however_often_the_two_are_compared(demo: DemoPark) -> None:
    mine, found = await reported(demo), await taken_in(demo)
    for one in (found, mine, found):
        matches = await compared(demo, one)
    assert len(matches) == 1
    assert (await told(demo, mine.id)).count("lost.match_found") == 1


async def test_two_workers_at_once_keep_one(demo: DemoPark) -> None:
    mine, found = await reported(demo), await taken_in(demo)

    async def one(item: LostItem) -> None:
        async with demo.sessions.begin() as session:
            await compare(session, item)

    await asyncio.gather(one(mine), one(found), one(mine), one(found))
    assert len(await compared(demo, mine)) == 1
    assert (await told(demo, mine.id)).count("lost.match_found") == 1


async def test_who_found_it_is_not_asked_whether_they_lost_it(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        conversation = await demo.conversation(session)
    await reported(demo, "lost", conversation=conversation)
    found = await reported(demo, "found", conversation=conversation)
    assert await compared(demo, found) == []


async def test_what_is_closed_is_compared_with_nothing(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        from services.lost import claims

        mine = await session.merge(await reported(demo))
        await claims.give_up(session, mine, "withdraw", now=NOW)
    found = await taken_in(demo)
    assert await compared(demo, found) == []
    assert await compared(demo, mine) == []


async def test_of_another_park_nothing_is_seen(demo: DemoPark) -> None:
    await reported(demo)
    found = await taken_in(demo)
    assert found.park_id == demo.id
    found.park_id = demo.id + 1
    async with demo.sessions() as session:
        from services.lost import matching

        assert await matching.likely(session, found) == []
