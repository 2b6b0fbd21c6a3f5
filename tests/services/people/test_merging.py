"""Everything of two people becomes one person's, and goes back."""

from typing import Any

from sqlalchemy import UniqueConstraint, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.base import Base
from models.conversations import Conversation
from models.notices import NoticeOptOut
from models.ordering import Order
from models.people import Company
from models.tickets import Ticket, TicketChange, TicketObserver
from models.visits import Visit
from services.conversations import conversations
from services.notices.opt_outs import opt_out, opted_out
from services.ordering import carts
from services.people import merging
from services.repair import repair
from services.tickets import tickets
from services.visits.visits import Guests, Period, register
from tests.given.demo_park import DemoPark
from tests.given.factories import make_conversation, make_park, make_person
from tests.given.people import NOW, described, linked, person_of, talk, unlink
from tests.given.visits import FIVE, THREE


def test_no_table_that_points_to_a_person_is_forgotten() -> None:
    """A column is found by its foreign key; one that is called so must have it."""
    found = {(table.name, column.name) for table, column in merging.references()}
    called = {
        (table.name, column.name)
        for table in Base.metadata.tables.values()
        for column in table.c
        if column.name in {"person_id", "host_id", "approver_id", "merged_into_id"}
        and (table.name, column.name) != ("ticket", "merged_into_id")
    }
    assert called - merging.STAYS <= found
    assert {
        ("company", "approver_id"),
        ("company_account", "manager_id"),
        ("conversation", "person_id"),
        ("identity", "person_id"),
        ("notice_opt_out", "person_id"),
        ("order", "person_id"),
        ("person", "merged_into_id"),
        ("spending_approval", "manager_id"),
        ("spending_approval", "person_id"),
        ("ticket", "person_id"),
        ("ticket_change", "person_id"),
        ("ticket_observer", "person_id"),
        ("union_id", "person_id"),
        ("visit", "approver_id"),
        ("visit", "host_id"),
    } <= found
    assert not found & merging.STAYS
    assert ("account_entry", "person_id") in merging.STAYS


def test_where_two_people_may_collide_somebody_has_said_what_happens() -> None:
    """A table with one row of a person for each of something belongs in KEPT_ONCE; if its rows
    hold more than that they are there, it needs a rule of its own."""
    colliding = {
        table.name
        for table, column in merging.references()
        if any(merging.unique_keys(table, column))
    }
    assert colliding == merging.KEPT_ONCE
    for name in colliding:
        table = Base.metadata.tables[name]
        assert not [index for index in table.indexes if index.unique]  # A partial one needs care.
        assert not [c for c in table.constraints if isinstance(c, UniqueConstraint)]


def test_who_spoke_is_known_of_every_row_that_knows_its_conversation() -> None:
    """Unlinked, such a row goes with its conversation: that must be whose the column names."""
    both = {
        (table.name, column.name)
        for table, column in merging.references()
        if "conversation_id" in table.c
    }
    assert both - merging.NOT_OF_CONVERSATION == {
        ("app_session", "person_id"),
        ("booking", "person_id"),
        ("booking_wait", "person_id"),
        ("lost_item", "person_id"),
        ("order", "person_id"),
        ("ticket", "person_id"),
        ("visit", "host_id"),
    }


async def _lived(demo: DemoPark, conversation: Conversation) -> dict[str, Any]:
    """An order, a cart, a ticket, one that they watch, a visit and an opt-out; by table."""
    async with demo.sessions.begin() as session:
        talk = await session.get_one(Conversation, (demo.id, conversation.id))
        person = talk.person_id
        order = await demo.placed(session, conversation=talk)
        cart = await demo.draft(session, "latte", conversation=talk, at=None)
        ticket = await _ticket(session, talk, "301")
        other = await _ticket(session, await demo.conversation(session), "302")
        assert await _ticket(session, talk, "302") is other
        host = await person_of(demo, conversation)
        visit = await register(
            session,
            host,
            Guests(names=["王小明"]),
            Period(THREE, FIVE, None),
            place={"building": "B"},
            conversation=talk,
            now=NOW,
        )
        await opt_out(session, host, "rating", now=NOW)
        company = Company(park_id=demo.id, name_zh="星桥", name_en="S", approver_id=person)
        session.add(company)
        await session.flush()
        return {
            "order": order.id, "cart": cart.id, "ticket": ticket.id, "observed": other.id,
            "visit": visit.id, "company": company.id,
        }  # fmt: skip


async def _ticket(session: AsyncSession, conversation: Conversation, room: str) -> Ticket:
    """A report of a room's air conditioning, or the one that was there."""
    where: repair.Place = {"building": "A", "floor": 3, "room": room}
    reported = await repair.report(
        session,
        conversation,
        "空调不制冷",
        category="hvac",
        urgency="normal",
        place=where,
        now=NOW,
    )
    return reported.ticket


