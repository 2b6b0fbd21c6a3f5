"""Who was taken out of a company stays out, whatever links were made before and undone after."""

from typing import Any

from sqlalchemy import select

from models.accounting import CompanyAccount
from models.conversations import Conversation
from models.people import Company, Person
from models.staff import AuditEntry
from models.tickets import TicketObserver
from services.conversations import conversations
from services.kit.audit import By
from services.notices import opt_outs
from services.people import company_codes, membership
from services.repair import repair
from tests.given.demo_park import DemoPark
from tests.given.people import NOW, company, described, linked, person_of, talk, unlink


async def two(demo: DemoPark) -> tuple[Conversation, Conversation]:
    return await talk(demo), await talk(demo, "telegram")


async def moved(demo: DemoPark, conversation: Conversation, into: Company | None) -> None:
    """By the desk."""
    person = await person_of(demo, conversation)
    async with demo.sessions.begin() as session:
        found = await session.get_one(Person, (demo.id, person.id))
        await company_codes.move(session, By(demo.id, None, NOW), found, into)


async def companies(demo: DemoPark, *talks: Conversation) -> list[int | None]:
    return [(await person_of(demo, one)).company_id for one in talks]


async def test_who_was_taken_out_is_not_back_by_unlinking(demo: DemoPark) -> None:
    web, telegram = await two(demo)
    ours = await company(demo, "启明")
    await described(demo, telegram, company_id=ours.id)
    await linked(demo, web, telegram)
    await moved(demo, web, None)
    await unlink(demo, web)
    assert await companies(demo, web, telegram) == [None, None]


async def test_nor_into_the_company_that_they_gave_up_for_it(demo: DemoPark) -> None:
    """The survivor's own company before the link must not come back in place of the other one."""
    web, telegram = await two(demo)
    ours, theirs = await company(demo, "启明"), await company(demo, "星桥")
    await described(demo, web, company_id=ours.id)
    await described(demo, telegram, company_id=theirs.id)
    await linked(demo, web, telegram, company_id=theirs.id)
    await moved(demo, web, None)
    await unlink(demo, web)
    assert await companies(demo, web, telegram) == [None, None]


async def test_of_three_in_a_row_nobody_is_back(demo: DemoPark) -> None:
    web, telegram = await two(demo)
    wecom = await talk(demo, "wecom")
    ours = await company(demo, "启明")
    await described(demo, wecom, company_id=ours.id)
    await linked(demo, telegram, wecom)
    await linked(demo, web, telegram)
    await moved(demo, wecom, None)
    await unlink(demo, web)
    assert await companies(demo, web, telegram, wecom) == [None, None, None]


async def test_who_was_moved_elsewhere_has_one_company_after_unlinking(demo: DemoPark) -> None:
    web, telegram = await two(demo)
    ours, theirs = await company(demo, "启明"), await company(demo, "星桥")
    await described(demo, telegram, company_id=ours.id)
    await linked(demo, web, telegram)
    await moved(demo, web, theirs)
    await unlink(demo, web)
    assert await companies(demo, web, telegram) == [theirs.id, None]


async def test_what_nobody_took_away_goes_back(demo: DemoPark) -> None:
    web, telegram = await two(demo)
    ours = await company(demo, "启明")
    await described(demo, telegram, company_id=ours.id)
    await linked(demo, web, telegram)
    await unlink(demo, web)
    assert await companies(demo, web, telegram) == [None, ours.id]


async def test_a_row_that_was_merged_stands_for_who_they_are_now(demo: DemoPark) -> None:
    """A page of the desk that was opened before the link."""
    web, telegram = await two(demo)
    ours = await company(demo, "启明")
    await described(demo, telegram, company_id=ours.id)
    await linked(demo, web, telegram)
    async with demo.sessions.begin() as session:
        person = await membership.settle(session, By(demo.id, None, NOW), telegram.person_id, None)
    assert person.id == web.person_id
    assert await companies(demo, web) == [None]


async def test_rights_end_with_the_membership(demo: DemoPark) -> None:
    web, telegram = await two(demo)
    ours, theirs = await company(demo, "启明"), await company(demo, "星桥")
    await described(demo, telegram, company_id=ours.id)
    await _right(demo, ours, telegram)
    await _right(demo, theirs, telegram)
    await linked(demo, web, telegram)
    await moved(demo, web, None)
    await unlink(demo, web)
    assert await _rights(demo, ours) == (None, None)
    # Of a company that they were never taken out of, they approve visits as before.
    assert await _rights(demo, theirs) == (telegram.person_id, None)


