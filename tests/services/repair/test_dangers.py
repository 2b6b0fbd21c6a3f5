"""Danger that is reported again joins what staff know of; none is refused and none is lost."""

import asyncio
from datetime import timedelta
from typing import Any

from sqlalchemy import func, select

from models.conversations import Conversation
from models.events import EventRow
from models.tickets import Ticket, TicketChange
from services.conversations import conversations
from services.events import registry as e
from services.kit.actors import ITSELF
from services.repair import repair
from services.repair.repair import Reported
from services.tickets import merging, staff_alarms, tickets
from tests.given.demo_park import WEDNESDAY_MORNING, DemoPark

NOW = WEDNESDAY_MORNING


async def guest(demo: DemoPark, **values: Any) -> Conversation:
    async with demo.sessions.begin() as session:
        return await demo.conversation(session, **values)


async def danger(
    demo: DemoPark, who: Conversation, *, category: str = "fire_safety", minutes: int = 0,
    words: str = "着火了", **place: Any,
) -> Reported:  # fmt: skip
    async with demo.sessions.begin() as session:
        found = await conversations.find(session, demo.id, who.id)
        return await repair.report(
            session, found, words, category=category, urgency="critical", place=place,
            now=NOW + timedelta(minutes=minutes),
        )  # fmt: skip


async def all_tickets(demo: DemoPark) -> list[Ticket]:
    async with demo.sessions() as session:
        return list(await session.scalars(select(Ticket).order_by(Ticket.id)))


async def alarms(demo: DemoPark) -> int:
    """How often staff would be alarmed."""
    async with demo.sessions.begin() as session:
        rows = list(await session.scalars(select(EventRow).order_by(EventRow.id)))
        found = 0
        for row in rows:
            event = e.known()[row.type].model_validate(row.data)
            found += await staff_alarms.concerns(session, row, event)
        return found


async def test_one_person_s_reports_of_a_minute_are_one_ticket_that_counts_them(
    demo: DemoPark,
) -> None:
    who = await guest(demo)
    for number in range(12):
        await danger(demo, who, words=f"着火了{number}")
    [ticket] = await all_tickets(demo)
    assert ticket.reports == 12
    async with demo.sessions() as session:
        joins = select(TicketChange.text).where(TicketChange.action == "join")
        said = await session.scalars(joins.order_by(TicketChange.id))
        assert list(said) == [f"着火了{number}" for number in range(1, 12)]
    assert await alarms(demo) == 1


async def test_reports_at_once_are_one_ticket_too(demo: DemoPark) -> None:
    who = await guest(demo)
    categories = ["fire_safety", "other"] * 6
    await asyncio.gather(*(danger(demo, who, category=one) for one in categories))
    [ticket] = await all_tickets(demo)
    assert ticket.reports == 12


async def test_danger_at_another_place_is_a_ticket_of_its_own(demo: DemoPark) -> None:
    who = await guest(demo)
    await danger(demo, who, building="A", floor=3)
    await danger(demo, who, building="A", floor=3, room="301")
    await danger(demo, who, building="B")
    assert [(one.building, one.reports) for one in await all_tickets(demo)] == [("A", 2), ("B", 1)]
    assert await alarms(demo) == 3  # The room was news.


async def test_a_flood_of_places_joins_and_alarms_only_so_often(demo: DemoPark) -> None:
    who = await guest(demo)
    for floor in range(1, 13):
        reported = await danger(demo, who, building="A", floor=floor, words=f"{floor}楼着火")
    found = await all_tickets(demo)
    assert len(found) == 3
    assert sum(one.reports for one in found) == 12
    assert reported.ticket.id in [one.id for one in found]
    assert await alarms(demo) == 3 + 5
    async with demo.sessions() as session:
        noted = select(TicketChange.text).where(TicketChange.action == "note")
        notes = list(await session.scalars(noted.order_by(TicketChange.id)))
    assert notes == [f"fire_safety · A · {floor}" for floor in range(4, 13)]


