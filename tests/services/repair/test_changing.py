"""What a reporter changes of a repair, what is only noted, and what goes back on."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from models.conversations import Conversation
from models.events import EventRow
from models.people import Person
from models.tickets import Ticket, TicketObserver
from services.conversations import conversations
from services.kit.actors import ITSELF, tenant
from services.kit.errors import Conflict, IllegalTransition
from services.repair import changing, withdrawing
from services.repair.changing import Changed
from services.repair.withdrawing import DangerStays
from services.tickets import merging, tickets
from tests.given.demo_park import DemoPark
from tests.given.factories import make_staff
from tests.services.repair.test_repair import NOW, report, somebody

MINUTE = timedelta(minutes=1)


async def changed(
    demo: DemoPark,
    ticket: Ticket,
    conversation: Conversation,
    *,
    words: str = "在B座",
    adds: str | None = None,
    **values: Any,
) -> Changed:
    async with demo.sessions.begin() as session:
        found = await conversations.find(session, demo.id, conversation.id)
        return await changing.change(
            session, found, ticket, values, words=words, adds=adds, now=NOW
        )


async def moved(demo: DemoPark, ticket: Ticket, *actions: str) -> None:
    async with demo.sessions.begin() as session:
        engineer = await make_staff(session, demo.id, roles=["engineer"])
        for action in actions:
            await tickets.advance(
                session, demo.id, ticket.id, action, by=ITSELF, now=NOW, assignee_id=engineer.id
            )


async def history(demo: DemoPark, ticket: Ticket) -> list[tuple[str, str | None]]:
    async with demo.sessions() as session:
        return [
            (one.action, one.text) for one in await tickets.history(session, demo.id, ticket.id)
        ]


async def reloaded(demo: DemoPark, ticket: Ticket) -> Ticket:
    async with demo.sessions() as session:
        return await tickets.load(session, demo.id, ticket.id)


async def told(demo: DemoPark, ticket: Ticket) -> list[str]:
    async with demo.sessions() as session:
        return [type_ for _, type_ in await demo.events(session, f"ticket:{ticket.id}")]


async def withdrawn(demo: DemoPark, ticket: Ticket, conversation: Conversation) -> Ticket:
    async with demo.sessions.begin() as session:
        by = tenant(conversation.person_id)
        return await withdrawing.withdraw(session, ticket, by=by, now=NOW)


async def restored(
    demo: DemoPark, ticket: Ticket, conversation: Conversation, *, minutes: int = 5
) -> Ticket:
    async with demo.sessions.begin() as session:
        person, now = conversation.person_id, NOW + minutes * MINUTE
        return await withdrawing.restore(session, ticket, person, now=now)


@pytest.mark.parametrize("stage", [(), ("triage",), ("assign",)])
async def test_until_somebody_takes_it_on_a_ticket_is_corrected(
    demo: DemoPark, stage: tuple[str, ...]
) -> None:
    me = await somebody(demo)
    ticket = (await report(demo, me)).ticket
    await moved(demo, ticket, *stage)
    done = await changed(demo, ticket, me, category="plumbing", building="B", adds="滴水")
    assert (done.how, set(done.values)) == ("changed", {"category", "building", "description"})
    ticket = await reloaded(demo, ticket)
    assert (ticket.category, ticket.building, ticket.description) == (
        "plumbing", "B", "空调不制冷\n滴水",
    )  # fmt: skip
    assert (await history(demo, ticket))[-1][0] == "edit"
    assert (await told(demo, ticket))[-1] == "ticket.changed"


async def test_then_it_is_a_message_to_who_works_on_it(demo: DemoPark) -> None:
    me = await somebody(demo)
    ticket = (await report(demo, me)).ticket
    await moved(demo, ticket, "assign", "accept")
    done = await changed(demo, ticket, me, building="B", words="是B座")
    assert (done.how, (await reloaded(demo, ticket)).building) == ("noted", "A")
    assert (await history(demo, ticket))[-1] == ("message", "是B座")


async def test_what_stands_already_is_no_change(demo: DemoPark) -> None:
    me = await somebody(demo)
    ticket = (await report(demo, me)).ticket
    done = await changed(demo, ticket, me, category="hvac", building="A", adds="空调不制冷")
    assert done.how == "same"
    assert len(await history(demo, ticket)) == 1


async def test_more_urgent_is_taken_even_by_who_works_on_it(demo: DemoPark) -> None:
    me = await somebody(demo)
    ticket = (await report(demo, me)).ticket
    before = ticket.respond_by
    await moved(demo, ticket, "assign", "accept")
    done = await changed(demo, ticket, me, urgency="urgent")
    ticket = await reloaded(demo, ticket)
    assert (done.how, ticket.urgency) == ("changed", "urgent")
    assert before is not None


async def test_less_urgent_is_for_staff_to_decide(demo: DemoPark) -> None:
    me = await somebody(demo)
    ticket = (await report(demo, me, urgency="urgent")).ticket
    done = await changed(demo, ticket, me, urgency="low", words="不急")
    assert (done.how, (await reloaded(demo, ticket)).urgency) == ("noted", "urgent")
    assert (await history(demo, ticket))[-1] == ("message", "不急")


async def test_danger_that_is_told_later_brings_people_at_once(demo: DemoPark) -> None:
    me = await somebody(demo)
    ticket = (await report(demo, me)).ticket
    await changed(demo, ticket, me, urgency="critical")
    async with demo.sessions() as session:
        conversation = await conversations.find(session, demo.id, me.id)
    assert conversation.owner == "queued"
    assert (await reloaded(demo, ticket)).urgency == "critical"


async def test_a_danger_is_completed_while_somebody_is_on_the_way(demo: DemoPark) -> None:
    me = await somebody(demo)
    place = {"building": "A"}
    ticket = (await report(demo, me, urgency="critical", place=place)).ticket
    await moved(demo, ticket, "assign", "accept")
    await changed(demo, ticket, me, floor=7, place="右边那台", category="elevator")
    ticket = await reloaded(demo, ticket)
    assert (ticket.floor, ticket.place, ticket.category) == (7, "右边那台", "hvac")
    async with demo.sessions() as session:
        said = await session.scalars(
            select(EventRow.data["what"].astext).where(EventRow.type == "ticket.changed")
        )
    assert tickets.DANGER_AGAIN in said.all()


async def test_who_only_follows_it_changes_nothing_of_it(demo: DemoPark) -> None:
    me, other = await somebody(demo), await somebody(demo)
    ticket = (await report(demo, me)).ticket
    await report(demo, other, "这里也热")
    done = await changed(demo, ticket, other, urgency="urgent", building="B", words="在B座，很急")
    ticket = await reloaded(demo, ticket)
    assert (done.how, ticket.building, ticket.urgency) == ("said_more", "A", "normal")
    async with demo.sessions() as session:
        row = await session.get_one(TicketObserver, (demo.id, ticket.id, other.person_id))
    assert row.words == "这里也热\n在B座，很急"


async def test_what_is_done_is_not_changed(demo: DemoPark) -> None:
    me = await somebody(demo)
    ticket = (await report(demo, me)).ticket
    await moved(demo, ticket, "resolve")
    with pytest.raises(Conflict) as refused:
        await changed(demo, ticket, me, building="B")
    assert refused.value.details["status"] == "resolved"


async def test_what_is_called_off_comes_back_with_nobody_assigned_and_its_clocks(
    demo: DemoPark,
) -> None:
    me = await somebody(demo)
    ticket = (await report(demo, me)).ticket
    await moved(demo, ticket, "assign")
    assert (await withdrawn(demo, ticket, me)).status == "cancelled"
    back = await restored(demo, ticket, me)
    assert (back.ticket_no, back.status, back.assignee_id) == (ticket.ticket_no, "reported", None)
    assert back.respond_by is not None
    assert back.next_alarm_at is not None
    assert (await told(demo, ticket))[-2:] == ["ticket.cancelled", "ticket.restored"]
    assert (await history(demo, ticket))[-1][0] == "restore"


async def test_what_is_open_stays_as_it_is(demo: DemoPark) -> None:
    me = await somebody(demo)
    ticket = (await report(demo, me)).ticket
    assert (await restored(demo, ticket, me)).status == "reported"
    assert await told(demo, ticket) == ["ticket.reported"]


async def test_half_an_hour_later_it_stays_cancelled(demo: DemoPark) -> None:
    me = await somebody(demo)
    ticket = (await report(demo, me)).ticket
    await withdrawn(demo, ticket, me)
    with pytest.raises(Conflict):
        await restored(demo, ticket, me, minutes=31)


async def test_what_staff_called_off_is_not_brought_back_by_the_tenant(demo: DemoPark) -> None:
    me = await somebody(demo)
    ticket = (await report(demo, me)).ticket
    await moved(demo, ticket, "cancel")
    with pytest.raises(Conflict):
        await restored(demo, ticket, me)


async def test_what_goes_on_under_another_number_is_not_restored(demo: DemoPark) -> None:
    me, other = await somebody(demo), await somebody(demo)
    ticket = (await report(demo, me)).ticket
    into = (await report(demo, other, category="plumbing")).ticket
    async with demo.sessions.begin() as session:
        await merging.merge(session, demo.id, ticket.id, into.id, by=ITSELF, now=NOW)
    with pytest.raises(Conflict):
        await restored(demo, ticket, me)
    async with demo.sessions.begin() as session:
        with pytest.raises(IllegalTransition):
            await tickets.advance(session, demo.id, ticket.id, "restore", by=ITSELF, now=NOW)


async def test_what_danger_opened_is_not_called_off_by_who_told_of_it(demo: DemoPark) -> None:
    me = await somebody(demo)
    ticket = (await report(demo, me, urgency="critical")).ticket
    with pytest.raises(DangerStays):
        await withdrawn(demo, ticket, me)
    assert (await reloaded(demo, ticket)).status == "reported"


async def test_a_phone_that_is_told_stays_with_the_ticket_alone(demo: DemoPark) -> None:
    me = await somebody(demo)
    ticket = (await report(demo, me)).ticket
    await changed(demo, ticket, me, phone="13900001111")
    async with demo.sessions() as session:
        person = await session.get_one(Person, (demo.id, me.person_id))
    assert (await reloaded(demo, ticket)).phone == "13900001111"
    assert person.phone != "13900001111"
