"""Complaints are tickets, and the queue at once."""

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
