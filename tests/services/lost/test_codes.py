"""Codes by which a thing is handed out: few tries, one use, a week, and nothing but a hash."""

import asyncio
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from models.lost import LostCode, LostMatch
from services.kit.errors import IllegalTransition, NotFound
from services.lost import claims, codes, lost
from services.lost.codes import TRIES, Tried
from tests.given.demo_park import DemoPark
from tests.given.lost import NOW, by, matched, owner_of, reloaded, reported

WRONG = "H-000000"


async def agreed(demo: DemoPark, *, category: str = "wallet") -> LostMatch:
    match = await matched(demo, category=category)
    async with demo.sessions.begin() as session:
        await claims.agree(session, by(demo), match.id)
    return match


async def issued(demo: DemoPark, match: LostMatch, *, now: datetime = NOW) -> str:
    person_id = await owner_of(demo, match)
    async with demo.sessions.begin() as session:
        code, until = await codes.issue(session, demo.id, match.id, person_id=person_id, now=now)
    assert until == now + codes.LASTS
    return code


async def tried(demo: DemoPark, match: LostMatch, code: str, *, now: datetime = NOW) -> Tried:
    async with demo.sessions.begin() as session:
        found = await lost.load(session, demo.id, match.found_id)
        return await codes.hand_out(session, by(demo, now=now), found, code)


async def test_the_right_code_hands_it_out_once(demo: DemoPark) -> None:
    match = await agreed(demo)
    code = await issued(demo, match)
    assert await tried(demo, match, code) == Tried(right=True, left=0)
    assert {(await reloaded(demo, id_)).status for id_ in (match.lost_id, match.found_id)} == {
        "handed_out"
    }
    assert await tried(demo, match, code) == Tried(right=False, left=0)


async def test_what_is_fetched_gets_no_further_code_and_is_refused_no_more(demo: DemoPark) -> None:
    match = await agreed(demo)
    assert (await tried(demo, match, await issued(demo, match))).right
    with pytest.raises(IllegalTransition):
        await issued(demo, match)
    with pytest.raises(IllegalTransition):
        async with demo.sessions.begin() as session:
            await claims.refuse(session, by(demo), match.id, None)


@pytest.mark.parametrize("typed", [str.lower, lambda code: f" {code.replace('-', '')} "])
async def test_it_is_read_as_people_type_it(demo: DemoPark, typed: object) -> None:
    match = await agreed(demo)
    code = await issued(demo, match)
    assert callable(typed)
    assert (await tried(demo, match, typed(code))).right


async def test_after_five_wrong_ones_the_right_one_is_wrong_too_and_a_new_one_is_not(
    demo: DemoPark,
) -> None:
    match = await agreed(demo)
    code = await issued(demo, match)
    left = [(await tried(demo, match, WRONG)).left for _ in range(TRIES)]
    assert left == [4, 3, 2, 1, 0]
    assert not (await tried(demo, match, code)).right
    assert (await tried(demo, match, await issued(demo, match))).right


async def test_wrong_ones_at_once_are_counted_one_by_one(demo: DemoPark) -> None:
    match = await agreed(demo)
    await issued(demo, match)
    await asyncio.gather(*(tried(demo, match, WRONG) for _ in range(4)))
    assert (await tried(demo, match, WRONG)).left == 0


async def test_it_ends_after_a_week_and_with_the_next_one(demo: DemoPark) -> None:
    match = await agreed(demo)
    first = await issued(demo, match)
    second = await issued(demo, match)
    assert not (await tried(demo, match, first)).right
    assert not (await tried(demo, match, second, now=NOW + codes.LASTS)).right
    assert (await tried(demo, match, second, now=NOW + codes.LASTS - timedelta(seconds=1))).right


async def test_only_the_owner_gets_one_and_only_after_a_yes(demo: DemoPark) -> None:
    match = await matched(demo, category="wallet")
    owner, stranger = await owner_of(demo, match), (await reported(demo)).person_id
    assert stranger is not None
    async with demo.sessions.begin() as session:
        with pytest.raises(codes.NotAgreed):
            await codes.issue(session, demo.id, match.id, person_id=owner, now=NOW)
        with pytest.raises(NotFound):
            await codes.issue(session, demo.id, match.id, person_id=stranger, now=NOW)


async def test_a_code_of_one_thing_opens_no_other(demo: DemoPark) -> None:
    one, other = await agreed(demo), await agreed(demo, category="keys")
    await issued(demo, other)
    assert not (await tried(demo, other, await issued(demo, one))).right


async def test_after_staff_took_their_yes_back_it_opens_nothing(demo: DemoPark) -> None:
    match = await agreed(demo)
    code = await issued(demo, match)
    async with demo.sessions.begin() as session:
        await claims.refuse(session, by(demo), match.id, None)
    assert not (await tried(demo, match, code)).right


async def test_nothing_but_a_hash_is_kept_and_that_goes_after_a_month(demo: DemoPark) -> None:
    match = await agreed(demo)
    code = await issued(demo, match)
    async with demo.sessions.begin() as session:
        kept = (await session.scalars(select(LostCode))).one()
        assert code.encode() not in kept.code_hash
        assert len(kept.code_hash) == 32
        ended = NOW + codes.LASTS + codes.KEPT
        assert await codes.tidy(session, now=ended) == 0
        assert await codes.tidy(session, now=ended + timedelta(seconds=1)) == 1
