"""Rows of several parks that are one human's: linked, taken out, and never more than that."""

from dataclasses import dataclass

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.accounts import AccountMember
from models.events import EventRow
from models.park import Park
from models.people import Person
from models.staff import AuditEntry, Staff
from services.accounts import following, members
from services.accounts.members import OtherAccount
from services.kit.audit import By
from services.kit.errors import Invalid
from services.people.events import PersonLinked, PersonUnlinked
from services.privacy import erasure
from services.staff import staff
from tests.given.accounts import hired, known_by_phone
from tests.given.demo_park import WEDNESDAY_MORNING as NOW
from tests.given.demo_park import DemoPark
from tests.given.factories import make_park, make_person


@dataclass
class Three:
    parks: list[Park]

    def by(self, place: int = 0) -> By:
        return By(self.parks[place].id, None, NOW)


async def three(demo: DemoPark, session: AsyncSession) -> Three:
    ours = await session.get_one(Park, demo.id)
    return Three([ours, await make_park(session), await make_park(session)])


async def link(session: AsyncSession, one: Staff | Person, other: Staff | Person) -> None:
    by = By(one.park_id, None, NOW)
    await members.link(session, one, other, proof="operator", by=by, now=NOW)


async def slugs(session: AsyncSession, row: Staff) -> list[str]:
    return [place.park.slug for place in await members.of_staff(session, row)]


async def test_an_account_grows_park_by_park_and_each_is_who_they_are_there(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        given = await three(demo, session)
        one, two, last = [await hired(session, park, "agent") for park in given.parks]
        two.roles = ["engineer"]
        await link(session, one, two)
        await link(session, last, two)
        await link(session, one, two)
        found = await members.of_staff(session, one)
        assert [place.row for place in found] == [one, two, last]
        assert [place.row.roles for place in found] == [["agent"], ["engineer"], ["agent"]]
        assert await slugs(session, last) == [park.slug for park in given.parks]


async def test_two_accounts_never_become_one(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        given = await three(demo, session)
        one, two, last = [await hired(session, park) for park in given.parks]
        again = await hired(session, given.parks[1], login="other")
        await link(session, one, two)
        await link(session, last, again)
        for other in (again, last):
            with pytest.raises(OtherAccount):
                await link(session, one, other)


async def test_only_rows_of_a_kind_and_of_two_parks_are_one(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        given = await three(demo, session)
        member = await hired(session, given.parks[0])
        beside = await hired(session, given.parks[0], login="beside")
        person = await make_person(session, given.parks[1])
        for other in (beside, person):
            with pytest.raises(Invalid):
                await link(session, member, other)


async def test_who_is_closed_or_rests_is_not_shown_and_comes_back(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        given = await three(demo, session)
        one, two, last = [await hired(session, park) for park in given.parks]
        await link(session, one, two)
        await link(session, one, last)
        await staff.deactivate(session, two)
        given.parks[2].state = "read_only"
        await session.flush()
        assert await slugs(session, one) == []
        await staff.activate(session, two)
        assert await slugs(session, one) == [park.slug for park in given.parks[:2]]


async def test_who_is_taken_out_takes_the_last_one_along(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        given = await three(demo, session)
        rows = [await hired(session, park) for park in given.parks]
        await link(session, rows[0], rows[1])
        await link(session, rows[0], rows[2])
        assert await members.unlink(session, rows[1], by=given.by())
        assert await slugs(session, rows[0]) == [given.parks[0].slug, given.parks[2].slug]
        assert await members.unlink(session, rows[0], by=given.by())
        assert (await session.scalars(select(AccountMember))).all() == []
        assert not await members.unlink(session, rows[0], by=given.by())


async def test_each_park_notes_its_own_and_names_nobody_of_another(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        given = await three(demo, session)
        one, two = [await hired(session, park) for park in given.parks[:2]]
        by = By(given.parks[0].id, one.id, NOW)
        await members.link(session, one, two, proof="operator", by=by, now=NOW)
        rows = await session.scalars(select(AuditEntry).order_by(AuditEntry.park_id))
        assert [(row.subject, row.action, row.staff_id) for row in rows] == [
            (f"staff:{one.id}", "account.link", one.id),
            (f"staff:{two.id}", "account.link", None),
        ]


async def test_erased_in_one_park_they_stay_in_the_other(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        given = await three(demo, session)
        one, _ = await known_by_phone(session, given.parks[0].id)
        two, _ = await known_by_phone(session, given.parks[1].id)
        await members.link(session, one, two, proof="phone", by=given.by(), now=NOW)
        await erasure.erase(session, two, now=NOW)
        assert (await session.scalars(select(AccountMember))).all() == []
        assert (await session.get_one(Person, (one.park_id, one.id))).phone == one.phone


async def test_an_account_follows_who_turned_out_to_be_one(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        given = await three(demo, session)
        here, there = [await make_person(session, park) for park in given.parks[:2]]
        older = await make_person(session, given.parks[1])
        await link(session, here, there)
        there.merged_into_id = older.id
        await session.flush()
        assert await members.of_person(session, here) == []
        event = PersonLinked(person_id=older.id, link_id=1, absorbed_id=there.id, how="code")
        await following.became_one(session, row_of(given.parks[1]), event, NOW)
        assert [place.row for place in await members.of_person(session, here)] == [here, older]
        gone = PersonUnlinked(person_id=older.id, link_id=1, absorbed_id=there.id)
        await following.became_two(session, row_of(given.parks[1]), gone, NOW)
        assert await members.of_person(session, here) == []


async def test_two_people_of_two_accounts_who_turn_out_to_be_one_join_none(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        given = await three(demo, session)
        first, _, last = [await make_person(session, park) for park in given.parks]
        older, there = [await make_person(session, given.parks[1]) for _ in range(2)]
        await link(session, first, there)
        await link(session, last, older)
        there.merged_into_id = older.id
        event = PersonLinked(person_id=older.id, link_id=1, absorbed_id=there.id, how="code")
        await following.became_one(session, row_of(given.parks[1]), event, NOW)
        assert await members.of_person(session, first) == []
        assert [place.row for place in await members.of_person(session, last)] == [older, last]


async def test_who_is_alone_is_tidied_away(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        given = await three(demo, session)
        rows = [await hired(session, park) for park in given.parks[:2]]
        await link(session, *rows)
        assert await members.tidy(session, now=NOW) == 0
        await session.delete(await session.scalar(select(AccountMember).limit(1)))
        await session.flush()
        assert await members.tidy(session, now=NOW) == 1


def row_of(park: Park) -> EventRow:
    return EventRow(park_id=park.id)