async def test_many_guests_of_one_network_open_ten_tickets_and_join_the_rest(
    demo: DemoPark,
) -> None:
    for number in range(14):
        who = await guest(demo, network="n1")
        await danger(demo, who, building="A", floor=3, room=str(301 + number))
    found = await all_tickets(demo)
    assert (len(found), sum(one.reports for one in found)) == (10, 14)
    # Whoever comes from elsewhere opens one of their own.
    await danger(demo, await guest(demo, network="n2"), building="A", floor=3, room="390")
    assert len(await all_tickets(demo)) == 11


async def test_where_there_is_nothing_to_join_a_ticket_is_opened_beyond_all_limits(
    demo: DemoPark,
) -> None:
    who = await guest(demo)
    for floor in range(1, 4):
        await danger(demo, who, building="A", floor=floor)
    async with demo.sessions.begin() as session:
        for ticket in await session.scalars(select(Ticket)):
            ticket.status = "resolved"
    await danger(demo, who, building="A", floor=4)
    assert len(await all_tickets(demo)) == 4


async def test_half_an_hour_later_it_is_a_new_danger(demo: DemoPark) -> None:
    who = await guest(demo)
    await danger(demo, who)
    await danger(demo, who, minutes=31)
    assert len(await all_tickets(demo)) == 2


async def test_a_ticket_that_is_over_is_not_joined(demo: DemoPark) -> None:
    who = await guest(demo)
    first = await danger(demo, who)
    async with demo.sessions.begin() as session:
        (await tickets.load(session, demo.id, first.ticket.id)).status = "closed"
    await danger(demo, who)
    async with demo.sessions() as session:
        assert await session.scalar(select(func.count()).select_from(Ticket)) == 2


async def test_merging_adds_up_how_often_each_was_reported(demo: DemoPark) -> None:
    who = await guest(demo)
    first = await danger(demo, who, building="A")
    await danger(demo, who, building="A")
    other = await danger(demo, who, building="B")
    async with demo.sessions.begin() as session:
        await merging.merge(session, demo.id, other.ticket.id, first.ticket.id, by=ITSELF, now=NOW)
    assert [one.reports for one in await all_tickets(demo)] == [3, 1]


async def ordinary(demo: DemoPark, who: Conversation, **place: Any) -> Ticket:
    async with demo.sessions.begin() as session:
        found = await conversations.find(session, demo.id, who.id)
        made = await repair.report(
            session,
            found,
            "天花板渗水",
            category="plumbing",
            urgency="normal",
            place=place,
            now=NOW,
        )
        return made.ticket


async def test_what_was_reported_as_less_a_moment_ago_has_grown(demo: DemoPark) -> None:
    who = await guest(demo)
    before = await ordinary(demo, who, building="A", floor=9, room="905")
    await danger(demo, who, category="plumbing", minutes=5, words="全淹了")
    [ticket] = await all_tickets(demo)
    assert (ticket.id, ticket.urgency, ticket.room) == (before.id, "critical", "905")
    assert await alarms(demo) == 1


async def test_somewhere_else_or_later_it_is_another(demo: DemoPark) -> None:
    who = await guest(demo)
    await ordinary(demo, who, building="A", floor=9, room="905")
    await danger(demo, who, category="plumbing", minutes=5, words="车库发大水", building="B")
    assert [one.urgency for one in await all_tickets(demo)] == ["normal", "critical"]


async def test_of_other_work_or_of_somebody_else_it_is_another(demo: DemoPark) -> None:
    who, other = await guest(demo), await guest(demo)
    await ordinary(demo, who, building="A", floor=9, room="905")
    await danger(demo, who, category="fire_safety", minutes=5)
    await danger(demo, other, category="plumbing", minutes=6, words="水淹了")
    assert [one.urgency for one in await all_tickets(demo)] == ["normal", "critical", "critical"]