async def test_somebody_else_keeps_their_rights(demo: DemoPark) -> None:
    web, telegram = await two(demo)
    ours = await company(demo, "启明")
    for one in (web, telegram):
        await described(demo, one, company_id=ours.id)
    await _right(demo, ours, telegram)
    await moved(demo, web, None)
    assert await _rights(demo, ours) == (telegram.person_id, telegram.person_id)


async def test_joining_and_unlinking_are_in_the_audit_log(demo: DemoPark) -> None:
    web, telegram = await two(demo)
    ours = await company(demo, "启明")
    async with demo.sessions.begin() as session:
        issued = await company_codes.issue(session, By(demo.id, None, NOW), ours)
        found = await conversations.find(session, demo.id, telegram.id)
        await company_codes.redeem(session, found, issued, now=NOW)
    await linked(demo, web, telegram)
    await unlink(demo, web)
    assert await _noted(demo) == [
        ("company.code", {"code": 1}),
        ("person.company", {"company": "启明"}),
        ("person.link", {"other": telegram.person_id, "how": "code", "company": "启明"}),
        (
            "person.unlink",
            {"other": telegram.person_id, "how": "code", "other_company": "启明"},
        ),
    ]


# Other things that a link took over


async def test_refusals_hold_for_both_after_unlinking(demo: DemoPark) -> None:
    web, telegram = await two(demo)
    await _opt_out(demo, web, "order")
    await _opt_out(demo, telegram, "order")
    await _opt_out(demo, telegram, "rating")
    await linked(demo, web, telegram)
    await _opt_out(demo, web, "visit")
    await unlink(demo, web)
    assert await _opted_out(demo, web) == {"order", "visit"}
    assert await _opted_out(demo, telegram) == {"order", "rating", "visit"}


async def test_a_refusal_that_was_taken_back_is_not_given_back(demo: DemoPark) -> None:
    web, telegram = await two(demo)
    await _opt_out(demo, web, "order")
    await _opt_out(demo, telegram, "order")
    await linked(demo, web, telegram)
    async with demo.sessions.begin() as session:
        await opt_outs.opt_in(session, await person_of(demo, web), "order")
    await unlink(demo, web)
    assert await _opted_out(demo, telegram) == set()


async def test_both_go_on_following_what_both_had_reported(demo: DemoPark) -> None:
    web, telegram = await two(demo)
    where: repair.Place = {"building": "A", "floor": 3, "room": "302"}
    async with demo.sessions.begin() as session:
        for one in (await demo.conversation(session), web, telegram):
            found = await conversations.find(session, demo.id, one.id)
            await repair.report(
                session, found, f"空调 {one.id}", category="hvac", urgency="normal",
                place=where, now=NOW,
            )  # fmt: skip
    await linked(demo, web, telegram)
    await unlink(demo, web)
    async with demo.sessions() as session:
        rows = await session.scalars(select(TicketObserver).order_by(TicketObserver.person_id))
        said = {row.person_id: row.words for row in rows}
    assert said == {web.person_id: f"空调 {web.id}", telegram.person_id: ""}


async def _right(demo: DemoPark, of: Company, conversation: Conversation) -> None:
    """They approve its visits; and manage its account, if they are of its people."""
    person = await person_of(demo, conversation)
    async with demo.sessions.begin() as session:
        row = await session.get_one(Company, (demo.id, of.id))
        row.approver_id = person.id
        if person.company_id == of.id:
            session.add(
                CompanyAccount(
                    park_id=demo.id,
                    company_id=of.id,
                    monthly_limit=0,
                    manager_id=person.id,
                    created_at=NOW,
                )
            )


async def _rights(demo: DemoPark, of: Company) -> tuple[int | None, int | None]:
    """Who approves visits, and who manages the account."""
    async with demo.sessions() as session:
        row = await session.get_one(Company, (demo.id, of.id))
        manager = await session.scalar(
            select(CompanyAccount.manager_id).where(CompanyAccount.company_id == of.id)
        )
        return row.approver_id, manager


async def _noted(demo: DemoPark) -> list[tuple[str, dict[str, Any]]]:
    async with demo.sessions() as session:
        rows = await session.scalars(select(AuditEntry).order_by(AuditEntry.id))
        return [(row.action, row.after) for row in rows]


async def _opt_out(demo: DemoPark, conversation: Conversation, kind: str) -> None:
    async with demo.sessions.begin() as session:
        await opt_outs.opt_out(session, await person_of(demo, conversation), kind, now=NOW)


async def _opted_out(demo: DemoPark, conversation: Conversation) -> set[str]:
    async with demo.sessions() as session:
        return await opt_outs.of_person(session, await person_of(demo, conversation))
