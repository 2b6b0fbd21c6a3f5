"""Codes that link two channels: ten minutes, one use, and few tries."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from models.identities import LinkCode, LinkTry
from services.people import link_codes, link_consent
from services.people.link_codes import CodeWrong, TriesSpent
from tests.given.demo_park import DemoPark
from tests.given.factories import make_conversation, make_park, make_person
from tests.given.people import NOW, code, redeem, same, talk


async def test_a_code_is_kept_as_a_hash(demo: DemoPark) -> None:
    issued = await code(demo, await talk(demo))
    async with demo.sessions() as session:
        [row] = (await session.scalars(select(LinkCode))).all()
    assert len(row.code_hash) == 32
    assert issued.encode() not in row.code_hash
    assert row.expires_at - row.created_at == timedelta(minutes=10)


async def test_a_code_works_once(demo: DemoPark) -> None:
    web, telegram, other = [await talk(demo, who=who) for who in ("li", "li2", "han")]
    issued = await code(demo, web)
    await redeem(demo, telegram, issued)
    with pytest.raises(CodeWrong):
        await redeem(demo, other, issued)
    assert not await same(demo, web, other)


async def test_a_code_holds_for_ten_minutes(demo: DemoPark) -> None:
    web, telegram = await talk(demo), await talk(demo, "telegram")
    issued = await code(demo, web)
    with pytest.raises(CodeWrong):
        await redeem(demo, telegram, issued, now=NOW + timedelta(minutes=10))
    await redeem(demo, telegram, issued, now=NOW + timedelta(minutes=9, seconds=59))


async def test_a_new_code_ends_the_one_before(demo: DemoPark) -> None:
    web, telegram = await talk(demo), await talk(demo, "telegram")
    first, second = await code(demo, web), await code(demo, web)
    with pytest.raises(CodeWrong):
        await redeem(demo, telegram, first)
    await redeem(demo, telegram, second)


async def test_after_five_wrong_codes_in_an_hour_the_right_one_does_not_help(
    demo: DemoPark,
) -> None:
    web, telegram = await talk(demo), await talk(demo, "telegram")
    lefts = []
    for _ in range(5):
        with pytest.raises(CodeWrong) as wrong:
            await redeem(demo, telegram, "LK-000000")
        lefts.append(wrong.value.details["left"])
    assert lefts == [4, 3, 2, 1, 0]
    issued = await code(demo, web)
    with pytest.raises(TriesSpent):
        await redeem(demo, telegram, issued)
    later = NOW + timedelta(hours=1)
    await redeem(demo, telegram, await code(demo, web, now=later), now=later)


async def test_a_park_takes_so_many_wrong_codes_and_no_more(
    demo: DemoPark, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(link_codes, "TRIES_OF_ALL", 2)
    for who in ("a", "b"):
        with pytest.raises(CodeWrong):
            await redeem(demo, await talk(demo, who=who), "LK-000000")
    with pytest.raises(TriesSpent):
        await redeem(demo, await talk(demo, who="c"), "LK-000000")


async def test_a_code_of_another_park_is_none(demo: DemoPark) -> None:
    issued = await code(demo, await talk(demo))
    async with demo.sessions.begin() as session:
        person = await make_person(session, await make_park(session))
        elsewhere = await make_conversation(session, person)
        with pytest.raises(CodeWrong):
            await link_consent.claim(session, elsewhere, issued, now=NOW)


async def test_old_codes_and_tries_are_forgotten(demo: DemoPark) -> None:
    await code(demo, await talk(demo))
    with pytest.raises(CodeWrong):
        await redeem(demo, await talk(demo, who="a"), "LK-000000")
    async with demo.sessions.begin() as session:
        await link_codes.purge(session, before=NOW + timedelta(minutes=10))
        assert len((await session.scalars(select(LinkCode))).all()) == 1
        await link_codes.purge(session, before=NOW + timedelta(minutes=11))
        assert (await session.scalars(select(LinkCode))).all() == []
        assert (await session.scalars(select(LinkTry))).all() == []
