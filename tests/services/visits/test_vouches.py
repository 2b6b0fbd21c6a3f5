"""Vouching for a stranger, and opening a park to all: noted, and taken back."""

import pytest
from sqlalchemy import select

from models.people import Person
from models.staff import AuditEntry
from models.visits import HostVouch
from services.kit import audit
from services.kit.errors import Invalid, NotFound
from services.kit.snapshots import ChangedMeanwhile, snapshot, version
from services.privacy import erasure, export
from services.visits import endings, hosting, vouches
from services.visits.vouches import AlreadyVouched
from tests.given import factories
from tests.given.demo_park import DemoPark
from tests.given.hosts import close, make_host, open_to_anybody, vouch
from tests.given.visits import NOW, registered, reloaded
from tests.services.visits.hosting import barrier, by, host_of

# Vouching


async def test_vouching_is_noted_and_lets_further_visits_in(demo: DemoPark) -> None:
    host = await host_of(demo, "stranger")
    before = await registered(demo, host=host)
    async with demo.sessions.begin() as session:
        staff = await factories.make_staff(session, demo.id)
        who = audit.By(demo.id, staff.id, NOW)
        await vouches.vouch(session, who, host, reason=" 物业的人 ", name_checked=True)
        with pytest.raises(AlreadyVouched):
            await vouches.vouch(session, who, host, reason="again")
    assert (await registered(demo, host=host)).status == "approved"
    assert (await reloaded(demo, before)).status == "requested"
    async with demo.sessions() as session:
        row = (await session.scalars(select(HostVouch))).one()
        entries = (await session.scalars(select(AuditEntry).order_by(AuditEntry.id))).all()
        person = await session.get_one(Person, (demo.id, host.id))
    assert (row.reason, row.staff_id, row.created_at, row.ended_at) == (
        "物业的人", staff.id, NOW, None,
    )  # fmt: skip
    assert [(one.action, one.subject, one.staff_id, one.after) for one in entries] == [
        ("person.vouch", f"person:{host.id}", staff.id, {"vouched": True}),
        ("person.name", f"person:{host.id}", staff.id, {"checked": True}),
    ]
    assert person.checked_name == "陈总"


async def test_taken_back_further_visits_wait_and_approved_ones_stay_until_cancelled(
    demo: DemoPark,
) -> None:
    host = await host_of(demo, "vouched")
    stays = await registered(demo, host=host)
    async with demo.sessions.begin() as session:
        assert await vouches.take_back(session, by(demo), host, reason="离职") == 1
        assert await vouches.take_back(session, by(demo), host, reason="离职") == 0
    assert (await registered(demo, host=host, plate=None)).status == "requested"
    assert (await reloaded(demo, stays)).status == "approved"
    async with demo.sessions.begin() as session:
        ended = await endings.cancel_all(session, host, reason="离职", now=NOW)
    assert [one.status for one in ended] == ["cancelled", "cancelled"]
    assert await barrier(demo) == "not_expected"


@pytest.mark.parametrize("reason", ["", "  ", "因" * 201])
async def test_a_vouch_needs_a_reason(demo: DemoPark, reason: str) -> None:
    host = await host_of(demo, "stranger")
    async with demo.sessions() as session:
        with pytest.raises(Invalid):
            await vouches.vouch(session, by(demo), host, reason=reason)


async def test_nobody_is_vouched_for_who_is_one_with_somebody_else(demo: DemoPark) -> None:
    host, other = await host_of(demo, "stranger"), await host_of(demo, "stranger")
    async with demo.sessions.begin() as session:
        row = await session.get_one(Person, (demo.id, host.id))
        row.merged_into_id = other.id
        await session.flush()
        with pytest.raises(NotFound):
            await vouches.vouch(session, by(demo), host, reason="x")
        assert await hosting.kind_of(session, row) == "stranger"


async def test_a_checked_name_is_unchecked_again_by_the_next_name(demo: DemoPark) -> None:
    host = await host_of(demo, "vouched", name="小林")
    async with demo.sessions.begin() as session:
        await vouches.check_name(session, by(demo), host, name="小林")
        person = await session.get_one(Person, (demo.id, host.id))
        person.name = "陈总"
        await session.flush()
        with pytest.raises(Invalid):
            await vouches.check_name(session, by(demo), person, name="小林")


# The park's setting


async def test_a_new_park_is_closed_and_opening_it_is_noted(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        park = await factories.make_park(session)
        assert park.anybody_hosts is False
        seen = version(snapshot(park, hosting.PARK))
        who = audit.By(park.id, None, NOW)
        await hosting.let_anybody(session, who, park, anybody=True, seen=seen)
        with pytest.raises(ChangedMeanwhile):
            await hosting.let_anybody(session, who, park, anybody=False, seen=seen)
        entry = (await session.scalars(select(AuditEntry))).one()
        nobody = await factories.make_person(session, park)
        assert await hosting.kind_of(session, nobody) == "anybody"
    assert (entry.action, entry.before, entry.after) == (
        "park.hosts", {"anybody_hosts": False}, {"anybody_hosts": True},
    )  # fmt: skip


async def test_closing_the_park_holds_further_visits_only(demo: DemoPark) -> None:
    host = await host_of(demo, "anybody")
    stays = await registered(demo, host=host)
    async with demo.sessions.begin() as session:
        await close(session, demo)
    assert (await reloaded(demo, stays)).status == "approved"
    assert (await registered(demo, host=host)).status == "requested"


async def test_a_vouch_does_not_open_another_park(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        await open_to_anybody(session, demo, anybody=False)
        other = await factories.make_park(session)
        stranger = await factories.make_person(session, other)
        assert await hosting.kind_of(session, stranger) == "stranger"
        await vouch(session, demo, await make_host(session, demo, "stranger"))
        assert await hosting.kind_of(session, stranger) == "stranger"


async def test_what_the_desk_knew_of_a_host_is_exported_and_forgotten(demo: DemoPark) -> None:
    host = await host_of(demo, "vouched", name="小林", checked_name="小林")
    async with demo.sessions.begin() as session:
        person = await session.get_one(Person, (demo.id, host.id))
        held = await export.export(session, person)
        assert [one["reason"] for one in held["vouches"]] == ["物业的王师傅"]
        await erasure.erase(session, person, now=NOW)
    async with demo.sessions() as session:
        person = await session.get_one(Person, (demo.id, host.id))
        assert (person.name, person.checked_name) == (None, None)
        assert (await session.scalars(select(HostVouch))).all() == []
        assert await hosting.kind_of(session, person) == "stranger"