async def _owners(demo: DemoPark, lived: dict[str, Any]) -> dict[str, Any]:
    async with demo.sessions() as session:

        async def row(table: Any, name: str) -> Any:
            return await session.get_one(table, (demo.id, lived[name]))

        observers = select(TicketObserver.person_id).where(
            TicketObserver.ticket_id == lived["observed"]
        )
        changes = select(TicketChange.person_id).where(TicketChange.ticket_id == lived["ticket"])
        return {
            "order": (await row(Order, "order")).person_id,
            "cart": (await row(Order, "cart")).person_id,
            "ticket": (await row(Ticket, "ticket")).person_id,
            "observers": set(await session.scalars(observers)),
            "changes": set(await session.scalars(changes)),
            "visit": (await row(Visit, "visit")).host_id,
            "approver": (await row(Company, "company")).approver_id,
            "opt_outs": set(await session.scalars(select(NoticeOptOut.person_id))),
        }


def _all_of(person_id: int) -> dict[str, Any]:
    """What `_owners` says if everything is theirs."""
    one = dict.fromkeys(("order", "cart", "ticket", "visit", "approver"), person_id)
    many = {key: {person_id} for key in ("observers", "changes", "opt_outs")}
    return {**one, **many}


async def test_everything_changes_hands_and_goes_back(demo: DemoPark) -> None:
    web, telegram = await talk(demo), await talk(demo, "telegram")
    lived = await _lived(demo, telegram)
    assert await _owners(demo, lived) == _all_of(telegram.person_id)

    await linked(demo, web, telegram)
    assert await _owners(demo, lived) == _all_of(web.person_id)

    await unlink(demo, telegram)
    assert await _owners(demo, lived) == _all_of(telegram.person_id)


async def test_each_channel_keeps_its_cart(demo: DemoPark) -> None:
    """A cart belongs to a conversation: linking in the middle of an order loses neither."""
    web, telegram = await talk(demo), await talk(demo, "telegram")
    async with demo.sessions.begin() as session:
        ours = await demo.draft(session, "beef_noodles", conversation=web)
        theirs = await demo.draft(session, "beef_noodles", conversation=telegram)
    await linked(demo, web, telegram)
    async with demo.sessions() as session:
        for conversation, draft in ((web, ours), (telegram, theirs)):
            found = await carts.drafts(session, conversation)
            assert [(one.id, one.person_id) for one in found] == [(draft.id, web.person_id)]


async def test_what_both_had_stands_once(demo: DemoPark) -> None:
    web, telegram = await talk(demo), await talk(demo, "telegram")
    async with demo.sessions.begin() as session:
        await _ticket(session, await demo.conversation(session), "302")
        for conversation in (web, telegram):
            found = await conversations.find(session, demo.id, conversation.id)
            await _ticket(session, found, "302")
            await opt_out(session, await person_of(demo, conversation), "order", now=NOW)
    async with demo.sessions.begin() as session:
        await opt_out(session, await person_of(demo, telegram), "visit", now=NOW)
    await linked(demo, web, telegram)
    async with demo.sessions() as session:
        observers = await session.scalars(select(TicketObserver.person_id))
        assert observers.all() == [web.person_id]
        both = [web.person_id, telegram.person_id]
        for kind in ("order", "visit"):
            assert await opted_out(session, demo.id, both, kind) == {web.person_id}


async def test_what_came_while_they_were_one_goes_with_its_conversation(demo: DemoPark) -> None:
    web, telegram = await talk(demo), await talk(demo, "telegram")
    await linked(demo, web, telegram)
    async with demo.sessions.begin() as session:
        talks = [await session.get_one(Conversation, (demo.id, c.id)) for c in (web, telegram)]
        orders = [await demo.placed(session, conversation=each) for each in talks]
        report = await _ticket(session, talks[1], "301")
    await unlink(demo, web)
    async with demo.sessions() as session:
        owners = [(await session.get_one(Order, (demo.id, o.id))).person_id for o in orders]
        assert owners == [web.person_id, telegram.person_id]
        report = await tickets.load(session, demo.id, report.id)
        assert report.person_id == telegram.person_id


async def test_what_staff_changed_since_is_not_undone(demo: DemoPark) -> None:
    web, telegram = await talk(demo), await talk(demo, "telegram")
    await described(demo, telegram, phone="13900000000")
    await linked(demo, web, telegram)
    await described(demo, web, phone="13700000000")
    await unlink(demo, web)
    assert (await person_of(demo, web)).phone == "13700000000"
    assert (await person_of(demo, telegram)).phone == "13900000000"


async def test_another_park_is_not_touched(demo: DemoPark) -> None:
    web, telegram = await talk(demo), await talk(demo, "telegram")
    async with demo.sessions.begin() as session:
        elsewhere = await make_park(session)
        person = await make_person(session, elsewhere, id=telegram.person_id)
        there = await make_conversation(session, person)
    await linked(demo, web, telegram)
    async with demo.sessions() as session:
        found = await session.get_one(Conversation, (elsewhere.id, there.id))
        assert found.person_id == telegram.person_id
