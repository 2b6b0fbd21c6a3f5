"""One person on several channels: by a code that they carry over, or by WeChat's word."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from models import AuditEntry, LinkCode, LinkTry, Message, Order, UnionId
from services import conversations, identities, link_codes
from services.errors import Invalid, ParkError
from services.identities import AlreadyOne, TypedWhereAsked, WhichCompany
from services.link_codes import CodeWrong, TriesSpent
from tests.demo_park import DemoPark, jobs
from tests.factories import make_conversation, make_park, make_person
from tests.linking import (
    NOW,
    code,
    company,
    described,
    linked,
    people,
    person_of,
    redeem,
    talk,
    unlink,
    wechat,
)


async def same(demo: DemoPark, *talks: Any) -> bool:
    return len({(await person_of(demo, one)).id for one in talks}) == 1


async def owner(demo: DemoPark, order_id: int) -> int:
    async with demo.sessions() as session:
        return (await session.get_one(Order, (demo.id, order_id))).person_id


# Codes


async def test_a_code_from_one_channel_makes_the_other_one_the_same_person(demo: DemoPark) -> None:
    web, telegram = await talk(demo), await talk(demo, "telegram", "42")
    link = await redeem(demo, telegram, await code(demo, web))
    assert await same(demo, web, telegram)
    assert (link.person_id, link.absorbed_id) == (web.person_id, telegram.person_id)
    assert (link.how, link.undone_at) == ("code", None)


async def test_the_older_person_stays_whoever_asked(demo: DemoPark) -> None:
    web, telegram = await talk(demo), await talk(demo, "telegram", "42")
    link = await redeem(demo, web, await code(demo, telegram))
    assert (link.person_id, link.absorbed_id) == (web.person_id, telegram.person_id)


async def test_two_accounts_of_one_channel_keep_a_conversation_each(demo: DemoPark) -> None:
    phone, laptop = await talk(demo, who="phone"), await talk(demo, who="laptop")
    await linked(demo, phone, laptop)
    assert await same(demo, phone, laptop)
    assert (await talk(demo, who="phone")).id == phone.id
    assert (await talk(demo, who="laptop")).id == laptop.id


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


async def test_of_two_who_type_it_at_once_one_is_linked(demo: DemoPark) -> None:
    web, *others = [await talk(demo, who=who) for who in ("li", "a", "b", "c")]
    issued = await code(demo, web)
    results = await asyncio.gather(
        *(redeem(demo, other, issued) for other in others), return_exceptions=True
    )
    assert sorted(type(result).__name__ for result in results) == [
        "CodeWrong", "CodeWrong", "PersonLink"
    ]  # fmt: skip


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


async def test_typed_where_it_was_asked_for_a_code_stays_good(demo: DemoPark) -> None:
    web, telegram = await talk(demo), await talk(demo, "telegram")
    issued = await code(demo, web)
    with pytest.raises(TypedWhereAsked):
        await redeem(demo, web, issued)
    await redeem(demo, telegram, issued)


async def test_who_is_linked_already_is_told_so(demo: DemoPark) -> None:
    web, telegram = await talk(demo), await talk(demo, "telegram")
    await linked(demo, web, telegram)
    with pytest.raises(AlreadyOne):
        await linked(demo, web, telegram)


async def test_a_code_of_another_park_is_none(demo: DemoPark) -> None:
    issued = await code(demo, await talk(demo))
    async with demo.sessions.begin() as session:
        person = await make_person(session, await make_park(session))
        elsewhere = await make_conversation(session, person)
        with pytest.raises(CodeWrong):
            await identities.redeem(session, elsewhere, issued, now=NOW)


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


# What is known of them


async def test_what_one_of_them_has_not_told_the_other_one_has(demo: DemoPark) -> None:
    web, telegram = await talk(demo), await talk(demo, "telegram")
    await described(demo, web, name="李雷", phone=None)
    await described(demo, telegram, name="Li Lei", phone="13800000000")
    await linked(demo, web, telegram)
    person = await person_of(demo, telegram)
    assert (person.name, person.phone) == ("李雷", "13800000000")


async def test_two_companies_are_never_mixed_without_a_question(demo: DemoPark) -> None:
    web, telegram = await talk(demo), await talk(demo, "telegram")
    ours, theirs = await company(demo, "启明"), await company(demo, "星桥")
    await described(demo, web, company_id=ours.id)
    await described(demo, telegram, company_id=theirs.id)
    issued = await code(demo, web)

    with pytest.raises(WhichCompany) as question:
        await redeem(demo, telegram, issued)
    assert question.value.details == {"company_ids": [ours.id, theirs.id]}
    assert not await same(demo, web, telegram)
    with pytest.raises(Invalid):
        await redeem(demo, telegram, issued, company_id=theirs.id + 1)

    await redeem(demo, telegram, issued, company_id=theirs.id)
    assert (await person_of(demo, web)).company_id == theirs.id


@pytest.mark.parametrize("both", [True, False], ids=["the same one", "one of them has none"])
async def test_one_company_is_no_question(demo: DemoPark, both: bool) -> None:
    web, telegram = await talk(demo), await talk(demo, "telegram")
    ours = await company(demo, "启明")
    await described(demo, telegram, company_id=ours.id)
    if both:
        await described(demo, web, company_id=ours.id)
    await linked(demo, web, telegram)
    assert (await person_of(demo, web)).company_id == ours.id


# What follows


async def test_it_is_published_and_noted(demo: DemoPark) -> None:
    web, telegram = await talk(demo), await talk(demo, "telegram")
    link = await linked(demo, web, telegram)
    async with demo.sessions() as session:
        assert await demo.events(session, f"person:{web.person_id}") == [(1, "person.linked")]
        [entry] = (await session.scalars(select(AuditEntry))).all()
        [job] = [job for job in await jobs(session) if job.task_name == "settle_link"]
    assert (entry.action, entry.subject) == ("person.link", f"person:{web.person_id}")
    assert entry.after == {"other": telegram.person_id, "how": "code"}
    assert job.args == {"park_id": demo.id, "link_id": link.id}
    assert job.scheduled_at == NOW + timedelta(minutes=1)


async def test_what_was_being_written_meanwhile_follows(demo: DemoPark) -> None:
    """An action that had read who the tenant is before they were linked, and commits after."""
    web, telegram = await talk(demo), await talk(demo, "telegram")
    link = await linked(demo, web, telegram)
    async with demo.sessions.begin() as session:
        late = await demo.draft(session, conversation=telegram)
        assert late.person_id == telegram.person_id
    for _ in range(2):
        async with demo.sessions.begin() as session:
            await identities.settle(session, demo.id, link.id)
    assert await owner(demo, late.id) == web.person_id
    assert await unlink(demo, telegram) == 1
    assert await owner(demo, late.id) == telegram.person_id


async def test_who_they_are_by_now_is_known_however_often_they_were_linked(
    demo: DemoPark,
) -> None:
    first, second, third = [await talk(demo, who=who) for who in ("a", "b", "c")]
    await linked(demo, second, third)
    await linked(demo, first, second)
    async with demo.sessions() as session:
        for one in (first, second, third):
            assert await identities.present(session, demo.id, one.person_id) == first.person_id


# And two again


async def test_unlinked_each_channel_has_its_own_again(demo: DemoPark) -> None:
    web, telegram, wecom = [await talk(demo, name) for name in ("webchat", "telegram", "wecom")]
    await linked(demo, telegram, wecom)
    await linked(demo, web, telegram)
    assert await same(demo, web, telegram, wecom)

    assert await unlink(demo, wecom) == 2
    assert [(await person_of(demo, one)).id for one in (web, telegram, wecom)] == [
        web.person_id, telegram.person_id, wecom.person_id
    ]  # fmt: skip
    assert [person.merged_into_id for person in await people(demo)] == [None, None, None]
    assert await unlink(demo, wecom) == 0
    async with demo.sessions() as session:
        types = [type_ for _, type_ in await demo.events(session, f"person:{web.person_id}")]
    assert types == ["person.linked", "person.unlinked"]


async def test_unlinked_nobody_keeps_what_the_other_had_told(demo: DemoPark) -> None:
    web, telegram = await talk(demo), await talk(demo, "telegram")
    await described(demo, telegram, name="韩梅梅", phone="13900000000")
    await linked(demo, web, telegram)
    await unlink(demo, web)
    person = await person_of(demo, web)
    assert (person.name, person.phone) == (None, None)
    assert (await person_of(demo, telegram)).phone == "13900000000"


async def test_unlinked_they_can_be_linked_again(demo: DemoPark) -> None:
    web, telegram = await talk(demo), await talk(demo, "telegram")
    await linked(demo, web, telegram)
    await unlink(demo, web)
    await linked(demo, telegram, web)
    assert await same(demo, web, telegram)


# WeChat's union id


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


async def test_who_was_linked_while_we_waited_is_linked_as_who_they_are_now(
    demo: DemoPark,
) -> None:
    oldest, middle, newest = [await talk(demo, who=who) for who in ("a", "b", "c")]
    async with demo.sessions.begin() as session:
        stale = await conversations.find(session, demo.id, middle.id)
        await linked(demo, oldest, newest)  # Meanwhile; `newest` is `oldest` now.
        link = await identities._link(session, stale, newest.person_id, how="union", now=NOW)
    assert (link.person_id, link.absorbed_id) == (oldest.person_id, middle.person_id)
    assert await same(demo, oldest, middle, newest)


async def test_what_wechat_says_is_not_taken_back(demo: DemoPark) -> None:
    account = await talk(demo, "wechat", "o1")
    program = await wechat(demo, "miniapp", "m1", "union")
    await wechat(demo, "wechat", "o1", "union")
    assert await unlink(demo, account) == 0
    assert await same(demo, account, program)


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
        await identities.settle_company(session, found, other, theirs.id, now=NOW)
    assert await same(demo, account, program)
    assert (await person_of(demo, account)).company_id == theirs.id


async def test_a_union_id_stands_once(demo: DemoPark) -> None:
    for who in ("o1", "o1", "o2"):
        await wechat(demo, "wechat", who, "union")
    async with demo.sessions() as session:
        assert len((await session.scalars(select(UnionId))).all()) == 1


def test_what_is_refused_is_known_to_the_edges() -> None:
    refusals: list[type[ParkError]] = [
        CodeWrong, TriesSpent, TypedWhereAsked, AlreadyOne, WhichCompany
    ]  # fmt: skip
    assert [refusal.code for refusal in refusals] == [
        "link_code_wrong",
        "link_tries_spent",
        "link_same_conversation",
        "link_already_one",
        "link_which_company",
    ]
