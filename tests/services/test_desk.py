"""What bot and jobs hand to the service desk: complaints, orders that nobody accepted."""

from sqlalchemy import select

from models import EventRow, Ticket
from services import desk
from tests.demo_park import WEDNESDAY_MORNING, DemoPark

NOW = WEDNESDAY_MORNING


async def test_a_complaint_is_a_ticket_in_the_tenants_words(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        conversation = await demo.conversation(session)
        ticket = await desk.take_complaint(session, conversation, "汤是凉的", now=NOW)
        assert (ticket.kind, ticket.urgency, ticket.status, ticket.description) == (
            "complaint", "normal", "reported", "汤是凉的",
        )  # fmt: skip
        assert (ticket.person_id, ticket.conversation_id, ticket.created_at) == (
            conversation.person_id, conversation.id, NOW,
        )  # fmt: skip
        assert ticket.ticket_no.startswith("T-")
        assert await demo.events(session, f"ticket:{ticket.id}") == [(1, "ticket.reported")]
        assert conversation.owner == "queued"


async def test_an_order_is_chased_by_one_ticket(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        order = await demo.placed(session)
        first = await desk.chase_acceptance(session, order, now=NOW)
        assert first is not None
        assert await desk.chase_acceptance(session, order, now=NOW) is None
        assert list(await session.scalars(select(Ticket.id))) == [first.id]
        data = await session.scalar(select(EventRow.data).where(EventRow.type == "ticket.reported"))
    assert data["order_no"] == order.order_no
