"""Something is missing or wrong: a ticket for the desk, an event for the outlet, money by line."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Conversation
from models.events import EventRow
from models.ordering import Order
from models.payments import Refund
from services.kit import actors
from services.kit.audit import By
from services.kit.errors import Conflict, Invalid
from services.ordering import complaints, orders
from services.ordering.complaints import AlreadyComplained, NothingToComplainOf, Said
from services.tickets import tickets
from tests.given import factories
from tests.given.companies import BOWL, NOW, account_of, charged
from tests.given.demo_park import DemoPark
from tests.services.ordering.test_order_ratings import COURSE


async def handed_over(session: AsyncSession, demo: DemoPark, *, paid: bool = True) -> Order:
    if paid:
        order = await charged(session, demo, await account_of(session, demo), quantity=3)
    else:
        order = await demo.placed(session, "beef_noodles", quantity=3)
    for action in COURSE:
        await orders.advance(session, demo.id, order.id, action, now=NOW)
    return order


async def talk(session: AsyncSession, order: Order) -> Conversation:
    return await session.get_one(Conversation, (order.park_id, order.conversation_id))


async def test_a_missing_bowl_is_a_ticket_and_the_outlet_hears_of_it(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        order = await handed_over(session, demo)
        (line,) = order.lines
        said = Said("missing", "袋子里只有两碗", {line.id: 1})
        ticket = await complaints.complain(
            session, await talk(session, order), order.id, said, now=NOW
        )
        assert (ticket.kind, ticket.status, ticket.order_id) == ("complaint", "reported", order.id)
        assert ticket.description == "少送了：牛肉面×1\n袋子里只有两碗"
        row = await session.scalar(select(EventRow).where(EventRow.type == "order.complained"))
        assert row is not None
        assert row.data["complaint"] == {
            "ticket_no": ticket.ticket_no,
            "what": "missing",
            "lines": [{"line_id": line.id, "quantity": 1}],
            "amount": BOWL,
        }
        assert "袋子" not in str(row.data)
        with pytest.raises(AlreadyComplained) as refused:
            await complaints.complain(session, await talk(session, order), order.id, said, now=NOW)
        assert refused.value.details == {"ticket_no": ticket.ticket_no}


async def test_only_what_is_due_and_not_long_over_is_complained_of(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        order = await charged(session, demo, await account_of(session, demo))
        assert order.slot_end is not None
        conversation, said = await talk(session, order), Said("late", "还没到")
        await orders.advance(session, demo.id, order.id, "accept", now=NOW)
        with pytest.raises(NothingToComplainOf):
            await complaints.complain(session, conversation, order.id, said, now=NOW)
        over = order.slot_end + complaints.WITHIN + timedelta(minutes=1)
        with pytest.raises(NothingToComplainOf):
            await complaints.complain(session, conversation, order.id, said, now=over)
        await complaints.complain(session, conversation, order.id, said, now=order.slot_end)


@pytest.mark.parametrize(
    ("what", "pieces", "words"),
    [
        ("missing", 0, "少了"),
        ("missing", 4, "少了"),
        ("wrong", 0, ""),
        ("quality", 0, " "),
        ("stolen", 1, "不见了"),
    ],
)
async def test_what_says_nothing_or_too_much_is_refused(
    demo: DemoPark, what: str, pieces: int, words: str
) -> None:
    async with demo.sessions() as session:
        order = await handed_over(session, demo)
        said = Said(what, words, {order.lines[0].id: pieces} if pieces else {})
        with pytest.raises(Invalid):
            await complaints.complain(session, await talk(session, order), order.id, said, now=NOW)


async def test_what_is_claimed_goes_back_once_and_the_ticket_is_resolved(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        staff = await factories.make_staff(session, demo.id, roles=["manager"])
        by = By(demo.id, staff.id, NOW)
        order = await handed_over(session, demo)
        said = Said("missing", pieces={order.lines[0].id: 2})
        ticket = await complaints.complain(
            session, await talk(session, order), order.id, said, now=NOW
        )
        actor = actors.staff(staff)
        back = await complaints.give_back(session, by, order.id, "少送两碗", actor=actor)
        assert back == 2 * BOWL
        assert (await tickets.load(session, demo.id, ticket.id)).status == "resolved"
        assert await complaints.owed(session, order, ticket) == {}
        with pytest.raises(Conflict, match="nothing of it is left"):
            await complaints.give_back(session, by, order.id, "少送两碗", actor=actor)
        assert await session.scalar(select(func.sum(Refund.amount))) == 2 * BOWL


async def test_what_was_paid_at_the_counter_is_not_given_back_by_us(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        order = await handed_over(session, demo, paid=False)
        said = Said("missing", pieces={order.lines[0].id: 1})
        ticket = await complaints.complain(
            session, await talk(session, order), order.id, said, now=NOW
        )
        assert await complaints.owed(session, order, ticket) == {}
