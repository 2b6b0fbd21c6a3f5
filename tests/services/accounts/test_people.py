"""People who say that they are of two parks: what both know of them, and a yes in each."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from models.accounts import AccountMember, AccountToken
from models.people import Person
from services.accounts import members, people, tokens
from services.accounts.people import LinkRefused, NoProof
from services.people.logins import LoginRefused
from tests.given.accounts import PHONE, hired, known_by_phone, known_by_union
from tests.given.demo_park import WEDNESDAY_MORNING as NOW
from tests.given.demo_park import DemoPark
from tests.given.factories import make_park, make_person


@pytest.mark.parametrize("known", [known_by_phone, known_by_union])
async def test_the_same_proof_and_a_yes_in_each(demo: DemoPark, known: object) -> None:
    async with demo.sessions.begin() as session:
        park = await make_park(session)
        here, _ = await known(session, demo.id)  # type: ignore[operator]
        there, _ = await known(session, park.id)  # type: ignore[operator]
        code, until = await people.offer(session, here, now=NOW)
        assert until == NOW + timedelta(minutes=10)
        await people.confirm(session, there, code, now=NOW)
        assert [place.row for place in await members.of_person(session, there)] == [here, there]
        with pytest.raises(LinkRefused):
            await people.confirm(session, there, code, now=NOW)


async def test_what_somebody_typed_of_themselves_proves_nothing(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        park = await make_park(session)
        here, _ = await known_by_phone(session, demo.id)
        claims = await make_person(session, park, phone=PHONE)
        with pytest.raises(NoProof):
            await people.offer(session, claims, now=NOW)
        code, _ = await people.offer(session, here, now=NOW)
        with pytest.raises(LinkRefused):
            await people.confirm(session, claims, code, now=NOW)


async def test_another_number_a_late_code_and_the_same_park_are_refused_alike(
    demo: DemoPark,
) -> None:
    async with demo.sessions.begin() as session:
        park = await make_park(session)
        here, _ = await known_by_phone(session, demo.id)
        there, _ = await known_by_phone(session, park.id)
        other, _ = await known_by_phone(session, park.id, "+8613900139000")
        for who, now in ((other, NOW), (there, NOW + timedelta(minutes=10)), (here, NOW)):
            code, _ = await people.offer(session, here, now=NOW)
            with pytest.raises(LinkRefused):
                await people.confirm(session, who, code, now=now)
        with pytest.raises(LinkRefused):
            await people.confirm(session, there, "x" * 43, now=NOW)
        assert (await session.scalars(select(AccountMember))).all() == []


async def test_a_handoff_is_good_once_for_a_minute_in_its_park(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        park = await make_park(session)
        here, _ = await known_by_phone(session, demo.id)
        there, talk = await known_by_phone(session, park.id)
        code, _ = await people.offer(session, here, now=NOW)
        await people.confirm(session, there, code, now=NOW)
        token, until = await tokens.issue(session, there, "handoff", now=NOW)
        assert until == NOW + timedelta(seconds=60)
        for asked, at in ((demo.id, NOW), (park.id, until)):
            with pytest.raises(LoginRefused):
                await tokens.arrive_as_person(session, asked, token, now=at)
        with pytest.raises(LoginRefused):
            await tokens.arrive_as_staff(session, park.id, "y" * 43, now=NOW)
        assert await tokens.arrive_as_person(session, park.id, token, now=NOW) is talk
        with pytest.raises(LoginRefused):
            await tokens.arrive_as_person(session, park.id, token, now=NOW)


async def test_nobody_arrives_who_was_unlinked_or_closed_meanwhile(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        park = await make_park(session)
        here, _ = await known_by_phone(session, demo.id)
        there, _ = await known_by_phone(session, park.id)
        code, _ = await people.offer(session, here, now=NOW)
        await people.confirm(session, there, code, now=NOW)
        token, _ = await tokens.issue(session, there, "handoff", now=NOW)
        await people.leave(session, here, there, now=NOW)
        with pytest.raises(LoginRefused):
            await tokens.arrive_as_person(session, park.id, token, now=NOW)
        member = await hired(session, park, "agent")
        alone, _ = await tokens.issue(session, member, "handoff", now=NOW)
        with pytest.raises(LoginRefused):
            await tokens.arrive_as_staff(session, park.id, alone, now=NOW)


async def test_tokens_go_when_they_hold_no_more(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        here, _ = await known_by_phone(session, demo.id)
        await people.offer(session, here, now=NOW)
        assert await tokens.purge(session, now=NOW) == 0
        assert await tokens.purge(session, now=NOW + timedelta(minutes=10)) == 1
        assert (await session.scalars(select(AccountToken))).all() == []
        assert await session.get(Person, (here.park_id, here.id)) is here
