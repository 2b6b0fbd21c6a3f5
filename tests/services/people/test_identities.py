"""Who WeChat calls by one union id is one person on all its channels."""

import asyncio

import pytest
from sqlalchemy import select

from models.conversations import Message
from models.identities import UnionId
from services.conversations import conversations
from services.people import linking
from tests.given.demo_park import DemoPark
from tests.given.people import (
    NOW,
    company,
    described,
    linked,
    people,
    person_of,
    same,
    talk,
    unlink,
    wechat,
)


async def test_one_union_id_is_one_person(demo: DemoPark) -> None:
    account = await wechat(demo, "wechat", "o1", "union")
    program = await wechat(demo, "miniapp", "m1", "union")
    assert await same(demo, account, program)
    assert [person.id for person in await people(demo)] == [account.person_id]


async def test_a_union_id_that_comes_later_links_what_was_two(demo: DemoPark) -> None:
    account = await talk(demo, "wechat", "o1")
    program = await wechat(demo, "miniapp", "m1", "union")
    assert not await same(demo, account, program)
    again = await wechat(demo, "wechat", "o1", "union")
    assert again.id == account.id
    assert await same(demo, account, program)


@pytest.mark.parametrize("again", range(4))
async def test_many_channels_at_once_show_one_new_person(demo: DemoPark, again: int) -> None:
    """Also if who was claimed first has become somebody else meanwhile."""
    talks = await asyncio.gather(
        *(wechat(demo, f"channel-{n}", f"{again}", "union") for n in range(6))
    )
    assert await same(demo, *talks)
    alive = [person for person in await people(demo) if person.merged_into_id is None]
    assert len(alive) == 1


async def test_a_union_id_follows_its_person_through_linking_and_back(demo: DemoPark) -> None:
    web = await talk(demo)
    account = await wechat(demo, "wechat", "o1", "union")
    await linked(demo, web, account)
    program = await wechat(demo, "miniapp", "m1", "union")
    assert await same(demo, web, account, program)
    await unlink(demo, web)
    assert not await same(demo, web, account)
    assert (await wechat(demo, "wechat", "o1", "union")).person_id == account.person_id


async def test_with_two_companies_a_union_id_asks_once_and_waits(demo: DemoPark) -> None:
    account = await talk(demo, "wechat", "o1")
    program = await wechat(demo, "miniapp", "m1", "union")
    ours, theirs = await company(demo, "启明"), await company(demo, "星桥")
    await described(demo, account, company_id=ours.id)
    await described(demo, program, company_id=theirs.id)
    for _ in range(2):
        await wechat(demo, "wechat", "o1", "union")
    assert not await same(demo, account, program)

    async with demo.sessions.begin() as session:
        [question] = (await session.scalars(select(Message))).all()
        assert question.conversation_id == account.id
        assert [button["title"] for button in question.buttons] == ["启明", "星桥", "先不绑定"]
        other = int(question.buttons[0]["payload"].partition("person:")[2].partition('"')[0])
        found = await conversations.find(session, demo.id, account.id)
        await linking.settle_company(session, found, other, theirs.id, now=NOW)
    assert await same(demo, account, program)
    assert (await person_of(demo, account)).company_id == theirs.id


async def test_a_union_id_stands_once(demo: DemoPark) -> None:
    for who in ("o1", "o1", "o2"):
        await wechat(demo, "wechat", who, "union")
    async with demo.sessions() as session:
        assert len((await session.scalars(select(UnionId))).all()) == 1
