"""Reporting and taking in, and the states of a thing."""

from datetime import timedelta
from typing import Any

import pytest

from services.kit.errors import IllegalTransition, Invalid
from services.lost import claims, lost, settings
from tests.given.demo_park import DemoPark
from tests.given.lost import NOW, by, facts, reloaded, reported, taken_in, told

BAD: list[tuple[dict[str, Any], str]] = [
    ({"kind": "stolen"}, "kind"),
    ({"category": "car"}, "category"),
    ({"colour": "infrared"}, "colour"),
    ({"description": "  "}, "description"),
    ({"description": "伞" * 501}, "description"),
    ({"mark": "伞" * 501}, "mark"),
    ({"at": NOW + timedelta(minutes=1)}, "period"),
    ({"at": NOW - timedelta(days=366)}, "period"),
    ({"until_at": NOW - timedelta(days=2)}, "period"),
]


@pytest.mark.parametrize(("changed", "field"), BAD)
async def test_what_makes_no_sense_is_refused(
    demo: DemoPark, changed: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        await reported(demo, **{"kind": "lost"} | changed)
    assert refused.value.details["field"] == field


async def test_what_was_lost_is_looked_for_and_what_is_handed_in_is_there(demo: DemoPark) -> None:
    mine, found = await reported(demo, mark="里面有猫"), await taken_in(demo, mark="里面有猫")
    assert (mine.status, mine.mark, mine.item_no[:2]) == ("reported", "里面有猫", "L-")
    assert (found.status, found.stored_at, found.shelf, found.mark) == ("stored", NOW, "A3", None)
    assert await told(demo, found.id) == ["lost.reported", "lost.stored"]


async def test_what_a_finder_reported_is_stored_when_they_bring_it(demo: DemoPark) -> None:
    found = await reported(demo, "found")
    for shelf in ("A1", "B2"):
        async with demo.sessions.begin() as session:
            await lost.store(session, demo.id, found.id, shelf=shelf, staff_id=None, now=NOW)
    found = await reloaded(demo, found.id)
    assert (found.status, found.shelf) == ("stored", "B2")
    assert (await told(demo, found.id)).count("lost.stored") == 1


async def test_one_person_has_ten_things_open_at_most(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        conversation = await demo.conversation(session)
        person = await session.get_one(lost.Person, (demo.id, conversation.person_id))
        for _ in range(lost.MOST_OPEN):
            await lost.report(session, person, facts(), conversation=None, now=NOW)
        with pytest.raises(lost.TooManyOpen):
            await lost.report(session, person, facts(), conversation=None, now=NOW)


@pytest.mark.parametrize(
    ("kind", "action"),
    [("lost", "give_back"), ("lost", "dispose"), ("lost", "store"), ("found", "expire")],
)
async def test_what_is_of_the_other_kind_is_refused(demo: DemoPark, kind: str, action: str) -> None:
    item = await reported(demo, kind)
    async with demo.sessions.begin() as session:
        with pytest.raises(IllegalTransition):
            await lost.advance(session, demo.id, item.id, action, now=NOW)


async def test_who_found_it_takes_back_what_they_still_have_and_not_what_the_desk_has(
    demo: DemoPark,
) -> None:
    first, second = await reported(demo, "found"), await taken_in(demo)
    async with demo.sessions.begin() as session:
        item = await lost.load(session, demo.id, first.id)
        assert (await claims.give_up(session, item, "withdraw", now=NOW)).status == "withdrawn"
        stored = await lost.load(session, demo.id, second.id)
        with pytest.raises(lost.WithDesk):
            await claims.give_up(session, stored, "withdraw", now=NOW)


async def test_a_park_decides_for_how_long_it_keeps_things(demo: DemoPark) -> None:
    first = await taken_in(demo)
    assert first.next_alarm_at == NOW + timedelta(days=90)
    async with demo.sessions.begin() as session:
        for days in (30, 14):
            await settings.keep(session, by(demo), days)
        for days in (0, 3651):
            with pytest.raises(Invalid):
                await settings.keep(session, by(demo), days)
    assert (await taken_in(demo)).next_alarm_at == NOW + timedelta(days=14)


def test_every_action_leads_somewhere_and_every_state_is_reached() -> None:
    states = {"reported"} | {rule.target for rule in lost.ACTIONS.values()}
    assert {state for rule in lost.ACTIONS.values() for state in rule.sources} <= states
    assert states == lost.OPEN | lost.CLOSED
    assert lost.ONLY.keys() <= lost.ACTIONS.keys()
