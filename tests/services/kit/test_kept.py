"""What hardly ever changes is read once for as long as the park's version stands."""

import pytest

from models.park import Park
from parkline.stores.database import Sessions
from services.kit.kept import kept, works_with
from services.ordering import placing_rows
from services.park import places
from services.tickets import sla
from tests.given.demo_park import NOON, DemoPark
from tests.kit.statements import counted

PARK = 7


async def asked(sessions: Sessions, version: int | None, value: str, park: int = PARK) -> str:
    async def read() -> str:
        return value

    async with sessions() as session:
        if version is not None:
            works_with(session, park, version)
        return await kept(session, PARK, "key", read)


async def test_what_was_read_under_a_version_is_given_under_it_again(sessions: Sessions) -> None:
    assert await asked(sessions, 3, "first") == "first"
    assert await asked(sessions, 3, "second") == "first"


async def test_a_later_version_reads_anew_and_an_earlier_one_keeps_nothing(
    sessions: Sessions,
) -> None:
    assert await asked(sessions, 3, "first") == "first"
    assert await asked(sessions, 4, "second") == "second"
    assert await asked(sessions, 3, "late") == "late"
    assert await asked(sessions, 4, "third") == "second"


async def test_a_session_that_knows_no_version_or_another_parks_reads(sessions: Sessions) -> None:
    assert await asked(sessions, 3, "first") == "first"
    assert await asked(sessions, None, "now") == "now"
    assert await asked(sessions, 3, "elsewhere", park=8) == "elsewhere"


async def test_buildings_are_read_by_the_first_session_of_a_version(demo: DemoPark) -> None:
    read = []
    for _ in range(2):
        with counted(demo.sessions) as seen:
            async with demo.sessions.begin() as session:
                works_with(session, demo.id, 1)
                assert (await places.buildings(session, demo.id))["A"].code == "A"
        read.append(len(seen))
    assert read == [1, 0]


async def test_options_are_read_of_those_items_alone_that_nobody_asked_for(demo: DemoPark) -> None:
    latte, noodles = demo.items["latte"], demo.items["beef_noodles"]
    read = []
    for wanted in ([latte], [latte, noodles], [noodles, latte]):
        with counted(demo.sessions) as seen:
            async with demo.sessions.begin() as session:
                works_with(session, demo.id, 1)
                found = await placing_rows.options_of(session, demo.id, wanted)
                assert set(found) == set(wanted)
                assert all(one.item_id == item for item, those in found.items() for one in those)
        read.append(len(seen))
    assert read == [1, 1, 0]


async def test_what_a_kind_of_ticket_is_promised_is_read_by_the_first_of_a_version(
    demo: DemoPark,
) -> None:
    due, read = [], []
    for _ in range(2):
        async with demo.sessions.begin() as session:
            works_with(session, demo.id, 1)
            park = await session.get_one(Park, demo.id)
            with counted(demo.sessions) as seen:
                due.append(await sla.respond_by(session, park, "repair", "critical", now=NOON))
        read.append(len(seen))
    assert due[0] is not None
    assert due[0] == due[1]
    assert read == [1, 0]


@pytest.mark.parametrize("version", [2, 1])
async def test_an_engine_that_another_test_had_keeps_nothing_of_its_database(
    demo: DemoPark, version: int
) -> None:
    async def read() -> int:
        return version

    async with demo.sessions() as session:
        works_with(session, PARK, version)
        assert await kept(session, PARK, "key", read) == version
        works_with(session, PARK, 3)
        assert await kept(session, PARK, "key", read) == version
