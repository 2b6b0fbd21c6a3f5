"""What tenants do with repairs."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from models.conversations import Conversation
from models.tickets import Ticket, TicketObserver
from services.conversations import conversations
from services.kit.actors import ITSELF, tenant
from services.kit.errors import Conflict
from services.repair import joins, repair
from services.repair.repair import AlreadyRated, Reported, TooLate
from services.tickets import tickets
from tests.given.demo_park import WEDNESDAY_MORNING, DemoPark

NOW = WEDNESDAY_MORNING
A301 = {"building": "A", "floor": 3, "room": "301"}


async def somebody(demo: DemoPark) -> Conversation:
    async with demo.sessions.begin() as session:
        return await demo.conversation(session)


async def report(
    demo: DemoPark,
    conversation: Conversation,
    words: str = "空调不制冷",
    *,
    category: str = "hvac",
    urgency: str = "normal",
    place: dict[str, object] | None = None,
    minutes: int = 0,
) -> Reported:
    async with demo.sessions.begin() as session:
        found = await conversations.find(session, demo.id, conversation.id)
        return await repair.report(
            session,
            found,
            words,
            category=category,
            urgency=urgency,
            place=A301 if place is None else place,
            now=NOW + timedelta(minutes=minutes),
        )


async def resolved(demo: DemoPark, conversation: Conversation) -> Ticket:
    ticket = (await report(demo, conversation)).ticket
    async with demo.sessions.begin() as session:
        return await tickets.advance(
            session, demo.id, ticket.id, "resolve", by=ITSELF, now=NOW + timedelta(hours=1)
        )


async def test_a_report_is_a_ticket_with_its_place(demo: DemoPark) -> None:
    conversation = await somebody(demo)
    made = await report(demo, conversation)
    ticket = made.ticket
    assert not made.joined
    assert (ticket.kind, ticket.category, ticket.urgency) == ("repair", "hvac", "normal")
    assert (ticket.building, ticket.floor, ticket.room) == ("A", 3, "301")
    assert (ticket.person_id, ticket.conversation_id) == (conversation.person_id, conversation.id)


async def test_a_second_report_of_the_same_thing_joins_the_first(demo: DemoPark) -> None:
    one, two = await somebody(demo), await somebody(demo)
    first = await report(demo, one)
    second = await report(demo, two, "A座301太热了", minutes=20)
    assert second.joined
    assert second.ticket.id == first.ticket.id
    async with demo.sessions() as session:
        [observer] = await session.scalars(select(TicketObserver))
        assert (observer.person_id, observer.words) == (two.person_id, "A座301太热了")
        [mine] = await repair.mine(session, demo.id, two.person_id)
        assert mine.id == first.ticket.id


async def test_two_who_report_in_the_same_second_get_one_ticket(demo: DemoPark) -> None:
    people = [await somebody(demo) for _ in range(5)]
    made = await asyncio.gather(*(report(demo, person) for person in people))
    assert len({one.ticket.id for one in made}) == 1
    assert sorted(one.joined for one in made) == [False] + [True] * 4


async def test_how_urgent_a_joiner_calls_it_is_noted_and_changes_nothing(demo: DemoPark) -> None:
    one, two, three = await somebody(demo), await somebody(demo), await somebody(demo)
    ticket = (await report(demo, one)).ticket
    await report(demo, two, "整层都断电了", urgency="urgent")
    await report(demo, three, "不急", urgency="low")
    async with demo.sessions() as session:
        assert (await tickets.load(session, demo.id, ticket.id)).urgency == "normal"
        rows = await session.scalars(select(TicketObserver).order_by(TicketObserver.person_id))
        assert [(row.words, row.urgency) for row in rows] == [
            ("整层都断电了", "urgent"),
            ("不急", "low"),
        ]
        _, worse, better = await tickets.history(session, demo.id, ticket.id)
    assert (worse.action, worse.details) == ("join", {"called": "urgent"})
    assert (better.action, better.details) == ("join", {})


async def test_worse_news_of_the_reporter_raises_the_urgency(demo: DemoPark) -> None:
    one = await somebody(demo)
    ticket = (await report(demo, one)).ticket
    for urgency in ("urgent", "low", "critical"):
        again = await report(demo, one, urgency=urgency, minutes=1)
        assert again.ticket.id == ticket.id
    async with demo.sessions() as session:
        assert (await tickets.load(session, demo.id, ticket.id)).urgency == "critical"


async def test_danger_at_a_place_with_a_ticket_is_a_ticket_of_its_own(demo: DemoPark) -> None:
    """With the alarm and the clocks of that; the other one stays as its reporter left it."""
    one, two, three = await somebody(demo), await somebody(demo), await somebody(demo)
    first = await report(demo, one)
    danger = await report(demo, two, "空调在冒烟", urgency="critical", minutes=1)
    assert not danger.joined
    assert danger.ticket.id != first.ticket.id
    assert (danger.ticket.urgency, danger.ticket.person_id) == ("critical", two.person_id)
    async with demo.sessions() as session:
        assert (await tickets.load(session, demo.id, first.ticket.id)).urgency == "normal"
        told = await demo.events(session, f"ticket:{danger.ticket.id}")
    assert told == [(1, "ticket.reported")]

    # Who reports the same danger later joins that, and is put through to staff all the same.
    again = await report(demo, three, "还在冒烟", urgency="critical", minutes=2)
    assert again.joined
    assert again.ticket.id == danger.ticket.id
    async with demo.sessions() as session:
        assert (await conversations.find(session, demo.id, three.id)).owner == "queued"


async def test_what_a_joiner_adds_is_with_their_own_words(demo: DemoPark) -> None:
    one, two = await somebody(demo), await somebody(demo)
    ticket = (await report(demo, one)).ticket
    await report(demo, two, "太热了", urgency="urgent")
    async with demo.sessions.begin() as session:
        found = await tickets.load(session, demo.id, ticket.id, lock=True)
        for words in ("电话 13800000000", "太热了"):
            await joins.say_more(session, found, two.person_id, words, now=NOW)
    async with demo.sessions() as session:
        assert (await tickets.load(session, demo.id, ticket.id)).description == "空调不制冷"
        [row] = await session.scalars(select(TicketObserver))
    assert (row.words, row.urgency) == ("太热了\n电话 13800000000", "urgent")


@pytest.mark.parametrize(
    ("category", "place", "minutes"),
    [
        ("electrical", A301, 0),
        ("hvac", {**A301, "room": "302"}, 0),
        ("hvac", {"building": "A", "floor": 3}, 0),
        ("hvac", A301, 25 * 60),
    ],
    ids=["another thing", "another room", "no exact place", "another day"],
)
async def test_what_only_looks_alike_stays_apart(
    demo: DemoPark, category: str, place: dict[str, object], minutes: int
) -> None:
    first = await report(demo, await somebody(demo))
    other = await report(
        demo, await somebody(demo), category=category, place=place, minutes=minutes
    )
    assert not other.joined
    assert other.ticket.id != first.ticket.id


async def test_saying_it_again_oneself_is_no_second_ticket_and_no_joining(demo: DemoPark) -> None:
    conversation = await somebody(demo)
    first, again = await report(demo, conversation), await report(demo, conversation, minutes=5)
    assert again.ticket.id == first.ticket.id
    assert not again.joined


async def test_danger_queues_the_conversation_at_once(demo: DemoPark) -> None:
    conversation = await somebody(demo)
    await report(demo, conversation, "冒烟了", category="fire_safety", urgency="critical")
    async with demo.sessions() as session:
        assert (await conversations.find(session, demo.id, conversation.id)).owner == "queued"


async def test_urging_counts_once_an_hour(demo: DemoPark) -> None:
    conversation = await somebody(demo)
    ticket, by = (await report(demo, conversation)).ticket, tenant(conversation.person_id)
    counted = []
    for minutes in (0, 30, 59, 60, 61):
        async with demo.sessions.begin() as session:
            at = NOW + timedelta(minutes=minutes)
            counted.append(await repair.urge(session, ticket, by=by, now=at))
    assert counted == [True, False, False, True, False]
    async with demo.sessions() as session:
        assert (await tickets.load(session, demo.id, ticket.id)).urges == 2


async def test_what_is_done_is_not_urged(demo: DemoPark) -> None:
    conversation = await somebody(demo)
    ticket = await resolved(demo, conversation)
    async with demo.sessions() as session:
        with pytest.raises(Conflict):
            await repair.urge(session, ticket, by=ITSELF, now=NOW)


async def test_a_rating_counts_once_and_confirms(demo: DemoPark) -> None:
    conversation = await somebody(demo)
    ticket, by = await resolved(demo, conversation), tenant(conversation.person_id)
    async with demo.sessions.begin() as session:
        rated = await repair.rate(session, ticket, 4, "有点慢", by=by, now=NOW)
        assert (rated.status, rated.rating, rated.rating_comment) == ("confirmed", 4, "有点慢")
        with pytest.raises(AlreadyRated):
            await repair.rate(session, ticket, 1, None, by=by, now=NOW)


async def test_what_is_not_done_is_not_rated(demo: DemoPark) -> None:
    ticket = (await report(demo, await somebody(demo))).ticket
    async with demo.sessions() as session:
        with pytest.raises(Conflict):
            await repair.rate(session, ticket, 5, None, by=ITSELF, now=NOW)


async def test_it_may_be_reopened_for_a_week_after_it_was_resolved(demo: DemoPark) -> None:
    ticket = await resolved(demo, await somebody(demo))
    async with demo.sessions.begin() as session:
        await tickets.advance(session, demo.id, ticket.id, "close", by=ITSELF, now=NOW)
    async with demo.sessions() as session:
        late = NOW + timedelta(days=7, hours=1, seconds=1)
        with pytest.raises(TooLate):
            await repair.reopen(session, ticket, by=ITSELF, now=late)
    async with demo.sessions.begin() as session:
        at = NOW + timedelta(days=7)
        again = await repair.reopen(session, ticket, by=ITSELF, now=at, reason="又漏了")
        assert (again.status, again.reopened) == ("reopened", 1)
