"""Complaints are tickets, and the queue at once."""

from datetime import timedelta

from services.repair import complaints
from tests.given.demo_park import WEDNESDAY_MORNING, DemoPark

NOW = WEDNESDAY_MORNING


async def test_a_complaint_is_a_ticket_in_the_tenants_words(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        conversation = await demo.conversation(session)
        ticket = await complaints.take_complaint(session, conversation, "汤是凉的", now=NOW)
        assert (ticket.kind, ticket.urgency, ticket.status, ticket.description) == (
            "complaint", "normal", "reported", "汤是凉的",
        )  # fmt: skip
        assert (ticket.person_id, ticket.conversation_id, ticket.created_at) == (
            conversation.person_id, conversation.id, NOW,
        )  # fmt: skip
        assert ticket.ticket_no.startswith("T-")
        assert await demo.events(session, f"ticket:{ticket.id}") == [(1, "ticket.reported")]
        assert conversation.owner == "queued"


async def test_more_of_a_complaint_goes_into_the_one_of_a_moment_ago(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        conversation = await demo.conversation(session)
        first = await complaints.take_complaint(session, conversation, "汤是凉的", now=NOW)
        soon, late = NOW + timedelta(minutes=20), NOW + timedelta(minutes=31)
        same = await complaints.add_to_recent(session, conversation, "面也坨了", now=soon)
        assert same is first
        assert first.description == "汤是凉的\n面也坨了"
        again = await complaints.add_to_recent(session, conversation, "面也坨了", now=soon)
        assert again is first
        assert first.description == "汤是凉的\n面也坨了"
        assert await complaints.add_to_recent(session, conversation, "又凉", now=late) is None


async def test_without_a_complaint_there_is_nothing_to_add_to(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        conversation = await demo.conversation(session)
        assert await complaints.add_to_recent(session, conversation, "汤是凉的", now=NOW) is None
