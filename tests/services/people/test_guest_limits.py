"""How much people without an identity may ask for, and that nobody else is slowed by them."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from models.conversations import Conversation
from models.guests import GuestUse
from models.ordering import Order
from models.park import Park
from models.people import ChannelIdentity, Company, Person
from models.tickets import Ticket
from services.conversations import conversations
from services.handoffs import handoffs
from services.ordering import placing
from services.people import guest_limits
from services.people.guest_limits import LIMITS, GuestLimit
from services.repair import complaints, repair
from services.tickets import photos
from services.tickets.photos import Cleaned
from tests.given.demo_park import WEDNESDAY_MORNING, DemoPark

NOW = WEDNESDAY_MORNING
"""Half past: what is counted now counts for half an hour."""
PHOTO = Cleaned(b"x", b"x", 1, 1)


async def guest(demo: DemoPark, *, network: str | None = None) -> Conversation:
    async with demo.sessions.begin() as session:
        return await demo.conversation(session, network=network)


async def take(
    demo: DemoPark, conversation: Conversation, kind: str, amount: int = 1, **later: float
) -> bool:
    """Whether it was let in."""
    async with demo.sessions.begin() as session:
        found = await conversations.find(session, demo.id, conversation.id)
        try:
            await guest_limits.take(
                session, demo.id, found.id, {kind: amount}, now=NOW + timedelta(**later)
            )
        except GuestLimit:
            return False
    return True


async def test_a_guest_has_six_tickets_an_hour_and_then_more(demo: DemoPark) -> None:
    one, other = await guest(demo), await guest(demo)
    assert [await take(demo, one, "ticket") for _ in range(7)] == [True] * 6 + [False]
    assert await take(demo, other, "ticket")
    assert not await take(demo, one, "ticket", minutes=29)
    assert await take(demo, one, "ticket", minutes=30)


async def test_who_is_refused_is_told_how_long(demo: DemoPark) -> None:
    one = await guest(demo)
    async with demo.sessions.begin() as session:
        with pytest.raises(GuestLimit) as refused:
            await guest_limits.take(session, demo.id, one.id, {"piece": 31}, now=NOW)
    assert refused.value.details == {"kind": "piece", "limit": 30, "retry_after": 1801}


async def test_guests_of_one_network_are_counted_together(demo: DemoPark) -> None:
    let_in = [await take(demo, await guest(demo, network="n1"), "danger", 1) for _ in range(11)]
    assert let_in == [True] * 10 + [False]
    assert await take(demo, await guest(demo, network="n2"), "danger")
    assert await take(demo, await guest(demo), "danger")


async def test_all_guests_of_a_park_are_counted_together(demo: DemoPark) -> None:
    networks = [f"n{number}" for number in range(5)]
    let_in = [
        await take(demo, await guest(demo, network=network), "danger")
        for network in networks
        for _ in range(9)
    ]
    assert sum(let_in) == 40
    assert not await take(demo, await guest(demo), "danger")


async def known(demo: DemoPark, how: str) -> Conversation:
    """Somebody who is no guest."""
    async with demo.sessions.begin() as session:
        conversation = await demo.conversation(session, network="n1")
        person = await session.get_one(Person, (demo.id, conversation.person_id))
        if how == "of a company":
            person.company_id = await session.scalar(select(Company.id))
            assert person.company_id is not None
        else:
            session.add(
                ChannelIdentity(
                    park_id=demo.id, person_id=person.id, channel=how, external_id="somebody"
                )
            )
    return conversation


@pytest.mark.parametrize("how", ["of a company", "wechat", "miniprogram", "wecom", "telegram"])
async def test_whoever_is_known_is_slowed_by_no_flood_of_guests(demo: DemoPark, how: str) -> None:
    for number in range(60):
        await take(demo, await guest(demo, network=f"n{number}"), "danger")
    member = await known(demo, how)
    assert [await take(demo, member, "danger") for _ in range(20)] == [True] * 20


async def test_a_park_may_do_without(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        (await session.get_one(Park, demo.id)).limits_guests = False
    one = await guest(demo)
    assert all([await take(demo, one, "ticket") for _ in range(20)])


async def test_guests_at_once_count_each_other(demo: DemoPark) -> None:
    one = await guest(demo, network="n1")
    others = [await guest(demo, network="n1") for _ in range(12)]
    let_in = await asyncio.gather(*(take(demo, one, "handoff") for _ in range(12)))
    assert sum(let_in) == LIMITS["handoff"].person
    let_in = await asyncio.gather(*(take(demo, other, "danger") for other in others))
    assert sum(let_in) == LIMITS["danger"].network


async def test_of_a_refusal_nothing_is_counted(demo: DemoPark) -> None:
    one = await guest(demo, network="n1")
    async with demo.sessions.begin() as session:
        with pytest.raises(GuestLimit):
            await guest_limits.take(session, demo.id, one.id, {"order": 1, "piece": 31}, now=NOW)
    async with demo.sessions() as session:
        assert not any(await session.scalars(select(GuestUse.taken)))


async def test_counts_are_forgotten_after_a_day(demo: DemoPark) -> None:
    await take(demo, await guest(demo), "ticket")
    async with demo.sessions.begin() as session:
        await guest_limits.purge(session, now=NOW + timedelta(days=1, minutes=-30))
        assert await session.scalar(select(func.count()).select_from(GuestUse)) == 2
        await guest_limits.purge(session, now=NOW + timedelta(days=1))
        assert await session.scalar(select(func.count()).select_from(GuestUse)) == 0


async def place(demo: DemoPark, conversation: Conversation, quantity: int, **draft: Any) -> Order:
    async with demo.sessions.begin() as session:
        found = await conversations.find(session, demo.id, conversation.id)
        order = await demo.draft(
            session, "beef_noodles", quantity=quantity, conversation=found, **draft
        )
        return await placing.place(session, order, now=NOW)


async def test_a_guest_places_no_orders_of_fifty_pieces_that_nobody_may_come_for(
    demo: DemoPark,
) -> None:
    one = await guest(demo)
    for _ in range(3):
        await place(demo, one, 10)
    with pytest.raises(GuestLimit):
        await place(demo, one, 1)


async def test_a_guest_reports_and_complains_so_often(demo: DemoPark) -> None:
    one = await guest(demo)
    async with demo.sessions.begin() as session:
        found = await conversations.find(session, demo.id, one.id)
        for room in range(5):
            await repair.report(
                session, found, "灯坏了", category="electrical", urgency="normal",
                place={"building": "A", "floor": 3, "room": str(301 + room)}, now=NOW,
            )  # fmt: skip
        await complaints.take_complaint(session, found, "太吵", now=NOW)
        with pytest.raises(GuestLimit):
            await complaints.take_complaint(session, found, "太吵", now=NOW)
        with pytest.raises(GuestLimit):
            await repair.report(
                session, found, "灯坏了", category="electrical", urgency="urgent",
                place={"building": "B"}, now=NOW,
            )  # fmt: skip
        assert await session.scalar(select(func.count()).select_from(Ticket)) == 6


async def test_following_what_others_reported_costs_nothing(demo: DemoPark) -> None:
    first, one = await guest(demo), await guest(demo)
    async with demo.sessions.begin() as session:
        about: dict[str, Any] = {
            "category": "electrical", "urgency": "normal", "now": NOW,
            "place": {"building": "A", "floor": 3, "room": "301"},
        }  # fmt: skip
        await repair.report(
            session, await conversations.find(session, demo.id, first.id), "灯坏了", **about
        )
        for _ in range(9):
            await repair.report(
                session, await conversations.find(session, demo.id, one.id), "灯坏了", **about
            )


async def test_a_guest_asks_for_people_so_often_but_danger_always_finds_them(
    demo: DemoPark,
) -> None:
    one = await guest(demo)
    async with demo.sessions.begin() as session:
        found = await conversations.find(session, demo.id, one.id)
        for _ in range(6):
            await handoffs.hand_off(session, found, "asked", now=NOW)
            await handoffs.hand_back(
                session, demo.id, one.id, by="handed_back", staff=None, now=NOW
            )
        with pytest.raises(GuestLimit):
            await handoffs.hand_off(session, found, "fallbacks", now=NOW)
        assert await handoffs.hand_off(session, found, "critical", now=NOW)


async def test_a_guest_has_thirty_photos_an_hour(demo: DemoPark) -> None:
    one = await guest(demo)
    async with demo.sessions.begin() as session:
        found = await conversations.find(session, demo.id, one.id)
        ticket = (
            await repair.report(
                session, found, "漏水", category="plumbing", urgency="normal",
                place={"building": "A"}, now=NOW,
            )
        ).ticket  # fmt: skip
        for _ in range(30):
            photo = await photos.store(session, found, PHOTO, now=NOW)
            photo.ticket_id = ticket.id
        with pytest.raises(GuestLimit):
            await photos.store(session, found, PHOTO, now=NOW)
