"""Two people become one, by a code that they carry from one channel to another."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from models.ordering import Order
from models.staff import AuditEntry
from services.conversations import conversations
from services.kit.errors import Invalid, ParkError
from services.people import linking
from services.people.link_codes import CodeWrong, LinkOver, TriesSpent
from services.people.link_consent import TypedWhereAsked
from services.people.linking import AlreadyOne, WhichCompany
from tests.given.demo_park import DemoPark, jobs
from tests.given.people import (
    NOW,
    code,
    company,
    described,
    linked,
    person_of,
    redeem,
    same,
    talk,
    unlink,
)


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


async def test_of_two_who_type_it_at_once_one_is_linked(demo: DemoPark) -> None:
    web, *others = [await talk(demo, who=who) for who in ("li", "a", "b", "c")]
    issued = await code(demo, web)
    results = await asyncio.gather(
        *(redeem(demo, other, issued) for other in others), return_exceptions=True
    )
    assert sorted(type(result).__name__ for result in results) == [
        "CodeWrong", "CodeWrong", "PersonLink"
    ]  # fmt: skip


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
        assert await demo.events(session, f"person:{web.person_id}") == [
            (1, "person.link_asked"),
            (2, "person.linked"),
        ]
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
            await linking.settle(session, demo.id, link.id)
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
            assert await linking.present(session, demo.id, one.person_id) == first.person_id


async def test_who_was_linked_while_we_waited_is_linked_as_who_they_are_now(
    demo: DemoPark,
) -> None:
    oldest, middle, newest = [await talk(demo, who=who) for who in ("a", "b", "c")]
    async with demo.sessions.begin() as session:
        stale = await conversations.find(session, demo.id, middle.id)
        await linked(demo, oldest, newest)  # Meanwhile; `newest` is `oldest` now.
        link = await linking.link_people(session, stale, newest.person_id, how="union", now=NOW)
    assert (link.person_id, link.absorbed_id) == (oldest.person_id, middle.person_id)
    assert await same(demo, oldest, middle, newest)


def test_what_is_refused_is_known_to_the_edges() -> None:
    refusals: list[type[ParkError]] = [
        CodeWrong, TriesSpent, TypedWhereAsked, LinkOver, AlreadyOne, WhichCompany
    ]  # fmt: skip
    assert [refusal.code for refusal in refusals] == [
        "link_code_wrong",
        "link_tries_spent",
        "link_same_conversation",
        "link_over",
        "link_already_one",
        "link_which_company",
    ]


async def owner(demo: DemoPark, order_id: int) -> int:
    async with demo.sessions() as session:
        return (await session.get_one(Order, (demo.id, order_id))).person_id
